"""Money leaves the single treasury account for those who are due it, not for the payer's own."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
UNIT, ACCOUNT = "示范县水利局", "3100000000000000012"


def paid(name: str = UNIT, reference: str = "Z", **more: object) -> Fact:
    """A payment for works of the unit's project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "payee_name": name,
        "method": "direct",
        "economic_class": "31005",
        "account": ACCOUNT,
    }
    return fact("disbursements", **(cells | more))


def payee(kind: str, name: str = UNIT, **more: object) -> Fact:
    """A payee on record."""
    return fact("payees", payee_code=name, name=name, kind=kind, **more)


def listed(kind: str, **more: object) -> Fact:
    """The account as the bank lists it."""
    return fact("listed_accounts", **({"account": ACCOUNT, "account_kind": kind} | more))


def seen(
    zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ("Z",), not_applicable: int = 0
) -> Example:
    """What is seen of payments for the project of the unit."""
    works = fact("projects", project_code="P", responsible_unit=UNIT)
    return Example(Text(zh, en), AS_OF, (works, *facts), finds, not_applicable)


RULE = Rule(
    code="DP-09",
    version=1,
    title=Text("零余额转实有账户", "Paid into the payer's own account"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第六十一条：国家实行国库集中收缴和集中支付制度",
                "Budget Law art. 61: all revenue and spending goes through the treasury",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "审计方法：向本部门实拨资金账户转款；未通过转移支付直接向下级财政专户拨付经费",
                "Audit methods: transfers to accounts of one's own; money sent to accounts of "
                "finance offices below, not as a transfer",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "自 2014 年修正的《预算法》施行之日起适用，按支付日期计。",
        "From the day the Budget Law of 2014 came into force, by the day of payment.",
    ),
    limits=Text(
        "收款人是项目责任单位或名称以其开头的下属单位，或者名称含财政局、财政所的列出；"
        "名称不以责任单位开头的下属单位查不到，没有登记责任单位的只查财政局、财政所。"
        "责任单位自己领的工资福利（301）、对个人和家庭的补助（303）不算；没有登记经济分类的照列。"
        "账户清单写明是零余额账户的不算，清单上没有的按实有账户看。"
        "企业、合作社、村集体作责任单位领自己项目的钱不查。单位垫付后报账归还的，核实后排除。",
        "Named are payments to the project's responsible unit, to those whose name begins with "
        "its name, and to finance bureaus and offices; others below it are not seen, nor without "
        "a unit on record more than finance offices. Wages (301) and benefits to persons (303) "
        "that the unit hands out do not count, other classes and none do. An account that a list "
        "calls a zero-balance account is no account of its own. Companies, cooperatives and "
        "village collectives that carry out their own project are left out. Exclude what a unit "
        "had advanced and claimed.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.method NOT IN ('cash', 'one_card') AS applicable,
            paid.external_reference,
            paid.project_id,
            paid.payee_id,
            paid.bank_account_id,
            paid.economic_class,
            paid.purpose,
            paid.amount
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.external_reference,
            subject.happened_on AS paid_on,
            project.project_code,
            project.responsible_unit,
            payee.name AS payee_name,
            subject.economic_class,
            subject.purpose,
            account.number_masked AS payee_account_masked
        FROM subject
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN facts.payee AS payee
            ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        LEFT JOIN facts.bank_account AS account
            ON subject.book_id = account.book_id
            AND subject.bank_account_id = account.bank_account_id
        LEFT JOIN (
            SELECT DISTINCT listed.book_id, listed.account_hash
            FROM facts.listed_account AS listed
            WHERE listed.account_kind LIKE '%零余额%'
        ) AS zero_balance
            ON account.book_id = zero_balance.book_id
            AND account.number_hash = zero_balance.account_hash
        WHERE zero_balance.account_hash IS NULL
            AND (
                payee.name LIKE '%财政局%'
                OR payee.name LIKE '%财政所%'
                OR (
                    starts_with(payee.name, project.responsible_unit)
                    AND payee.kind NOT IN ('enterprise', 'cooperative', 'village_collective')
                    AND coalesce(left(subject.economic_class, 3), '') NOT IN ('301', '303')
                )
            )
    """,
    sentence=Text(
        "{book}于 {paid_on} 为项目 {project_code}（责任单位 {responsible_unit}）付给 {payee_name} "
        "{amount_at_issue} 元（{external_reference}，摘要：{purpose}，分类：{economic_class}），"
        "账号 {payee_account_masked}：收款人是责任单位或其下属单位，或者是财政局、财政所，"
        "没有付给最终收款人。",
        "{book} paid {payee_name} {amount_at_issue} yuan on {paid_on} for project {project_code} "
        "of {responsible_unit} ({external_reference}, for: {purpose}, class: {economic_class}) "
        "into account {payee_account_masked}: the unit itself, one below it or a finance office, "
        "not whoever was due the money in the end.",
    ),
    advice=Text(
        "查该账户的性质和钱后来的去向；应由下级使用的，改按转移支付下达。",
        "Ask what account it is and where the money went; what is for those below goes to them as "
        "a transfer.",
    ),
    examples=(
        seen("付给责任单位自己", "To the unit itself", paid()),
        seen("付给下属单位", "To one below it", paid(f"{UNIT}灌区管理站")),
        seen(
            "付给施工企业、别的单位",
            "To a builder, to another unit",
            paid("示范公司", account=""),
            paid("示范县交通局", "Y", account=""),
            finds=(),
        ),
        seen(
            "付给财政所、财政局，工资也一样",
            "To finance offices, wages too",
            paid("示范镇财政所"),
            paid("示范县财政局", "Y", economic_class="30101", account=""),
            finds=("Z", "Y"),
        ),
        seen(
            "工资福利、对个人和家庭的补助，写三位或五位",
            "Wages and benefits, in three digits or five",
            paid(economic_class="301"),
            paid(reference="Y", economic_class="30399"),
            finds=(),
        ),
        seen("没有登记经济分类", "No class on record", paid(economic_class="")),
        seen("商品和服务支出", "Goods and services", paid(economic_class="30201")),
        *(
            seen(
                f"责任单位是{zh}，领自己项目的钱",
                f"The unit is a {en}",
                payee(en.replace(" ", "_")),
                paid(payee_code=UNIT),
                finds=(),
            )
            for zh, en in (
                ("企业", "enterprise"),
                ("合作社", "cooperative"),
                ("村集体", "village collective"),
            )
        ),
        seen(
            "清单写明是零余额账户",
            "Listed as a zero-balance account",
            paid(),
            listed("预算单位零余额账户"),
            listed("零余额账户", listed_by="unit"),
            finds=(),
        ),
        seen(
            "清单写明是基本户，零余额的是别的账户",
            "Listed as a basic account; another is a zero-balance account",
            paid(),
            listed("基本户"),
            listed("零余额账户", account="3100000000000000047"),
        ),
        seen(
            "付给责任单位，但做的是别的单位的项目",
            "To the unit, for works of another",
            fact("projects", project_code="Q", responsible_unit="示范县交通局"),
            paid(project_code="Q"),
            finds=(),
        ),
        seen(
            "两县记录相同，都没有付给自己",
            "Two counties with the same on record, neither pays itself",
            paid("示范公司"),
            fact("projects", book=OTHER_COUNTY, project_code="P", responsible_unit="示范公司"),
            paid(reference="Y", book=OTHER_COUNTY),
            finds=(),
        ),
        seen(
            "现金、一卡通不适用",
            "Neither cash nor one-card",
            paid(method="cash"),
            paid(reference="Y", method="one_card"),
            finds=(),
            not_applicable=2,
        ),
        seen(
            "两县编号相同，只有一县付给自己",
            "Two counties with the same codes, one pays itself",
            paid(),
            paid("示范公司", "Y", account="3100000000000000047"),
            fact("projects", book=OTHER_COUNTY, project_code="P", responsible_unit="示范公司"),
            listed("零余额账户", book=OTHER_COUNTY),
            paid("示范别家", "X", book=OTHER_COUNTY, account="3100000000000000047"),
            paid("示范公司分局", "W", book=OTHER_COUNTY),
        ),
        seen(
            "2015 年 1 月 1 日起适用",
            "From the first day it applies",
            paid(occurred_on="2015-01-01"),
            paid(reference="Y", occurred_on="2014-12-31"),
            not_applicable=1,
        ),
    ),
)
