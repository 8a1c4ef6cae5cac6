"""A paper is under its voucher, once, with its content; one paper is seen wherever it stands."""

import hashlib

import pytest
from attached import LIMIT, bring, facts, papers
from auditing import auditing
from builders import book_id, post
from papers import GB_CSV, PDF, PNG, TEXT
from period_acts import act
from sqlalchemy import Engine, text

from audits.running import run
from expectations.catalogue import rule
from expectations.checker import Checker
from expectations.rule import fact
from ledger.attachment_refusals import FileRefused
from ledger.attachment_stores import FolderStore, place_of
from ledger.dates import today_in_beijing
from ledger.errors import WrongUse
from ledger.personal import Protector
from ledger.voucher_numbers import find_voucher


def test_a_file_is_under_its_voucher_with_name_size_kind_author_and_time(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    brought = bring(engine, store, vouchers[0], GB_CSV, "明细.csv")
    [paper] = papers(engine, vouchers[0])
    assert brought.new
    assert (paper.file_name, paper.size, paper.media_type) == (
        "明细.csv",
        len(GB_CSV),
        "text/plain",
    )
    assert (paper.sha256, paper.recorded_by, paper.also_under) == (brought.sha256, "测试员", [])
    assert (store.root / place_of(paper.sha256)).read_bytes() == GB_CSV
    assert papers(engine, vouchers[1]) == []


def test_the_same_file_again_under_the_same_voucher_is_no_second_fact(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    assert bring(engine, store, vouchers[0]).new
    before = facts(engine)
    assert not bring(engine, store, vouchers[0], name="又.pdf").new
    assert facts(engine) == before
    assert [paper.file_name for paper in papers(engine, vouchers[0])] == ["发票.pdf"]


def test_one_paper_under_several_vouchers_is_one_content_and_seen_under_each(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    for voucher in vouchers:
        assert bring(engine, store, voucher).new
    assert facts(engine)[:2] == (3, 1)
    seen = [papers(engine, voucher)[0].also_under for voucher in vouchers]
    assert [[other.voucher for other in others] for others in seen] == [
        ["202205-2", "202206-1"],
        ["202205-1", "202206-1"],
        ["202205-1", "202205-2"],
    ]
    assert {other.division_name for other in seen[2]} == {"示范一县"}
    assert not any(other.reversed for others in seen for other in others)


def test_the_rule_on_papers_sees_what_the_store_took(
    engine: Engine,
    database: str,
    protector: Protector,
    store: FolderStore,
    vouchers: list[tuple[int, int]],
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            *(
                fact(
                    "disbursements",
                    project_code="XM1",
                    external_reference=reference,
                    attachment_count=0,
                )
                for reference in ("无一", "无二")
            ),
        )
        unpapered = [
            (book_id(connection), find_voucher(connection, book_id(connection), label))
            for label in ("202205-3", "202205-4")
        ]

    def breached() -> set[str]:
        made = run(
            auditing(engine),
            Checker(database),
            [rule("AC-05")],
            as_of=today_in_beijing(),
            started_by="测试员",
        )
        with engine.connect() as connection:
            rows = connection.execute(
                text(
                    "SELECT voucher.period || '-' || voucher.number FROM audits.breach AS breach"
                    " INNER JOIN ledger.voucher AS voucher ON breach.book_id = voucher.book_id"
                    " AND breach.subject_id = voucher.log_position WHERE breach.run_id = :run"
                ),
                {"run": made.run_id},
            )
            return set(rows.scalars())

    assert breached() == {"202205-3", "202205-4"}
    bring(engine, store, unpapered[0], TEXT, "情况说明.txt")
    assert breached() == {"202205-4"}
    bring(engine, store, vouchers[0], PDF)
    bring(engine, store, vouchers[2], PDF)
    assert breached() == {"202205-4", "202205-1", "202206-1"}


def test_a_fingerprint_of_the_workbook_and_its_file_are_one_paper(
    engine: Engine, protector: Protector, store: FolderStore
) -> None:
    with engine.begin() as connection:
        sha256 = hashlib.sha256(PDF).hexdigest()
        post(
            connection,
            protector,
            fact("disbursements", project_code="XM1", attachments=f"{sha256};{'b' * 64}"),
        )
        book = book_id(connection)
        voucher = (book, find_voucher(connection, book, "202205-1"))
    assert [paper.file_name for paper in papers(engine, voucher)] == [None, None]
    assert bring(engine, store, voucher).new
    assert {paper.sha256: paper.file_name for paper in papers(engine, voucher)} == {
        sha256: "发票.pdf",
        "b" * 64: None,
    }


def test_a_paper_comes_under_a_voucher_of_a_closed_month_with_its_own_date(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    with engine.begin() as connection:
        act(connection, vouchers[0][0], "closed", 202205)
    assert bring(engine, store, vouchers[0]).new
    [paper] = papers(engine, vouchers[0])
    assert paper.recorded_at.date() >= today_in_beijing()


@pytest.mark.parametrize(
    ("content", "name", "code"),
    [
        (b"MZ" + bytes(99), "发票.pdf", "executable"),
        (PDF, "发票.exe", "name_disagrees"),
        (PNG, "发票.pdf", "name_disagrees"),
        (PDF, "../发票.pdf", "name_has_path"),
        (b"", "发票.pdf", "empty"),
        (PDF + bytes(LIMIT), "发票.pdf", "too_large"),
    ],
)
def test_a_file_that_is_refused_leaves_neither_content_nor_fact(
    engine: Engine,
    store: FolderStore,
    vouchers: list[tuple[int, int]],
    content: bytes,
    name: str,
    code: str,
) -> None:
    before = facts(engine)
    with pytest.raises(FileRefused) as refused:
        bring(engine, store, vouchers[0], content, name)
    assert refused.value.code == code
    assert facts(engine) == before
    assert list(store.stored()) == []


def test_a_voucher_that_is_not_there_takes_no_paper(
    engine: Engine, store: FolderStore, vouchers: list[tuple[int, int]]
) -> None:
    before = facts(engine)
    with pytest.raises(WrongUse, match="no such voucher"):
        bring(engine, store, (vouchers[0][0], 999_999))
    assert facts(engine) == before
    with engine.connect() as connection, pytest.raises(WrongUse, match="202203-4"):
        find_voucher(connection, vouchers[0][0], "202205")
