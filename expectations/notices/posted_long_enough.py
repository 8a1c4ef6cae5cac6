"""A posting hangs as long as it must: 10 days, 3 for candidates, 5 working days for one source."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def posted(starts_on: str, ends_on: str, **more: object) -> Fact:
    """A posting on the village's board before the project starts."""
    cells: dict[str, object] = {
        "notice_code": "G",
        "kind": "before_start",
        "level": "village",
        "channel": "village_board",
        "starts_on": starts_on,
        "ends_on": ends_on,
    }
    return fact("notices", **(cells | more))


RULE = Rule(
    code="DS-02",
    version=2,
    title=Text("公示期不足", "Posted too briefly"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国开办发〔2018〕11号第四部分：公示时间原则上不得少于 10 天",
                "State Council poverty office 2018 no. 11, part 4: in principle no less than "
                "10 days",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《招标投标法实施条例》第五十四条：公示中标候选人，公示期不得少于 3 日",
                "Implementing Regulation of the Bidding Law art. 54: candidates, no less than "
                "3 days",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法实施条例》第三十八条：单一来源采购公示期不得少于 5 个工作日",
                "Implementing Regulation of the Government Procurement Law art. 38: single "
                "source, no less than 5 working days",
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
        "公示期为结束日减开始日，开始之日不计。报纸刊登没有公示期，不检查；没有结束日的视为长期公开。"
        "结束日过后才算。单一来源公示落在尚无工作日历的年份的，不检查。",
        "The time posted is the last day less the first; the first day does not count. "
        "Newspapers are not examined; without a last day a notice is open for good. It counts "
        "once its last day is over. A single-source posting in a year without a calendar of "
        "working days is not examined.",
    ),
    subject="notice",
    parameters=(
        Parameter("days_posted", 10, Text("一般公示的日历日数", "Calendar days of a posting")),
        Parameter(
            "candidate_days", 3, Text("中标候选人公示的日历日数", "Calendar days for candidates")
        ),
        Parameter(
            "single_source_working_days",
            5,
            Text("单一来源采购公示的工作日数", "Working days for a single source"),
        ),
    ),
    population="""
        SELECT
            notice.book_id,
            notice.notice_id AS subject_id,
            notice.starts_on AS happened_on,
            notice.channel <> 'newspaper'
            AND (notice.kind <> 'single_source' OR working.day IS NOT NULL) AS applicable,
            notice.notice_code,
            notice.project_id,
            notice.document_no,
            notice.place,
            notice.starts_on,
            notice.ends_on,
            CASE notice.kind
                WHEN 'bid_candidate' THEN notice.starts_on + scope.candidate_days
                WHEN 'single_source' THEN working.day
                ELSE notice.starts_on + scope.days_posted
            END AS least_ends_on
        FROM facts.notice AS notice
        INNER JOIN scope ON notice.book_id = scope.book_id
        LEFT JOIN facts.working_day AS started ON notice.starts_on = started.day
        LEFT JOIN facts.working_day AS working
            ON started.working_ordinal + scope.single_source_working_days
            = working.working_ordinal
            AND working.is_working
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(0 AS NUMERIC(18, 2)) AS amount_at_issue,
            subject.least_ends_on AS due_on,
            subject.notice_code,
            subject.document_no,
            project.project_code,
            project.name AS project_name,
            subject.place,
            subject.starts_on,
            subject.ends_on
        FROM subject
        LEFT JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE subject.ends_on < subject.least_ends_on AND subject.ends_on < {as_of}
    """,
    sentence=Text(
        "{book}的公示 {notice_code}（项目 {project_code} {project_name}，文号 {document_no}，地点 "
        "{place}）从 {starts_on} 到 {ends_on}，至少应公示到 {due_on}。",
        "{book}: notice {notice_code} (project {project_code} {project_name}, document "
        "{document_no}, at {place}) hung from {starts_on} to {ends_on}; it was to hang until "
        "{due_on} at least.",
    ),
    advice=Text(
        "核对公示照片上的起止日期；登记有误的更正，确实不足的补公示。",
        "Check the days on the photos of the posting; correct what was entered wrongly, and post "
        "again what hung too briefly.",
    ),
    examples=(
        Example(
            Text("满 10 天", "Ten days"),
            AS_OF,
            (posted("2022-03-01", "2022-03-11"),),
        ),
        Example(
            Text("只有 9 天", "Nine days"),
            AS_OF,
            (posted("2022-03-01", "2022-03-10"),),
            finds=("G",),
        ),
        Example(
            Text("结束当日还挂着", "On its last day it still hangs"),
            date(2022, 3, 10),
            (posted("2022-03-01", "2022-03-10"),),
        ),
        Example(
            Text("结束次日算命中", "The day after its last day"),
            date(2022, 3, 11),
            (posted("2022-03-01", "2022-03-10"),),
            finds=("G",),
        ),
        Example(
            Text("没有结束日：长期公开", "No last day: open for good"),
            AS_OF,
            (posted("2022-03-01", ""),),
            not_applicable=0,
        ),
        Example(
            Text("中标候选人公示满 3 日", "Candidates, three days"),
            AS_OF,
            (posted("2022-03-01", "2022-03-04", kind="bid_candidate"),),
        ),
        Example(
            Text("中标候选人公示 2 日", "Candidates, two days"),
            AS_OF,
            (posted("2022-03-01", "2022-03-03", kind="bid_candidate"),),
            finds=("G",),
        ),
        Example(
            Text("单一来源公示跨五一假期，满 5 个工作日", "Single source, over the May holiday"),
            AS_OF,
            (posted("2022-04-28", "2022-05-09", kind="single_source"),),
        ),
        Example(
            Text("单一来源公示只有 4 个工作日", "Single source, four working days"),
            AS_OF,
            (posted("2022-04-28", "2022-05-08", kind="single_source"),),
            finds=("G",),
        ),
        Example(
            Text("单一来源公示，第 5 个工作日是星期五", "Single source: working day 5 is a Friday"),
            AS_OF,
            (posted("2022-03-04", "2022-03-11", kind="single_source"),),
        ),
        Example(
            Text("单一来源公示在没有工作日历的年份", "Single source: no calendar of that year"),
            AS_OF,
            (posted("2003-03-04", "2003-03-05", kind="single_source"),),
            not_applicable=1,
        ),
        Example(
            Text("一般公示不需要工作日历", "Another posting needs no calendar"),
            date(2199, 12, 31),
            (posted("2199-03-01", "2199-03-05"),),
            finds=("G",),
        ),
        Example(
            Text("县里别的项目、别县的项目不相干", "Other projects and counties do not matter"),
            AS_OF,
            (
                *(fact("projects", project_code=code) for code in "PQR"),
                *(
                    fact("projects", project_code="P", book=book)
                    for book in ("990122", "990100", "990000")
                ),
                posted("2022-03-01", "2022-03-10", project_code="P"),
            ),
            finds=("G",),
        ),
        Example(
            Text("登报公告不适用", "In a newspaper: the rule does not apply"),
            AS_OF,
            (posted("2022-03-01", "2022-03-01", channel="newspaper"),),
            not_applicable=1,
        ),
        Example(
            Text("两个县编号相同的公示各算各的", "Two counties' notices of one code are two"),
            AS_OF,
            (
                posted("2022-03-01", "2022-03-11"),
                posted("2022-03-01", "2022-03-05", book="990122", notice_code="G2"),
                posted("2022-03-01", "2022-03-11", book="990122"),
            ),
            finds=("G2",),
        ),
        Example(
            Text("2019 年 1 月 1 日起的公示适用", "Posted on the day the rule came into force"),
            AS_OF,
            (posted("2019-01-01", "2019-01-05"),),
            finds=("G",),
        ),
        Example(
            Text("前一日开始的不适用", "Posted the day before"),
            AS_OF,
            (posted("2018-12-31", "2019-01-05"),),
            not_applicable=1,
        ),
    ),
)
