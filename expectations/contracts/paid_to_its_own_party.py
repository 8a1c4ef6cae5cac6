"""What a contract pays goes to its own party for the greater part."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
PARTY, OTHER = "示范建筑公司", "另一建筑公司"


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "supplier_name": PARTY,
        "amount": 1000,
    }
    return fact("contracts", **(cells | more))


def let_in(kind: str = "assignment_of_claim", **more: object) -> Fact:
    """Somebody else who may be paid under it."""
    cells: dict[str, object] = {"contract_code": "H", "kind": kind, "payee_name": OTHER}
    return fact("payee_substitutions", **(cells | more))


def paid(payee: str, amount: object, **more: object) -> Fact:
    """A payment under it."""
    cells: dict[str, object] = {
        "project_code": "P",
        "contract_code": "H",
        "payee_name": payee,
        "amount": amount,
        "occurred_on": "2022-05-01",
    }
    return fact("disbursements", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the contract at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-13",
    version=1,
    title=Text("转包挂靠迹象", "Signs that a contract was passed on"),
    severity=Severity.HIGH,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《招标投标法》第四十八条、第五十八条：中标人不得向他人转让中标项目，"
                "也不得将中标项目肢解后分别向他人转让",
                "Tender Law arts. 48 and 58: the winner does not pass the works on to others, "
                "whole or in parts",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《招标投标法实施条例》第五十九条：中标人应当按照合同约定履行义务，完成中标项目",
                "Regulation on the Tender Law art. 59: the winner itself performs the contract",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 12, 28),
    in_force_note=Text(
        "核对的是 2017 年 12 月 27 日修正的《招标投标法》，自次日起适用，按最后一次支付计。",
        "What was read is the Tender Law as amended on 27 December 2017; applied from the next "
        "day, by the last payment.",
    ),
    limits=Text(
        "这是线索，不是结论：债权转让、保理、联合体付款都可能正常。只看本账付给谁，"
        "看不到承包人账户以后的去向，"
        "也不看现场人员和社保。付到登记的农民工工资专户的不算；与供应商同名的收款人算供应商。",
        "A lead, not a finding: assignments of claims, factoring and consortia may be in order. "
        "Only whom this book paid is seen, not where it went from the builder's account, nor who "
        "worked on the site. A registered account for wages does not count as another; a payee "
        "of "
        "the supplier's name is the supplier.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "other_percent_above",
            Decimal(50),
            Text(
                "付给别人的超过已付的百分之几列为线索",
                "A lead where more percent of what was paid went to others",
            ),
            own=True,
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            coalesce(paid.last_paid_on, contract.signed_on) AS happened_on,
            paid.amount IS NOT NULL AS applicable,
            contract.contract_code,
            contract.project_id,
            paid.supplier_name,
            paid.amount AS paid_amount,
            paid.other_amount,
            paid.other_name,
            paid.last_paid_on
        FROM facts.contract AS contract
        LEFT JOIN (
            SELECT
                book_id,
                contract_id,
                min(supplier_name) AS supplier_name,
                sum(amount) AS amount,
                sum(amount) FILTER (WHERE other_name IS NOT NULL) AS other_amount,
                max(other_name) AS other_name,
                max(occurred_on) AS last_paid_on
            FROM (
                SELECT
                    payment.book_id, payment.contract_id, payment.amount, payment.occurred_on,
                    supplier.name AS supplier_name,
                    CASE
                        WHEN payee.name <> supplier.name AND wages.payee_id IS NULL
                            THEN payee.name
                    END AS other_name
                FROM facts.disbursement AS payment
                INNER JOIN facts.contract AS terms
                    ON payment.book_id = terms.book_id
                    AND payment.contract_id = terms.contract_id
                INNER JOIN facts.payee AS payee
                    ON payment.book_id = payee.book_id AND payment.payee_id = payee.payee_id
                INNER JOIN facts.payee AS supplier
                    ON terms.book_id = supplier.book_id AND terms.payee_id = supplier.payee_id
                LEFT JOIN (
                    SELECT DISTINCT book_id, contract_id, payee_id
                    FROM facts.payee_substitution
                    WHERE kind = 'labour_wages'
                ) AS wages
                    ON payment.book_id = wages.book_id
                    AND payment.contract_id = wages.contract_id
                    AND payment.payee_id = wages.payee_id
            ) AS payment
            GROUP BY book_id, contract_id
        ) AS paid
            ON contract.book_id = paid.book_id AND contract.contract_id = paid.contract_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.other_amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.contract_code,
            project.project_code,
            project.name AS project_name,
            subject.supplier_name,
            subject.other_name AS payee_name,
            subject.paid_amount,
            scope.other_percent_above,
            subject.last_paid_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE subject.other_amount > subject.paid_amount * scope.other_percent_above * 0.01
    """,
    sentence=Text(
        "线索：{book}的合同 {contract_code}（项目 {project_code} {project_name}）供应商为 "
        "{supplier_name}，至 {last_paid_on} 已付 {paid_amount} 元，其中 {amount_at_issue} "
        "元付给了别人"
        "（如 {payee_name}），超过 {other_percent_above}%。",
        "A lead, not a breach: of contract {contract_code} of {book} (project {project_code} "
        "{project_name}, supplier {supplier_name}) {paid_amount} yuan was paid by "
        "{last_paid_on}, "
        "{amount_at_issue} of it to others (such as {payee_name}): more than "
        "{other_percent_above} %.",
    ),
    advice=Text(
        "核对债权转让、委托付款的原件，现场管理人员是否为承包人职工，款项最后到了谁手里。",
        "Check the papers on which others were paid, whether the site is run by the builder's "
        "own "
        "staff, and who had the money in the end.",
    ),
    examples=(
        example("都付给供应商", "All to the supplier", contract(), paid(PARTY, 1000)),
        example(
            "正好一半付给别人",
            "Exactly half to another",
            contract(),
            let_in(),
            paid(PARTY, 100),
            paid(OTHER, 100),
        ),
        example(
            "别人多一分",
            "A fen more to another",
            contract(),
            let_in(),
            paid(PARTY, 100),
            paid(OTHER, "100.01"),
            finds=True,
        ),
        example(
            "两个别人合计超过一半",
            "Two others together",
            contract(),
            let_in(),
            let_in(payee_name="丙公司"),
            paid(PARTY, 100),
            paid(OTHER, 60),
            paid("丙公司", 60),
            finds=True,
        ),
        example(
            "付到农民工工资专户",
            "Paid to the workers' account",
            contract(),
            let_in("labour_wages"),
            paid(OTHER, 600),
        ),
        example(
            "工资专户只算一次",
            "A wages account that is entered twice counts once",
            contract(),
            let_in("labour_wages"),
            let_in("labour_wages", document_no="再次", occurred_on="2022-04-11"),
            let_in(payee_name="丙公司"),
            paid(OTHER, 100),
            paid("丙公司", 100),
        ),
        example(
            "付给别人的已红字冲销",
            "The payment to another was reversed",
            contract(),
            let_in(),
            paid(PARTY, 100),
            paid(OTHER, 600, occurred_on="2022-06-01"),
            fact("reversals", voucher="202206-1", occurred_on="2022-07-01"),
        ),
        left_out("还没有付款", "Nothing was paid", contract(), let_in()),
        left_out(
            "检查日以后才付",
            "Paid after the day of the run",
            contract(),
            let_in(),
            paid(OTHER, 600),
            on=date(2022, 4, 30),
        ),
        example(
            "另有工资专户，大头付给了别人",
            "There is an account for wages, and most went to another",
            contract(),
            let_in(),
            let_in("labour_wages", payee_name="工资专户"),
            paid(OTHER, 600),
            paid("工资专户", 100),
            finds=True,
        ),
        example(
            "别的合同的工资专户",
            "The account for wages of another contract",
            contract(),
            let_in(),
            paid(OTHER, 600),
            contract(contract_code="H2", project_code="Q"),
            let_in("labour_wages", contract_code="H2"),
            paid(OTHER, 500, contract_code="H2", project_code="Q"),
            finds=True,
        ),
        example(
            "别县的工资专户",
            "The account for wages of another county",
            contract(),
            let_in(),
            paid(OTHER, 600),
            contract(book=OTHER_COUNTY),
            let_in("labour_wages", book=OTHER_COUNTY),
            paid(OTHER, 600, book=OTHER_COUNTY),
            finds=True,
        ),
        Example(
            Text("两县、两份合同各看各的", "Two counties, two contracts: each by itself"),
            AS_OF,
            (
                contract(),
                let_in(),
                paid(OTHER, 600),
                contract(contract_code="H2", project_code="Q", supplier_name=OTHER),
                paid(OTHER, 500, contract_code="H2", project_code="Q"),
                contract(book=OTHER_COUNTY, supplier_name=OTHER),
                let_in(book=OTHER_COUNTY, payee_name=PARTY),
                paid(OTHER, 600, book=OTHER_COUNTY),
                contract(book=OTHER_COUNTY, contract_code="H2", project_code="Q"),
                paid(PARTY, 500, book=OTHER_COUNTY, contract_code="H2", project_code="Q"),
            ),
            finds=("H",),
            not_applicable=0,
        ),
        left_out(
            "2017 年 12 月 27 日付的不适用",
            "Paid the day before the rule applies",
            contract(signed_on="2017-01-01"),
            let_in(occurred_on="2017-01-02"),
            paid(OTHER, 600, occurred_on="2017-12-27"),
        ),
        example(
            "2017 年 12 月 28 日付的适用",
            "Paid on the first day it applies",
            contract(signed_on="2017-01-01"),
            let_in(occurred_on="2017-01-02"),
            paid(OTHER, 600, occurred_on="2017-12-28"),
            finds=True,
        ),
    ),
)
