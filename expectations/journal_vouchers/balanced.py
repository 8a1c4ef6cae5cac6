"""The debit of a voucher is its credit."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)


def voucher(debit: object = 100, credit: object = 100, **more: object) -> tuple[Fact, ...]:
    """A voucher of 10 May 2022 with a line of either side, exported on 5 June."""
    return (
        fact("journal_lines", debit=debit, **more),
        fact("journal_lines", credit=credit, line_number=2, **more),
    )


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no voucher is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, as_of: date = AS_OF) -> Example:
    """An example in which the first voucher of May is named, once."""
    return Example(Text(zh, en), as_of, facts, finds=("202205-记1",))


RULE = Rule(
    code="AC-01",
    version=1,
    title=Text("借贷不平", "Unbalanced voucher"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第十五条：会计账簿登记必须以经过审核的会计凭证为依据，"
                "并符合国家统一的会计制度",
                "Accounting Law art. 15: books are kept from checked vouchers, as the uniform "
                "accounting rules have it",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《会计法》第十七条：会计账簿记录与会计凭证相符，会计账簿之间相对应的记录相符",
                "Accounting Law art. 17: books agree with vouchers and with each other",
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
        "本系统自己记的每条分录只有一个金额，借贷必然相等，不平的记不进来；期初余额、对账单也不成凭证。"
        "这里检查从其他会计核算软件导出的凭证，以同一期间最后一次导出为准。"
        "金额一律按记账本位币（人民币）填，不分币种。",
        "Every entry that is posted here has one amount on both sides: an unbalanced one cannot "
        "be. Tested are vouchers exported from other bookkeeping software, by the last export of "
        "their period. Amounts are in yuan, so that currencies are not told apart.",
    ),
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
            voucher.exported_on,
            voucher.debit,
            voucher.credit
        FROM facts.journal_voucher AS voucher
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            abs(subject.debit - subject.credit) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.account_set,
            subject.period,
            subject.voucher_word,
            subject.voucher_number,
            subject.debit,
            subject.credit,
            subject.exported_on
        FROM subject
        WHERE subject.debit <> subject.credit
    """,
    sentence=Text(
        "{book}账套“{account_set}”{period} 期凭证 {voucher_word}{voucher_number} "
        "借方合计 {debit} 元，贷方合计 {credit} 元，相差 {amount_at_issue} 元"
        "（{exported_on} 导出）。",
        "{book}, account set {account_set}: voucher {voucher_word}{voucher_number} of {period} has "
        "{debit} yuan of debit and {credit} of credit, {amount_at_issue} apart (exported on "
        "{exported_on}).",
    ),
    advice=Text(
        "先看导出是否漏了分录；没有漏的，调阅凭证，查是谁在什么时候改的。",
        "See whether the export left lines out; where it did not, ask for the voucher and find "
        "out who changed it and when.",
    ),
    examples=(
        passes("借贷相等", "Balanced", *voucher()),
        found("贷方少一分", "A fen less of credit", *voucher(credit="99.99")),
        found("贷方多一分", "A fen more of credit", *voucher(credit="100.01")),
        passes(
            "一借两贷，合计相等",
            "One debit, two credits that come to it",
            *voucher(credit=60),
            fact("journal_lines", credit=40, line_number=3),
        ),
        passes("红字凭证", "In red", *voucher(-100, -100)),
        passes(
            "后一次导出已补齐",
            "Complete in a later export",
            *voucher(credit=60),
            *voucher(exported_on="2022-07-05"),
            not_applicable=1,
        ),
        found(
            "后一次导出才不平",
            "Not balanced in a later export",
            *voucher(),
            *voucher(credit=60, exported_on="2022-07-05"),
        ),
        passes(
            "检查日之后的导出不看",
            "An export after the day of the run",
            *voucher(),
            *voucher(credit=60, exported_on="2022-07-05"),
            as_of=date(2022, 7, 4),
            not_applicable=0,
        ),
        found(
            "同号凭证，另一账套、另一县的是平的",
            "Another account set and another county have that number, and balance",
            *voucher(credit=60),
            *voucher(account_set="示范镇人民政府"),
            *voucher(book=OTHER_COUNTY),
        ),
        passes(
            "2000 年 6 月 30 日的不适用",
            "Before the law",
            *voucher(credit=60, period=200006, occurred_on="2000-06-30"),
            not_applicable=1,
        ),
    ),
)
