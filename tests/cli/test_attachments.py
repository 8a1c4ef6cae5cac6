"""Papers are handed in, listed, fetched and verified by command."""

import json
from pathlib import Path

import pytest
from builders import COUNTY, post
from commands import mingzhang
from papers import PDF, PNG, TEXT
from sqlalchemy import Engine

from expectations.rule import fact
from ledger.attachment_stores import place_of
from ledger.personal import Protector


@pytest.fixture
def paid(engine: Engine, protector: Protector) -> None:
    """A county with two payments, vouchers 202205-1 and 202205-2."""
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("disbursements", project_code="XM1"),
            fact("disbursements", project_code="XM2"),
        )


@pytest.mark.usefixtures("paid")
def test_papers_are_handed_in_listed_fetched_and_verified(
    own: dict[str, str], tmp_path: Path
) -> None:
    invoice, photo = tmp_path / "发票.pdf", tmp_path / "照片.png"
    invoice.write_bytes(PDF)
    photo.write_bytes(PNG)
    done = mingzhang(own, "attach", COUNTY, "202205-1", invoice, photo)
    assert (done.returncode, done.stderr) == (0, "")
    again = mingzhang(own, "attach", "示范一县", "202205-1", invoice)
    assert "there already" in again.stdout
    assert mingzhang(own, "attach", COUNTY, "202205-2", invoice).returncode == 0

    said = mingzhang(own, "attachments", "list", COUNTY, "202205-1", "--json")
    papers = json.loads(said.stdout)
    assert [(paper["file_name"], paper["size"], paper["recorded_by"]) for paper in papers] == [
        ("发票.pdf", len(PDF), "测试员"),
        ("照片.png", len(PNG), "测试员"),
    ]
    assert [other["voucher"] for other in papers[0]["also_under"]] == ["202205-2"]
    table = mingzhang(own | {"LANG": "zh_CN.UTF-8"}, "attachments", "list", COUNTY, "202205-2")
    assert "发票.pdf" in table.stdout
    assert "示范一县 202205-1" in table.stdout

    target = tmp_path / "取出.pdf"
    assert mingzhang(own, "attachments", "fetch", papers[0]["sha256"], "-o", target).stderr == ""
    assert target.read_bytes() == PDF
    taken = mingzhang(own, "attachments", "fetch", papers[0]["sha256"], "-o", target)
    assert (taken.returncode, "cannot be written" in taken.stderr) == (2, True)

    sound = mingzhang(own, "attachments", "verify", "--json")
    assert (sound.returncode, json.loads(sound.stdout)["sound"]) == (0, 2)
    place = Path(own["MINGZHANG_DATA_DIR"]) / "attachments" / place_of(papers[0]["sha256"])
    place.chmod(0o600)
    place.write_bytes(PDF + b" ")
    altered = mingzhang(own, "attachments", "verify")
    assert altered.returncode == 1
    assert "Altered or damaged" in altered.stdout
    assert "voucher 202205-2" in altered.stdout
    damaged = mingzhang(own, "attachments", "fetch", papers[0]["sha256"], "-o", tmp_path / "b.pdf")
    assert (damaged.returncode, "altered or damaged" in damaged.stderr) == (1, True)
    assert not (tmp_path / "b.pdf").exists()


@pytest.mark.usefixtures("paid")
def test_what_is_refused_is_told_by_file_and_the_others_are_taken(
    own: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "发票.pdf").write_bytes(b"MZ" + bytes(99))
    (tmp_path / "说明.txt").write_bytes(TEXT)
    done = mingzhang(
        own, "attach", COUNTY, "202205-1", tmp_path / "发票.pdf", tmp_path / "说明.txt"
    )
    assert done.returncode == 1
    assert "发票.pdf: By its content the file is a program" in done.stderr
    assert "说明.txt" in done.stdout
    small = own | {"MINGZHANG_ATTACHMENT_LIMIT": "1"}
    (tmp_path / "大.txt").write_bytes(b"x" * ((1 << 20) + 1))
    large = mingzhang(small, "attach", COUNTY, "202205-1", tmp_path / "大.txt")
    assert (large.returncode, "larger than 1 MiB" in large.stderr) == (1, True)


@pytest.mark.usefixtures("paid")
@pytest.mark.parametrize(
    "arguments",
    [
        ("attach", COUNTY, "202205-9", "papers.py"),
        ("attach", COUNTY, "x", "papers.py"),
        ("attach", "无此县", "202205-1", "papers.py"),
        ("attach", COUNTY, "202205-1", "nowhere.pdf"),
        ("attachments", "fetch", "../../keys/personal.key", "-o", "key"),
    ],
)
def test_wrong_use_is_one_line(own: dict[str, str], arguments: tuple[str, ...]) -> None:
    there = [str(Path(__file__).parent.parent / a) if a == "papers.py" else a for a in arguments]
    done = mingzhang(own, *there)
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
