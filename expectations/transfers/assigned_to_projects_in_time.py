"""Money a county receives is given to projects within 30 days; beyond 60 it is graver."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

COUNTY, OTHER_COUNTY, CITY = "990121", "990122", "990100"
DOCUMENT = "省财农〔2022〕21号"
#: The money arrives on 1 March 2022.
DAY_30, DAY_31 = date(2022, 3, 31), date(2022, 4, 1)
DAY_60, DAY_61 = date(2022, 4, 30), date(2022, 5, 1)
AS_OF = date(2022, 6, 1)


def received(**more: object) -> Fact:
    """100 yuan that the county received on 1 March 2022."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": "2022-03-01",
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def assigned(amount: object, on: object, **more: object) -> Fact:
    """Some of it given to a project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": DOCUMENT,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("assignments", **(cells | more))


def adjusted(kind: str, on: object) -> Fact:
    """40 yuan more or less of it."""
    return fact(
        "transfer_adjustments", transfer_document=DOCUMENT, kind=kind, amount=40, occurred_on=on
    )


def taken_back(on: object, **more: object) -> Fact:
    """All of it leaves the source."""
    return fact("take_backs", source_document=DOCUMENT, amount=100, occurred_on=on, **more)


def passes(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the money is not named."""
    return Example(Text(zh, en), as_of, (received(), *facts))


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, (received(), *facts), finds=("R",))


RULE = Rule(
    code="BT-03",
    version=1,
    title=Text("县级超期未分解到项目", "Money not given to projects in time"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
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
                "《河北省扶贫资金监督管理追责办法》（冀扶贫脱贫〔2018〕20号）：县级财政未及时审核"
                "下达支付额度的，追究责任",
                "Hebei measures on accountability for poverty money (冀扶贫脱贫〔2018〕20号): a "
                "county that does not release payment quotas in time is held to account",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "三十日、六十日是本系统的预警线，不是法条规定的期限；自现行《预算法》施行之日起适用。",
        "30 and 60 days are warning lines of ours, not terms of a law; applied from the day of the "
        "present Budget Law.",
    ),
    limits=Text(
        "只检查县级收到的转移支付；据实结算、突发事件的除外，期初余额、结转的不检查。"
        "再下达给乡镇、已收回的，"
        "与分解到项目同样算。后来追加的不检查；期限内追减的不再要求分解。文件只写到月或年的，"
        "收到按最晚、分解按最早可能的一天算。各省另有期限（如收到后 20 个工作日内"
        "报使用计划）的，可调参数。",
        "Only transfers that counties receive, without what is settled by actuals or for "
        "emergencies; openings and what was carried over are not examined. Money issued on, or "
        "taken back, counts as given. What was added later is not examined; what was reduced "
        "within the term need not be given. Where only a month or year is known, receipts count "
        "from the last day it can have been and assignments from the first. Provinces with a "
        "term of "
        "their own set the parameter.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("自接到之日起的日历日数", "Calendar days from the day of receipt"),
            own=True,
        ),
        Parameter(
            "days_grave",
            60,
            Text("超过多少日未分解列为更严重", "Beyond so many days it is graver"),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.occurred_on AS happened_on,
            book.level = 'county' AND source.exemption IS NULL AS applicable,
            source.document_no,
            source.fund_line_name,
            source.original_amount
        FROM facts.source AS source
        INNER JOIN facts.book AS book ON source.book_id = book.book_id
        WHERE source.kind = 'transfer'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            sum(part.amount) FILTER (
                WHERE part.moved_on <= subject.happened_on + scope.days_allowed
            ) AS amount_at_issue,
            subject.happened_on + scope.days_allowed AS due_on,
            CASE
                WHEN subject.happened_on + scope.days_grave < {as_of}
                    AND sum(part.amount) FILTER (
                        WHERE part.moved_on <= subject.happened_on + scope.days_grave
                    ) > 0
                    THEN 3
                ELSE 2
            END AS severity,
            subject.document_no, subject.fund_line_name,
            subject.happened_on AS received_on,
            subject.original_amount AS received_amount,
            scope.days_grave,
            greatest(
                sum(part.amount) FILTER (
                    WHERE part.moved_on <= subject.happened_on + scope.days_grave
                ),
                0
            ) AS grave_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN (
            SELECT book_id, source_id, occurred_on AS moved_on, original_amount AS amount
            FROM facts.source
            UNION ALL
            SELECT book_id, source_id, occurred_on, amount
            FROM facts.transfer_adjustment
            WHERE side = 'received' AND kind <> 'addition'
            UNION ALL
            SELECT
                book_id, source_id,
                CASE WHEN direction = 'assign' THEN earliest_on ELSE occurred_on END,
                -amount
            FROM facts.assignment
            UNION ALL
            SELECT book_id, source_id, earliest_on, -amount
            FROM facts.source_use
            WHERE project_id IS NULL
        ) AS part ON subject.book_id = part.book_id AND subject.subject_id = part.source_id
        WHERE subject.happened_on + scope.days_allowed < {as_of}
        GROUP BY
            subject.book_id, subject.subject_id, subject.happened_on, subject.document_no,
            subject.fund_line_name, subject.original_amount, scope.days_allowed, scope.days_grave
        HAVING
            sum(part.amount) FILTER (
                WHERE part.moved_on <= subject.happened_on + scope.days_allowed
            ) > 0
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{document_no}”{fund_line_name} {received_amount} 元，"
        "应在 {due_on} 前分解到项目；到期 {amount_at_issue} 元没有分解，"
        "满 {days_grave} 日仍有 {grave_amount} 元。",
        "{book} received {received_amount} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}, to be given to projects by {due_on}; by then {amount_at_issue} was not, "
        "and after {days_grave} days {grave_amount}.",
    ),
    advice=Text(
        "查明卡在哪个环节：项目库没有成熟项目、计划未批，还是财政未下达；核对安排文件的日期。",
        "Find where it is held up: no project ready in the library, the plan not approved, or the "
        "finance office; check the dates of the assignments.",
    ),
    examples=(
        passes(
            "第 30 日全部分解到项目",
            "All given to projects on day 30",
            assigned(60, "2022-03-10"),
            assigned(40, DAY_30),
        ),
        found("第 31 日才分解", "Given only on day 31", assigned(100, DAY_31)),
        found("剩一分没有分解", "One fen left", assigned("99.99", DAY_30)),
        passes("第 30 日尚未分解，期限未过", "Held on day 30", as_of=DAY_30),
        found("第 31 日仍未分解", "Held on day 31", as_of=DAY_31),
        found(
            "分解后又红字冲销",
            "Given, and that reversed",
            assigned(100, "2022-03-10"),
            fact("reversals", voucher="202203-3", occurred_on="2022-03-20"),
        ),
        found(
            "期限内分解后又从项目收回",
            "Given, and taken from the project again within the term",
            assigned(100, "2022-03-10"),
            assigned(100, DAY_30, direction="withdraw"),
        ),
        passes(
            "期限过后才从项目收回",
            "Taken from the project after the term",
            assigned(100, "2022-03-10"),
            assigned(100, DAY_31, direction="withdraw"),
        ),
        Example(
            Text(
                "四月分解、四月收回，都只知月份：可能都在期限的有利一边",
                "Given in April and taken back in April, no days known: it may be in order",
            ),
            AS_OF,
            (
                received(occurred_on="2022-03-20"),
                assigned(100, "2022年4月"),
                assigned(100, "2022年4月", direction="withdraw"),
            ),
        ),
        passes("第 30 日全部收回", "All of it taken back on day 30", taken_back(DAY_30)),
        passes(
            "后来追加的不检查",
            "What was added later is not examined",
            assigned(100, DAY_30),
            adjusted("addition", DAY_30),
        ),
        passes(
            "第 30 日上级追减，余下的已分解",
            "Reduced on day 30, the rest given",
            adjusted("reduction", DAY_30),
            assigned(60, DAY_30),
        ),
        Example(
            Text("两县同文号，只有一县没有分解", "Two counties, one document: one has not"),
            AS_OF,
            (
                *(received(), assigned(100, DAY_30)),
                received(book=OTHER_COUNTY, external_reference="R2"),
                assigned(1, DAY_30, book=OTHER_COUNTY),
            ),
            finds=("R2",),
        ),
        Example(
            Text("一县两笔，只有一笔没有分解", "Two documents of a county: one is not given"),
            AS_OF,
            (
                *(received(), assigned(100, DAY_30)),
                received(document_no="省财农〔2022〕22号", external_reference="R2"),
            ),
            finds=("R2",),
        ),
        Example(
            Text("据实结算、市级收到的不适用", "Settled by actuals, or received by a city"),
            AS_OF,
            (
                received(exemption="settled_by_actuals"),
                received(book=CITY, counterparty="990000", external_reference="R2"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("2015 年以前收到的不适用", "Received before it applies"),
            AS_OF,
            (received(occurred_on="2014-12-31"),),
            not_applicable=1,
        ),
    ),
)
