"""A voucher that was posted stays as it was posted."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
LATER = "2022-07-05"


def voucher(amount: object = 100, number: int = 1, **more: object) -> tuple[Fact, ...]:
    """A voucher of 10 May 2022, posted on 31 May, exported on 5 June."""
    cells: dict[str, object] = {"voucher_number": number, "posted_on": "2022-05-31"}
    return (
        fact("journal_lines", debit=amount, **(cells | more)),
        fact("journal_lines", credit=amount, **(cells | {"line_number": 2} | more)),
    )


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no voucher is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the first voucher of May is named, once."""
    return Example(Text(zh, en), AS_OF, facts, finds=("202205-记1",))


#: The later export has another voucher of the period too.
SECOND = voucher(30, 2, exported_on=LATER)

RULE = Rule(
    code="AC-03",
    version=1,
    title=Text("过账后改动", "Changed after it was posted"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第十三条：不得伪造、变造会计凭证、会计账簿",
                "Accounting Law art. 13: nobody forges or alters vouchers and books",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》第十五条：会计账簿记录发生错误的，按国家统一的会计制度规定的方法更正",
                "Accounting Law art. 15: errors are corrected by the prescribed methods",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《审计法》第三十八条：被审计单位不得转移、隐匿、篡改、毁弃会计凭证、会计账簿等资料",
                "Audit Law art. 38: vouchers and books are not removed, hidden, altered or "
                "destroyed",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2000, 7, 1),
    in_force_note=Text(
        "自 1999 年修订的《会计法》施行之日起适用；《审计法》第三十八条按 2021 年文本。",
        "Applied from the day of the Accounting Law as revised in 1999; art. 38 of the Audit Law "
        "is that of the 2021 text.",
    ),
    limits=Text(
        "本系统已记的账改不了、删不掉：数据库拒绝，每本账的日志有哈希链，由独立的核验程序（mingzhang-verify）"
        "重新计算，改动过的当时就对不上，不靠这条规则。这里比较其他软件同一账套、同一期间的前后两次导出："
        "前一次已记账的凭证，最后一次应当逐条相同（日期、科目、借贷金额）。更正应另制红字或补充凭证。"
        "摘要改了不算；整个期间没有再导出的不比较。",
        "What is posted here cannot be changed or deleted: the database refuses it, and the hashes "
        "of every book's log are computed anew by an independent verifier, which does not need "
        "this rule. Compared are two exports of other software of the same period: what was "
        "posted by the earlier is the same in the last, line by line (day, account, amounts). "
        "Corrections are vouchers of their own. Summaries are not compared, nor periods that were "
        "exported once.",
    ),
    subject="journal_voucher",
    population="""
        SELECT
            voucher.book_id,
            voucher.journal_voucher_id AS subject_id,
            voucher.occurred_on AS happened_on,
            NOT voucher.is_current
            AND voucher.posted_on IS NOT NULL
            AND voucher.posted_on <= voucher.exported_on AS applicable,
            voucher.voucher_reference,
            voucher.voucher_key,
            voucher.account_set,
            voucher.period,
            voucher.voucher_word,
            voucher.voucher_number,
            voucher.occurred_on,
            voucher.posted_on,
            voucher.exported_on,
            voucher.debit,
            voucher.lines
        FROM facts.journal_voucher AS voucher
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.debit AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.account_set,
            subject.period,
            subject.voucher_word,
            subject.voucher_number,
            subject.posted_on,
            subject.exported_on,
            subject.lines,
            coalesce(same.lines, 0) AS same_lines,
            coalesce(later.lines, 0) AS later_lines,
            coalesce(later.debit, 0) AS later_debit
        FROM subject
        LEFT JOIN facts.journal_voucher AS later
            ON subject.book_id = later.book_id
            AND subject.voucher_key = later.voucher_key
            AND later.is_current
        LEFT JOIN (
            SELECT earlier.book_id, earlier.voucher_reference, count(*) AS lines
            FROM facts.journal_line AS earlier
            INNER JOIN facts.journal_line AS kept
                ON earlier.book_id = kept.book_id
                AND earlier.voucher_key = kept.voucher_key
                AND earlier.line_number = kept.line_number
                AND earlier.account_code = kept.account_code
                AND earlier.debit = kept.debit
                AND earlier.credit = kept.credit
                AND kept.is_current
            GROUP BY earlier.book_id, earlier.voucher_reference
        ) AS same
            ON subject.book_id = same.book_id
            AND subject.voucher_reference = same.voucher_reference
        WHERE same.lines IS NULL OR same.lines <> subject.lines OR later.lines > subject.lines
    """,
    sentence=Text(
        "{book}账套“{account_set}”{period} 期凭证 {voucher_word}{voucher_number} 已于 {posted_on} "
        "记账；{exported_on} 导出时有分录 {lines} 条、借方 {amount_at_issue} 元，最后一次导出有 "
        "{later_lines} 条、借方 {later_debit} 元（0 条为不见了），其中 {same_lines} 条没有变。",
        "{book}, account set {account_set}: voucher {voucher_word}{voucher_number} of {period} was "
        "posted on {posted_on}; the export of {exported_on} has {lines} line(s) and "
        "{amount_at_issue} yuan of debit, the last one {later_lines} (0: it is gone) and "
        "{later_debit}, and {same_lines} line(s) are the same.",
    ),
    advice=Text(
        "调阅软件日志和纸质凭证，问明谁反记账、改了什么；应更正的用红字或补充凭证更正。",
        "Ask for the software's log and the paper, who undid the posting and why; errors are "
        "corrected by vouchers in red or by supplements.",
    ),
    examples=(
        passes("前后相同", "The same", *voucher(), *voucher(exported_on=LATER)),
        found(
            "借方多了一分",
            "A fen more of debit",
            *(*voucher(), voucher("100.01", exported_on=LATER)[0], voucher(exported_on=LATER)[1]),
        ),
        found(
            "贷方少了一分",
            "A fen less of credit",
            *(*voucher(), voucher(exported_on=LATER)[0], voucher("99.99", exported_on=LATER)[1]),
        ),
        found("删除了", "Deleted", *voucher(), *SECOND),
        found(
            "贷方换了科目",
            "Another account on one side",
            *(*voucher(), voucher(exported_on=LATER)[0]),
            voucher(exported_on=LATER, account_code="1004")[1],
        ),
        found(
            "多了两条分录",
            "Two more lines",
            *(*voucher(), *voucher(exported_on=LATER)),
            fact("journal_lines", debit=5, line_number=3, exported_on=LATER),
            fact("journal_lines", credit=5, line_number=4, exported_on=LATER),
        ),
        found(
            "改了日期",
            "Another day",
            *(*voucher(), *voucher(exported_on=LATER, occurred_on="2022-05-11")),
        ),
        found(
            "改了期间内的号", "Another number", *voucher(), *voucher(number=3, exported_on=LATER)
        ),
        found(
            "借贷方向对调",
            "Debit and credit changed places",
            *(*voucher(), fact("journal_lines", credit=100, exported_on=LATER)),
            fact("journal_lines", debit=100, line_number=2, exported_on=LATER),
        ),
        passes(
            "另制红字凭证更正",
            "Corrected by a voucher in red",
            *(*voucher(), *voucher(exported_on=LATER)),
            *(*voucher(-100, 2, exported_on=LATER), *voucher(90, 3, exported_on=LATER)),
        ),
        passes(
            "还没有记账就改了",
            "Changed before it was posted",
            *(*voucher(posted_on=""), *voucher(90, exported_on=LATER)),
            not_applicable=2,
        ),
        passes(
            "导出次日才记账",
            "Posted the day after the export",
            *(*voucher(posted_on="2022-06-06"), *voucher(90, exported_on=LATER)),
            not_applicable=2,
        ),
        found(
            "导出当日记账",
            "Posted on the day of the export",
            *(*voucher(posted_on="2022-06-05"), *voucher(90, exported_on=LATER)),
        ),
        passes("期间没有再导出", "The period was exported once", *voucher(), not_applicable=1),
        passes(
            "后一次导出在检查日之后",
            "The later export is after the day of the run",
            *(*voucher(), *voucher(90, exported_on=LATER)),
            as_of=date(2022, 7, 4),
            not_applicable=1,
        ),
        found(
            "别的账套、别的县、别的期间、别的凭证字有同样的凭证",
            "Another account set, county, month and voucher word have the very same",
            *(*voucher(), *SECOND, *voucher(exported_on=LATER, account_set="示范镇")),
            *voucher(exported_on=LATER, book=OTHER_COUNTY),
            *voucher(exported_on=LATER, period=202206),
            *voucher(exported_on=LATER, voucher_word="付"),
        ),
        found(
            "两县有同样的凭证，只有一县改了",
            "Two counties have the very same, and one changed it",
            *(*voucher(), *voucher(90, exported_on=LATER)),
            *voucher(book=OTHER_COUNTY),
            *voucher(exported_on=LATER, book=OTHER_COUNTY),
        ),
        passes(
            "别县的凭证多了一条分录",
            "Another county's has a line more",
            *(*voucher(), *voucher(exported_on=LATER)),
            *voucher(exported_on=LATER, book=OTHER_COUNTY),
            fact("journal_lines", debit=5, line_number=3, exported_on=LATER, book=OTHER_COUNTY),
        ),
    ),
)
