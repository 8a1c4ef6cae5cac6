"""A flag is verified within its working days."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

#: Wednesday 1 June 2022. Three days of the Dragon Boat Festival are free from the 3rd on: its
#: third working day is Tuesday the 7th, its fifteenth Thursday the 23rd.
ON = "2022-06-01"
DAY_3, DAY_4 = "2022-06-07", "2022-06-08"
DAY_15, DAY_16 = "2022-06-23", "2022-06-24"


def flag(subject: int = 1, **more: object) -> Fact:
    """A flag of BT-01 that a run recorded."""
    cells: dict[str, object] = {"rule_code": "BT-01", "subject_id": subject, "recorded_on": ON}
    return fact("flags", **(cells | more))


def example(
    zh: str,
    en: str,
    as_of: str,
    *flags: Fact,
    finds: tuple[str, ...] = (),
    not_applicable: int | None = None,
) -> Example:
    """An example of some flags as of a day."""
    return Example(Text(zh, en), date.fromisoformat(as_of), flags, finds, not_applicable)


RULE = Rule(
    code="GV-01",
    version=1,
    title=Text("疑点超期未核实", "A flag that nobody verified in time"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "广东省脱贫攻坚责任制实施细则（粤办发〔2017〕8号）第六条：加强对扶贫资金分配使用、"
                "项目实施管理的检查监督和审计，及时纠正和处理扶贫领域违纪违规问题",
                "Guangdong rules (2017 no. 8) art. 6: how money is shared out and used, and "
                "projects carried out, is checked and audited; what is wrong is put right in time",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "河北省脱贫攻坚责任制实施细则第六条：强化对扶贫资金分配使用、扶贫项目实施管理等"
                "方面的检查监督，及时纠正和处理扶贫领域违纪违规问题",
                "Hebei rules of March 2017 art. 6: the same",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "15 个工作日（严重疑点 3 个工作日）：工作要求，无法律效力",
                "15 working days, 3 for a grave flag: our own measure, without legal force",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2017, 4, 1),
    in_force_note=Text(
        "两省细则 2017 年 3 月印发施行，自次月 1 日起适用。",
        "Both provinces' rules were issued and in force in March 2017: applied from April.",
    ),
    limits=Text(
        "只看检查日以前各日记录的疑点和核实意见，当日的次日才看得到。按记录疑点时的严重程度定期限。"
        "期满以后才核实的仍报；检查已不再查出的、本规则自己的疑点不算。核实得对不对，不检查。"
        "没有随账簿一起带来检查记录的，查不出来。",
        "Only what was on record before the day of the run: flags and judgements of that day are "
        "seen the day after. How grave a flag was when it was recorded decides its term. What was "
        "verified late is named; flags that runs no longer see, and those of this rule itself, are "
        "not. Whether a judgement is right is not tested, nor flags that were made elsewhere.",
    ),
    subject="flag",
    parameters=(
        Parameter(
            "working_days_allowed",
            15,
            Text("几个工作日内应核实", "Working days to verify a flag"),
            own=True,
        ),
        Parameter(
            "working_days_for_grave",
            3,
            Text("严重（四级）疑点几个工作日内应核实", "Working days to verify a grave flag"),
            own=True,
        ),
    ),
    population="""
        SELECT
            flag.book_id,
            flag.flag_id AS subject_id,
            flag.recorded_on AS happened_on,
            flag.rule_code <> 'GV-01' AND NOT flag.gone AND due.day IS NOT NULL AS applicable,
            flag.rule_code,
            flag.severity,
            flag.verified_on,
            due.day AS verify_by
        FROM facts.flag AS flag
        INNER JOIN scope ON flag.book_id = scope.book_id
        LEFT JOIN facts.working_day AS made ON flag.recorded_on = made.day
        LEFT JOIN facts.working_day AS due
            ON made.working_ordinal + CASE
                WHEN flag.severity = 4 THEN scope.working_days_for_grave
                ELSE scope.working_days_allowed
            END = due.working_ordinal
            AND due.is_working
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            CAST(NULL AS NUMERIC(18, 2)) AS amount_at_issue,
            subject.verify_by AS due_on,
            subject.subject_id AS flag_number,
            subject.rule_code AS flag_rule,
            subject.severity AS flag_severity,
            subject.happened_on AS flagged_on,
            subject.verified_on
        FROM subject
        WHERE subject.verify_by < {as_of}
            AND (subject.verified_on IS NULL OR subject.verified_on > subject.verify_by)
    """,
    sentence=Text(
        "{book}的疑点 {flag_number}（规则 {flag_rule}，严重程度 {flag_severity}）于 {flagged_on} "
        "记录，应在 {due_on} 前核实；核实日期为 {verified_on}。",
        "Flag {flag_number} of {book} (rule {flag_rule}, severity {flag_severity}) is on record "
        "since {flagged_on} and was to be verified by {due_on}. Verified on: {verified_on}.",
    ),
    advice=Text(
        "尽快核实并写明结论；确需延期的，由负责人说明原因。",
        "Verify it and say what was found; where more time is needed, let the head say why.",
    ),
    examples=(
        example(
            "第 15 个工作日核实；当日检查不报",
            "Verified on working day 15; not named on that day",
            DAY_16,
            *(flag(1, verified_on=DAY_15), flag(2, verified_on=ON)),
            not_applicable=0,
        ),
        example("第 15 个工作日，期限未过", "On working day 15 the term runs", DAY_15, flag()),
        example(
            "第 15 个工作日过后没有核实",
            "Not verified after working day 15",
            DAY_16,
            flag(severity=3),
            finds=("BT-01-1",),
        ),
        example(
            "第 16 个工作日才核实；先后核实两次的看第一次",
            "Verified on working day 16; of two judgements the first counts",
            "2022-07-29",
            flag(1, verified_on=DAY_16),
            flag(2, verified_on=f"{DAY_16} {DAY_15}"),
            finds=("BT-01-1",),
        ),
        example(
            "严重疑点第 3 个工作日核实，或第 4 个工作日才核实",
            "A grave flag verified on working day 3, or only on day 4",
            "2022-06-09",
            flag(1, severity=4, verified_on=DAY_3),
            flag(2, severity=4, verified_on=DAY_4),
            finds=("BT-01-2",),
        ),
        example("严重疑点第 3 个工作日，期限未过", "A grave one's day 3", DAY_3, flag(severity=4)),
        example(
            "不再查出的不适用，再次查出的适用，本规则的疑点不适用",
            "Gone: no; back again: yes; of this rule itself: no",
            "2022-07-29",
            flag(1, gone_on="2022-06-10"),
            flag(2, gone_on="2022-06-10", back_on="2022-06-11"),
            flag(3, rule_code="GV-01"),
            finds=("BT-01-2",),
            not_applicable=2,
        ),
        example(
            "检查日当天记录的疑点、核实意见和不再查出的，都不算",
            "What is recorded on the day of the run does not count",
            DAY_16,
            flag(1, verified_on=DAY_16),
            flag(2, gone_on=DAY_16),
            flag(3, recorded_on=DAY_16),
            finds=("BT-01-1", "BT-01-2"),
            not_applicable=0,
        ),
        example(
            "期限在周五届满，周一检查只报一次",
            "The term ended on a Friday: on Monday it is named once",
            "2022-06-27",
            flag(recorded_on="2022-06-02"),
            finds=("BT-01-1",),
        ),
        example(
            "两县编号相同的疑点，一县已核实",
            "Two counties: one has verified its own",
            DAY_16,
            flag(1),
            flag(2, book="990122", verified_on=ON),
            finds=("BT-01-1",),
        ),
        example(
            "2017 年 4 月 1 日起适用；没有工作日历的年份不适用",
            "In force from 1 April 2017 on; not in years without a calendar",
            "2022-07-29",
            flag(1, recorded_on="2017-03-31"),
            flag(2, recorded_on="2017-04-01"),
            flag(3, recorded_on="2003-05-15"),
            finds=("BT-01-2",),
            not_applicable=2,
        ),
    ),
)
