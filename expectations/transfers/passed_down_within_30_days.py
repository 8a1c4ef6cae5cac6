"""A transfer that a province or city receives is passed down within 30 days."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE = "990000"
COUNTY = "990121"
RECEIVED_ON = date(2022, 3, 1)
DAY_30 = date(2022, 3, 31)
DAY_31 = date(2022, 4, 1)


def received(**more: object) -> Fact:
    """100 yuan that the province received from the centre on 1 March 2022."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "direction": "received",
        "counterparty": "000000",
        "document_no": "财农〔2022〕1号",
        "amount": 100,
        "occurred_on": RECEIVED_ON,
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def passed_down(amount: int, on: date | str) -> Fact:
    """An issue of that money to a county."""
    return fact(
        "transfers",
        book=PROVINCE,
        direction="issued",
        document_no=f"省财农〔2022〕{on}号",
        source_document="财农〔2022〕1号",
        counterparty=COUNTY,
        amount=amount,
        occurred_on=on,
    )


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the money received is named."""
    return Example(Text(zh, en), date(2022, 6, 1), (received(), *facts), finds=("R",))


def adjusted(kind: str, on: date | str, **more: object) -> Fact:
    """40 yuan more or less of what the province received, or had issued."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "transfer_document": "财农〔2022〕1号",
        "amount": 40,
        "occurred_on": on,
    }
    return fact("transfer_adjustments", kind=kind, **(cells | more))


RULE = Rule(
    code="BT-01",
    version=2,
    title=Text("上级转移支付超期下达", "Late pass-down of a transfer from above"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第五十二条第三款：省级接到中央转移支付后三十日内正式下达到本行政区域"
                "县级以上各级政府；第五款：据实结算、突发事件除外",
                "Budget Law art. 52(3): within 30 days of receipt; art. 52(5): except what is "
                "settled by actuals, and emergencies",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（三）：滞留应当下拨的财政资金",
                "Regulation on Penalties for Fiscal Violations art. 6(3): withholding money that "
                "is to be passed down",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "市级转手下达：参照三十日，省可另定",
                "A city's pass-through: 30 days by analogy; a province may set its own",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "没有县级的市（如东莞、中山）没有下级可下达，不检查。收到日不明的不检查；"
        "下达文件只写到月或年的，"
        "从最早可能的一天算。追加的自追加之日另计三十日；期限内追减的不再要求下达。",
        "A city without counties (such as Dongguan, Zhongshan) has nobody to pass it down to: not "
        "examined, nor is a receipt whose day is not known. An issue of which only the month or "
        "year is known counts from the first day it can have been. An addition has a term of its "
        "own; what was reduced within the term need not be passed down.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("自接到之日起的日历日数", "Calendar days from the day of receipt"),
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.occurred_on AS happened_on,
            (book.level = 'province' OR (book.level = 'city' AND below.parent_id IS NOT NULL))
            AND source.date_precision = 'day'
            AND source.exemption IS NULL AS applicable,
            source.document_no,
            source.fund_line_name,
            source.amount,
            source.occurred_on
        FROM facts.source AS source
        INNER JOIN facts.book AS book ON source.book_id = book.book_id
        LEFT JOIN (
            SELECT DISTINCT parent_id FROM facts.division WHERE level = 'county'
        ) AS below ON book.division_id = below.parent_id
        WHERE source.kind = 'transfer'
    """,
    breach="""
        SELECT
            late.book_id, late.subject_id,
            late.required_amount - late.in_time_amount AS amount_at_issue,
            late.due_on,
            late.document_no, late.fund_line_name, late.received_on,
            late.required_amount AS received_amount,
            late.in_time_amount
        FROM (
            SELECT
                compared.*,
                row_number() OVER (
                    PARTITION BY compared.book_id, compared.subject_id
                    ORDER BY compared.in_time_amount - compared.required_amount, compared.due_on
                ) AS nth
            FROM (
                -- What arrived at first, and each addition, has a term of its own.
                SELECT
                    subject.book_id, subject.subject_id, subject.document_no,
                    subject.fund_line_name,
                    arrival.occurred_on AS received_on,
                    arrival.occurred_on + scope.days_allowed AS due_on,
                    coalesce(sum(moved.arrived), 0) AS required_amount,
                    coalesce(sum(moved.issued), 0) AS in_time_amount
                FROM subject
                INNER JOIN scope ON subject.book_id = scope.book_id
                INNER JOIN facts.source_arrival AS arrival
                    ON subject.book_id = arrival.book_id
                    AND subject.subject_id = arrival.source_id
                    AND arrival.amount > 0
                INNER JOIN (
                    SELECT
                        book_id, source_id, occurred_on AS moved_on, amount AS arrived, 0 AS issued
                    FROM facts.source_arrival
                    UNION ALL
                    SELECT book_id, source_id, earliest_on, 0, amount
                    FROM facts.source_use
                    WHERE kind = 'issued'
                ) AS moved
                    ON subject.book_id = moved.book_id
                    AND subject.subject_id = moved.source_id
                    AND moved.moved_on <= CASE
                        WHEN moved.arrived > 0 THEN arrival.occurred_on
                        ELSE arrival.occurred_on + scope.days_allowed
                    END
                GROUP BY
                    subject.book_id, subject.subject_id, subject.document_no,
                    subject.fund_line_name, arrival.arrival_id, arrival.occurred_on,
                    scope.days_allowed
            ) AS compared
            WHERE compared.due_on < {as_of}
                AND compared.in_time_amount < compared.required_amount
        ) AS late
        WHERE late.nth = 1
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{document_no}”{fund_line_name} {received_amount} 元，"
        "应在 {due_on} 前下达；到期已下达 {in_time_amount} 元，{amount_at_issue} 元未按期下达。",
        "{book} received {received_amount} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}, to be passed down by {due_on}; {in_time_amount} was in time, "
        "{amount_at_issue} was not.",
    ),
    advice=Text(
        "核对收文登记日期和下达文件日期；留用本级的部分应有依据。",
        "Check the dates of receipt and of issue; what the level kept for itself needs a ground.",
    ),
    examples=(
        Example(
            Text("第 30 日全部下达", "All passed down on day 30"),
            date(2022, 6, 1),
            (received(), passed_down(100, DAY_30)),
        ),
        found("第 31 日才下达", "Passed down on day 31", passed_down(100, DAY_31)),
        found("只下达了一部分", "Only part of it passed down", passed_down(99, date(2022, 3, 2))),
        Example(
            Text("分两次在期限内下达完", "Passed down in two parts, both in time"),
            date(2022, 6, 1),
            (received(), passed_down(60, date(2022, 3, 2)), passed_down(40, DAY_30)),
        ),
        Example(
            Text(
                "下达只知月份，可能在期限内",
                "Of the issue only the month is known: it may be in time",
            ),
            date(2022, 6, 1),
            (received(occurred_on="2022-03-20"), passed_down(100, "2022年4月")),
        ),
        found(
            "下达只知月份，一定超过期限",
            "Of the issue only the month is known: it is late",
            passed_down(100, "2022年4月"),
        ),
        Example(
            Text("第 30 日尚未下达，期限未过", "Held on day 30: the term has not passed"),
            DAY_30,
            (received(),),
        ),
        Example(
            Text("第 31 日仍未下达", "Held on day 31"),
            DAY_31,
            (received(),),
            finds=("R",),
        ),
        Example(
            Text("追加的自追加之日另起 30 日", "An addition has 30 days of its own"),
            date(2022, 6, 1),
            (
                received(),
                passed_down(100, DAY_30),
                adjusted("addition", "2022-04-10"),
                passed_down(40, date(2022, 5, 10)),
            ),
        ),
        found(
            "追加的第 31 日才下达",
            "An addition passed down on its day 31",
            passed_down(100, DAY_30),
            adjusted("addition", "2022-04-10"),
            passed_down(40, date(2022, 5, 11)),
        ),
        Example(
            Text("期限内上级追减，余下的已下达", "Reduced within the term, the rest passed down"),
            date(2022, 6, 1),
            (received(), adjusted("reduction", DAY_30), passed_down(60, DAY_30)),
        ),
        found(
            "期限过后才追减，当时仍是超期",
            "Reduced after the term: it had been held",
            adjusted("reduction", DAY_31),
            passed_down(60, DAY_30),
        ),
        Example(
            Text("按期下达，后来从下级收回", "Passed down in time, and recalled later"),
            date(2022, 6, 1),
            (
                received(),
                passed_down(100, DAY_30),
                adjusted(
                    "recall", DAY_31, side="issued", transfer_document=f"省财农〔2022〕{DAY_30}号"
                ),
            ),
        ),
        Example(
            Text("据实结算的资金不计时限", "Settled by actuals: the clock does not run"),
            date(2022, 6, 1),
            (received(exemption="settled_by_actuals"),),
            not_applicable=1,
        ),
        Example(
            Text("县级收到的资金不适用", "Money a county received: the rule does not apply"),
            date(2022, 6, 1),
            (received(book=COUNTY, counterparty=PROVINCE),),
            not_applicable=1,
        ),
        Example(
            Text("只知道月份，无法计时", "Only the month is known: no clock can be read"),
            date(2022, 6, 1),
            (received(occurred_on="2022年3月"),),
            not_applicable=1,
        ),
        Example(
            Text("2015 年以前收到的不适用", "Received before the law was in force"),
            date(2022, 6, 1),
            (received(occurred_on="2014-12-31"),),
            not_applicable=1,
        ),
    ),
)
