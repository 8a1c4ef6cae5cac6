"""Every account that a bank lists of a unit is in the unit's books."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
HIDDEN, KNOWN = "622848000000001111", "622848000000002222"


def account(number: str = HIDDEN, **more: object) -> Fact:
    """An account that was opened on 1 March 2022, by the bank's list of 30 June."""
    return fact("listed_accounts", **({"account": number, "opened_on": "2022-03-01"} | more))


def own(number: str = KNOWN, **more: object) -> Fact:
    """An account by the unit's own list of 30 June."""
    return account(number, **({"listed_by": "unit", "origin": "示范县某局"} | more))


def paid(**more: object) -> Fact:
    """100 yuan paid into the hidden account."""
    return fact("disbursements", **({"project_code": "P", "account": HIDDEN} | more))


def passes(
    zh: str, en: str, *facts: Fact, as_of: date = AS_OF, not_applicable: int | None = None
) -> Example:
    """An example in which no account is named."""
    return Example(Text(zh, en), as_of, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which the hidden account is named, once."""
    return Example(
        Text(zh, en), AS_OF, facts, finds=("6228****1111",), not_applicable=not_applicable
    )


RULE = Rule(
    code="AC-10",
    version=1,
    title=Text("账外账户", "Account off the books"),
    severity=Severity.GRAVE,
    tier="P2",
    basis=(
        Basis(
            Text(
                "《会计法》第十六条：各项经济业务事项在依法设置的会计账簿上统一登记、核算，"
                "不得私设会计账簿",
                "Accounting Law art. 16: everything is accounted for in the lawful books; there "
                "are no others",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第十一条、第十七条：擅自在金融机构开立、使用账户；"
                "私存私放财政资金或者其他公款",
                "Regulation on Fiscal Offences arts. 11, 17: accounts opened or used against the "
                "rules; public money kept privately",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2000, 7, 1),
    in_force_note=Text(
        "自 1999 年修订的《会计法》施行之日起适用；处罚处分条例自 2005 年 2 月 1 日起施行。",
        "Applied from the day of the Accounting Law as revised in 1999; the regulation is in force "
        "since 1 February 2005.",
    ),
    limits=Text(
        "比较银行提供的账户清单和单位账内的清单：单位清单上没有、也没有导入过对账单的账户列为疑点。"
        "没有导入单位清单的账簿、单位清单之后才开的账户、已销的账户不检查；"
        "银行没有列出的账户（例如个人名下的）查不出来。涉及金额是已付到这个账户的资金，"
        "没有付过的取清单上的余额。",
        "The bank's list is compared with the unit's own: an account that is not on the unit's, "
        "and of which no statement was imported, is named. Not tested: books without a unit's "
        "list, accounts that were opened after it, closed accounts. What the bank does "
        "not list, such as an account in a person's name, is not seen. The amount is what was "
        "paid into the account, or its balance where nothing was.",
    ),
    rests_on_absence=True,
    subject="listed_account",
    population="""
        SELECT
            listed.book_id,
            listed.listed_account_id AS subject_id,
            listed.as_of AS happened_on,
            listed.listed_by = 'bank'
            AND listed.closed_on IS NULL
            AND listed.as_of = latest.as_of
            AND units.as_of IS NOT NULL
            AND units.as_of >= coalesce(listed.opened_on, listed.as_of) AS applicable,
            listed.origin,
            listed.as_of AS listed_on,
            listed.holder,
            listed.account_hash,
            listed.account_masked,
            listed.account_kind,
            listed.opened_on,
            listed.balance,
            listed.approval_document,
            units.as_of AS unit_listed_on
        FROM facts.listed_account AS listed
        LEFT JOIN (
            SELECT book_id, account_hash, max(as_of) AS as_of
            FROM facts.listed_account
            WHERE listed_by = 'bank'
            GROUP BY book_id, account_hash
        ) AS latest
            ON listed.book_id = latest.book_id AND listed.account_hash = latest.account_hash
        LEFT JOIN (
            SELECT book_id, max(as_of) AS as_of
            FROM facts.listed_account
            WHERE listed_by = 'unit'
            GROUP BY book_id
        ) AS units ON listed.book_id = units.book_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            coalesce(paid.amount, subject.balance) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.account_masked AS number_masked,
            subject.holder,
            subject.account_kind,
            subject.opened_on,
            subject.approval_document,
            subject.origin,
            subject.listed_on,
            subject.balance,
            coalesce(paid.amount, 0) AS paid_amount,
            subject.unit_listed_on
        FROM subject
        LEFT JOIN (
            SELECT book_id, account_hash
            FROM facts.listed_account
            WHERE listed_by = 'unit'
            UNION
            SELECT book_id, account_hash
            FROM facts.statement
        ) AS known
            ON subject.book_id = known.book_id AND subject.account_hash = known.account_hash
        LEFT JOIN (
            SELECT payment.book_id, account.number_hash, sum(payment.amount) AS amount
            FROM facts.disbursement AS payment
            INNER JOIN facts.bank_account AS account
                ON payment.book_id = account.book_id
                AND payment.bank_account_id = account.bank_account_id
            GROUP BY payment.book_id, account.number_hash
        ) AS paid
            ON subject.book_id = paid.book_id AND subject.account_hash = paid.number_hash
        WHERE known.account_hash IS NULL
    """,
    sentence=Text(
        "{holder}的账户 {number_masked}（{account_kind}，{opened_on} 开户）在{origin} {listed_on} "
        "的清单上，不在单位截至 {unit_listed_on} 的账内清单上；已付到这个账户 {paid_amount} 元。",
        "Account {number_masked} of {holder} ({account_kind}, opened on {opened_on}) is on the "
        "list of {origin} of {listed_on} and not on the unit's own of {unit_listed_on}; "
        "{paid_amount} yuan was paid into it.",
    ),
    advice=Text(
        "调取该账户的开户资料和流水，看是否经财政部门批准、钱从哪里来付给了谁。",
        "Obtain the papers of its opening and its statements: whether finance approved it, where "
        "its money came from and whom it paid.",
    ),
    examples=(
        passes(
            "银行、单位都列了",
            "Both list it",
            *(account(), own(HIDDEN), own()),
            not_applicable=2,
        ),
        found("单位没有列", "The unit does not list it", account(), own()),
        found(
            "付过衔接资金；也付过别的账户，别县和市里也付过它",
            "It was paid poverty money; so were others, and it by another county and the city",
            *(account(), own(), paid(), paid(amount=7), paid(account="622848000000003333")),
            *(paid(account="622848000000004444"), paid(book=OTHER_COUNTY, amount=9)),
            *(paid(book=OTHER_COUNTY, account="622848000000004444"), paid(book="990100")),
        ),
        passes(
            "导入过它的对账单",
            "A statement of it was imported",
            *(account(), own(), fact("statements", account=HIDDEN)),
        ),
        passes("单位清单还没有导入", "No unit's list", account(), not_applicable=1),
        passes(
            "单位清单前一日，账户次日才开",
            "Opened the day after the unit's list",
            *(account(), own(as_of="2022-02-28", opened_on="")),
            not_applicable=2,
        ),
        found(
            "单位清单当日开户",
            "Opened on the day of the unit's list",
            *(account(), own(as_of="2022-03-01", opened_on="")),
        ),
        passes(
            "开户日不知道，单位清单早于银行清单",
            "The unit's list is older, and nobody knows when it was opened",
            *(account(opened_on=""), own(as_of="2022-06-29")),
            not_applicable=2,
        ),
        passes("已销户", "It was closed", account(closed_on="2022-05-01"), own(), not_applicable=2),
        found(
            "两期银行清单只列后一期",
            "Two lists of the bank: once",
            *(account(), account(as_of="2022-07-31"), own(), account(KNOWN)),
            not_applicable=2,
        ),
        passes(
            "检查日之后的清单",
            "Listed after the day of the run",
            *(account(as_of="2022-07-31"), own()),
            as_of=date(2022, 7, 30),
            not_applicable=1,
        ),
        found(
            "别县的单位清单、对账单上有",
            "Another county's unit lists it, and has its statement",
            *(account(), own(), own(HIDDEN, book=OTHER_COUNTY)),
            fact("statements", account=HIDDEN, book=OTHER_COUNTY),
        ),
        passes(
            "别县列了单位清单，本县没有",
            "Another county has a unit's list",
            *(account(), own(book=OTHER_COUNTY), account(book=OTHER_COUNTY, as_of="2022-07-31")),
            own(HIDDEN, book=OTHER_COUNTY),
            not_applicable=3,
        ),
        passes(
            "2000 年 6 月 30 日的不适用",
            "Before the law",
            account(as_of="2000-06-30", opened_on=""),
            own(),
            not_applicable=2,
        ),
    ),
)
