"""What comes from above stands in the local budget; what was added is reported to the congress."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
DOCUMENT = "省财农〔2022〕6号"
#: The money arrives on 1 March 2022, and is entered on the last day of its term.
DAY_30, DAY_31 = date(2022, 3, 31), date(2022, 4, 1)
#: 180 days after that.
REPORT_DAY, DAY_LATER = date(2022, 9, 27), date(2022, 9, 28)
AS_OF = date(2022, 12, 1)


def received(**more: object) -> Fact:
    """100 yuan that the county received on 1 March 2022."""
    cells: dict[str, object] = {
        "document_no": DOCUMENT,
        "amount": 100,
        "occurred_on": "2022-03-01",
        "external_reference": "R",
    }
    return fact("transfers", **(cells | more))


def entered(on: object = DAY_30, **more: object) -> Fact:
    """Its line in the county's budget."""
    cells: dict[str, object] = {
        "kind": "transfer",
        "document_no": DOCUMENT,
        "amount": 100,
        "entered_on": on,
    }
    return fact("budget_lines", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the money is not named."""
    return Example(Text(zh, en), as_of, (received(), *facts))


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, (received(), *facts), finds=("R",))


RULE = Rule(
    code="BT-06",
    version=1,
    title=Text("上级资金未纳入本级预算", "A transfer that is not in the local budget"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第三十八条第三款："
                "县级以上各级政府应当将对下级政府的转移支付预计数提前下达；"
                "地方各级政府应当将上级政府提前下达的转移支付预计数编入本级预算",
                "Budget Law art. 38(3): governments enter the transfers that are announced to "
                "them in "
                "their own budgets",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第七十一条第二款：接受增加专项转移支付的县级以上地方各级政府应当向本级"
                "人民代表大会常务委员会报告有关情况",
                "Budget Law art. 71(2): from county level up, governments that receive added "
                "special "
                "transfers report to the standing committee",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《河北省扶贫资金监督管理追责办法》（冀扶贫脱贫〔2018〕20号）第二十七条（一）3",
                "Hebei measures on accountability for poverty money (冀扶贫脱贫〔2018〕20号) "
                "art. 27(1)3",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "按文号在“本级预算”中找列入的行；只看有没有、哪天列入，不比金额，"
        "也不分提前下达的属哪一年。期初余额、"
        "对口帮扶和债券转贷不检查。收到只写到月或年的，从最晚可能的一天起算。三十日、"
        "一百八十日是本系统的预警线。",
        "The line is looked for by the document's number; whether and when it was entered counts, "
        "not the sum, nor the year of what was announced early. Openings, paired aid and bond "
        "money "
        "are not examined. Where only the month or year of receipt is known its last day counts. "
        "30 and 180 days are warning lines of ours.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text("收到后多少日内列入本级预算", "Days from receipt to its line in the budget"),
            own=True,
        ),
        Parameter(
            "days_to_report",
            180,
            Text("年中增加的，列入后多少日内报告", "Days from there to the report, if added"),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.occurred_on AS happened_on,
            TRUE AS applicable,
            source.document_no,
            source.fund_line_name,
            source.amount
        FROM facts.source AS source
        WHERE source.kind = 'transfer'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.amount AS amount_at_issue,
            CASE
                WHEN line.entered_on <= subject.happened_on + scope.days_allowed
                    THEN line.entered_on + scope.days_to_report
                ELSE subject.happened_on + scope.days_allowed
            END AS due_on,
            subject.document_no, subject.fund_line_name,
            subject.happened_on AS received_on,
            line.entered_on,
            line.added,
            line.reported_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT
                book_id, document_no,
                min(entered_on) AS entered_on,
                min(reported_on) AS reported_on,
                bool_or(added) AS added
            FROM facts.budget_line
            WHERE kind = 'transfer'
            GROUP BY book_id, document_no
        ) AS line
            ON subject.book_id = line.book_id AND subject.document_no = line.document_no
        WHERE (
                subject.happened_on + scope.days_allowed < {as_of}
                AND coalesce(line.entered_on > subject.happened_on + scope.days_allowed, TRUE)
            )
            OR (
                line.added
                AND line.entered_on + scope.days_to_report < {as_of}
                AND coalesce(line.reported_on > line.entered_on + scope.days_to_report, TRUE)
            )
    """,
    sentence=Text(
        "{book}于 {received_on} 收到“{document_no}”{fund_line_name} {amount_at_issue} 元；"
        "列入本级预算："
        "{entered_on}（年中增加：{added}，报告人大常委会：{reported_on}），应在 {due_on} 前办到。",
        "{book} received {amount_at_issue} yuan ({fund_line_name}, {document_no}) on "
        "{received_on}; "
        "in its budget: {entered_on} (added: {added}, reported: {reported_on}), where it was due "
        "by "
        "{due_on}.",
    ),
    advice=Text(
        "核对预算草案和调整方案；已列入的，补登“本级预算”，文号与指标文一致。",
        "See the budget and its changes; where the money stands there, enter the line under the "
        "document's own number.",
    ),
    examples=(
        passes("第 30 日列入", "Entered on day 30", entered()),
        found("第 31 日才列入", "Entered on day 31", entered(DAY_31)),
        passes("第 30 日没有列入，期限未过", "Not entered on day 30", as_of=DAY_30),
        found("第 31 日仍没有列入", "Not entered on day 31", as_of=DAY_31),
        found(
            "另一文号列入的不算", "Another document is entered", entered(document_no="省财农9号")
        ),
        found(
            "同一文号，但不是转移支付的行",
            "Its number on a line of another kind",
            entered(kind="own_funds"),
        ),
        passes(
            "年中增加，第 180 日报告",
            "Added, and reported on day 180",
            entered(added="是", reported_on=REPORT_DAY),
        ),
        found(
            "年中增加，第 181 日才报告",
            "Added, and reported on day 181",
            entered(added="是", reported_on=DAY_LATER),
        ),
        passes(
            "年中增加，第 180 日未报告",
            "Day 180, not reported",
            entered(added="是"),
            as_of=REPORT_DAY,
        ),
        found(
            "年中增加，第 181 日未报告",
            "Day 181, not reported",
            entered(added="是"),
            as_of=DAY_LATER,
        ),
        Example(
            Text("两县同文号，只有一县列入", "Two counties, one document: one entered it"),
            AS_OF,
            (
                *(received(), entered()),
                received(book=OTHER_COUNTY, external_reference="R2"),
            ),
            finds=("R2",),
        ),
        Example(
            Text("本级安排的不看；2015 年以前收到的不适用", "Own money; received before the law"),
            AS_OF,
            (fact("appropriations"), received(occurred_on="2014-12-31")),
            not_applicable=1,
        ),
    ),
)
