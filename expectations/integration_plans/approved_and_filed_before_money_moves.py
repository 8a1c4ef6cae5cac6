"""Pooled money is spent only once its plan is approved, and the plan is filed in time."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

APPROVED = "2022-04-01"
RUN = date(2022, 12, 1)


def money(document: str = "S") -> Fact:
    """1,000 yuan that the county received."""
    return fact("transfers", document_no=document, occurred_on="2016-01-10", integrable="是")


def plan(*sources: str, **more: object) -> tuple[Fact, ...]:
    """A version of a plan, filed on its last day, that pools 500 yuan of each source."""
    cells: dict[str, object] = {
        "item_kind": "pooled",
        "approved_on": APPROVED,
        "filed_on": "2022-05-01",
        "amount": 500,
    }
    return tuple(
        fact("integration_plans", **(cells | {"source_document": source} | more))
        for source in sources or ("S",)
    )


def given(project: str = "P", **more: object) -> Fact:
    """Pooled money given to a project."""
    cells: dict[str, object] = {
        "source_document": "S",
        "amount": 200,
        "occurred_on": "2016-02-10",
        "pooled": "是",
    }
    return fact("assignments", project_code=project, **(cells | more))


def paid(on: str, project: str = "P", source: str = "S") -> Fact:
    """100 yuan of it, paid."""
    return fact("disbursements", project_code=project, source_document=source, occurred_on=on)


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


RULE = Rule(
    code="IN-02",
    version=1,
    title=Text(
        "无整合方案先支出或方案未备案",
        "Pooled money spent before its plan, or a plan not filed",
    ),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2016〕22号：由县编制统筹整合使用财政涉农资金方案，报省级扶贫开发领导小组备案"
                "（原文条目未核对；备案期限由各省规定）",
                "State Council Office 2016 No. 22: the county draws up the plan for pooled funds "
                "and files it with the provincial lead group (wording not checked; provinces set "
                "by when)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2016, 4, 22),
    in_force_note=Text(
        "按方案版本的批准日期适用。", "It applies by the day on which a version was approved."
    ),
    rests_on_absence=True,
    limits=Text(
        "支付在先：只算第一次纳入该资金的方案，且该项目从这笔资金得到的全部是整合资金，批准当日支付的"
        "不报；从未列入任何方案的由 IN-03 检查。备案：方案的每个版本各查一次；登记方案时尚未备案、"
        "以后没有在新版本上补填的，也会报出，核实后排除。",
        "Paid before: by the first plan that pools the source, and only where all that a project "
        "has of it is pooled money; paid on the day of approval is in order; what no plan ever "
        "lists is for IN-03. Filed: each version is tested. A plan that was entered before it was "
        "filed, and never again with the day, is shown too and is to be dismissed.",
    ),
    subject="integration_plan",
    parameters=(
        Parameter(
            "filing_days",
            30,
            Text("方案批准后几日内备案", "Days from a plan's approval to its filing"),
            own=True,
        ),
    ),
    population="""
        SELECT
            version.book_id,
            version.plan_id AS subject_id,
            version.approved_on AS happened_on,
            TRUE AS applicable,
            version.plan_code,
            version.version_number,
            version.approved_on AS planned_on,
            version.filed_on,
            version.filed_with
        FROM facts.integration_plan AS version
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            early.paid_amount AS amount_at_issue,
            subject.planned_on + scope.filing_days AS due_on,
            subject.plan_code,
            subject.version_number,
            subject.planned_on,
            early.plan_first_paid_on,
            early.paid_amount,
            subject.planned_on + scope.filing_days AS filing_due_on,
            subject.filed_on,
            subject.filed_with
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        LEFT JOIN (
            SELECT
                pooled.book_id,
                pooled.plan_id,
                min(paid.occurred_on) AS plan_first_paid_on,
                sum(paid.amount) AS paid_amount
            FROM (
                SELECT book_id, source_id, min(occurred_on) AS pooled_on
                FROM facts.integration
                GROUP BY book_id, source_id
            ) AS beginning
            INNER JOIN facts.integration AS pooled
                ON beginning.book_id = pooled.book_id
                AND beginning.source_id = pooled.source_id
                AND beginning.pooled_on = pooled.occurred_on
            INNER JOIN (
                SELECT book_id, source_id, project_id
                FROM facts.assignment
                GROUP BY book_id, source_id, project_id
                HAVING min(CAST(pooled AS INTEGER)) = 1
            ) AS given
                ON beginning.book_id = given.book_id AND beginning.source_id = given.source_id
            INNER JOIN facts.disbursement AS paid
                ON given.book_id = paid.book_id
                AND given.source_id = paid.source_id
                AND given.project_id = paid.project_id
                AND beginning.pooled_on > paid.occurred_on
            GROUP BY pooled.book_id, pooled.plan_id
        ) AS early
            ON subject.book_id = early.book_id AND subject.subject_id = early.plan_id
        WHERE
            early.paid_amount IS NOT NULL
            OR coalesce(subject.filed_on, {as_of}) > subject.planned_on + scope.filing_days
    """,
    sentence=Text(
        "{book}的“{plan_code}”第 {version_number} 版于 {planned_on} 批准：此前已用整合资金支付 "
        "{paid_amount} 元（首笔 {plan_first_paid_on}）；最迟应于 {filing_due_on} 备案，实际备案 "
        "{filed_on}（{filed_with}）。",
        "{book} approved version {version_number} of {plan_code} on {planned_on}: pooled money "
        "paid before was {paid_amount} yuan (first on {plan_first_paid_on}); due to be filed by "
        "{filing_due_on}, filed {filed_on} ({filed_with}).",
    ),
    advice=Text(
        "查看方案批准文件和备案回执；先支付后批准的，查明由谁同意；本省备案期限不同的，先设参数。",
        "Ask for the approval and the receipt of filing; where money was paid first, find out who "
        "agreed; set the parameter where the province has another term.",
    ),
    examples=(
        Example(
            Text("批准当日支付，第三十日备案", "Paid on the day it is approved, filed on day 30"),
            RUN,
            (money(), *plan(), given(), paid(APPROVED)),
        ),
        Example(
            Text("第一版批准前一日支付", "Paid the day before the first version is approved"),
            RUN,
            (
                *(money(), *plan(), given(), paid("2022-03-31")),
                *plan(version_number=2, approved_on="2022-05-01", amount=600),
            ),
            finds=("方案-1",),
        ),
        Example(
            Text("第三十一日才备案", "Filed on day 31"),
            RUN,
            (money(), *plan(filed_on="2022-05-02")),
            finds=("方案-1",),
        ),
        Example(
            Text("第三十日尚未备案", "Not filed yet on day 30"),
            date(2022, 5, 1),
            (money(), *plan(filed_on="")),
        ),
        Example(
            Text("第三十一日仍未备案", "Still not filed on day 31"),
            date(2022, 5, 2),
            (money(), *plan(filed_on="")),
            finds=("方案-1",),
        ),
        Example(
            Text("支付的不是整合资金", "What was paid before was not pooled"),
            RUN,
            (money(), *plan(), given(pooled="否"), given("Q"), paid("2022-03-31")),
        ),
        Example(
            Text("该项目另有未整合的同一资金", "The project has other money of the source too"),
            RUN,
            (money(), *plan(), given(), given(pooled="否", document_no="另"), paid("2022-03-31")),
        ),
        Example(
            Text("支付的是另一笔资金", "What was paid before was of another source"),
            RUN,
            (
                *(money(), money("T"), *plan(), given()),
                *(given(source_document="T", pooled="否"), paid("2022-03-31", source="T")),
            ),
        ),
        Example(
            Text(
                "第二版增加整合金额，两版之间的支付不报", "Paid before version 2 pools more of it"
            ),
            RUN,
            (
                *(money(), *plan(), given(), paid("2022-04-20")),
                *plan(version_number=2, approved_on="2022-05-01", amount=600),
            ),
        ),
        Example(
            Text("两个方案，只有一个支付在先", "Two plans, two sources: one was paid before"),
            RUN,
            (
                *(money(), money("T"), *plan(), *plan("T", plan_code="另案")),
                *(given(), given("Q", source_document="T"), paid("2022-03-31", "Q", "T")),
            ),
            finds=("另案-1",),
        ),
        Example(
            Text("两县同名的方案，只有一县支付在先", "Two counties, one code: one paid before"),
            RUN,
            (
                *(money(), *plan(), given(), paid("2022-03-31")),
                *elsewhere(money(), *plan(), given(), paid(APPROVED)),
            ),
            finds=("方案-1",),
        ),
        Example(
            Text("2016 年 4 月 21 日批准的不适用", "Approved the day before it was in force"),
            RUN,
            (money(), *plan(approved_on="2016-04-21", filed_on="")),
            not_applicable=1,
        ),
        Example(
            Text("2016 年 4 月 22 日批准的适用", "Approved on the day it came into force"),
            RUN,
            (money(), *plan(approved_on="2016-04-22", filed_on="")),
            finds=("方案-1",),
        ),
    ),
)
