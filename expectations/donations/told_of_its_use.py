"""Who gave is told within a month of each use of the gift, and answered when they ask."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
#: The gift is paid out on 10 May 2022.
DAY_30, DAY_31 = "2022-06-09", "2022-06-10"
LATER = date(2022, 12, 31)


def gift(code: str = "J", **more: object) -> tuple[Fact, Fact]:
    """1,000 yuan that were given and assigned to a project."""
    cells: dict[str, object] = {
        "donation_code": code,
        "occurred_on": "2022-03-01",
        "external_reference": "R",
    }
    money = fact("donations", **(cells | more))
    book = {"book": money.cells["book"]} if "book" in money.cells else {}
    return money, fact("assignments", project_code="P", source_document=code, **book)


def used(on: str = "2022-05-10", **more: object) -> Fact:
    """100 yuan of it are paid."""
    cells: dict[str, object] = {"project_code": "P", "source_document": "J", "occurred_on": on}
    return fact("disbursements", **(cells | more))


def said(kind: str, on: str, **more: object) -> Fact:
    """What passed between the donor and the county."""
    cells: dict[str, object] = {"donation_code": "J", "kind": kind, "occurred_on": on}
    return fact("feedback", **(cells | more))


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = LATER, not_applicable: int | None = None
) -> Example:
    """An example in which no gift is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = LATER, finds: str = "R") -> Example:
    """An example in which one is."""
    return Example(Text(zh, en), as_of, facts, finds=(finds,))


#: Two uses of one gift, over six months exactly and a day more.
SIX_MONTHS = (
    *(*gift(), used(), used("2022-11-10")),
    *(said("report", "2022-07-01"), said("report", "2022-11-20")),
)
LONGER = (*gift(), used(), used("2022-11-11"), said("report", "2022-11-20"))

RULE = Rule(
    code="SF-02",
    version=1,
    title=Text("未及时向捐赠人反馈", "Donor not told in time"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《河北省脱贫攻坚责任制实施细则》第二十八条：及时反馈社会扶贫资金使用情况",
                "Hebei's rules on responsibility for poverty relief art. 28: the use of society's "
                "money is fed back in time",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《公益事业捐赠法》第二十一条：对于捐赠人的查询，受赠人应当如实答复",
                "Law on Donations for Public Welfare art. 21: the donee answers what the donor "
                "asks, truthfully",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《慈善法》第四十二条：应当及时主动向捐赠人反馈有关情况；第七十三条"
                "（2023 年修正后第七十九条）：实施周期超过六个月的，至少每三个月公开一次",
                "Charity Law art. 42: donors are told in time without asking; art. 73 (79 since "
                "the revision of 2023): of a project of over six months at least every three",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 9, 1),
    in_force_note=Text(
        "按捐赠到账之日，自《慈善法》施行之日起适用；30 日、92 日、184 日是我们的口径，"
        "不是法条规定的期限。",
        "By the day the gift came, from the day of the Charity Law; 30, 92 and 184 days are our "
        "measure, not terms of the law.",
    ),
    limits=Text(
        "只看有没有登记，不看反馈的内容是否真实、钱款去向是否写全。从每笔支付之日起算；"
        "晚登记的反馈仍算超期。付出后退汇、退回的支付仍按当日起算。"
        "首笔与末笔支付相隔超过 184 日（六个月）的，按较长的期限；还没有到六个月的，"
        "先按较短的期限，以后可能消失。转给下级使用的，算到下级；捐赠物资、不留姓名的捐赠不能反馈的，会被列出，由人排除。",
        "Only whether it is on record, not whether it is true or complete. Counted from the day of "
        "each payment; a late report stays late. Payments that bounced or "
        "were returned count from their day. Where the first and last payment lie over 184 days "
        "apart the longer term holds; before six months are over the shorter one, and what it "
        "names may vanish. What was passed on counts below. Goods are not meant; gifts by nobody "
        "who could be told are named and people rule them out.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_told",
            30,
            Text("用款、询问后多少日内反馈", "Told within this many days of a use or a query"),
            own=True,
        ),
        Parameter(
            "days_told_long",
            92,
            Text("用款跨六个月以上的，多少日内反馈", "Where uses span over six months"),
            own=True,
        ),
        Parameter(
            "days_long",
            184,
            Text("用款跨多少日以上算长期", "Uses that span over this many days are long"),
            own=True,
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.first_occurred_on AS happened_on,
            source.first_kind = 'donation' AND source.first_source_id = source.source_id
                AS applicable,
            source.document_no
        FROM facts.source AS source
    """,
    breach="""
        WITH used AS (
            SELECT
                subject.book_id,
                subject.subject_id,
                paid.occurred_on,
                paid.amount,
                min(paid.occurred_on)
                    OVER (PARTITION BY subject.book_id, subject.subject_id) AS first_used_on,
                max(paid.occurred_on)
                    OVER (PARTITION BY subject.book_id, subject.subject_id) AS last_used_on
            FROM subject
            INNER JOIN facts.source AS part
                ON
                    subject.book_id = part.book_id
                    AND subject.subject_id = part.first_source_id
            INNER JOIN facts.disbursement AS paid
                ON part.book_id = paid.book_id AND part.source_id = paid.source_id
        ),

        waiting AS (
            SELECT
                used.book_id,
                used.subject_id,
                'report' AS awaited,
                used.occurred_on,
                used.amount,
                used.occurred_on + CASE
                    WHEN used.last_used_on > used.first_used_on + scope.days_long
                        THEN scope.days_told_long
                    ELSE scope.days_told
                END AS due_on
            FROM used
            INNER JOIN scope ON used.book_id = scope.book_id
            UNION ALL
            SELECT
                asked.book_id,
                asked.source_id AS subject_id,
                'answer' AS awaited,
                asked.occurred_on,
                0 AS amount,
                asked.occurred_on + scope.days_told AS due_on
            FROM facts.feedback AS asked
            INNER JOIN scope ON asked.book_id = scope.book_id
            WHERE asked.kind = 'query'
        ),

        silence AS (
            SELECT
                waiting.book_id,
                waiting.subject_id,
                sum(waiting.amount) AS amount,
                count(*) AS times_silent,
                min(waiting.occurred_on) AS first_awaited_on,
                min(waiting.due_on) AS due_on
            FROM waiting
            LEFT JOIN facts.feedback AS told
                ON
                    waiting.book_id = told.book_id
                    AND waiting.subject_id = told.source_id
                    AND waiting.awaited = told.kind
                    AND told.occurred_on BETWEEN waiting.occurred_on AND waiting.due_on
            WHERE told.feedback_id IS NULL AND waiting.due_on < {as_of}
            GROUP BY waiting.book_id, waiting.subject_id
        )

        SELECT
            subject.book_id,
            subject.subject_id,
            silence.amount AS amount_at_issue,
            silence.due_on,
            subject.document_no AS donation_code,
            will.donor,
            silence.times_silent,
            silence.first_awaited_on
        FROM subject
        INNER JOIN silence
            ON
                subject.book_id = silence.book_id
                AND subject.subject_id = silence.subject_id
        INNER JOIN (
            SELECT book_id, source_id, min(donor) AS donor
            FROM facts.donor_will
            GROUP BY book_id, source_id
        ) AS will
            ON subject.book_id = will.book_id AND subject.subject_id = will.source_id
    """,
    sentence=Text(
        "{book}使用 {donor} 的捐赠“{donation_code}”或收到其询问后，有 {times_silent} 次没有按期反馈"
        "（涉及支付 {amount_at_issue} 元）：最早一次从 {first_awaited_on} 起，"
        "应于 {due_on} 前反馈。",
        "{book} used gift {donation_code} by {donor}, or was asked about it, and did not feed "
        "back in time {times_silent} times ({amount_at_issue} yuan paid): the first "
        "from {first_awaited_on}, due by {due_on}.",
    ),
    advice=Text(
        "查反馈是否已经发出而没有登记；没有反馈的，尽快向捐赠人说明每笔用途并补登记。",
        "See whether the donor was told and it was not entered; if not, tell the donor soon what "
        "each payment was for, and enter it.",
    ),
    examples=(
        passes("第 30 日反馈", "Told on day 30", *gift(), used(), said("report", DAY_30)),
        found("第 31 日才反馈", "Told on day 31", *gift(), used(), said("report", DAY_31)),
        passes("期限未过", "The term is not over", *gift(), used(), as_of=date(2022, 6, 9)),
        found("期限已过一日", "A day past the term", *gift(), used(), as_of=date(2022, 6, 10)),
        passes("当日反馈", "Told the same day", *gift(), used(), said("report", "2022-05-10")),
        found("付款前的反馈不算", "Told before", *gift(), used(), said("report", "2022-05-09")),
        found(
            "只有询问和答复，没有反馈",
            "Asked and answered, not told",
            *(*gift(), used(), said("query", "2022-05-20"), said("answer", "2022-05-30")),
        ),
        passes(
            "询问后第 30 日答复",
            "Answered on day 30",
            *(*gift(), said("query", "2022-05-10"), said("answer", DAY_30)),
        ),
        found(
            "询问后第 31 日答复",
            "Answered on day 31",
            *(*gift(), said("query", "2022-05-10"), said("answer", DAY_31)),
        ),
        found("只跨六个月：仍按 30 日", "Six months: 30 days still", *SIX_MONTHS),
        passes(
            "超过六个月：第 92 日反馈",
            "Longer: told on day 92",
            *(*LONGER, said("report", "2022-08-10")),
        ),
        found(
            "超过六个月：第 93 日才反馈",
            "Longer: told on day 93",
            *(*LONGER, said("report", "2022-08-11")),
        ),
        found(
            "反馈的是另一笔捐赠",
            "Told of another gift",
            *(*gift(), used(), *gift("K", external_reference="R2"), used(source_document="K")),
            said("report", "2022-05-20"),
            finds="R2",
        ),
        found(
            "两县编号相同，只有一县没有答复",
            "Two counties with one code: one does not answer",
            *(*gift(), used(), said("report", "2022-05-20"), said("answer", "2022-05-21")),
            *gift(book=OTHER_COUNTY, external_reference="R2"),
            *(
                used("2022-06-20", book=OTHER_COUNTY),
                said("query", "2022-05-15", book=OTHER_COUNTY),
            ),
            said("report", "2022-06-30", book=OTHER_COUNTY),
            finds="R2",
        ),
        found(
            "结转以后使用：算在最初的捐赠上，只列一次",
            "Used after it was carried over: the gift as it came is named, once",
            *gift(),
            fact(
                "take_backs",
                kind="carry_over",
                source_document="J",
                occurred_on="2022-04-30",
                amount=400,
                project_code="P",
                external_reference="C",
            ),
            used(),
        ),
        passes(
            "没有使用，也没有询问；用的是预算资金",
            "Neither used nor asked about; budget money was used",
            *(*gift(), fact("appropriations", document_no="B")),
            fact("assignments", project_code="P", source_document="B"),
            used(source_document="B"),
        ),
        passes(
            "财政资金不适用",
            "Budget money: the rule does not apply",
            fact("appropriations", document_no="J"),
            fact("assignments", project_code="P", source_document="J"),
            used(),
            not_applicable=1,
        ),
        found(
            "2016 年 9 月 1 日收到的适用",
            "On the first day",
            *(*gift(occurred_on="2016-09-01"), used()),
        ),
        passes(
            "前一日收到的不适用",
            "The day before",
            *gift(occurred_on="2016-08-31"),
            used(),
            not_applicable=1,
        ),
    ),
)
