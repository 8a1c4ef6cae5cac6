"""Bids are recorded once, tender by tender; what two of them share is found, and not read."""

import pytest
from histories import codes, send
from sqlalchemy import Engine, text

from expectations.rule import Fact, fact
from ledger.personal import Protector

ONE, OTHER = "990121197001011237", "990121197001011018"
SHARED = """
SELECT name_en, bidder_count, bidders FROM facts.bid_coincidence ORDER BY turn
"""


def bid(bidder: str, **more: object) -> Fact:
    """A bid of somebody in a tender."""
    cells: dict[str, object] = {
        "tender_code": "ZB1",
        "bidder_name": bidder,
        "price": "100",
        "responsible_identity": ONE,
        "phone": "13800000001",
        "bond_account": "6228480000012345",
        "address": "示范路 1 号",
    }
    return fact("bids", **(cells | more))


def test_what_bidders_share_is_found_and_nobody_reads_it(
    engine: Engine, protector: Protector
) -> None:
    rows = (
        bid("甲", won="是", file_author="某某"),
        bid("乙", won="否", address="示范路1号", file_author="某某"),
        bid("丙", responsible_identity=OTHER, phone="", bond_account="6228480000012346"),
        bid("丁", tender_code="ZB2", file_author="某某"),
    )
    assert codes(send(engine, protector, *rows)) == []
    again = send(engine, protector, *rows, fact("projects", project_code="Q"))
    assert (codes(again), again.posted["bids"]) == ([], 0)
    with engine.connect() as connection:
        shared = [tuple(row) for row in connection.execute(text(SHARED))]
        tenders = connection.execute(
            text(
                "SELECT tender_code, bidder_count, winner, losers, winning_price"
                " FROM facts.tender ORDER BY tender_code"
            )
        ).all()
        masked = connection.execute(text("SELECT bond_account_masked FROM facts.bid")).scalars()
        assert all("*" in each and "0000012" not in each for each in masked)
    assert [(kind, count) for kind, count, _ in shared] == [
        ("head", 2),
        ("phone", 2),
        ("bond account", 2),
        ("address", 3),
        ("author of the file", 2),
    ]
    assert {frozenset(names.split("、")) for _, count, names in shared if count == 2} == {
        frozenset({"甲", "乙"})
    }
    (first, second) = tenders
    assert (first.winner, set(first.losers.split("、")), first.winning_price) == (
        "甲", {"乙", "丙"}, 100,
    )  # fmt: skip
    assert (second.bidder_count, second.winner, second.losers) == (1, None, None)


@pytest.mark.parametrize(
    ("wrong", "code", "header"),
    [
        (bid(""), "required", "投标人名称"),
        (bid("乙", project_code="XM99"), "unknown_project", "项目编号"),
        (bid("乙", opened_on="2199-01-01", tender_code="ZB2"), "day_to_come", "开标日期"),
        (bid("乙", opened_on="2022-03-26"), "bid_of_other_day", "开标日期"),
        (bid("甲", price="101"), "same_reference_differs", "投标报价(元)"),
        (bid("甲", phone="13800000002"), "same_reference_differs", "手机号"),
    ],
)
def test_what_cannot_be_is_refused_with_its_place(
    engine: Engine, protector: Protector, wrong: Fact, code: str, header: str
) -> None:
    assert codes(send(engine, protector, bid("甲"))) == []
    (problem,) = send(engine, protector, wrong).problems
    assert (problem.code, problem.header) == (code, header)


def test_rows_of_one_tender_have_one_day(engine: Engine, protector: Protector) -> None:
    rows = (bid("甲"), bid("乙", opened_on="2022-03-26"), bid("丙", tender_code="ZB2"))
    (problem,) = send(engine, protector, *rows).problems
    assert (problem.code, problem.row) == ("bid_of_other_day", 3)
