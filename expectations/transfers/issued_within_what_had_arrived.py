"""Of no document is more issued and assigned, on any day, than had arrived under it by then."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
DOCUMENT = "财农〔2022〕4号"


def arrived(**more: object) -> Fact:
    """100 yuan that the province received on 10 March 2022."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "received",
        "counterparty": "000000",
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": "2022-03-10",
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def issued(amount: object, on: str, **more: object) -> Fact:
    """Some of it issued to a county."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "issued",
        "document_no": f"省财农〔2022〕{on}号",
        "source_document": DOCUMENT,
        "counterparty": COUNTY,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("transfers", **(cells | more))


def assigned(amount: int, on: str, **more: object) -> Fact:
    """Some of it given to a project of the province's own, or taken back from it."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "project_code": "P",
        "source_document": DOCUMENT,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("assignments", **(cells | more))


def adjusted(kind: str, amount: object, on: str, **more: object) -> Fact:
    """The centre changes what the province received, or the province what it issued."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "kind": kind,
        "transfer_document": DOCUMENT,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("transfer_adjustments", **(cells | more))


RULE = Rule(
    code="BT-04",
    version=3,
    title=Text("下达大于来源", "More issued than had arrived"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第五十七条（一）：不得办理无预算、无用款计划、超预算或者超计划的"
                "资金拨付",
                "Implementing Regulation of the Budget Law art. 57(1): nothing is paid out without "
                "a budget or plan, or beyond one",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "账目完整性：一份文件下达和安排出去的，不能多于按这份文件收到的",
                "Integrity of the ledger: no more can leave under a document than came under it",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "账目完整性不因法条修订而变，自现行《预算法》施行之日起检查；上引《实施条例》文本自 "
        "2020 年 10 月 1 日起施行。",
        "Integrity does not wait for a regulation: checked from the day of the present Budget Law. "
        "The text of the Regulation quoted here is in force from 2020-10-01.",
    ),
    limits=Text(
        "入账时已拦截最终超出来源的下达和安排；本规则查的是按日期先后，尚未到账就下达或安排的。"
        "文件只写到月或年的，收到和调减按最早可能的一天算，下达和安排按最晚可能的一天算，"
        "不能确定的不报。上级下达数与本级收到数不同的，由 BT-05 检查。",
        "What ends above its source is refused at posting; this looks at the order of days: issued "
        "or assigned before the money was there. Where a document names only a month or year, "
        "what comes in counts from the first day it can have been and what goes out from the last, "
        "so that only what is certain is shown. Whether the receipt is what the level above issued "
        "is for BT-05.",
    ),
    subject="source",
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.occurred_on AS happened_on,
            TRUE AS applicable,
            source.document_no,
            source.fund_line_name,
            source.amount,
            source.occurred_on
        FROM facts.source AS source
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            max(-moved.standing) AS amount_at_issue,
            min(moved.moved_on) AS due_on,
            subject.document_no,
            subject.fund_line_name,
            subject.occurred_on AS received_on,
            subject.amount AS received_amount
        FROM (
            SELECT
                event.book_id,
                event.source_id,
                event.moved_on,
                sum(event.change) OVER (
                    PARTITION BY event.book_id, event.source_id
                    ORDER BY event.moved_on, event.turn, event.fact_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS standing
            FROM (
                SELECT
                    book_id, source_id, earliest_on AS moved_on,
                    CASE WHEN amount > 0 THEN 0 ELSE 1 END AS turn,
                    arrival_id AS fact_id, amount AS change
                FROM facts.source_arrival
                UNION ALL
                SELECT
                    book_id, source_id,
                    CASE direction WHEN 'assign' THEN occurred_on ELSE earliest_on END AS moved_on,
                    CASE direction WHEN 'assign' THEN 1 ELSE 0 END AS turn,
                    assignment_id AS fact_id, -amount AS change
                FROM facts.assignment
                UNION ALL
                SELECT
                    book_id, source_id, occurred_on AS moved_on,
                    CASE WHEN amount > 0 THEN 1 ELSE 0 END AS turn,
                    use_id AS fact_id, -amount AS change
                FROM facts.source_use
                WHERE kind <> 'disbursed' AND project_id IS NULL
                UNION ALL
                SELECT
                    book_id, source_id, occurred_on AS moved_on, 0 AS turn,
                    opening_balance_id AS fact_id, -amount AS change
                FROM facts.opening_balance
                WHERE kind <> 'treasury'
            ) AS event
        ) AS moved
        INNER JOIN subject
            ON moved.book_id = subject.book_id AND moved.source_id = subject.subject_id
        WHERE moved.standing < 0
        GROUP BY
            subject.book_id, subject.subject_id, subject.document_no, subject.fund_line_name,
            subject.occurred_on, subject.amount
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{document_no}”{fund_line_name} {received_amount} 元；"
        "自 {due_on} 起下达和安排的合计超过了当时已到的指标，最多时超出 {amount_at_issue} 元。",
        "{book} received {received_amount} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}; from {due_on} on more had been issued and assigned than was there, "
        "{amount_at_issue} at the most.",
    ),
    advice=Text(
        "核对收文登记日期、下达文件和安排文件的日期；确属先下达后收文的，"
        "查明依据的是哪份提前下达文件。",
        "Check the day of receipt against the days of the issuing and assigning documents; where "
        "money was issued first, find the advance notice it was issued on.",
    ),
    examples=(
        Example(
            Text("收到当日全部下达", "All issued on the day of receipt"),
            date(2022, 6, 1),
            (arrived(), issued(100, "2022-03-10")),
        ),
        Example(
            Text("收到的前一日就下达", "Issued the day before receipt"),
            date(2022, 6, 1),
            (
                arrived(),
                arrived(document_no="财农〔2022〕6号", external_reference="R3"),
                issued(1, "2022-03-09"),
            ),
            finds=("R",),
        ),
        Example(
            Text(
                "下达与安排合计超出，后来调减才补平",
                "Issued and assigned are too much together until some is withdrawn",
            ),
            date(2022, 6, 1),
            (
                arrived(),
                assigned(60, "2022-03-11"),
                issued(41, "2022-03-12"),
                assigned(1, "2022-03-13", direction="withdraw"),
            ),
            finds=("R",),
        ),
        Example(
            Text("先调减，同一天再下达", "Withdrawn first, issued the same day"),
            date(2022, 6, 1),
            (
                arrived(),
                assigned(60, "2022-03-11"),
                assigned(1, "2022-03-12", direction="withdraw"),
                issued(41, "2022-03-12"),
            ),
        ),
        Example(
            Text("超出的下达已红字冲销，不再算", "The issue that was too early has been reversed"),
            date(2022, 6, 1),
            (
                arrived(),
                issued(100, "2022-02-01"),
                fact(
                    "reversals",
                    book=PROVINCE,
                    voucher="202202-1",
                    occurred_on="2022-03-20",
                    reason="日期记错",
                ),
            ),
        ),
        Example(
            Text(
                "只知三月收到：三月一日下达不能说早",
                "Received in March, no day known: an issue of 1 March is not surely early",
            ),
            date(2022, 6, 1),
            (arrived(occurred_on="2022年3月"), issued(100, "2022-03-01")),
        ),
        Example(
            Text(
                "只知三月收到：二月底下达一定早",
                "Received in March, no day known: an issue of 28 February surely is early",
            ),
            date(2022, 6, 1),
            (arrived(occurred_on="2022年3月"), issued(100, "2022-02-28")),
            finds=("R",),
        ),
        Example(
            Text("追加当日全部下达", "All issued on the day more was added"),
            date(2022, 6, 1),
            (arrived(), adjusted("addition", 20, "2022-04-01"), issued(120, "2022-04-01")),
        ),
        Example(
            Text("追加前一日就按追加后的数下达", "Issued the day before more was added"),
            date(2022, 6, 1),
            (arrived(), adjusted("addition", 20, "2022-04-01"), issued(120, "2022-03-31")),
            finds=("R",),
        ),
        Example(
            Text("上级追减之前，下达的没有先收回", "Reduced before what was issued was recalled"),
            date(2022, 6, 1),
            (
                arrived(),
                issued(100, "2022-03-10"),
                adjusted("reduction", 30, "2022-04-01"),
                adjusted(
                    "recall",
                    30,
                    "2022-04-02",
                    side="issued",
                    transfer_document="省财农〔2022〕2022-03-10号",
                ),
            ),
            finds=("R",),
        ),
        Example(
            Text("追加一元、当日下达一元", "One yuan added and issued on one day"),
            date(2022, 6, 1),
            (
                arrived(),
                issued(100, "2022-03-10"),
                adjusted("addition", 1, "2022-04-01"),
                issued(1, "2022-04-01"),
            ),
        ),
        Example(
            Text(
                "同一天先追减五角后追加；先收回五角再下达五角",
                "Half a yuan less, then more, on one day; half a yuan recalled and issued",
            ),
            date(2022, 6, 1),
            (
                arrived(),
                issued(100, "2022-03-10"),
                adjusted("reduction", "0.5", "2022-04-01", document_no="追减"),
                adjusted("addition", "0.5", "2022-04-01", document_no="追加"),
                adjusted(
                    "recall",
                    "0.5",
                    "2022-05-01",
                    side="issued",
                    transfer_document="省财农〔2022〕2022-03-10号",
                ),
                issued("0.5", "2022-05-01"),
            ),
        ),
        Example(
            Text("期初有一百元库款，下达一元", "100 yuan of cash at opening, one issued"),
            date(2022, 6, 1),
            (
                fact(
                    "opening_balances",
                    book=PROVINCE,
                    document_no=DOCUMENT,
                    amount=100,
                    available_amount=100,
                    cash_amount=100,
                ),
                issued(1, "2022-03-10"),
            ),
        ),
        Example(
            Text(
                "两本账记录相同，只有一本提前", "Two books with the same on record, one too early"
            ),
            date(2022, 6, 1),
            (
                arrived(book=COUNTY, counterparty=PROVINCE),
                assigned(100, "2022-03-10", book=COUNTY),
                arrived(book=OTHER_COUNTY, counterparty=PROVINCE, external_reference="R2"),
                assigned(100, "2022-03-09", book=OTHER_COUNTY),
            ),
            finds=("R2",),
        ),
        Example(
            Text("2015 年以前收到的不适用", "Received before the law was in force"),
            date(2022, 6, 1),
            (arrived(occurred_on="2014-12-31"), issued(100, "2014-12-30")),
            not_applicable=1,
        ),
    ),
)
