"""All money that a project is given stays within its approved total."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

SOURCE, OTHER_COUNTY = "省财农〔2022〕1号", "990122"


def project(total: object = 100, code: str = "P", **more: object) -> Fact:
    """A project of which 100 yuan in all are approved."""
    return fact("projects", **({"project_code": code, "approved_total": total} | more))


def money(**more: object) -> Fact:
    """1,000 yuan that the county received."""
    cells: dict[str, object] = {"document_no": SOURCE, "occurred_on": "2018-01-10"}
    return fact("transfers", **(cells | more))


def assigned(amount: object, on: str = "2022-03-02", **more: object) -> Fact:
    """Some of it given to the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "amount": amount,
        "occurred_on": on,
        "document_no": f"安排{on}",
    }
    return fact("assignments", **(cells | more))


GIFT = (
    fact("donations", donation_code="JZ", occurred_on="2022-02-01"),
    assigned(Decimal("0.01"), "2022-03-03", source_document="JZ"),
)


RULE = Rule(
    code="PL-06",
    version=1,
    title=Text("资金来源合计超总投资", "More money than the approved investment"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第二十三条：建设投资原则上不得超过经核定的投资概算；确需增加的，"
                "提出调整方案及资金来源，报原部门核定",
                "Regulation on Government Investment art. 23: an investment is not to exceed its "
                "approved estimate; where it must, a plan with its sources goes to whoever "
                "approved it",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第九条第（三）项：违反规定超概算投资",
                "Regulation on Penalties for Fiscal Offences art. 9 (3): investing above the "
                "estimate against the rules",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    limits=Text(
        "把安排给项目的各种来源（财政、捐赠、帮扶、贷款等）相加，减去调出和收回的，与登记的总投资比较；"
        "经批准调增的以登记的新总投资为准。账外的自筹和投工投劳不在内。没有登记总投资的不检查。",
        "What a project was given of all sources (budget, gifts, paired aid, loans), less what was "
        "withdrawn and taken back, against the total on record now: one that was raised with "
        "approval counts. Money and labour outside the books are not in it. Projects without a "
        "total are left out.",
    ),
    subject="project",
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            given.last_on AS happened_on,
            project.approved_total IS NOT NULL AND given.project_id IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            given.amount
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                moved.book_id, moved.project_id, sum(moved.amount) AS amount,
                max(moved.occurred_on) AS last_on
            FROM (
                SELECT book_id, project_id, amount, occurred_on FROM facts.assignment
                UNION ALL
                SELECT book_id, project_id, amount, occurred_on FROM facts.opening_balance
                UNION ALL
                SELECT book_id, project_id, -amount, occurred_on FROM facts.take_back
            ) AS moved
            GROUP BY moved.book_id, moved.project_id
        ) AS given
            ON project.book_id = given.book_id AND project.project_id = given.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.amount - subject.approved_total AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.project_code,
            subject.project_name,
            subject.approved_total,
            subject.amount AS given_amount
        FROM subject
        WHERE subject.amount > subject.approved_total
    """,
    sentence=Text(
        "项目 {project_code} {project_name} 批准总投资 {approved_total} 元，各种来源安排合计 "
        "{given_amount} 元（到 {due_on}），超出 {amount_at_issue} 元。",
        "Project {project_code} {project_name} has an approved total of {approved_total} yuan and "
        "was given {given_amount} of all sources (by {due_on}): {amount_at_issue} yuan more.",
    ),
    advice=Text(
        "查有无调整总投资的批复；没有的，查明多安排的资金去向，是否重复申报。",
        "Ask for an approval of a higher total; without one find out where the rest went and "
        "whether the project was declared twice.",
    ),
    examples=(
        Example(
            Text("恰好等于总投资", "Exactly the approved total"),
            date(2022, 6, 1),
            (project(), money(), assigned(60), assigned(40, "2022-04-02")),
        ),
        Example(
            Text("超出一分", "One fen more"),
            date(2022, 6, 1),
            (project(), money(), assigned(60), assigned("40.01", "2022-04-02")),
            finds=("P",),
        ),
        Example(
            Text("财政资金加捐赠，超出一分", "Budget money and a gift: one fen more"),
            date(2022, 6, 1),
            (project(), money(), assigned(100), *GIFT),
            finds=("P",),
        ),
        Example(
            Text("多安排的已调出", "What was too much was withdrawn again"),
            date(2022, 6, 1),
            (
                *(project(), money(), assigned(100), *GIFT),
                assigned("0.01", "2022-04-01", direction="withdraw"),
            ),
        ),
        Example(
            Text("年终收回一分，次年再安排一分", "A fen taken back, and given again next year"),
            date(2023, 6, 1),
            (
                *(project(), money(), assigned(100)),
                fact(
                    "take_backs",
                    source_document=SOURCE,
                    project_code="P",
                    amount="0.01",
                    occurred_on="2022-12-31",
                ),
                assigned("0.01", "2023-02-01"),
            ),
        ),
        Example(
            Text("期初已付的加上新安排的，超出一分", "Paid before an opening, and a fen more now"),
            date(2022, 6, 1),
            (
                project(),
                fact(
                    "opening_balances",
                    document_no=SOURCE,
                    amount=1000,
                    available_amount=940,
                    assigned_amount=20,
                    disbursed_amount=40,
                    cash_amount=960,
                    project_code="P",
                ),
                assigned("40.01"),
            ),
            finds=("P",),
        ),
        Example(
            Text("安排已冲销", "An assignment that was reversed"),
            date(2022, 6, 1),
            (
                *(project(), money(), assigned(101)),
                assigned(1, "2022-04-02"),
                fact("reversals", voucher="202203-1", occurred_on="2022-05-01", reason="记错"),
            ),
        ),
        Example(
            Text("检查日以后才多安排", "Given too much after the day of the run"),
            date(2022, 4, 1),
            (project(), money(), assigned(100), assigned(1, "2022-04-02")),
        ),
        Example(
            Text("两县同编号的项目，只有一县超出", "Two counties, one code: one was given more"),
            date(2022, 6, 1),
            (
                *(project(), money(), assigned(100)),
                *(project(book=OTHER_COUNTY), money(book=OTHER_COUNTY)),
                assigned(101, book=OTHER_COUNTY),
            ),
            finds=("P",),
        ),
        Example(
            Text("同县两个项目，只有一个超出", "Two projects of a county: one was given more"),
            date(2022, 6, 1),
            (
                *(project(), money(), assigned(100), project(code="P2")),
                assigned(101, project_code="P2"),
            ),
            finds=("P2",),
        ),
        Example(
            Text("没有登记总投资的、没有安排资金的不适用", "No total, or no money: not applicable"),
            date(2022, 6, 1),
            (money(), assigned(100), project(code="P2")),
            not_applicable=2,
        ),
        Example(
            Text("条例施行前一日安排的不适用", "Given the day before the regulation"),
            date(2022, 6, 1),
            (project(), money(), assigned(101, "2019-06-30")),
            not_applicable=1,
        ),
        Example(
            Text("条例施行当日安排的适用", "Given on the day of the regulation"),
            date(2022, 6, 1),
            (project(), money(), assigned(101, "2019-07-01")),
            finds=("P",),
        ),
    ),
)
