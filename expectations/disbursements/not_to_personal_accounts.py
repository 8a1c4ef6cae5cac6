"""Money for works and services goes to units' accounts, not to those of persons."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def works(category: str = "village_infrastructure", project: str = "P", **more: object) -> Fact:
    """A project of a category."""
    return fact("projects", project_code=project, category=category, **more)


def payee(code: str, kind: str, name: str, account: str, **more: object) -> Fact:
    """Somebody who is paid, with an account."""
    cells: dict[str, object] = {
        "payee_code": code,
        "kind": kind,
        "name": name,
        "account": account,
        "bank": "示范银行",
    }
    return fact("payees", **(cells | more))


def paid(code: str, name: str, reference: str = "Z", **more: object) -> Fact:
    """A payment to them for the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "payee_code": code,
        "payee_name": name,
    }
    return fact("disbursements", **(cells | more))


PERSON = payee("R", "person", "张三", "6228480000000000011")
COMPANY = payee("G", "enterprise", "示范公司", "3100000000000000012")

RULE = Rule(
    code="DP-07",
    version=1,
    title=Text("公款转个人账户", "Public money to personal accounts"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第十七条：将财政资金以个人名义私存私放",
                "Regulation on Penalties for Fiscal Violations art. 17: public money kept in a "
                "person's name",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《审计法》第三十七条：有权查询以个人名义存储公款的账户",
                "Audit Law art. 37: accounts in persons' names that hold public money may be asked "
                "about",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计发现：使用个人账户管理扶贫资金",
                "Audit finding: poverty funds kept in personal accounts",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2005, 2, 1),
    limits=Text(
        "只查村级基础设施、村级公共服务和项目管理费三类项目的非现金支付（现金由 DP-08 检查）："
        "收款人登记为个人，或者收款账号登记在个人名下。付给农户的补助、工资不在此列；以工代赈直接付给个人的劳务报酬，核实后排除。",
        "Payments other than cash (DP-08 has those) for village infrastructure, village services "
        "and management fees: the payee is on record as a person, or the account is a person's. "
        "Subsidies and posts are other projects; wages of work-relief paid to persons are to be "
        "dismissed.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.method <> 'cash'
            AND project.category IN (
                'village_infrastructure', 'village_services', 'management_fee'
            ) AS applicable,
            paid.external_reference,
            paid.payee_id,
            paid.bank_account_id,
            paid.purpose,
            paid.amount,
            project.project_code,
            project.name AS project_name
        FROM facts.disbursement AS paid
        INNER JOIN facts.project AS project
            ON paid.book_id = project.book_id AND paid.project_id = project.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.external_reference,
            subject.project_code,
            subject.project_name,
            payee.name AS payee_name,
            subject.happened_on AS paid_on,
            subject.amount AS paid_amount,
            subject.purpose,
            account.number_masked AS payee_account_masked,
            holder.name AS holder_name
        FROM subject
        INNER JOIN facts.payee AS payee
            ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        LEFT JOIN facts.bank_account AS account
            ON subject.book_id = account.book_id
            AND subject.bank_account_id = account.bank_account_id
        LEFT JOIN facts.payee AS holder
            ON account.book_id = holder.book_id AND account.holder_payee_id = holder.payee_id
        WHERE payee.kind IN ('person', 'farm_household', 'registered_household')
            OR holder.kind IN ('person', 'farm_household', 'registered_household')
    """,
    sentence=Text(
        "{book}于 {paid_on} 为项目 {project_code} {project_name} 付给 {payee_name} {paid_amount} 元"
        "（{external_reference}，摘要：{purpose}），收款账号 {payee_account_masked} 的户主是 "
        "{holder_name}：是个人账户。",
        "{book} paid {payee_name} {paid_amount} yuan on {paid_on} for project {project_code} "
        "{project_name} ({external_reference}, for: {purpose}); account {payee_account_masked} is "
        "held by {holder_name}: a personal account.",
    ),
    advice=Text(
        "查这个人是谁、和施工方或村里是什么关系，钱后来去了哪里；查合同、发票和劳务花名册。",
        "Find out who the person is to the contractor or the village, and where the money went; "
        "ask for contract, invoice and the list of workers.",
    ),
    examples=(
        Example(
            Text("付给企业的账户", "To a company's account"),
            AS_OF,
            (works(), COMPANY, paid("G", "示范公司", account="3100000000000000012")),
        ),
        Example(
            Text("收款人是个人", "The payee is a person"),
            AS_OF,
            (works(), PERSON, COMPANY, paid("R", "张三"), paid("G", "示范公司", "Y")),
            finds=("Z",),
        ),
        *(
            Example(
                Text(f"收款人是农户（{kind}）", f"The payee is a household ({kind})"),
                AS_OF,
                (
                    works(category),
                    payee("N", kind, "李四", "6228480000000000029"),
                    paid("N", "李四"),
                ),
                finds=("Z",),
            )
            for kind, category in (
                ("farm_household", "village_services"),
                ("registered_household", "management_fee"),
            )
        ),
        Example(
            Text("两个县同编号的收款人，只有一个是个人", "Two counties, one code: one a person"),
            AS_OF,
            (
                works(),
                PERSON,
                paid("R", "张三", account="6228480000000000011"),
                works(book="990122"),
                payee("R", "enterprise", "甲公司", "3100000000000000047", book="990122"),
                paid("R", "甲公司", "Y", book="990122", account="3100000000000000047"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("产业补助、公益岗位付给个人的不适用", "Subsidies and posts: not of the kind"),
            AS_OF,
            (
                works("industry"),
                works("public_posts", "Q"),
                PERSON,
                paid("R", "张三"),
                paid("R", "张三", "Y", project_code="Q"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("现金支付由 DP-08 检查", "Cash: DP-08 has it"),
            AS_OF,
            (works(), PERSON, paid("R", "张三", method="cash", cash_purpose="farm_produce")),
            not_applicable=1,
        ),
        Example(
            Text("已冲销", "Reversed"),
            AS_OF,
            (
                works(),
                PERSON,
                paid("R", "张三"),
                fact("reversals", voucher="202205-1", occurred_on="2022-06-01"),
            ),
        ),
        Example(
            Text("条例施行前一日的不适用", "The day before the regulation"),
            AS_OF,
            (works(), PERSON, paid("R", "张三", occurred_on="2005-01-31")),
            not_applicable=1,
        ),
        Example(
            Text("施行当日的适用", "On its first day"),
            AS_OF,
            (works(), PERSON, paid("R", "张三", occurred_on="2005-02-01")),
            finds=("Z",),
        ),
        Example(
            Text("付给企业，账号是个人名下的", "To a company, into an account of a person"),
            AS_OF,
            (
                works(),
                PERSON,
                COMPANY,
                paid("G", "示范公司", account="6228480000000000011"),
                paid("G", "示范公司", "Y", account="3100000000000000012"),
            ),
            finds=("Z",),
        ),
    ),
)
