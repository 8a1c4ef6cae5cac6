"""The real notices: every row posted or left out with a reason, as published, with its page."""

from collections.abc import Iterator
from decimal import Decimal

import pytest
from conftest import administer, copy_of
from sqlalchemy import Connection, Engine, text

from demonstrations.real.left_out import left_out
from demonstrations.real.loading import Summary, load
from demonstrations.real.originals import (
    decisions,
    numbers,
    originals,
    read_rows,
)
from ledger.database import open_engine
from ledger.imports import cells
from ledger.personal import Protector
from ledger.traces import origins

YUAN_IN_WAN = 10_000
#: Tables of facts that say where they were read.
WITH_EVIDENCE = (
    "source",
    "transfer_issue",
    "assignment",
    "cash_movement",
    "project",
    "disbursement",
    "notice",
)


@pytest.fixture(scope="module")
def loaded(server_url: str, template: str, protector: Protector) -> Iterator[Connection]:
    """A ledger into which the notices have been loaded, which nobody changes."""
    name = f"{template}_real"
    url = copy_of(server_url, template, name)
    load(url, protector)
    engine = open_engine(url)
    with engine.connect() as connection:
        yield connection
    engine.dispose()
    administer(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def references(connection: Connection, table: str) -> dict[str, Decimal]:
    """The external references of a table's facts, with their amounts."""
    rows = connection.execute(text(f"SELECT external_reference, amount FROM ledger.{table}"))
    return {row.external_reference: row.amount for row in rows}


def posted_numbers(connection: Connection) -> list[str]:
    """The number of every row of the notices that a fact of the ledger stands for."""
    facts = [*references(connection, "disbursement")]
    for table in ("source", "transfer_issue", "assignment"):
        facts += [
            reference for reference in references(connection, table) if reference in originals()
        ]
    summed = {row["key"]: row["rows"].split() for row in read_rows("mapping", "summed")}
    for key, members in summed.items():
        assert {f"{key}-1", f"{key}-2"} <= references(connection, "transfer_issue").keys()
        facts += members
    arrived = references(connection, "source")
    facts += [
        number
        for number, decision in decisions("allocations").items()
        if decision["entry"] == "arrival" and decision["uses"] in arrived
    ]
    codes = connection.execute(text("SELECT project_code FROM ledger.project")).scalars()
    facts += [code for code in codes if code in numbers("projects")]
    return facts + [number for number in numbers("doc_links") if is_linked(connection, number)]


def is_linked(connection: Connection, number: str) -> bool:
    """Whether money of the parent document is used by the child's, or both served one project."""
    row = originals()[number]
    child, parents = cells.document(row["doc_no"]), row["parent_doc_no"].split(";")
    if row["doc_no"].startswith("2019-05-10"):  # The notice has a day and a title, no number.
        child = "2019-05-10永嘉县财政局、永嘉县扶贫老区工作办公室安排〔文号未载〕"
    return bool(
        connection.execute(
            text(
                "SELECT EXISTS (SELECT FROM ("
                " SELECT book_id, source_id, document_no, NULL::bigint AS project_id"
                " FROM ledger.transfer_issue UNION ALL"
                " SELECT book_id, source_id, document_no, project_id FROM ledger.assignment"
                ") AS child LEFT JOIN ledger.source AS source"
                " ON child.book_id = source.book_id AND child.source_id = source.log_position"
                " LEFT JOIN ledger.assignment AS earlier ON child.book_id = earlier.book_id"
                " AND child.project_id = earlier.project_id"
                " WHERE child.document_no = :child"
                " AND (source.document_no = ANY(:parents) OR earlier.document_no = ANY(:parents)))"
            ),
            {"child": child, "parents": [cells.document(each) for each in parents]},
        ).scalar()
    )


def test_every_row_of_the_notices_is_posted_once_or_left_out_with_a_reason(
    loaded: Connection,
) -> None:
    posted = posted_numbers(loaded)
    aside = [each.number for each in left_out()]
    assert len(posted) == len(set(posted))
    assert not set(posted) & set(aside)
    assert set(posted) | set(aside) == set(originals())
    assert all(each.reason.zh and each.reason.en for each in left_out())


def test_loading_twice_posts_nothing_the_second_time(
    database: str, owner: Engine, protector: Protector
) -> None:
    first = load(database, protector)
    with owner.connect() as connection:
        before = positions(connection)
    second = load(database, protector)
    with owner.connect() as connection:
        assert positions(connection) == before
    assert first == Summary(first.posted, len(originals()), len(left_out()))
    assert first.posted
    assert second.posted == {}


def positions(connection: Connection) -> list[tuple[int, int]]:
    """Where the log of every book ends."""
    rows = connection.execute(
        text("SELECT book_id, last_position FROM ledger.book_head ORDER BY 1")
    )
    return [(row.book_id, row.last_position) for row in rows]


def test_what_a_document_allocated_is_what_its_rows_add_up_to(loaded: Connection) -> None:
    expected: dict[str, Decimal] = {}
    for number, decision in decisions("allocations").items():
        row = originals()[number]
        if row["doc_no"] and decision["entry"] not in {"left_out", "arrival"}:
            document = cells.document(row["doc_no"])
            amount = abs(Decimal(row["amount_wan"])) * YUAN_IN_WAN
            expected[document] = expected.get(document, Decimal(0)) + amount
    moved = loaded.execute(
        text(
            "SELECT document_no, sum(amount) AS amount FROM ("
            " SELECT document_no, amount FROM ledger.source UNION ALL"
            " SELECT document_no, amount FROM ledger.transfer_issue UNION ALL"
            " SELECT document_no, amount FROM ledger.assignment"
            ") AS moved GROUP BY document_no"
        )
    )
    found = {row.document_no: row.amount for row in moved}
    # The receipt and the issue of this document are both on record: the same money twice.
    found["桂整合〔2021〕29号"] -= expected["桂整合〔2021〕29号"]
    # What the excerpt cut off of this one, up to the total that the notice states.
    found["仙农〔2018〕4号"] -= references(loaded, "transfer_issue")["X01"]
    assert {document: found[document] for document in expected} == expected
    assert len(expected) > 15


#: What a page states in all, by the name it has in allocation_checks.csv, and where that stands.
STATED_TOTALS = {
    "襄城县2019 10549": "source",
    "新乡高新区2018 241.3": "assignment",
    "凤泉区2022省级衔接187": "assignment",
    "河南彩票公益金12000": "source",
    "舞钢市2020第六次·来源516.54712": "source",
    "仙游县2018第一批671": "transfer_issue",
    "云霄县2018第一批464": "transfer_issue",
    "安溪县水利第七批100": "assignment",
    "特克斯县2018 4283": "source",
    "卓尼县2020第三批917": "assignment",
    "张家川县2019调整2659": "transfer_issue",
    "沙坡头区2021少数民族598": "assignment",
    "陕西2016 24.92亿元": "transfer_issue",
    "镇安县2019-11 1160": "assignment",
    "鄠邑区211户×1万元": "assignment",
    "兰山区提前批346": "source",
    "兰山区产业发展318到镇": "transfer_issue",
    "上党区2019合计2214": "source",
    "景宁县2023第三批310": "assignment",
    "金寨县2025第一批23513": "source",
    "霍邱县2025精品示范村4683": "transfer_issue",
    "北塔区2020第一批408": "assignment",
    "醴陵市2019 1200": "assignment",
    "文山市2021民族宗教58": "assignment",
    "河北2022 113.12亿元": "transfer_issue",
    "广东示范带10×1亿元": "source",
    "财政部2017奖励6.4亿元": "source",
    "项目表:泽库县2023": "assignment",
}


def test_a_page_adds_up_in_the_ledger_to_the_total_it_states(loaded: Connection) -> None:
    checks = {row["notice"]: row for row in read_rows("notices", "allocation_checks")}
    found, stated = {}, {}
    for notice, table in STATED_TOTALS.items():
        stated[notice] = Decimal(checks[notice]["stated_total_wan"]) * YUAN_IN_WAN
        found[notice] = loaded.execute(
            text(
                f"SELECT sum(amount) FROM ledger.{table} WHERE evidence = :page"
                + (" AND direction = 'assign'" if table == "assignment" else "")
            ),
            {"page": checks[notice]["source_url"]},
        ).scalar()
    assert found == stated


def test_every_posted_fact_names_the_page_it_was_read_on(loaded: Connection) -> None:
    pages = {row["source_url"] for row in originals().values()}
    for table in WITH_EVIDENCE:
        found = loaded.execute(text(f"SELECT evidence FROM ledger.{table}")).scalars().all()
        assert found, table
        assert {evidence.split(" ")[0] for evidence in found} <= pages


def test_no_money_stands_in_the_ledger_that_no_notice_shows(loaded: Connection) -> None:
    arrived = references(loaded, "source")
    stated = {n: d for n, d in decisions("allocations").items() if n in arrived}
    for number in stated:
        assert arrived[number] == Decimal(originals()[number]["amount_wan"]) * YUAN_IN_WAN
    # What is seen only by its use is used up, but for the part that a notice says is left over.
    left = loaded.execute(
        text(
            "SELECT source.external_reference, sum(balance.amount) AS amount"
            " FROM ledger.balance AS balance INNER JOIN ledger.source AS source"
            " ON balance.book_id = source.book_id AND balance.source_id = source.log_position"
            " WHERE balance.kind = 'available' AND source.external_reference LIKE 'M%'"
            " GROUP BY source.external_reference HAVING sum(balance.amount) > 0"
        )
    )
    assert {row.external_reference: row.amount for row in left} == {"M06": 2_472_500}
    treasury = loaded.execute(
        text("SELECT sum(amount) FROM ledger.balance WHERE kind = 'treasury'")
    ).scalar()
    assert treasury == 0


def test_every_book_is_of_a_real_place(loaded: Connection) -> None:
    books = loaded.execute(text("SELECT division_code, made_up FROM facts.book")).all()
    assert len(books) > 50
    assert not any(book.made_up or book.division_code.startswith("99") for book in books)


def test_a_countys_road_traces_back_to_the_provinces_document(loaded: Connection) -> None:
    road = loaded.execute(
        text(
            "SELECT book_id, source_id, document_no, amount FROM ledger.assignment"
            " WHERE external_reference = 'A079'"
        )
    ).one()
    assert (road.document_no, road.amount) == ("清财农发〔2020〕104号", 5_000_000)
    (step,) = origins(loaded, road.book_id, road.source_id)
    assert (step.division_name, step.document_no) == ("清涧县", "陕财办农〔2020〕83号")
    issuer = loaded.execute(
        text(
            "SELECT division.name FROM ledger.source AS source INNER JOIN ledger.division"
            " ON source.issuer_division_id = division.division_id"
            " WHERE source.book_id = :book_id AND source.log_position = :source_id"
        ),
        {"book_id": step.book_id, "source_id": step.source_id},
    ).scalar()
    assert issuer == "陕西省"


def test_a_payment_traces_back_to_the_document_its_money_came_under(loaded: Connection) -> None:
    paid = loaded.execute(
        text("SELECT * FROM ledger.disbursement WHERE external_reference = 'Z02'")
    ).one()
    assert (paid.amount, paid.method) == (1_062_100, "unstated")
    (step,) = origins(loaded, paid.book_id, paid.source_id)
    assert (step.division_name, step.document_no) == ("永嘉县", "浙财农〔2020〕59号")


def test_no_day_is_given_to_a_receipt_whose_day_no_notice_states(loaded: Connection) -> None:
    days = loaded.execute(
        text("SELECT external_reference FROM facts.source WHERE date_precision = 'day' ORDER BY 1")
    ).scalars()
    stated = [n for n in numbers("allocations") if "收到" in originals()[n]["purpose"]]
    assert list(days) == stated == ["A083", "A084"]


def test_no_page_is_published_before_the_document_it_discloses(loaded: Connection) -> None:
    early = loaded.execute(
        text(
            "SELECT notice.notice_code FROM facts.notice AS notice"
            " INNER JOIN facts.allocation AS allocation"
            " ON notice.book_id = allocation.book_id"
            " AND notice.document_no = allocation.document_no"
            " WHERE allocation.dated_by_day AND notice.starts_on < allocation.occurred_on"
        )
    )
    assert early.all() == []
