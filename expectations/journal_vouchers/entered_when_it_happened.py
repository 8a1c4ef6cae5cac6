"""A voucher is entered within a month of its day and before its period is closed."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)


def voucher(entered_on: str, **more: object) -> Fact:
    """A voucher of Tuesday, 10 May 2022; its day 30 is Thursday, 9 June."""
    return fact("journal_lines", **({"debit": 100, "entered_on": entered_on} | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which no voucher is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the first voucher of May is named, once."""
    return Example(Text(zh, en), AS_OF, facts, finds=("202205-记1",))


RULE = Rule(
    code="AC-04",
    version=1,
    title=Text("补录倒签", "Entered late, or into a closed period"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第九条：根据实际发生的经济业务事项进行会计核算，填制会计凭证",
                "Accounting Law art. 9: accounts are kept and vouchers made from what happened",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》第十五条：会计账簿的登记、更正符合国家统一的会计制度",
                "Accounting Law art. 15: books are kept and corrected as the uniform accounting "
                "rules have it",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2000, 7, 1),
    in_force_note=Text(
        "自 1999 年修订的《会计法》施行之日起适用。",
        "Applied from the day of the Accounting Law as revised in 1999.",
    ),
    limits=Text(
        "本系统的已结账期间不接受记账（数据库拒绝），录入时刻由系统记下；历史数据本来就是事后导入的，"
        "不能说补录。这里检查从其他软件导出、写明制单日期的凭证。只在休息日录入的，只作提示（蓝色）；"
        "夜间录入没有时刻，不检查。",
        "A closed period takes no posting here (the database refuses it), and history is imported "
        "after the fact by its nature. Tested are vouchers of other software that say when they "
        "were entered. One entered on a rest day and otherwise in time is a tip only; the hour is "
        "not in the data.",
    ),
    subject="journal_voucher",
    parameters=(
        Parameter(
            "days_allowed",
            30,
            Text(
                "制单日期可以晚于凭证日期的日历日数",
                "Calendar days from the voucher's day to entry",
            ),
            own=True,
        ),
    ),
    population="""
        SELECT
            voucher.book_id,
            voucher.journal_voucher_id AS subject_id,
            voucher.occurred_on AS happened_on,
            voucher.is_current AND voucher.entered_on IS NOT NULL AS applicable,
            voucher.account_set,
            voucher.period,
            voucher.voucher_word,
            voucher.voucher_number,
            voucher.occurred_on,
            voucher.entered_on,
            voucher.closed_on,
            voucher.debit
        FROM facts.journal_voucher AS voucher
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.debit AS amount_at_issue,
            subject.occurred_on + scope.days_allowed AS due_on,
            subject.account_set,
            subject.period,
            subject.voucher_word,
            subject.voucher_number,
            subject.occurred_on AS voucher_on,
            subject.entered_on,
            CASE
                WHEN subject.entered_on > subject.closed_on THEN '期间已结账'
                WHEN subject.entered_on > subject.occurred_on + scope.days_allowed THEN '迟于期限'
                ELSE '当日是休息日'
            END AS lateness_zh,
            CASE
                WHEN subject.entered_on > subject.closed_on THEN 'its period was closed'
                WHEN subject.entered_on > subject.occurred_on + scope.days_allowed THEN 'too late'
                ELSE 'a rest day'
            END AS lateness_en,
            CASE
                WHEN subject.entered_on > subject.closed_on THEN 2
                WHEN subject.entered_on > subject.occurred_on + scope.days_allowed THEN 2
                ELSE 1
            END AS severity
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN facts.working_day AS calendar ON subject.entered_on = calendar.day
        WHERE subject.entered_on > subject.closed_on
            OR subject.entered_on > subject.occurred_on + scope.days_allowed
            OR NOT calendar.is_working
    """,
    sentence=Text(
        "{book}账套“{account_set}”{period} 期凭证 {voucher_word}{voucher_number}"
        "（{amount_at_issue} 元）写的是 {voucher_on}，{entered_on} 才录入：{lateness_zh}。",
        "{book}, account set {account_set}: voucher {voucher_word}{voucher_number} of {period} "
        "({amount_at_issue} yuan) says {voucher_on} and was entered on {entered_on}: "
        "{lateness_en}.",
    ),
    advice=Text(
        "查原始凭证的日期和取得时间；确属补记的看是否有说明和审批，结账后录入的查谁反结账。",
        "Look at the originals and when they came in; where it was made up for later, see whether "
        "that was explained and approved, and who reopened the period.",
    ),
    examples=(
        passes("当日录入", "Entered that day", voucher("2022-05-10")),
        passes("第 30 日录入", "On day 30", voucher("2022-06-09", exported_on="2022-07-05")),
        found("第 31 日录入", "On day 31", voucher("2022-06-10", exported_on="2022-07-05")),
        passes(
            "结账当日录入", "On the day of closing", voucher("2022-05-31", closed_on="2022-05-31")
        ),
        found("结账次日录入", "The day after", voucher("2022-06-01", closed_on="2022-05-31")),
        found("星期六录入，提示", "On a Saturday: a tip", voucher("2022-05-14")),
        passes("调休上班的星期六", "A Saturday that was worked", voucher("2022-05-07")),
        passes("预先制单", "Made out before its day", voucher("2022-05-09")),
        passes("没有制单日期，不适用", "Without a day", voucher(""), not_applicable=1),
        passes(
            "后一次导出有改正的制单日期",
            "A later export has another day",
            voucher("2022-06-10"),
            voucher("2022-05-10", exported_on="2022-07-05"),
            not_applicable=1,
        ),
        found(
            "同号凭证，别县的按时",
            "Another county entered in time",
            voucher("2022-06-10"),
            voucher("2022-05-10", book=OTHER_COUNTY),
        ),
        Example(
            Text("2000 年的，日历上没有", "Of 2000, which the calendar has not"),
            AS_OF,
            (voucher("2000-09-01", period=200007, occurred_on="2000-07-01"),),
            finds=("200007-记1",),
        ),
        passes(
            "2000 年 6 月 30 日的不适用",
            "Before the law",
            voucher("2001-06-30", period=200006, occurred_on="2000-06-30"),
            not_applicable=1,
        ),
    ),
)
