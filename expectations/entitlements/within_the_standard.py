"""Nobody is due or paid more than the standard times the quantity."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
PERSON = "990121197001011018"


def due(**more: object) -> Fact:
    """Two persons at 50 yuan for June, 100 yuan approved."""
    cells: dict[str, object] = {
        "entitlement_code": "Q",
        "project_code": "P",
        "household_code": "H",
        "period_from": "2022-06-01",
        "quantity": 2,
        "standard_amount": 50,
        "approved_amount": 100,
        "approved_on": "2022-05-20",
        "due_on": "2022-06-30",
    }
    return fact("entitlements", **(cells | more))


def home(**more: object) -> Fact:
    """The household's only person."""
    return fact("households", **({"household_code": "H", "identity": PERSON} | more))


def paid(amount: object = 100, **more: object) -> Fact:
    """June's subsidy, paid to that person."""
    cells: dict[str, object] = {
        "project_code": "P",
        "identity": PERSON,
        "amount": amount,
        "occurred_on": "2022-06-20",
        "period_from": "2022-06-01",
        "method": "one_card",
    }
    return fact("disbursements", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, left: int = 0) -> Example:
    """An example in which nothing is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=left)


def found(zh: str, en: str, *facts: Fact, left: int = 0) -> Example:
    """An example in which the entry of the list is."""
    return Example(Text(zh, en), AS_OF, facts, finds=("Q",), not_applicable=left)


RULE = Rule(
    code="BN-10",
    version=1,
    title=Text("超标准发放", "Paid above the standard"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第九十五条（三）：违反规定扩大开支范围、提高开支标准的",
                "Budget Law art. 95(3): spending on more, or at a higher standard, than is allowed",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第六条（四）：违反规定扩大开支范围，提高开支标准",
                "Regulation on Penalties for Fiscal Violations art. 6(4): the same",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2011, 1, 8),
    limits=Text(
        "只查到户发放清单上填了数量和补贴标准的行；标准本身是否合规、数量是否属实，这里不查。"
        "实际发放只算同一项目、同一所属期付给该户的；没写所属期的支付不算。标准乘数量四舍五入到分。",
        "Only entries with a quantity and a standard; whether both are right is not tested. Paid "
        "is what the household got of that project and period; payments that do not say their "
        "period are left out. The product is rounded to the fen.",
    ),
    subject="entitlement",
    population="""
        SELECT
            due.book_id,
            due.entitlement_id AS subject_id,
            due.approved_on AS happened_on,
            due.quantity IS NOT NULL AND due.standard_amount IS NOT NULL AS applicable,
            due.entitlement_code,
            due.project_id,
            due.household_id,
            due.period_from,
            due.quantity,
            due.standard_amount,
            due.standard_document,
            round(due.quantity * due.standard_amount, 2) AS limit_amount,
            due.approved_amount
        FROM facts.entitlement AS due
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            greatest(subject.approved_amount, paid.amount) - subject.limit_amount
                AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.entitlement_code,
            household.household_code,
            subject.period_from,
            subject.quantity,
            subject.standard_amount,
            subject.standard_document,
            subject.limit_amount,
            subject.approved_amount,
            coalesce(paid.amount, 0) AS paid_amount
        FROM subject
        INNER JOIN facts.household AS household
            ON subject.book_id = household.book_id
            AND subject.household_id = household.household_id
        LEFT JOIN (
            SELECT book_id, entitlement_id, sum(amount) AS amount
            FROM facts.entitlement_payment
            WHERE certain
            GROUP BY book_id, entitlement_id
        ) AS paid
            ON subject.book_id = paid.book_id AND subject.subject_id = paid.entitlement_id
        WHERE greatest(subject.approved_amount, paid.amount) > subject.limit_amount
    """,
    sentence=Text(
        "{book}到户发放清单 {entitlement_code}：户 {household_code} 自 {period_from} 起的补贴，"
        "标准 {standard_amount} 元（{standard_document}），数量 {quantity}，"
        "应为 {limit_amount} 元；审批 {approved_amount} 元，实发 {paid_amount} 元，"
        "超标准 {amount_at_issue} 元。",
        "{book}, entry {entitlement_code}: household {household_code}, period from {period_from}: "
        "{quantity} at the standard of {standard_amount} yuan ({standard_document}) come to "
        "{limit_amount}; {approved_amount} were approved and {paid_amount} paid, "
        "{amount_at_issue} above the standard.",
    ),
    advice=Text(
        "核对补贴标准文件和户内人数、面积；确属超标准的，追回多发的。",
        "Check the document that sets the standard and the household's persons or land; recover "
        "what was paid above it.",
    ),
    examples=(
        passes("恰好按标准", "Exactly the standard", home(), due(), paid()),
        found("审批多一分", "Approved a fen above", home(), due(approved_amount="100.01")),
        found("实发多一分", "Paid a fen above", home(), due(), paid("100.01")),
        found(
            "分两次，合计超标准", "Two payments, above together", home(), due(), paid(60), paid(41)
        ),
        passes(
            "面积乘标准四舍五入到分",
            "An area times the standard, rounded",
            due(quantity="3.333", standard_amount="33.35", approved_amount="111.16"),
        ),
        found(
            "多于四舍五入的一分",
            "A fen above the rounded sum",
            due(quantity="3.333", standard_amount="33.35", approved_amount="111.17"),
        ),
        passes(
            "七月的、别的项目的、没写所属期的、已冲销的不算",
            "July's, another project's, one without a period, and a reversed one do not count",
            home(),
            due(),
            paid(90, occurred_on="2022-05-20", period_from="2022-06-01"),
            fact("reversals", voucher="202205-1", occurred_on="2022-05-21"),
            paid(),
            paid(90, period_from="2022-07-01"),
            paid(90, project_code="R"),
            paid(90, period_from=""),
        ),
        found(
            "清单没有所属期：该项目付给该户的都算",
            "An entry of no period: all that the project paid",
            home(),
            due(period_from=""),
            paid(60, period_from=""),
            paid(41),
        ),
        found(
            "全年的清单，付在所属期最后一天起的也算",
            "A year's entry: a payment for its last day counts, one for the day after does not",
            home(),
            due(period_from="2022-01-01", period_until="2022-06-01"),
            paid(60, period_from="2022-01-01"),
            paid(41),
        ),
        passes(
            "所属期前一天、后一天起的不算",
            "Payments for the day before and the day after do not",
            home(),
            due(period_from="2022-06-02", period_until="2022-06-29"),
            paid(),
            paid(60, period_from="2022-06-30"),
        ),
        found(
            "收款人没有证件号，按户编号算",
            "A payee without an ID number, known by its household",
            due(),
            fact("payees", payee_code="S", name="示范某", household_code="H"),
            paid("100.01", identity="", payee_code="S", payee_name="示范某"),
        ),
        found(
            "两户，只有一户超",
            "Two households: one of them is above",
            home(),
            due(),
            paid("100.01"),
            home(household_code="H2", identity="990121197001011034"),
            due(entitlement_code="Q2", household_code="H2"),
            paid(identity="990121197001011034"),
        ),
        found(
            "两县同样的一户，只有一县超",
            "The very same in two counties: one of them is above",
            home(),
            due(),
            paid("100.01"),
            home(book=OTHER_COUNTY),
            due(entitlement_code="Q2", book=OTHER_COUNTY),
            paid(book=OTHER_COUNTY),
        ),
        passes(
            "没有标准：不适用", "No standard", due(standard_amount="", approved_amount=999), left=1
        ),
        passes("没有数量：不适用", "No quantity", due(quantity="", approved_amount=999), left=1),
        found(
            "2011 年 1 月 8 日起", "In force", due(approved_on="2011-01-08", approved_amount=101)
        ),
        passes(
            "前一日审批的：不适用",
            "Approved the day before",
            due(approved_on="2011-01-07", approved_amount=101),
            left=1,
        ),
    ),
)
