"""A county's notice of an allocation gives sources, principle, table, telephone and 12317."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def notice(**more: object) -> Fact:
    """A notice on the county's website that gives everything."""
    cells: dict[str, object] = {
        "notice_code": "G",
        "gives_sources": "是",
        "gives_principle": "是",
        "gives_table": "是",
        "gives_phone": "是",
        "gives_hotline": "是",
    }
    return fact("notices", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int = 0) -> Example:
    """An example in which the notice is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("G",))


RULE = Rule(
    code="DS-03",
    version=1,
    title=Text("公告内容不全", "Contents of a notice incomplete"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕11号第四部分：公告公示扶贫资金项目（应载明的各项内容取自县级公告的"
                "通行做法，原文第一至三部分未取得）",
                "State Council poverty office 2018 no. 11, part 4: funds and projects are made "
                "public (what a notice gives is taken from counties' practice; parts 1-3 of the "
                "text not obtained)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕11号的印发日期未核实，从次年 1 月 1 日起适用",
        "The day that 2018 no. 11 was issued is not confirmed: applied from the following 1 "
        "January",
    ),
    limits=Text(
        "只检查县级在网站上对资金分配结果的公告，并且只看登记为“否”的栏目：没有登记有无的，不当作没有。"
        "不核对公告原文；村级公告的内容不检查。",
        "Only a county's notices of allocations on the web are examined, and only what is on "
        "record as not given: where nobody said, nothing is taken for missing. The notice itself "
        "is not read; contents of village notices are not examined.",
    ),
    subject="notice",
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.kind = 'allocation_result'
            AND notice.level = 'county'
            AND notice.channel IN ('government_website', 'department_website')
            AND coalesce(
                notice.gives_sources, notice.gives_principle, notice.gives_table,
                notice.gives_phone, notice.gives_hotline
            ) IS NOT NULL AS applicable,
            notice.notice_code,
            notice.document_no,
            notice.starts_on,
            notice.gives_sources,
            notice.gives_principle,
            notice.gives_table,
            notice.gives_phone,
            notice.gives_hotline
        FROM facts.notice AS notice
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.notice_code,
            subject.document_no,
            subject.starts_on,
            concat_ws(
                '、',
                CASE WHEN NOT subject.gives_sources THEN '资金来源' END,
                CASE WHEN NOT subject.gives_principle THEN '分配原则' END,
                CASE WHEN NOT subject.gives_table THEN '分配表' END,
                CASE WHEN NOT subject.gives_phone THEN '本级电话' END,
                CASE WHEN NOT subject.gives_hotline THEN '12317' END
            ) AS not_given_zh,
            concat_ws(
                ', ',
                CASE WHEN NOT subject.gives_sources THEN 'sources' END,
                CASE WHEN NOT subject.gives_principle THEN 'principle' END,
                CASE WHEN NOT subject.gives_table THEN 'table' END,
                CASE WHEN NOT subject.gives_phone THEN 'telephone' END,
                CASE WHEN NOT subject.gives_hotline THEN '12317' END
            ) AS not_given_en
        FROM subject
        WHERE NOT (
            subject.gives_sources
            AND subject.gives_principle
            AND subject.gives_table
            AND subject.gives_phone
            AND subject.gives_hotline
        )
    """,
    sentence=Text(
        "{book}于 {starts_on} 公告资金分配结果（{notice_code}，文号 {document_no}），"
        "没有写：{not_given_zh}。",
        "{book}'s notice {notice_code} of {starts_on} on an allocation ({document_no}) does not "
        "give: {not_given_en}.",
    ),
    advice=Text(
        "到网站上看原文；写了而登记为否的更正，确实没写的补充公告。",
        "See the notice on the website; correct the record where it is given, and add to the "
        "notice where it is not.",
    ),
    examples=(
        passes("各项齐全", "Everything given", notice()),
        found("没写资金来源", "No sources", notice(gives_sources="否")),
        found("没写分配原则", "No principle", notice(gives_principle="否")),
        found("没附分配表", "No table", notice(gives_table="否")),
        found("没公布电话", "No telephone", notice(gives_phone="否")),
        found("没公布 12317", "No hotline", notice(gives_hotline="否")),
        found(
            "一项没写，其余没有登记",
            "One is missing, nobody said of the rest",
            fact(
                "notices",
                notice_code="G",
                gives_hotline="否",
            ),
        ),
        passes("有一项没有登记有无", "Of one nobody said", notice(gives_phone="")),
        passes("都没有登记，不适用", "Nobody said anything", fact("notices"), not_applicable=1),
        found(
            "部门网站",
            "On the department's website",
            notice(
                channel="department_website",
                gives_table="否",
            ),
        ),
        passes(
            "登报的不适用",
            "In a newspaper",
            notice(
                channel="newspaper",
                gives_table="否",
            ),
            not_applicable=1,
        ),
        passes(
            "省级的不适用",
            "A province's",
            notice(
                level="province",
                gives_table="否",
            ),
            not_applicable=1,
        ),
        passes(
            "年度计划不适用",
            "A yearly plan",
            notice(
                kind="yearly_plan",
                gives_table="否",
            ),
            not_applicable=1,
        ),
        Example(
            Text("两县同号，只有一县不全", "Two counties, one code: one is incomplete"),
            AS_OF,
            (notice(), notice(book="990122", notice_code="G2", gives_table="否")),
            finds=("G2",),
        ),
        found(
            "2019 年 1 月 1 日起适用",
            "In force",
            notice(
                starts_on="2019-01-01",
                gives_table="否",
            ),
        ),
        passes(
            "前一日不适用",
            "Not yet",
            notice(
                starts_on="2018-12-31",
                gives_table="否",
            ),
            not_applicable=1,
        ),
    ),
)
