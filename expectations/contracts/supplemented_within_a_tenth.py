"""All supplements of a contract together come to no more than a tenth of what it was signed for."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "amount": 1000,
        "signed_on": "2014-04-01",
    }
    return fact("contracts", **(cells | more))


def changed(
    amount: object, kind: str = "supplement", on: str = "2022-06-01", **more: object
) -> Fact:
    """A change of it."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "kind": kind,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("contract_changes", **(cells | more))


def opened() -> Fact:
    """An opening after the contract was signed, which binds all of it."""
    return fact(
        "opening_balances",
        project_code="P",
        contract_code="H",
        amount=1500,
        assigned_amount=500,
        committed_amount=1000,
        counterparty="990000",
    )


def example(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """What is seen of a contract of 1,000 yuan at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, finds=finds)


RULE = Rule(
    code="PC-06",
    version=1,
    title=Text("补充合同超过原合同一成", "Supplements above a tenth of the contract"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府采购法》第四十九条：追加与合同标的相同的货物、工程或者服务的，可以签订补充合同，"
                "但所有补充合同的采购金额不得超过原合同采购金额的百分之十",
                "Government Procurement Law art. 49: all supplements together are no more than ten "
                "percent of the original contract",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2014, 8, 31),
    in_force_note=Text(
        "该法自 2003 年施行；核对的是 2014 年 8 月 31 日修正的文本，自该日起适用。",
        "The law is of 2003; what was read is its text as amended on 31 August 2014, from which "
        "day the rule is applied.",
    ),
    limits=Text(
        "补充合同按签订日期累计，调减和终止不抵减。按《招标投标法》招标的工程另有规定，由核实的人判断。"
        "期初以前签订、原金额不在账上的合同不适用。",
        "Supplements are added up; reductions and terminations do not offset them. Works tendered "
        "under the Tender Law go by rules of their own: whoever verifies decides. Contracts of "
        "before an opening, whose first amount is not on record, are left out.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "percent_allowed",
            Decimal(10),
            Text(
                "补充合同合计最多占原合同的百分比",
                "Percent of the original contract that supplements may come to",
            ),
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            coalesce(bound.supplemented_on, contract.signed_on) AS happened_on,
            bound.original_amount IS NOT NULL AS applicable,
            contract.contract_code,
            contract.project_id,
            bound.original_amount,
            bound.supplement_amount
        FROM facts.contract AS contract
        LEFT JOIN (
            SELECT
                book_id,
                contract_id,
                sum(amount) FILTER (WHERE kind = 'contract') AS original_amount,
                sum(amount) FILTER (WHERE kind = 'supplement') AS supplement_amount,
                max(occurred_on) FILTER (WHERE kind = 'supplement') AS supplemented_on
            FROM facts.commitment
            GROUP BY book_id, contract_id
        ) AS bound
            ON contract.book_id = bound.book_id AND contract.contract_id = bound.contract_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            round(
                subject.supplement_amount - subject.original_amount * scope.percent_allowed * 0.01,
                2
            ) AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.contract_code,
            project.project_code,
            project.name AS project_name,
            subject.original_amount,
            subject.supplement_amount,
            scope.percent_allowed,
            subject.happened_on AS supplemented_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE subject.supplement_amount > subject.original_amount * scope.percent_allowed * 0.01
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（项目 {project_code} {project_name}）原金额 "
        "{original_amount} 元，至 {supplemented_on} 补充合同合计 {supplement_amount} 元，"
        "超过 {percent_allowed}% 的部分 {amount_at_issue} 元。",
        "{book}: contract {contract_code} (project {project_code} "
        "{project_name}) was signed for {original_amount} yuan; by {supplemented_on} supplements "
        "came to {supplement_amount}, {amount_at_issue} above {percent_allowed} %.",
    ),
    advice=Text(
        "核对补充协议的标的、审批和原采购方式，是否应另行采购；是招标的工程，核对变更审批和概算。",
        "Check what the supplements buy, who approved them, and whether a procurement of its own "
        "was due; of tendered works check the change orders and the approved estimate.",
    ),
    examples=(
        example("补充合同正好一成", "Exactly a tenth", contract(), changed(100)),
        example("多一分钱", "One fen more", contract(), changed("100.01"), finds=("H",)),
        example(
            "两次补充合计超过一成",
            "Two supplements that together are more",
            contract(),
            changed(60),
            changed("40.01", on="2022-07-01"),
            finds=("H",),
        ),
        example(
            "调减不抵减补充",
            "A reduction does not offset",
            contract(),
            changed(150),
            changed(100, "reduction", on="2022-07-01"),
            finds=("H",),
        ),
        example(
            "只有调减",
            "Only a reduction",
            contract(),
            changed(500, "reduction"),
        ),
        example(
            "补充合同已红字冲销",
            "The supplement was reversed",
            contract(),
            changed(500),
            fact("reversals", voucher="202206-1", occurred_on="2022-07-01"),
        ),
        example(
            "检查日以后才补充",
            "Supplemented after the day of the run",
            contract(),
            changed(500, on="2023-01-01"),
        ),
        Example(
            Text("没有补充的合同", "No supplement"),
            AS_OF,
            (contract(signed_on="2022-04-01"),),
            not_applicable=0,
        ),
        example(
            "两县同编号的合同、同一项目的两份合同各算各的",
            "Two counties' contracts of one code, and two of one project, are counted apart",
            contract(),
            changed(60),
            contract(contract_code="H2", supplier_name="另一收款人"),
            changed(60, contract_code="H2"),
            contract(book=OTHER_COUNTY, contract_code="H2"),
            contract(book=OTHER_COUNTY, project_code="Q", contract_code="H3"),
            changed(101, book=OTHER_COUNTY, contract_code="H3"),
            contract(book=OTHER_COUNTY, project_code="P"),
            changed(60, book=OTHER_COUNTY),
            finds=("H3",),
        ),
        example(
            "两县登记得一模一样，只有一县补充",
            "Two counties with the same on record, and a supplement in one",
            contract(),
            changed(101),
            contract(book=OTHER_COUNTY),
            finds=("H",),
        ),
        Example(
            Text("期初以前签订，原金额不在账上", "Signed before the opening: its sum is unknown"),
            AS_OF,
            (contract(), opened(), changed(500)),
            not_applicable=1,
        ),
        Example(
            Text("期初以前签订，没有补充", "Signed before the opening, and no supplement"),
            AS_OF,
            (contract(), opened()),
            not_applicable=1,
        ),
        Example(
            Text("2014 年 8 月 30 日的补充不适用", "Supplemented the day before the rule applies"),
            AS_OF,
            (contract(), changed(500, on="2014-08-30")),
            not_applicable=1,
        ),
        Example(
            Text("2014 年 8 月 31 日的补充适用", "Supplemented on the first day it applies"),
            AS_OF,
            (contract(), changed(500, on="2014-08-31")),
            finds=("H",),
            not_applicable=0,
        ),
    ),
)
