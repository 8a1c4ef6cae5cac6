"""Pooled money is paid only for projects of the plan in force, and no more than it gives them."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

SOURCE, OTHER = "省财农〔2022〕3号", "省财农〔2022〕4号"


def money() -> Fact:
    """1,000 yuan that the county received."""
    return fact("transfers", document_no=SOURCE, amount=1000, occurred_on="2016-01-10")


def plan(version: int = 1, on: str = "2022-02-01", **projects: int) -> tuple[Fact, ...]:
    """A version of the plan: it pools 500 yuan and gives each project an amount."""
    head: dict[str, object] = {"version_number": version, "approved_on": on}
    return (
        fact("integration_plans", item_kind="pooled", source_document=SOURCE, amount=500, **head),
        *(
            fact("integration_plans", project_code=code, amount=amount, **head)
            for code, amount in projects.items()
        ),
    )


def assigned(amount: int, **more: object) -> Fact:
    """Pooled money given to the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "amount": amount,
        "occurred_on": "2022-02-10",
        "pooled": "是",
    }
    return fact("assignments", **(cells | more))


def paid(reference: str, amount: object, on: str = "2022-03-01", **more: object) -> Fact:
    """A payment for the project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": SOURCE,
        "external_reference": reference,
        "amount": amount,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


def returned(amount: int) -> Fact:
    """Some of payment Z1 comes back from the payee."""
    return fact(
        "refunds",
        payment_reference="Z1",
        kind="returned",
        amount=amount,
        occurred_on="2022-03-10",
    )


def taken_back(amount: int, on: str = "2022-03-01") -> Fact:
    """Some of what the project has goes back to the source."""
    return fact(
        "take_backs", source_document=SOURCE, project_code="P", amount=amount, occurred_on=on
    )


def planned(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """An example in which the plan gives the project 100 yuan, and 200 were assigned to it."""
    given = (money(), *plan(P=100), assigned(200), *facts)
    return Example(Text(zh, en), date(2022, 6, 1), given, finds=finds)


RULE = Rule(
    code="IN-03",
    version=2,
    title=Text("支出不在方案内或超方案", "Paid outside the integration plan, or above it"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2016〕22号：由县编制统筹整合使用财政涉农资金方案，省级领导小组备案，"
                "按方案使用（原文条目未核对）",
                "State Council Office 2016 No. 22: the county draws up the plan for pooled funds, "
                "the provincial lead group files it, the money follows it (wording not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "《预算法实施条例》第五十七条（一）：不得办理无预算、无用款计划、超预算或者超计划的"
                "资金拨付，不得擅自改变支出用途",
                "Implementing Regulation of the Budget Law art. 57(1): nothing is paid out without "
                "a budget or plan or beyond one, nor for another use",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 4, 22),
    limits=Text(
        "方案以支付当日有效的版本为准；几个方案同时有效的，合计。同一来源给同一项目既有整合的、"
        "又有未整合的安排时，先算用未整合的，只报一定超出的。没有方案先支出由 IN-02 检查。",
        "The version in force on the day of payment counts; plans in force together are added up. "
        "Where one source gave a project both pooled and other money, the other money is taken to "
        "be spent first, so that only what is certain is shown. Spending before there is a plan is "
        "for IN-02.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            (paid.book_id, paid.source_id, paid.project_id) IN (
                SELECT pooled.book_id, pooled.source_id, pooled.project_id
                FROM facts.assignment AS pooled
                WHERE pooled.pooled
                GROUP BY pooled.book_id, pooled.source_id, pooled.project_id
                HAVING sum(pooled.amount) > 0
            ) AS applicable,
            paid.external_reference
        FROM facts.disbursement AS paid
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            least(moved.paid_amount, -moved.standing) AS amount_at_issue,
            moved.moved_on AS due_on,
            subject.external_reference,
            project.project_code,
            project.name AS project_name,
            moved.moved_on AS paid_on,
            moved.paid_amount, moved.planned_amount, moved.total_amount
        FROM (
            SELECT
                event.book_id, event.project_id, event.moved_on, event.fact_id,
                event.paid AS paid_amount,
                -- What was taken back may have been of the pool: it lessens nothing of the plan.
                sum(event.planned - event.paid) OVER so_far
                + greatest(sum(event.other) OVER so_far, 0) AS standing,
                sum(event.planned) OVER so_far AS planned_amount,
                sum(event.paid) OVER so_far AS total_amount
            FROM (
                SELECT
                    item.book_id, item.project_id,
                    CASE side.sign WHEN 1 THEN version.approved_on ELSE version.replaced_on END
                        AS moved_on,
                    0 AS turn, item.plan_item_id AS fact_id,
                    side.sign * item.amount AS planned, 0 AS other, 0 AS paid
                FROM (
                    SELECT
                        book_id, plan_id, approved_on,
                        lead(approved_on) OVER (
                            PARTITION BY book_id, plan_code
                            ORDER BY approved_on, version_number
                        ) AS replaced_on
                    FROM facts.integration_plan
                ) AS version
                INNER JOIN facts.integration_plan_item AS item
                    ON version.book_id = item.book_id AND version.plan_id = item.plan_id
                CROSS JOIN (VALUES (1), (-1)) AS side (sign)
                WHERE side.sign = 1 OR version.replaced_on IS NOT NULL
                UNION ALL
                SELECT
                    movement.book_id, movement.project_id, movement.moved_on, movement.turn,
                    movement.fact_id, 0 AS planned, movement.other, movement.paid
                FROM (
                    SELECT
                        book_id, source_id, project_id,
                        CASE direction WHEN 'assign' THEN earliest_on ELSE occurred_on END
                            AS moved_on,
                        0 AS turn, assignment_id AS fact_id, amount AS other, 0 AS paid
                    FROM facts.assignment
                    WHERE NOT pooled
                    UNION ALL
                    SELECT
                        book_id, source_id, project_id, occurred_on AS moved_on,
                        sign(amount) AS turn, spending_id AS fact_id, 0 AS other, amount AS paid
                    FROM facts.spending
                    WHERE kind <> 'opening'
                    UNION ALL
                    SELECT
                        book_id, source_id, project_id, occurred_on AS moved_on,
                        0 AS turn, take_back_id AS fact_id, -amount AS other, 0 AS paid
                    FROM facts.take_back
                    WHERE project_id IS NOT NULL
                ) AS movement
                INNER JOIN (
                    SELECT book_id, source_id, project_id
                    FROM facts.assignment
                    WHERE pooled
                    GROUP BY book_id, source_id, project_id
                    HAVING sum(amount) > 0
                ) AS pooled
                    ON movement.book_id = pooled.book_id
                    AND movement.source_id = pooled.source_id
                    AND movement.project_id = pooled.project_id
            ) AS event
            WINDOW so_far AS (
                PARTITION BY event.book_id, event.project_id
                ORDER BY event.moved_on, event.turn, event.fact_id
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
            )
        ) AS moved
        INNER JOIN subject
            ON moved.book_id = subject.book_id AND moved.fact_id = subject.subject_id
        INNER JOIN facts.project AS project
            ON moved.book_id = project.book_id AND moved.project_id = project.project_id
        WHERE moved.standing < 0
    """,
    sentence=Text(
        "{book}于 {paid_on} 用整合资金为项目 {project_code} {project_name} 支付 {paid_amount} 元"
        "（{external_reference}）；当日有效的方案安排该项目 {planned_amount} 元，"
        "累计已付 {total_amount} 元，超出 {amount_at_issue} 元。",
        "{book} paid {paid_amount} yuan of pooled money for project {project_code} {project_name} "
        "on {paid_on} ({external_reference}); the plan in force gave it {planned_amount}, "
        "{total_amount} had been paid in all: {amount_at_issue} outside the plan.",
    ),
    advice=Text(
        "核对方案各版本的批准日期和项目清单；后来补进方案的，查明支付时由谁同意。",
        "Check the days and lists of the plan's versions; where the project was added later, find "
        "out who agreed to the payment.",
    ),
    examples=(
        planned(
            "付足方案给的数", "Paid exactly what the plan gives", paid("Z1", 60), paid("Z2", 40)
        ),
        planned(
            "超出方案一分",
            "One fen above the plan",
            *(paid("Z1", 60), paid("Z2", "40.01")),
            finds=("Z2",),
        ),
        planned(
            "多付的一笔已红字冲销",
            "The payment that was too much has been reversed",
            paid("Z", 200),
            fact("reversals", voucher="202203-1", occurred_on="2022-04-01", reason="退回"),
        ),
        planned(
            "收款人退回后再付",
            "What a payee returned is paid again",
            *(
                paid("Z1", 100),
                returned(20),
                paid("Z2", 20, "2022-03-10"),
                paid("Z3", "0.01", "2022-03-11"),
            ),
            finds=("Z3",),
        ),
        planned(
            "同一来源另有未整合的安排，先算用它",
            "Other money of the source is spent first",
            assigned(30, pooled="否", document_no="另"),
            *(paid("Z1", 130), paid("Z2", 1)),
            finds=("Z2",),
        ),
        planned(
            "未整合的安排已收回，不能再用",
            "Other money of the source was taken back",
            assigned(30, pooled="否", document_no="另"),
            taken_back(20),
            *(paid("Z1", 110), paid("Z2", 1)),
            finds=("Z2",),
        ),
        planned(
            "收回整合资金后付足方案给的数",
            "Pooled money taken back, and paid exactly what the plan gives",
            *(paid("Z1", 50), taken_back(100, "2022-03-02"), paid("Z2", 50, "2022-03-03")),
        ),
        Example(
            Text("项目不在方案内", "A project that is not in the plan"),
            date(2022, 6, 1),
            (money(), *plan(Q=100), assigned(1), paid("Z", 1)),
            finds=("Z",),
        ),
        Example(
            Text("新版本批准当日支付，算在新版本内", "Paid on the day the new version is approved"),
            date(2022, 6, 1),
            (money(), *plan(P=50), *plan(2, "2022-03-01", P=100), assigned(200), paid("Z", 100)),
        ),
        Example(
            Text("新版本批准前一日支付", "Paid the day before the new version is approved"),
            date(2022, 6, 1),
            (money(), *plan(P=50), *plan(2, "2022-03-02", P=100), assigned(200), paid("Z", 100)),
            finds=("Z",),
        ),
        Example(
            Text(
                "新版本不再列该项目，此后支付", "Paid after a new version has dropped the project"
            ),
            date(2022, 6, 1),
            (
                money(),
                *plan(P=100),
                *plan(2, "2022-03-02", Q=100),
                assigned(200),
                paid("Z1", 50, "2022-03-01"),
                paid("Z2", 50, "2022-03-03"),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("两县同编号的项目，各按各的方案", "Two counties, one code: each by its own plan"),
            date(2022, 6, 1),
            (
                *(money(), *plan(P=100), assigned(200), paid("Z1", 100)),
                *elsewhere(money(), *plan(P=99), assigned(200), paid("Z2", 100)),
            ),
            finds=("Z2",),
        ),
        Example(
            Text(
                "另一来源的整合安排已全部调回，它的其他安排不能抵整合资金",
                "Of another source nothing is pooled any more: its other money stands for nothing",
            ),
            date(2022, 6, 1),
            (
                *(money(), *plan(P=100), assigned(200)),
                fact("transfers", document_no=OTHER, amount=1000, occurred_on="2016-01-10"),
                assigned(50, source_document=OTHER, document_no="一"),
                assigned(50, source_document=OTHER, document_no="二", direction="withdraw"),
                assigned(100, source_document=OTHER, document_no="三", pooled="否"),
                *(paid("Z1", 1, source_document=OTHER), paid("Z2", 101)),
            ),
            finds=("Z2",),
            not_applicable=1,
        ),
        Example(
            Text(
                "同一来源整合用于两个项目，各付足", "One source for two projects, each paid in full"
            ),
            date(2022, 6, 1),
            (
                *(money(), *plan(P=100, Q=100), assigned(100), assigned(100, project_code="Q")),
                *(paid("Z1", 100), paid("Z2", 100, project_code="Q")),
            ),
        ),
        Example(
            Text("没有用整合资金的支付不适用", "Not paid from the pool: the rule does not apply"),
            date(2022, 6, 1),
            (money(), *plan(Q=100), assigned(200, pooled="否"), paid("Z", 200)),
            not_applicable=1,
        ),
        Example(
            Text("2016 年 4 月 21 日支付的不适用", "Paid the day before it was in force"),
            date(2022, 6, 1),
            (money(), *plan(P=1), assigned(200), paid("Z", 100, "2016-04-21")),
            not_applicable=1,
        ),
        Example(
            Text("2016 年 4 月 22 日支付的适用", "Paid on the day it came into force"),
            date(2022, 6, 1),
            (money(), *plan(P=1), assigned(200), paid("Z", 100, "2016-04-22")),
            finds=("Z",),
        ),
    ),
)
