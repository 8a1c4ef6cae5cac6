"""A notice that stays open for good is still on the web when somebody looks for it."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)


def notice(**more: object) -> Fact:
    """The county's notice of an allocation, which was gone when somebody looked."""
    cells: dict[str, object] = {
        "notice_code": "G",
        "level": "county",
        "channel": "government_website",
        "starts_on": "2022-03-10",
        "checked_on": "2022-06-30",
        "reachable": "否",
    }
    return fact("notices", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which the notice is not named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which it is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("G",))


RULE = Rule(
    code="DS-06",
    version=1,
    title=Text("网上公告打不开", "Notice gone from the web"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕11号第四部分：公告信息长期保持公开状态",
                "State Council poverty office 2018 no. 11, part 4: what was announced stays open "
                "for good",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 1, 1),
    in_force_note=Text(
        "国开办发〔2018〕11号的印发日期未核实，从次年 1 月 1 日起适用",
        "The day that 2018 no. 11 was issued is not confirmed: applied from the following 1 "
        "January",
    ),
    limits=Text(
        "只看省、市、县在政府网站和部门网站的公告，以最近一次登记的核查为准；没有核查过的不检查，系统自己不上网核查。"
        "有结束日期的公示，期满后撤下的不算。网站一时打不开的，重新核查后登记一次即可。",
        "Only notices of provinces, cities and counties on websites, by the last check on record; "
        "without one a notice is not examined, and the system does not look on the web itself. A "
        "posting with a last day may be taken down after it. Where a site was down for a while, "
        "enter another check.",
    ),
    subject="notice",
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.channel IN ('government_website', 'department_website')
            AND notice.level IN ('province', 'city', 'county')
            AND notice.checked_on <= {as_of} AS applicable,
            notice.notice_code,
            notice.document_no,
            notice.starts_on,
            notice.ends_on,
            notice.checked_on,
            notice.reachable,
            notice.evidence
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
            subject.checked_on,
            subject.evidence
        FROM subject
        WHERE NOT subject.reachable
            AND (subject.ends_on IS NULL OR subject.ends_on >= subject.checked_on)
    """,
    sentence=Text(
        "{book}自 {starts_on} 起在网站公开的公告 {notice_code}（文号 {document_no}，{evidence}），"
        "{checked_on} 核查时打不开或已撤下。",
        "{book}: notice {notice_code} (document {document_no}, {evidence}), on the web since "
        "{starts_on}, was not to be found on {checked_on}.",
    ),
    advice=Text(
        "再打开一次；网站改版的补上新地址，撤下的恢复公开，然后登记新的核查。",
        "Open it again; give its new address where the site was rebuilt, put back what was taken "
        "down, then enter the new check.",
    ),
    examples=(
        found("核查时打不开", "Gone when somebody looked", notice()),
        passes("核查时仍在公开", "Still there", notice(reachable="是"), not_applicable=0),
        passes(
            "从未核查，不适用",
            "Nobody looked: the rule does not apply",
            notice(checked_on="", reachable=""),
            not_applicable=1,
        ),
        found("部门网站也算", "On a department's website", notice(channel="department_website")),
        found("省级公告", "A province's", notice(level="province")),
        passes(
            "村公告栏不适用",
            "A village's board: the rule does not apply",
            notice(channel="village_board"),
            not_applicable=1,
        ),
        passes(
            "乡镇的公告不适用",
            "A township's: the rule does not apply",
            notice(level="township"),
            not_applicable=1,
        ),
        found("公示期最后一日已撤下", "Gone on its last day", notice(ends_on="2022-06-30")),
        passes("公示期满后撤下", "Gone after its last day", notice(ends_on="2022-06-29")),
        Example(
            Text("检查日当天核查", "Looked for on the day of the run"),
            date(2022, 6, 30),
            (notice(),),
            finds=("G",),
        ),
        Example(
            Text("检查日以后才核查，不适用", "Looked for after the day of the run"),
            date(2022, 6, 29),
            (notice(),),
            not_applicable=1,
        ),
        found(
            "两县同号，只有一县打不开",
            "Two counties, one code: only one is gone",
            notice(),
            notice(book=OTHER_COUNTY, notice_code="G2", reachable="是"),
        ),
        found("2019 年 1 月 1 日的公告适用", "In force", notice(starts_on="2019-01-01")),
        passes(
            "前一日的公告不适用", "The day before", notice(starts_on="2018-12-31"), not_applicable=1
        ),
    ),
)
