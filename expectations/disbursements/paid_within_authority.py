"""A project is paid no more than it had been assigned by the day of payment."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

SOURCE = "省财农〔2022〕1号"


def money() -> Fact:
    """1,000 yuan that the county received."""
    return fact("transfers", document_no=SOURCE, amount=1000, occurred_on="2022-01-10")


def assigned(amount: int, on: str, **more: object) -> Fact:
    """Some of it assigned to the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("assignments", **(cells | more))


def paid(reference: str, amount: int, on: str) -> Fact:
    """A payment for the project."""
    return fact(
        "disbursements",
        project_code="P",
        external_reference=reference,
        amount=amount,
        occurred_on=on,
    )


RULE = Rule(
    code="DP-01",
    version=2,
    title=Text("超指标支付", "Payment beyond authority"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第十三条、第五十七条：支出以经批准的预算为依据，未列入预算的不得支出",
                "Budget Law arts. 13, 57: no expenditure that is not in the approved budget",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第五十七条（一）：不得超预算拨付",
                "Implementing Regulation of the Budget Law art. 57(1): nothing beyond the budget",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    limits=Text(
        "入账时已拦截最终超出安排的支付；本规则查的是按日期先后，支付时尚未安排足额的。"
        "是否有用款计划，账上没有资料，不检查。",
        "What ends above the assignment is refused at posting; this looks at the order of days: "
        "paid before enough was assigned. Whether there was a cash plan is not on record and not "
        "tested.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            undated.book_id IS NULL AS applicable,
            paid.external_reference
        FROM facts.disbursement AS paid
        LEFT JOIN (
            SELECT DISTINCT book_id, source_id, project_id
            FROM facts.assignment
            WHERE date_precision <> 'day'
        ) AS undated
            ON paid.book_id = undated.book_id
            AND paid.source_id = undated.source_id
            AND paid.project_id = undated.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            least(moved.amount, -moved.standing) AS amount_at_issue,
            moved.occurred_on AS due_on,
            subject.external_reference,
            project.project_code,
            project.name AS project_name,
            moved.occurred_on AS paid_on,
            moved.amount AS paid_amount,
            moved.standing + moved.amount AS authority_amount
        FROM (
            SELECT
                event.*,
                sum(event.change) OVER (
                    PARTITION BY event.book_id, event.source_id, event.project_id
                    ORDER BY event.occurred_on, event.turn, event.fact_id
                    ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                ) AS standing
            FROM (
                SELECT
                    book_id, source_id, project_id, occurred_on, 0 AS turn,
                    assignment_id AS fact_id, amount AS change, amount
                FROM facts.assignment
                UNION ALL
                SELECT
                    book_id, source_id, project_id, occurred_on, 0 AS turn,
                    opening_balance_id AS fact_id, amount AS change, amount
                FROM facts.opening_balance
                WHERE kind IN ('assigned', 'committed')
                UNION ALL
                SELECT
                    book_id, source_id, project_id, occurred_on, 0 AS turn,
                    take_back_id AS fact_id, -amount AS change, amount
                FROM facts.take_back
                WHERE project_id IS NOT NULL
                UNION ALL
                -- What a payee returned is the project's again; what bounced was never paid.
                SELECT
                    book_id, source_id, project_id, occurred_on, sign(amount) AS turn,
                    spending_id AS fact_id, -amount AS change, amount
                FROM facts.spending
                WHERE kind <> 'opening'
            ) AS event
        ) AS moved
        INNER JOIN subject
            ON moved.book_id = subject.book_id AND moved.fact_id = subject.subject_id
        INNER JOIN facts.project AS project
            ON moved.book_id = project.book_id AND moved.project_id = project.project_id
        WHERE moved.turn = 1 AND moved.standing < 0
    """,
    sentence=Text(
        "{book}于 {paid_on} 支付 {paid_amount} 元（{external_reference}，项目 {project_code} "
        "{project_name}），当时该项目可用的安排只有 {authority_amount} 元，"
        "超出 {amount_at_issue} 元。",
        "{book} paid {paid_amount} yuan on {paid_on} ({external_reference}, project "
        "{project_code} {project_name}) when the project's authority stood at "
        "{authority_amount}: {amount_at_issue} too much.",
    ),
    advice=Text(
        "核对安排文件的日期和支付日期；先付款后补文件的，查明由谁批准。",
        "Check the day of the assignment and of the payment; where the paper came later, find out "
        "who approved the payment.",
    ),
    examples=(
        Example(
            Text("在安排当日支付，不超过安排", "Paid on the day of assignment, within it"),
            date(2022, 6, 1),
            (money(), assigned(100, "2022-03-01"), paid("Z", 100, "2022-03-01")),
        ),
        Example(
            Text("安排的前一日支付", "Paid the day before the assignment"),
            date(2022, 6, 1),
            (money(), assigned(100, "2022-03-02"), paid("Z", 100, "2022-03-01")),
            finds=("Z",),
        ),
        Example(
            Text(
                "第二笔支付时安排不足，后来补了安排",
                "The second payment came before enough was assigned",
            ),
            date(2022, 6, 1),
            (
                money(),
                assigned(100, "2022-03-01"),
                paid("Z1", 100, "2022-03-02"),
                paid("Z2", 1, "2022-03-03"),
                assigned(1, "2022-03-04", document_no="补"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("调减之后支付", "Paid after a withdrawal"),
            date(2022, 6, 1),
            (
                money(),
                assigned(100, "2022-03-01"),
                assigned(50, "2022-03-02", direction="withdraw"),
                paid("Z", 60, "2022-03-03"),
                assigned(10, "2022-03-04", document_no="补"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("年终收回之后支付", "Paid after the rest was taken back at the end of the year"),
            date(2023, 6, 1),
            (
                money(),
                assigned(100, "2022-03-01"),
                fact(
                    "take_backs",
                    source_document=SOURCE,
                    project_code="P",
                    amount=50,
                    occurred_on="2022-12-31",
                ),
                paid("Z", 60, "2023-01-03"),
                assigned(10, "2023-01-04", document_no="补"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("收款人退回后再付", "What a payee returned is paid again"),
            date(2022, 6, 1),
            (
                money(),
                assigned(100, "2022-03-01"),
                paid("Z1", 100, "2022-03-02"),
                fact(
                    "refunds",
                    payment_reference="Z1",
                    kind="returned",
                    amount=20,
                    occurred_on="2022-03-10",
                ),
                paid("Z2", 20, "2022-03-20"),
            ),
        ),
        Example(
            Text("安排只知年份，无法比较先后", "The assignment's day is not known"),
            date(2023, 6, 1),
            (money(), assigned(100, "2022"), paid("Z", 100, "2022-03-01")),
            not_applicable=1,
        ),
        Example(
            Text("2015 年以前的支付不适用", "Paid before the law was in force"),
            date(2022, 6, 1),
            (money(), assigned(100, "2022-03-02"), paid("Z", 100, "2014-12-31")),
            not_applicable=1,
        ),
    ),
)
