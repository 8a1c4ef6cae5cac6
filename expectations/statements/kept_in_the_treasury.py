"""Money lies in the treasury: a balance on another account stands on an approval or a law."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 8, 1)


def stands(**more: object) -> Fact:
    """100 yuan at the end of May on a fiscal account that nobody approved."""
    cells: dict[str, object] = {
        "external_reference": "D",
        "account": "9922000000000001",
        "account_kind": "fiscal_account",
        "closing_balance": 100,
    }
    return fact("statements", **(cells | more))


def later(**more: object) -> Fact:
    """The same account at the end of June."""
    return stands(starts_on="2022-06-01", ends_on="2022-06-30", external_reference="D2", **more)


RULE = Rule(
    code="BT-14",
    version=1,
    title=Text("资金滞留专户或实有账户", "Money parked outside the treasury"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第五十六条：政府的全部收入应当上缴国库；法律有明确规定或者经国务院批准的"
                "特定专用资金，可以依照国务院的规定设立财政专户；第六十一条："
                "国库集中收缴和集中支付",
                "Budget Law art. 56: all revenue goes to the treasury; a fiscal account may be "
                "kept "
                "for special money where a law says so or the State Council approved it; art. 61: "
                "receipts and payments are centralised in the treasury",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第五十二条：财政专户的开立和管理；第九十四条（三）：责任",
                "Implementing Regulation of the Budget Law art. 52: how fiscal accounts are opened "
                "and kept; art. 94(3): liability",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第五条、第十一条",
                "Regulation on Penalties for Fiscal Violations arts. 5 and 11",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "看登记了账户类型的对账单，每个账户只看最近一张；没有导入对账单的账户看不到。"
        "填了开户批准或依据的不报，"
        "依据是否成立由人核对；账户里如有别的资金，由人分清。",
        "It goes by statements whose kind of account was entered, of each account the latest; an "
        "account without statements is not seen. Where a ground is given nothing is said, whether "
        "it holds is for people to see; so is what of the balance is other money.",
    ),
    subject="statement",
    population="""
        SELECT
            statement.book_id,
            statement.statement_id AS subject_id,
            statement.ends_on AS happened_on,
            coalesce(statement.account_kind IN ('fiscal_account', 'unit_account'), FALSE)
                AS applicable,
            statement.account_kind,
            statement.account_ground,
            statement.account_masked,
            statement.bank_name,
            statement.closing_balance,
            max(statement.ends_on) OVER (
                PARTITION BY statement.book_id, statement.account_kind, statement.account_hash
            ) AS latest_on
        FROM facts.statement AS statement
    """,
    breach="""
        SELECT
            subject.book_id, subject.subject_id,
            subject.closing_balance AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.account_kind,
            subject.account_masked,
            subject.bank_name,
            subject.happened_on AS ends_on
        FROM subject
        WHERE subject.happened_on = subject.latest_on
            AND subject.account_ground IS NULL
            AND subject.closing_balance > 0
    """,
    sentence=Text(
        "{book}：{bank_name} {account_masked}（{account_kind}）到 {ends_on} 余额 "
        "{amount_at_issue} 元，"
        "没有登记开户批准或法定依据。",
        "{book}: {bank_name} {account_masked} ({account_kind}) held {amount_at_issue} yuan on "
        "{ends_on}; no approval of the account and no law for it is on record.",
    ),
    advice=Text(
        "找开户批准文件；没有的，资金缴回国库，账户按规定撤销。",
        "Look for the approval of the account; without one the money goes back to the treasury and "
        "the account is closed.",
    ),
    examples=(
        Example(
            Text("财政专户有余额，没有依据", "A fiscal account, no ground"),
            AS_OF,
            (stands(),),
            ("D",),
        ),
        Example(
            Text("单位实有资金账户剩一分", "A fen on a unit's own account"),
            AS_OF,
            (stands(account_kind="unit_account", closing_balance="0.01"),),
            ("D",),
        ),
        Example(Text("余额为零", "Nothing stands there"), AS_OF, (stands(closing_balance=0),)),
        Example(
            Text("登记了开户批准", "The account was approved"),
            AS_OF,
            (stands(account_ground="财库批〔2019〕3号"),),
        ),
        Example(
            Text("最近一张已清零", "Cleared by the latest statement"),
            AS_OF,
            (stands(), later(closing_balance=0)),
        ),
        Example(
            Text("两张都有余额，只报最近一张", "Two statements: the latest is named"),
            AS_OF,
            (stands(), later()),
            ("D2",),
        ),
        Example(
            Text("检查日以后的对账单不看", "A statement of after the day of the run"),
            date(2022, 6, 15),
            (stands(), later(closing_balance=0)),
            ("D",),
        ),
        Example(
            Text("两县各一个账户，只有一县没有依据", "Two counties: one account without a ground"),
            AS_OF,
            (stands(account_ground="财库批〔2019〕3号"), stands(book=OTHER_COUNTY)),
            ("D",),
        ),
        Example(
            Text("国库、没有写类型的不适用", "The treasury, and where no kind was given"),
            AS_OF,
            (
                stands(account_kind="treasury"),
                stands(account_kind="", external_reference="D2"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("2015 年以前的不适用", "Before the law was in force"),
            AS_OF,
            (stands(starts_on="2014-12-01", ends_on="2014-12-31"),),
            not_applicable=1,
        ),
    ),
)
