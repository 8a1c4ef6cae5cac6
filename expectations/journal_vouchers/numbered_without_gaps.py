"""Vouchers of a month are numbered one after the other."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)


def numbered(*numbers: int, period: int = 202205, **more: object) -> tuple[Fact, ...]:
    """Vouchers of a month, exported with all that was there."""
    day = f"{period // 100}-{period % 100:02d}-10"
    cells: dict[str, object] = {"period": period, "occurred_on": day, "debit": 100}
    return tuple(
        fact("journal_lines", voucher_number=number, **(cells | more)) for number in numbers
    )


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no voucher is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, name: str, *facts: Fact) -> Example:
    """An example in which one voucher is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=(name,))


RULE = Rule(
    code="AC-02",
    version=1,
    title=Text("凭证断号、重号", "Gaps in the numbers of vouchers"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第十五条：会计账簿按连续编号登记，缺号的按规定方法更正并盖章",
                "Accounting Law art. 15: books are numbered continuously; what is missing is "
                "corrected as prescribed, and stamped",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计基础工作规范》：填制记账凭证时应当连续编号（条次未核对原文）",
                "Norms of basic accounting: vouchers are numbered continuously (the article was "
                "not read)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2000, 7, 1),
    in_force_note=Text(
        "自 1999 年修订的《会计法》施行之日起适用。",
        "Applied from the day of the Accounting Law as revised in 1999.",
    ),
    limits=Text(
        "本系统自己的凭证号由数据库逐月连续给出，断不了。这里检查从其他软件导出的凭证，按账套、凭证字分别编号，"
        "逐月从 1 起或全年连续的都可以。月末之后还缺的号看不出来；前一个月没有导出的，"
        "月初的号不能判断；重号只看日期不同的。",
        "Numbers of vouchers that are posted here are given by the database, month by month, "
        "without gaps. Tested are those of other software, by account set and voucher word, "
        "whether they begin anew each month or run through the year. What is missing after a "
        "month's last cannot be seen, nor where a month should begin if the one before was not "
        "exported; a number is seen twice where the days differ.",
    ),
    rests_on_absence=True,
    subject="journal_voucher",
    population="""
        SELECT
            voucher.book_id,
            voucher.journal_voucher_id AS subject_id,
            voucher.occurred_on AS happened_on,
            voucher.is_current AS applicable,
            voucher.account_set,
            voucher.period,
            voucher.voucher_word,
            voucher.voucher_number,
            voucher.exported_on
        FROM facts.journal_voucher AS voucher
    """,
    breach="""
        SELECT
            numbered.book_id,
            numbered.subject_id,
            CAST(NULL AS NUMERIC(18, 2)) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            numbered.account_set,
            numbered.period,
            numbered.voucher_word,
            numbered.voucher_number,
            coalesce(numbered.number_before, 0) AS number_before,
            coalesce(numbered.period_before, 0) AS period_before,
            CASE
                WHEN numbered.voucher_number = numbered.number_before THEN '重号'
                ELSE '断号'
            END AS gap_zh,
            CASE
                WHEN numbered.voucher_number = numbered.number_before THEN 'repeats a number'
                ELSE 'leaves numbers out'
            END AS gap_en,
            numbered.exported_on
        FROM (
            SELECT
                subject.*,
                lag(subject.voucher_number) OVER numbering AS number_before,
                lag(subject.period) OVER numbering AS period_before
            FROM subject
            WINDOW numbering AS (
                PARTITION BY subject.book_id, subject.account_set, subject.voucher_word
                ORDER BY subject.period, subject.voucher_number, subject.subject_id
            )
        ) AS numbered
        WHERE (
            numbered.period = numbered.period_before
            AND numbered.voucher_number <> numbered.number_before + 1
        ) OR (
            numbered.voucher_number <> 1
            AND numbered.voucher_number <> numbered.number_before + 1
            AND numbered.period = numbered.period_before + 1
        ) OR (
            numbered.voucher_number <> 1
            AND mod(numbered.period, 100) = 1
            AND (
                numbered.period_before IS NULL OR numbered.period_before <> numbered.period
            )
        )
    """,
    sentence=Text(
        "{book}账套“{account_set}”{period} 期凭证 {voucher_word}{voucher_number} 处{gap_zh}："
        "前一张是 {period_before} 期 {voucher_word}{number_before}"
        "（0 为没有；{exported_on} 导出）。",
        "{book}, account set {account_set}: voucher {voucher_word}{voucher_number} of {period} "
        "{gap_en}; the one before is {voucher_word}{number_before} of {period_before} (0: none; "
        "exported on {exported_on}).",
    ),
    advice=Text(
        "请单位说明缺号、重号的原因，调阅作废凭证和软件日志；没有记账的凭证也应导出。",
        "Ask for the reason, for voided vouchers and the software's own log; vouchers that were "
        "not posted belong in the export too.",
    ),
    examples=(
        passes("1、2、3 连续", "1, 2, 3", *numbered(1, 2, 3)),
        found("缺 2 号", "2 is missing", "202205-记3", *numbered(1, 3, 4)),
        found(
            "两张 2 号，日期不同",
            "Two of number 2",
            "202205-记2",
            *numbered(1, 2, 3),
            *numbered(2, occurred_on="2022-05-20"),
        ),
        passes("逐月从 1 起", "Anew each month", *numbered(1, 2), *numbered(1, 2, period=202206)),
        passes("全年连续", "Through the year", *numbered(1, 2), *numbered(3, 4, period=202206)),
        found(
            "跨月断号",
            "A gap between months",
            "202206-记4",
            *(*numbered(1, 2), *numbered(4, 5, period=202206)),
        ),
        passes(
            "中间一个月没有导出",
            "A month between was not exported",
            *(*numbered(1, 2), *numbered(4, period=202207)),
        ),
        passes("年中才开始导出", "Exported from May on", *numbered(41, 42)),
        found("一月从 2 号起", "January begins with 2", "202201-记2", *numbered(2, period=202201)),
        passes("一月第二张", "January", *numbered(1, 2, period=202201)),
        found(
            "新的一年不接上年的号",
            "A new year goes on with last year's numbers",
            "202201-记3",
            *(*numbered(1, 2, period=202112), *numbered(3, period=202201)),
        ),
        passes(
            "收、付分别编号；各账套、各县分别编号",
            "By voucher word, by account set, by county",
            *(*numbered(1, 2), *numbered(1, 2, voucher_word="收")),
            *(*numbered(1, account_set="示范镇"), *numbered(1, book=OTHER_COUNTY)),
        ),
        found(
            "别的账套有缺的那个号",
            "Another account set has the missing number",
            "202205-记3",
            *(*numbered(1, 3), *numbered(1, 2, account_set="示范镇")),
            *numbered(1, 2, book=OTHER_COUNTY),
            *numbered(1, 2, voucher_word="收"),
        ),
        passes(
            "后一次导出已补上",
            "In a later export it is there",
            *(*numbered(1, 3), *numbered(1, 2, 3, exported_on="2022-07-05")),
            not_applicable=2,
        ),
        passes(
            "2000 年 6 月 30 日的不适用",
            "Before the law",
            *numbered(2, period=200001),
            not_applicable=1,
        ),
    ),
)
