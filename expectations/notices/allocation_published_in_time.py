"""What a government allocates is published on the web within 20 working days of the document."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
PROVINCE, COUNTY, OTHER_COUNTY = "990000", "990121", "990122"
DOCUMENT = "示范农〔2022〕6号"
#: The 20th working day after 20 September 2022, with the National Day holiday between them.
DAY_20, DAY_21 = date(2022, 10, 21), date(2022, 10, 22)


def assigned(on: str = "2022-09-20", **more: object) -> tuple[Fact, ...]:
    """The county assigns 1,000 yuan to a project by that document."""
    cells: dict[str, object] = {
        "book": COUNTY,
        "document_no": DOCUMENT,
        "project_code": "P",
        "source_document": "收文",
        "occurred_on": on,
    }
    cells |= more
    money = fact("transfers", book=cells["book"], document_no="收文", occurred_on="2018-01-01")
    return money, fact("assignments", **cells)


def published(on: date, **more: object) -> Fact:
    """A notice of the document on the government's website."""
    cells: dict[str, object] = {"book": COUNTY, "document_no": DOCUMENT, "starts_on": on}
    return fact("notices", **(cells | more))


RULE = Rule(
    code="DS-01",
    version=2,
    title=Text("分配结果未公开", "Allocation not published"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府信息公开条例》第十九条、第二十条：涉及公众利益调整、需要公众广泛知晓的政府"
                "信息应当主动公开；第二十六条：自信息形成或者变更之日起 20 个工作日内公开",
                "Regulation on Open Government Information arts. 19, 20: published unasked; "
                "art. 26: within 20 working days of its making or change",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "国开办发〔2018〕11号：省、市、县三级公开扶贫资金分配结果（原文第一至三部分未取得）",
                "State Council poverty office 2018 no. 11: provinces, cities and counties publish "
                "what they allocate (parts 1-3 of the text not obtained)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 5, 15),
    limits=Text(
        "文件只知月或年的，按其最后一日起算，因此命中是确定的，未命中的不一定按期公开。期限落在尚无"
        "工作日历的年份的，不检查。只看政府和部门网站上写明该文号的公示，不看公开了什么内容。",
        "A document of which only the month or year is known is counted from its last day: a "
        "breach is sure, the absence of one is not. A term that ends in a year without a calendar "
        "of working days is not examined. Only web notices that name the document count; what "
        "they say is not looked at.",
    ),
    rests_on_absence=True,
    subject="allocation",
    parameters=(
        Parameter(
            "working_days_allowed",
            20,
            Text(
                "自文件形成之日起的工作日数；省另有更短规定的从其规定",
                "Working days from the making of the document; a province may set fewer",
            ),
        ),
    ),
    population="""
        SELECT
            allocation.book_id,
            allocation.allocation_id AS subject_id,
            allocation.earliest_on AS happened_on,
            book.level IN ('province', 'city', 'county') AND due.day IS NOT NULL AS applicable,
            allocation.document_no,
            allocation.amount,
            allocation.occurred_on AS made_on,
            due.day AS publish_by
        FROM facts.allocation AS allocation
        INNER JOIN facts.book AS book ON allocation.book_id = book.book_id
        INNER JOIN scope ON allocation.book_id = scope.book_id
        LEFT JOIN facts.working_day AS made ON allocation.occurred_on = made.day
        LEFT JOIN facts.working_day AS due
            ON made.working_ordinal + scope.working_days_allowed = due.working_ordinal
            AND due.is_working
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.publish_by AS due_on,
            subject.document_no,
            subject.made_on,
            subject.amount AS allocated_amount,
            published.first_on AS published_on
        FROM subject
        LEFT JOIN (
            SELECT book_id, document_no, min(starts_on) AS first_on
            FROM facts.notice
            WHERE channel IN ('government_website', 'department_website')
                AND document_no IS NOT NULL
            GROUP BY book_id, document_no
        ) AS published
            ON subject.book_id = published.book_id AND subject.document_no = published.document_no
        WHERE subject.publish_by < {as_of}
            AND (published.first_on IS NULL OR published.first_on > subject.publish_by)
    """,
    sentence=Text(
        "{book}于 {made_on} 以“{document_no}”分配资金 {allocated_amount} 元，应在 {due_on} 前"
        "在网站公开分配结果；登记的网上公开日期为 {published_on}。",
        "{book} allocated {allocated_amount} yuan by {document_no} of {made_on}; the result was "
        "to be on the web by {due_on}. Published on: {published_on}.",
    ),
    advice=Text(
        "到政府和部门网站上查该文号；已按期公开的，补登公示的日期和网址。",
        "Look for the document on the government's and the department's websites; where it was "
        "published in time, enter the notice with its day and address.",
    ),
    examples=(
        Example(
            Text("第 20 个工作日公开", "Published on working day 20"),
            AS_OF,
            (*assigned(), published(DAY_20)),
        ),
        Example(
            Text("第 20 个工作日的次日公开", "Published the day after working day 20"),
            AS_OF,
            (*assigned(), published(DAY_21)),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("第 20 个工作日尚未公开，期限未过", "Not yet on working day 20"),
            DAY_20,
            assigned(),
        ),
        Example(
            Text("期限过后仍未公开", "Still not the day after"),
            DAY_21,
            assigned(),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("只在村里张贴", "Posted in the village only"),
            AS_OF,
            (*assigned(), published(DAY_20, channel="village_board", level="village")),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("公开的是另一个文件", "Another document was published"),
            AS_OF,
            (*assigned(), published(DAY_20, document_no="示范农〔2022〕7号")),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("一个文件分给两个项目，公开一次", "One document, two projects, one notice"),
            AS_OF,
            (
                *assigned(amount=400),
                assigned(amount=600, project_code="P2")[1],
                published(DAY_20, channel="department_website"),
            ),
        ),
        Example(
            Text("省下达给县的文件", "A province's document to its counties"),
            AS_OF,
            (
                fact("transfers", book=PROVINCE, counterparty="000000", document_no="中央文"),
                fact(
                    "transfers",
                    book=PROVINCE,
                    direction="issued",
                    counterparty=COUNTY,
                    document_no=DOCUMENT,
                    source_document="中央文",
                    occurred_on="2022-09-20",
                ),
            ),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("别县公开了同号文件", "Another county published its own document of that number"),
            AS_OF,
            (
                *assigned(),
                *assigned(book=OTHER_COUNTY, document_no="示范农〔2022〕8号"),
                published(DAY_20, book=OTHER_COUNTY),
                published(DAY_20, book=OTHER_COUNTY, document_no="示范农〔2022〕8号"),
            ),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("只知月份，按月末起算也已超期", "Only the month is known: late even from its end"),
            date(2022, 11, 3),
            assigned("2022年9月"),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("只知月份，按月末起算未超期", "Only the month is known: not late from its end"),
            AS_OF,
            (*assigned("2022年9月"), published(date(2022, 11, 2))),
        ),
        Example(
            Text("安排已冲销", "The assignment was reversed"),
            AS_OF,
            (*assigned(), fact("reversals", voucher="202209-1", occurred_on="2022-09-21")),
            not_applicable=0,
        ),
        Example(
            Text("2019 年 5 月 15 日的文件适用", "Made on the day the rule came into force"),
            AS_OF,
            assigned("2019-05-15"),
            finds=(DOCUMENT,),
        ),
        Example(
            Text("没有工作日历的年份的文件", "Made in a year without a calendar"),
            AS_OF,
            (
                fact("appropriations", document_no="预", occurred_on="2000-01-01"),
                assigned("2003-05-15", source_document="预")[1],
            ),
            not_applicable=1,
        ),
        Example(
            Text("前一日的文件不适用", "Made the day before"),
            AS_OF,
            assigned("2019-05-14"),
            not_applicable=1,
        ),
        Example(
            Text("2019 年的文件，不知是否在条例施行之后", "Of 2019, before or after is not known"),
            AS_OF,
            assigned("2019"),
            not_applicable=1,
        ),
    ),
)
