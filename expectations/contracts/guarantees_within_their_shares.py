"""Guarantees asked of bidders and builders stay within their shares."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan with every guarantee at its most."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "kind": "works",
        "amount": 1000,
        "retention_percent": 3,
        "estimate_amount": 2000,
        "bid_bond_amount": 40,
        "performance_bond_amount": 100,
    }
    return fact("contracts", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the contract at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=1)


NO_BONDS = {"bid_bond_amount": "", "performance_bond_amount": ""}

RULE = Rule(
    code="PC-08",
    version=1,
    title=Text("保证金比例超限", "Guarantees above their share"),
    severity=Severity.TIP,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《招标投标法实施条例》第二十六条、第五十八条："
                "投标保证金不得超过招标项目估算价的 2%，"
                "履约保证金不得超过中标合同金额的 10%",
                "Regulation on the Tender Law arts. 26 and 58: a bid bond is no more than 2 % of "
                "the estimate, a performance bond no more than 10 % of the contract",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法实施条例》第四十八条：履约保证金的数额不得超过政府采购合同金额的 10%",
                "Regulation on the Government Procurement Law art. 48: a performance bond is no "
                "more than 10 % of the contract",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《建设工程质量保证金管理办法》（建质〔2017〕138号）："
                "质保金不得高于工程价款结算总额的 3%；未核对原文",
                "Measures on Quality Retention (2017 No. 138): no more than 3 % of the settled "
                "price (text not checked)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2019, 3, 2),
    in_force_note=Text(
        "核对的是 2019 年 3 月 2 日修订的《招标投标法实施条例》，自该日起适用，按合同签订日期计。",
        "What was read is the Regulation on the Tender Law as revised on 2 March 2019; applied "
        "from that day, by the day of signing.",
    ),
    limits=Text(
        "只查登记了保证金的合同和约定质保金的施工合同。没有登记估算价的不查投标保证金；"
        "履约保证金与中标金额比较，"
        "没有登记的与签订时的金额比较。质保金按约定比例查，不按结算实际扣留的金额。",
        "Only contracts whose guarantees are on record, and works with a retention. Without an "
        "estimate the bid bond is not looked at; the performance bond is compared with the "
        "award, "
        "or, where none is on record, with the contract as signed. Of the retention the agreed "
        "share counts, not what was kept at settlement.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "bid_percent_allowed",
            Decimal(2),
            Text("投标保证金最多占估算价的百分比", "Percent of the estimate for a bid bond"),
        ),
        Parameter(
            "performance_percent_allowed",
            Decimal(10),
            Text("履约保证金最多占合同的百分比", "Percent of the contract for a performance bond"),
        ),
        Parameter(
            "retention_percent_allowed",
            Decimal(3),
            Text("施工合同质保金最高百分比", "Percent retained of works, at most"),
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.bid_bond_amount IS NOT NULL
            OR contract.performance_bond_amount IS NOT NULL
            OR (contract.retention_percent > 0 AND contract.kind = 'works') AS applicable,
            contract.contract_code,
            contract.signed_on,
            contract.estimate_amount,
            contract.bid_bond_amount,
            contract.performance_bond_amount,
            CASE WHEN contract.kind = 'works' THEN contract.retention_percent END
                AS retention_percent,
            contract.amount,
            coalesce(contract.award_amount, signed.amount) AS original_amount
        FROM facts.contract AS contract
        LEFT JOIN (
            SELECT book_id, contract_id, sum(amount) AS amount
            FROM facts.commitment
            WHERE kind = 'contract'
            GROUP BY book_id, contract_id
        ) AS signed
            ON contract.book_id = signed.book_id AND contract.contract_id = signed.contract_id
    """,
    breach="""
        SELECT
            above.book_id,
            above.subject_id,
            round(above.excess, 2) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            above.contract_code, above.signed_on, above.estimate_amount, above.bid_bond_amount,
            above.original_amount, above.performance_bond_amount, above.retention_percent
        FROM (
            SELECT
                subject.*,
                greatest(
                    subject.bid_bond_amount
                    - subject.estimate_amount * scope.bid_percent_allowed * 0.01,
                    0
                )
                + greatest(
                    subject.performance_bond_amount
                    - subject.original_amount * scope.performance_percent_allowed * 0.01,
                    0
                )
                + greatest(
                    subject.amount
                    * (subject.retention_percent - scope.retention_percent_allowed) * 0.01,
                    0
                ) AS excess
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS above
        WHERE above.excess > 0
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{signed_on} 签订）保证金超过规定比例，共多 "
        "{amount_at_issue} 元：估算价 "
        "{estimate_amount} 元，投标保证金 {bid_bond_amount} 元；合同 {original_amount} 元，"
        "履约保证金 "
        "{performance_bond_amount} 元；施工合同质保金 {retention_percent}%。",
        "{book}: guarantees of contract {contract_code} of {signed_on} are {amount_at_issue} "
        "yuan "
        "above their shares: estimate {estimate_amount}, bid bond {bid_bond_amount}; contract "
        "{original_amount}, performance bond {performance_bond_amount}; retention of works "
        "{retention_percent} %.",
    ),
    advice=Text(
        "核对招标文件和合同约定；多收的保证金应退还。",
        "Check the invitation and the contract; what was asked above the share is to be returned.",
    ),
    examples=(
        example("都正好到上限", "Each exactly at its most", contract()),
        example(
            "投标保证金多一分", "A fen more bid bond", contract(bid_bond_amount="40.01"), finds=True
        ),
        example(
            "履约保证金多一分",
            "A fen more performance bond",
            contract(performance_bond_amount="100.01"),
            finds=True,
        ),
        example("质保金 3.01%", "3.01 % retained", contract(retention_percent="3.01"), finds=True),
        example(
            "货物合同留 5%，不按工程质保金",
            "Of goods 5 % may be retained",
            contract(kind="goods", retention_percent=5),
        ),
        example(
            "没有登记估算价，不查投标保证金",
            "No estimate on record",
            contract(estimate_amount="", bid_bond_amount=500),
        ),
        example(
            "一项超、一项不足，不相抵",
            "One above and one below do not offset",
            contract(bid_bond_amount=41, performance_bond_amount=10),
            finds=True,
        ),
        example(
            "按中标金额比较",
            "The award is what counts",
            contract(award_amount=900),
            finds=True,
        ),
        example(
            "补充合同不提高上限",
            "A supplement does not raise the limit",
            contract(performance_bond_amount=105),
            fact("contract_changes", contract_code="H", amount=100),
            finds=True,
        ),
        example(
            "只有投标保证金",
            "Only a bid bond",
            contract(kind="goods", performance_bond_amount=""),
        ),
        example(
            "只有履约保证金",
            "Only a performance bond",
            contract(kind="goods", bid_bond_amount=""),
        ),
        example(
            "施工合同只有质保金 1%",
            "Works with 1 % retained",
            contract(retention_percent=1, **NO_BONDS),
        ),
        left_out(
            "施工合同没有任何保证金", "No guarantee", contract(retention_percent=0, **NO_BONDS)
        ),
        left_out(
            "货物合同只有质保金", "Goods with a retention", contract(kind="goods", **NO_BONDS)
        ),
        Example(
            Text("两县、两份合同各按各的金额", "Two counties, two contracts: each by its own sum"),
            AS_OF,
            (
                contract(performance_bond_amount=300),
                contract(contract_code="H2", supplier_name="乙", amount=2000),
                contract(book="990122", supplier_name="丙", amount=2000),
                contract(book="990122", contract_code="H2"),
            ),
            finds=("H",),
            not_applicable=0,
        ),
        example(
            "期初以前签订，有中标金额",
            "Signed before the opening, and the award is on record",
            fact(
                "opening_balances",
                project_code="P",
                contract_code="H",
                amount=1500,
                assigned_amount=500,
                committed_amount=1000,
                counterparty="990000",
            ),
            contract(award_amount=900, signed_on="2021-04-01"),
            finds=True,
        ),
        left_out(
            "2019 年 3 月 1 日签订的不适用",
            "Signed the day before the rule applies",
            contract(signed_on="2019-03-01", bid_bond_amount=41),
        ),
        example(
            "2019 年 3 月 2 日签订的适用",
            "Signed on the first day it applies",
            contract(signed_on="2019-03-02", bid_bond_amount=41),
            finds=True,
        ),
    ),
)
