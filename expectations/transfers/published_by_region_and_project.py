"""A budget that gives transfers below is published in 20 days: by region, special by project."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

PROVINCE, COUNTY, CITY = "990000", "990121", "990100"
#: The budget is approved on 20 January 2022.
APPROVED_ON, DAY_20, DAY_21 = "2022-01-20", date(2022, 2, 9), date(2022, 2, 10)
AS_OF = date(2022, 6, 1)


def money(book: str = PROVINCE, reference: str = "A", **more: object) -> tuple[Fact, Fact]:
    """1,000 yuan of the province's own budget, and some of it issued as a special transfer."""
    issue: dict[str, object] = {
        "book": book,
        "direction": "issued",
        "source_document": f"省预〔2022〕{reference}号",
        "counterparty": COUNTY,
        "amount": 100,
        "transfer_type": "special",
        "occurred_on": "2022-02-01",
    }
    return (
        fact(
            "appropriations",
            book=book,
            document_no=f"省预〔2022〕{reference}号",
            approved_on=more.pop("approved_on", APPROVED_ON),
            occurred_on="2014-01-20",
            external_reference=reference,
        ),
        fact("transfers", **(issue | more)),
    )


def published(on: object = DAY_20, **more: object) -> Fact:
    """The budget on the government's website."""
    cells: dict[str, object] = {
        "book": PROVINCE,
        "kind": "budget",
        "level": "province",
        "starts_on": on,
        "gives_regions": "是",
        "gives_projects": "是",
    }
    return fact("notices", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, as_of: date = AS_OF, **more: object) -> Example:
    """An example in which the money is not named."""
    return Example(Text(zh, en), as_of, (*money(PROVINCE, "A", **more), *facts))


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF, **more: object) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), as_of, (*money(PROVINCE, "A", **more), *facts), finds=("A",))


RULE = Rule(
    code="DS-08",
    version=1,
    title=Text("专项转移支付公开不细", "Transfers not published by region and project"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第十四条：经本级人民代表大会批准的预算，应当在批准后二十日内向社会公开，"
                "并对转移支付安排情况作出说明",
                "Budget Law art. 14: the approved budget is published within 20 days, with what it "
                "gives in transfers",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第六条：一般性转移支付向社会公开应当细化到地区；"
                "专项转移支付向社会公开"
                "应当细化到地区和项目",
                "Implementing Regulation of the Budget Law art. 6: general transfers are "
                "published by "
                "region, special ones by region and project",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 10, 1),
    limits=Text(
        "看“公告公示”中批准后二十日内的“本级预算”公告，写明是否细化到地区、到项目；"
        "内容本身由人看。没有写明类型的"
        "转移支付只要求细化到地区；没有登记人大批准日期、或没有对下下达的不检查。",
        "It goes by the notices of the own budget within 20 days after the approval, and whether "
        "they are said to give regions and projects. Transfers of which no type is given need the "
        "regions only; money without the day of approval, or not issued below, is not examined.",
    ),
    rests_on_absence=True,
    subject="source",
    parameters=(
        Parameter(
            "days_allowed",
            20,
            Text("批准后的日历日数", "Calendar days after the approval"),
        ),
    ),
    population="""
        SELECT
            source.book_id,
            source.source_id AS subject_id,
            source.approved_on AS happened_on,
            source.approved_on IS NOT NULL AND issued.amount IS NOT NULL AS applicable,
            source.document_no,
            source.fund_line_name,
            issued.amount,
            issued.special
        FROM facts.source AS source
        LEFT JOIN (
            SELECT
                book_id, source_id, sum(amount) AS amount,
                coalesce(bool_or(transfer_type = 'special'), FALSE) AS special
            FROM facts.transfer_issue
            WHERE kind = 'transfer'
            GROUP BY book_id, source_id
        ) AS issued
            ON source.book_id = issued.book_id AND source.source_id = issued.source_id
        WHERE source.kind = 'appropriation'
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.happened_on + scope.days_allowed AS due_on,
            subject.document_no, subject.fund_line_name,
            subject.happened_on AS approved_on,
            min(notice.starts_on) AS published_on,
            coalesce(bool_or(notice.gives_regions), FALSE) AS gives_regions,
            coalesce(bool_or(notice.gives_projects), FALSE) AS gives_projects
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN facts.notice AS notice
            ON subject.book_id = notice.book_id
            AND notice.kind = 'budget'
            AND notice.starts_on >= subject.happened_on
            AND notice.starts_on <= subject.happened_on + scope.days_allowed
        WHERE subject.happened_on + scope.days_allowed < {as_of}
        GROUP BY
            subject.book_id, subject.subject_id, subject.happened_on, subject.document_no,
            subject.fund_line_name, subject.amount, subject.special, scope.days_allowed
        HAVING
            NOT coalesce(bool_or(notice.gives_regions), FALSE)
            OR (subject.special AND NOT coalesce(bool_or(notice.gives_projects), FALSE))
    """,
    sentence=Text(
        "{book}的“{document_no}”{fund_line_name}于 {approved_on} 批准，对下转移支付 "
        "{amount_at_issue} 元，"
        "到 {due_on} 没有按地区（专项并按项目）公开；公开日期 {published_on}，细化到地区 "
        "{gives_regions}，"
        "细化到项目 {gives_projects}。",
        "{book}'s {document_no} ({fund_line_name}) was approved on {approved_on} and gave "
        "{amount_at_issue} yuan in transfers; by {due_on} they were not published by region "
        "(special "
        "ones by project): published {published_on}, by region {gives_regions}, by project "
        "{gives_projects}.",
    ),
    advice=Text(
        "查财政部门网站的预算公开；已经细化的，补登公告及其内容。",
        "See the budget on the finance department's website; where it is as fine, enter the notice "
        "and what it gives.",
    ),
    examples=(
        passes("第 20 日公开到地区和项目", "Published on day 20, as fine as asked", published()),
        found("第 21 日才公开", "Published on day 21", published(DAY_21)),
        passes("批准当日公开", "Published on the day of approval", published(APPROVED_ON)),
        found(
            "公开的是上一份预算", "What was published is the budget before", published("2022-01-19")
        ),
        passes("第 20 日没有公开，期限未过", "Day 20, not published", as_of=DAY_20),
        found("第 21 日没有公开", "Day 21, not published", as_of=DAY_21),
        found("没有细化到地区", "Not by region", published(gives_regions="否")),
        found("专项没有细化到项目", "Special, not by project", published(gives_projects="否")),
        passes(
            "一般性只要求细化到地区",
            "General: the regions are enough",
            published(gives_projects=""),
            transfer_type="general",
        ),
        passes(
            "没有写明类型，只要求细化到地区",
            "No type: the regions are enough",
            published(gives_projects=""),
            transfer_type="",
        ),
        found("别类的公告不算", "A notice of another kind", published(kind="yearly_plan")),
        Example(
            Text("两本账，只有一本公开", "Two books: one was published"),
            AS_OF,
            (*money(), published(), *money(CITY)),
            finds=("A",),
        ),
        Example(
            Text("另一本账没有下达的不适用", "Another book that issued nothing"),
            AS_OF,
            (*money(), money(CITY)[0], published()),
            not_applicable=1,
        ),
        Example(
            Text("两笔：一般性的够细，专项的不够", "Two: fine enough for the general one"),
            AS_OF,
            (
                *(*money(transfer_type="general"), *money(reference="B")),
                published(gives_projects=""),
            ),
            finds=("B",),
        ),
        Example(
            Text("没有批准日期、债券转贷、没有下达的不适用", "No approval; bond money; not issued"),
            AS_OF,
            (
                *(*money(approved_on=""), *money(reference="B", kind="bond")),
                *(fact("appropriations", book=PROVINCE), fact("transfers", counterparty=PROVINCE)),
            ),
            not_applicable=3,
        ),
        Example(
            Text("条例施行前批准的不适用", "Approved before the regulation was in force"),
            AS_OF,
            money(approved_on="2020-09-30"),
            not_applicable=1,
        ),
    ),
)
