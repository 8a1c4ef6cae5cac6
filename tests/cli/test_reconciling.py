"""A book is reconciled by command: what is left is printed, and matched or parted by hand."""

import json
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import COUNTY
from commands import environment, mingzhang, post_drafts
from conftest import administer, copy_of
from workbooks import BASE, payment, payments, write_workbook


def filled(surroundings: dict[str, str], folder: Path) -> dict[str, str]:
    """The same, with a book that has three payments and the statement of its treasury."""
    sheets = BASE | {
        "支付": payments(payment("ZF1", 100), payment("ZF2", 70), payment("ZF3", 30)),
        "对账单": [
            ["账簿", "起始日期", "截止日期", "期末余额(元)"],
            [COUNTY, "2022-05-01", "2022-05-31", "999830"],
        ],
        "对账单明细": [
            ["账簿", "流水编号", "交易日期", "金额(元)"],
            [COUNTY, "ZF1", "2022-05-02", "100"],
            [COUNTY, "L2", "2022-05-02", "70"],
        ],
    }
    done = mingzhang(surroundings, "import", write_workbook(folder / "五月.xlsx", sheets))
    assert done.returncode == 0, done.stdout + done.stderr
    post_drafts(surroundings)
    return surroundings


@pytest.fixture
def book(own: dict[str, str], tmp_path: Path) -> dict[str, str]:
    """A book of the test's own."""
    return filled(own, tmp_path)


@pytest.fixture(scope="module")
def standing_book(
    server_url: str, template: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """A book that stays as it is, whatever is refused."""
    name = f"test_reconciled_{os.getpid()}"
    folder = tmp_path_factory.mktemp("var")
    yield filled(
        environment(
            MINGZHANG_DATABASE_URL=copy_of(server_url, template, name),
            MINGZHANG_DATA_DIR=str(folder),
        ),
        folder,
    )
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def said(book: dict[str, str], *command: str) -> str:
    """What a command prints."""
    done = mingzhang(book | {"LANG": "zh_CN.UTF-8"}, "reconcile", *command)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_month_is_reconciled_matched_and_parted(book: dict[str, str]) -> None:
    first = said(book, "book", COUNTY, "--month", "202205")
    assert "新核对 1 笔：编号和金额相同" in first
    assert "999,830.00" in first
    answer = json.loads(said(book, "book", COUNTY, "--as-of", "2022-05-31", "--json"))
    assert (answer["matched_now"], answer["difference"]) == ({}, "0.00")
    [line] = answer["lines"]
    assert (line["reference"], line["age"], line["amount"]) == ("L2", 29, "70.00")
    assert [each["reference"] for each in line["candidates"]] == ["ZF2"]
    assert [each["reference"] for each in answer["movements"]] == ["ZF2", "ZF3"]

    made = said(book, "match", COUNTY, str(line["statement_line_id"]), "ZF2").split()[-1]
    after = json.loads(said(book, "book", COUNTY, "--month", "202205", "--json"))
    assert after["lines"] == []
    assert [each["reference"] for each in after["movements"]] == ["ZF3"]
    assert "已解除" in said(book, "unmatch", COUNTY, made, "--reason", "不是同一笔")
    again = json.loads(said(book, "book", COUNTY, "--month", "2022-05", "--json"))
    assert len(again["lines"]) == 1


def test_a_line_is_matched_with_several_that_are_named(
    book: dict[str, str], tmp_path: Path
) -> None:
    lines = [["账簿", "流水编号", "交易日期", "金额(元)"], [COUNTY, "L3", "2022-05-03", "100"]]
    more = write_workbook(tmp_path / "合计.xlsx", {"对账单明细": lines})
    assert mingzhang(book, "import", more).returncode == 0
    post_drafts(book)
    answer = json.loads(said(book, "book", COUNTY, "--month", "202205", "--json"))
    [number] = [each["statement_line_id"] for each in answer["lines"] if each["reference"] == "L3"]
    assert "已核对" in said(book, "match", COUNTY, str(number), "ZF2", "ZF3")
    after = json.loads(said(book, "book", COUNTY, "--month", "202205", "--json"))
    assert [each["reference"] for each in after["lines"]] == ["L2"]


@pytest.mark.parametrize(
    ("command", "code"),
    [
        (["book", COUNTY, "--month", "2022-13"], 2),
        (["book", COUNTY, "--month", "20221"], 2),
        (["book", COUNTY, "--month", "202205", "--as-of", "2022-05-31"], 2),
        (["match", COUNTY, "1", "没有"], 2),
        (["match", COUNTY, "1", "ZF2"], 1),
        (["unmatch", COUNTY, "1", "--reason", "错"], 1),
        (["unmatch", COUNTY, "1", "--reason", " "], 2),
    ],
)
def test_what_cannot_be_is_refused_in_one_line(
    standing_book: dict[str, str], command: list[str], code: int
) -> None:
    done = mingzhang(standing_book, "reconcile", *command)
    assert done.returncode == code
    assert done.stderr.count("\n") == 1
