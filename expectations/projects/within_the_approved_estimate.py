"""A project costs no more than its approved estimate."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"


def project(**more: object) -> Fact:
    """A project whose design was approved at 1,000 yuan."""
    cells: dict[str, object] = {"project_code": "P", "approved_estimate": 1000}
    return fact("projects", **(cells | more))


def contract(amount: object, **more: object) -> Fact:
    """A contract of it."""
    cells: dict[str, object] = {"contract_code": "H", "project_code": "P", "amount": amount}
    return fact("contracts", **(cells | more))


def paid(amount: object, **more: object) -> Fact:
    """A payment of it, under no contract."""
    cells: dict[str, object] = {"project_code": "P", "amount": amount, "occurred_on": "2022-05-01"}
    return fact("disbursements", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False, on: date = AS_OF) -> Example:
    """What is seen of the project on a day."""
    return Example(Text(zh, en), on, facts, ("P",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A project that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-07",
    version=1,
    title=Text("超概算", "Above the approved estimate"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第十二条、第二十三条：初步设计概算超过可行性研究报告投资估算 "
                "10% 的，应当报告；"
                "建设投资原则上不得超过经核定的投资概算",
                "Government Investment Regulation arts. 12 and 23: a preliminary design more "
                "than "
                "10 % above the feasibility estimate is reported; the investment does not exceed "
                "the approved estimate in principle",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第九条第（三）项：违反规定超概算投资",
                "Regulation on Penalties for Fiscal Offences art. 9(3): investing above the "
                "approved estimate against the rules",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    in_force_note=Text(
        "自《政府投资条例》施行之日起适用，按最后一份合同或最后一笔支付的日期计。",
        "From the day of the Government Investment Regulation, by the last contract or payment.",
    ),
    limits=Text(
        "登记了批准概算、且已有合同或支付的项目才查。合同按补充、调减以后的金额合计，"
        "与支付（扣除退回）合计比较，"
        "取大的。概算经批准调整的，登记新的概算和生效日期。概算超过可研估算一成的只是提示："
        "是否已报告，账上没有登记。",
        "Only projects with an approved estimate and a contract or payment. Contracts count with "
        "their supplements and reductions; they or the payments (less returns), whichever is "
        "more. Enter an estimate that was approved anew with its day. A design more than a tenth "
        "above the feasibility estimate is only a tip: whether it was reported is not on record.",
    ),
    subject="project",
    parameters=(
        Parameter(
            "percent_above_feasibility",
            Decimal(10),
            Text(
                "概算最多可超过可研估算的百分比",
                "Percent by which the design may exceed the feasibility estimate",
            ),
        ),
    ),
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            greatest(bound.last_on, spent.last_on) AS happened_on,
            project.approved_estimate IS NOT NULL
            AND greatest(bound.amount, spent.amount) IS NOT NULL AS applicable,
            project.project_code,
            project.name AS project_name,
            project.feasibility_estimate,
            project.approved_estimate,
            coalesce(bound.amount, 0) AS contract_amount,
            coalesce(spent.amount, 0) AS paid_amount
        FROM facts.project AS project
        LEFT JOIN (
            SELECT book_id, project_id, sum(amount) AS amount, max(signed_on) AS last_on
            FROM facts.contract
            WHERE signed_on <= {as_of}
            GROUP BY book_id, project_id
        ) AS bound
            ON project.book_id = bound.book_id AND project.project_id = bound.project_id
        LEFT JOIN (
            SELECT book_id, project_id, sum(amount) AS amount, max(occurred_on) AS last_on
            FROM facts.spending
            GROUP BY book_id, project_id
        ) AS spent
            ON project.book_id = spent.book_id AND project.project_id = spent.project_id
    """,
    breach="""
        SELECT
            above.book_id,
            above.subject_id,
            greatest(above.excess, above.design_excess) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            CASE WHEN above.excess > 0 THEN 3 ELSE 1 END AS severity,
            above.project_code, above.project_name, above.feasibility_estimate,
            above.approved_estimate, above.contract_amount, above.paid_amount
        FROM (
            SELECT
                subject.*,
                greatest(subject.contract_amount, subject.paid_amount)
                - subject.approved_estimate AS excess,
                CASE
                    WHEN subject.approved_estimate > subject.feasibility_estimate
                        * (100 + scope.percent_above_feasibility) * 0.01
                        THEN subject.approved_estimate - subject.feasibility_estimate
                    ELSE 0
                END AS design_excess
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ) AS above
        WHERE greatest(above.excess, above.design_excess) > 0
    """,
    sentence=Text(
        "{book}的项目 {project_code} {project_name} 批准概算 {approved_estimate} 元（可研估算 "
        "{feasibility_estimate} 元），合同合计 {contract_amount} 元，已付 {paid_amount} 元，"
        "超出 {amount_at_issue} 元。",
        "{book}: project {project_code} {project_name} was approved at {approved_estimate} yuan "
        "(feasibility estimate {feasibility_estimate}); its contracts come to {contract_amount}, "
        "{paid_amount} was paid: {amount_at_issue} above.",
    ),
    advice=Text(
        "查概算调整的批复；已批准的，补登新的概算。只超可研估算的，查是否已报告。",
        "Ask for the approval of a new estimate and enter it; where only the feasibility "
        "estimate "
        "was exceeded, whether that was reported.",
    ),
    examples=(
        example("正好等于概算", "Exactly the estimate", project(), contract(1000), paid(1000)),
        example(
            "合同合计多一分", "Contracts a fen above", project(), contract("1000.01"), finds=True
        ),
        example("支付多一分", "Payments a fen above", project(), paid("1000.01"), finds=True),
        example(
            "两份合同合计超出",
            "Two contracts together",
            project(),
            contract(600),
            contract(600, contract_code="H2", supplier_name="乙"),
            finds=True,
        ),
        example(
            "调减以后不超",
            "Not above once reduced",
            project(),
            contract(1200),
            fact("contract_changes", contract_code="H", kind="reduction", amount=200),
        ),
        example(
            "补充以后超出",
            "Above once supplemented",
            project(),
            contract(1000),
            fact("contract_changes", contract_code="H", amount=1),
            finds=True,
        ),
        example(
            "退回以后不超",
            "Not above once returned",
            project(),
            paid("1000.01", external_reference="Z"),
            fact("refunds", payment_reference="Z", kind="returned", amount="0.01"),
        ),
        example(
            "检查日以后签的合同不算",
            "A contract signed later does not count",
            project(),
            contract(900, signed_on="2022-03-01"),
            contract(900, contract_code="H2", supplier_name="乙"),
            on=date(2022, 3, 31),
        ),
        example(
            "检查当天签的合同算",
            "A contract signed on the day counts",
            project(),
            contract(900, signed_on="2022-03-01"),
            contract(900, contract_code="H2", supplier_name="乙"),
            on=date(2022, 4, 1),
            finds=True,
        ),
        example(
            "概算正好超可研估算一成",
            "Exactly a tenth above the feasibility estimate",
            project(feasibility_estimate=1000, approved_estimate=1100),
            contract(1000),
        ),
        example(
            "概算超可研估算一成多一分",
            "A fen more than a tenth above it",
            project(feasibility_estimate=1000, approved_estimate="1100.01"),
            contract(1000),
            finds=True,
        ),
        Example(
            Text("两县、两个项目各算各的", "Two counties, two projects: each by itself"),
            AS_OF,
            (
                project(),
                contract(1001),
                paid(600),
                project(project_code="Q", approved_estimate=2000),
                contract(1500, project_code="Q", contract_code="H2"),
                paid(700, project_code="Q"),
                project(book=OTHER_COUNTY, approved_estimate=500),
                contract(400, book=OTHER_COUNTY),
                paid(400, book=OTHER_COUNTY),
                project(book=OTHER_COUNTY, project_code="Q", approved_estimate=500),
                contract(300, book=OTHER_COUNTY, project_code="Q", contract_code="H2"),
                paid(300, book=OTHER_COUNTY, project_code="Q"),
            ),
            finds=("P",),
            not_applicable=0,
        ),
        left_out("没有登记概算", "No estimate", project(approved_estimate=""), contract(1000)),
        left_out("没有合同和支付", "No contract and no payment", project()),
        left_out(
            "2019 年 6 月 30 日签订的不适用",
            "Signed the day before the rule applies",
            project(),
            contract(1001, signed_on="2019-06-30"),
        ),
        example(
            "2019 年 7 月 1 日签订的适用",
            "Signed on the first day it applies",
            project(),
            contract(1001, signed_on="2019-07-01"),
            finds=True,
        ),
    ),
)
