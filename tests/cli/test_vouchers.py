"""Vouchers and trial balances by command: the file written, and what is refused in words."""

import json
from pathlib import Path

from builders import COUNTY
from commands import mingzhang
from pypdf import PdfReader


def test_vouchers_of_a_month_are_printed_into_a_file(told: dict[str, str], tmp_path: Path) -> None:
    paper = tmp_path / "凭证.pdf"
    command = ["vouchers", "print", COUNTY, "--month", "2022-05", "--output", paper]
    done = mingzhang(told, *command)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert str(paper) in done.stdout
    [page] = PdfReader(paper).pages
    assert "1,000.10" in page.extract_text()
    again = tmp_path / "再.pdf"
    assert mingzhang(told, *command[:-1], again, "--numbers", "1-5").returncode == 0
    assert again.read_bytes() == paper.read_bytes(), "another process gives the same bytes"


def test_vouchers_that_are_not_there_are_said_to_be_missing(
    told: dict[str, str], tmp_path: Path
) -> None:
    paper = tmp_path / "none.pdf"
    command = ["vouchers", "print", COUNTY, "--output", paper, "--month"]
    done = mingzhang(told, *command, "201503")
    assert done.returncode == 1
    assert "201503" in done.stderr
    assert mingzhang(told, *command, "2015").returncode == 2
    assert mingzhang(told, *command, "202205", "--numbers", "one").returncode == 2
    assert not paper.exists()


def test_a_month_is_listed_with_its_amounts(told: dict[str, str]) -> None:
    done = mingzhang(told, "vouchers", "list", COUNTY, "--month", "202205")
    assert "202205-1" in done.stdout
    assert "1,000.10" in done.stdout


def test_a_trial_balance_tells_regime_codes_and_what_is_unchecked(told: dict[str, str]) -> None:
    done = mingzhang(told, "trial-balance", COUNTY, "--month", "202205")
    assert (done.returncode, done.stderr) == (0, "")
    for said in ("财库〔2015〕192号", "5001 一般公共预算本级支出 †", "1,000.10", "not checked"):
        assert said in done.stdout
    later = mingzhang(told, "trial-balance", COUNTY, "--month", "202301")
    assert "财库〔2022〕41号" in later.stdout
    assert "nothing moved" in later.stdout
    before = mingzhang(told, "trial-balance", COUNTY, "--month", "201501")
    assert "No accounting system" in before.stdout


def test_a_trial_balance_as_json_has_every_amount_as_a_string(told: dict[str, str]) -> None:
    found = json.loads(
        mingzhang(told, "trial-balance", COUNTY, "--month", "202205", "--json").stdout
    )
    assert found["regime"]["document_no"] == "财库〔2015〕192号"
    [chart] = found["charts"]
    assert chart["balanced"] is True
    assert [(line["code"], line["debit"], line["credit"]) for line in chart["lines"]] == [
        ("1001", "0", "1000.10"),
        ("4011", "0", "0"),
        ("5001", "1000.10", "0"),
    ]


def test_an_office_loads_its_own_codes(own: dict[str, str], tmp_path: Path) -> None:
    header = (
        "regime,chart,event,source_kind,credit_kind,debit_kind,debit_code,credit_code,"
        "valid_from,valid_to,standing,basis"
    )
    row = "2015,general,disbursement,*,treasury,cash_out,5002,1001,2016-01-01,,confirmed,本单位"
    (tmp_path / "mapping.csv").write_text(f"{header}\n{row}\n", encoding="utf-8")
    done = mingzhang(own, "statutory", "load", tmp_path)
    assert (done.returncode, done.stderr) == (0, ""), done.stdout
    rows = json.loads(mingzhang(own, "statutory", "--json").stdout)
    assert [each["debit"] for each in rows if each["origin"] == "office"] == [
        "5002 政府性基金本级支出"
    ]
    (tmp_path / "mapping.csv").write_text(f"{header}\n{row.replace('5002', '5')}\n", "utf-8")
    refused = mingzhang(own, "statutory", "load", tmp_path)
    assert refused.returncode == 1
    assert "mapping.csv row 2 debit_code=5" in refused.stderr
