"""What is due under a contract goes into an account of whoever may be paid under it."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
SUPPLIER, OTHER = "甲公司", "乙公司"
ACCOUNT, OWN_ACCOUNT = "6228480402564890018", "6228480402564890026"


def contract(**more: object) -> Fact:
    """A contract with the supplier."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "supplier_name": SUPPLIER,
    }
    return fact("contracts", **(cells | more))


def holder(name: str = OTHER, **more: object) -> Fact:
    """Somebody on record as holder of the account."""
    cells: dict[str, object] = {
        "payee_code": "S",
        "name": name,
        "kind": "enterprise",
        "account": ACCOUNT,
    }
    return fact("payees", **(cells | more))


def paid(**more: object) -> Fact:
    """A payment under the contract into the account."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "external_reference": "Z",
        "payee_name": SUPPLIER,
        "account": ACCOUNT,
        "occurred_on": "2022-05-01",
    }
    return fact("disbursements", **(cells | more))


def let_in(on: str = "2022-05-01", **more: object) -> Fact:
    """The account's holder may be paid under the contract from a day on."""
    cells: dict[str, object] = {"contract_code": "H", "payee_name": OTHER, "occurred_on": on}
    return fact("payee_substitutions", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the payment at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("Z",) if finds else (), not_applicable=0)


RULE = Rule(
    code="DP-06",
    version=1,
    title=Text("收款账户不是合同方的", "Paid into an account of another than the contractor"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《会计法》第九条、第十四条：根据实际发生的经济业务事项进行会计核算；"
                "原始凭证须真实、合法，记载准确、完整",
                "Accounting Law arts. 9 and 14: the books follow what really happened; vouchers "
                "are true, lawful, exact and whole",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2017, 11, 5),
    limits=Text(
        "收款人名称与合同方不同又没有登记债权转让、农民工工资专户的，入账时已拦截；本规则查名称相符而账户"
        "登记在别人名下的。账户登记在第一个用它收款的人名下，那一次也可能是填错的。没有账号的支付不查。",
        "A payee of another name is refused at posting unless an assignment or a wages account "
        "is on record; this looks for the right name with another's account. An account is taken "
        "to be of whoever was on record with it first, which may have been the mistake. Payments "
        "without an account are not looked at.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.contract_id IS NOT NULL AND paid.bank_account_id IS NOT NULL AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.contract_id,
            paid.payee_id,
            paid.bank_account_id,
            paid.amount
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.external_reference,
            contract.contract_code,
            project.project_code,
            project.name AS project_name,
            subject.happened_on AS paid_on,
            supplier.name AS supplier_name,
            payee.name AS payee_name,
            account.number_masked AS payee_account_masked,
            holder.name AS holder_name
        FROM subject
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN facts.contract AS contract
            ON subject.book_id = contract.book_id AND subject.contract_id = contract.contract_id
        INNER JOIN facts.payee AS supplier
            ON contract.book_id = supplier.book_id AND contract.payee_id = supplier.payee_id
        INNER JOIN facts.payee AS payee
            ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        INNER JOIN facts.bank_account AS account
            ON subject.book_id = account.book_id
            AND subject.bank_account_id = account.bank_account_id
        INNER JOIN facts.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.payee_id
        LEFT JOIN (
            SELECT
                allowed.book_id, allowed.contract_id, other.name,
                min(allowed.occurred_on) AS allowed_on
            FROM facts.payee_substitution AS allowed
            INNER JOIN facts.payee AS other
                ON allowed.book_id = other.book_id AND allowed.payee_id = other.payee_id
            GROUP BY allowed.book_id, allowed.contract_id, other.name
        ) AS substitute
            ON subject.book_id = substitute.book_id
            AND subject.contract_id = substitute.contract_id
            AND holder.name = substitute.name
        WHERE holder.name NOT IN (supplier.name, payee.name)
            AND coalesce(substitute.allowed_on > subject.happened_on, TRUE)
    """,
    sentence=Text(
        "{book}于 {paid_on} 按合同 {contract_code}（{supplier_name}，项目 {project_code} "
        "{project_name}）支付 {amount_at_issue} 元（{external_reference}），收款人 {payee_name}，"
        "账户 {payee_account_masked} 登记在 {holder_name} 名下，没有登记转让或工资专户。",
        "{book} paid {amount_at_issue} yuan on {paid_on} ({external_reference}) under contract "
        "{contract_code} ({supplier_name}, project {project_code} {project_name}) to "
        "{payee_name}: account {payee_account_masked} is on record as {holder_name}'s, and "
        "neither an assignment nor a wages account is.",
    ),
    advice=Text(
        "核对合同约定的收款账户、银行回单上的户名；有债权转让或工资专户的，补登。",
        "Compare the contract's account with the name on the bank's receipt; where there is an "
        "assignment or a wages account, enter it.",
    ),
    examples=(
        example(
            "账户登记在供应商名下",
            "The account is the supplier's",
            contract(),
            holder(SUPPLIER),
            paid(),
        ),
        example("账户登记在别人名下", "It is another's", contract(), holder(), paid(), finds=True),
        example(
            "付款当日登记了转让",
            "The claim was assigned on the day",
            contract(),
            holder(),
            let_in(),
            let_in("2022-06-01", document_no="第二份"),
            paid(),
        ),
        example(
            "付款次日才转让",
            "The claim was assigned the day after",
            contract(),
            holder(),
            let_in("2022-05-02"),
            paid(),
            finds=True,
        ),
        example(
            "受让人收款，账户是供应商的",
            "An assignee is paid into the supplier's account",
            contract(),
            holder(SUPPLIER),
            let_in(),
            paid(payee_name=OTHER, payee_code=""),
        ),
        example(
            "受让人收款，账户是他自己的",
            "An assignee is paid into its own account",
            contract(),
            holder(),
            let_in(),
            paid(payee_name=OTHER),
        ),
        Example(
            Text(
                "两县各转让给第三人，账户又是别人的",
                "Two counties: assigned to a third, and the account is another's",
            ),
            AS_OF,
            (
                contract(),
                holder(),
                let_in(payee_name="丙公司"),
                paid(),
                contract(book=OTHER_COUNTY),
                holder("丁公司", book=OTHER_COUNTY),
                let_in(book=OTHER_COUNTY),
                paid(book=OTHER_COUNTY, external_reference="X"),
            ),
            finds=("X", "Z"),
            not_applicable=0,
        ),
        Example(
            Text("别的合同、别的县的转让不算", "Assignments of another contract or county"),
            AS_OF,
            (
                contract(),
                contract(contract_code="H2"),
                holder(),
                let_in(contract_code="H2"),
                paid(),
                contract(book=OTHER_COUNTY),
                holder(book=OTHER_COUNTY),
                let_in(book=OTHER_COUNTY),
                paid(book=OTHER_COUNTY, external_reference="X"),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        Example(
            Text("两县两份合同，只有一笔进了别人的账户", "Two counties: one goes to another"),
            AS_OF,
            (
                holder(SUPPLIER),
                contract(),
                paid(external_reference="X"),
                holder(payee_code="S2", account=OWN_ACCOUNT),
                contract(contract_code="H2", project_code="Q"),
                paid(contract_code="H2", project_code="Q", account=OWN_ACCOUNT),
                holder(SUPPLIER, book=OTHER_COUNTY, payee_code="S2", account=OWN_ACCOUNT),
                contract(book=OTHER_COUNTY, contract_code="H2", project_code="Q"),
                paid(
                    book=OTHER_COUNTY,
                    contract_code="H2",
                    project_code="Q",
                    external_reference="W",
                    account=OWN_ACCOUNT,
                ),
            ),
            finds=("Z",),
            not_applicable=0,
        ),
        example(
            "支付已冲销",
            "The payment was reversed",
            contract(),
            holder(),
            paid(),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
        ),
        Example(
            Text("没有合同、没有账号的不适用", "Without a contract, or without an account"),
            AS_OF,
            (
                contract(),
                holder(),
                paid(contract_code=""),
                paid(account="", external_reference="Y"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("2017 年 11 月 4 日的支付不适用", "Paid the day before the rule applies"),
            AS_OF,
            (
                contract(signed_on="2017-04-01"),
                holder(),
                paid(occurred_on="2017-11-04"),
                paid(occurred_on="2017-11-05", external_reference="Y"),
            ),
            finds=("Y",),
            not_applicable=1,
        ),
    ),
)
