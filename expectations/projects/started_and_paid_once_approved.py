"""A project is approved before it starts and before it is paid for."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"


def step(name: str, on: str, **more: object) -> Fact:
    """A step of the project's life."""
    return fact("project_steps", **({"project_code": "P", "step": name, "occurred_on": on} | more))


def approved(on: str = "2022-04-01", **more: object) -> Fact:
    """The approval of the project."""
    return step("project_approved", on, **more)


def paid(on: str, **more: object) -> Fact:
    """A payment of 100 yuan for it."""
    return fact("disbursements", **({"project_code": "P", "occurred_on": on} | more))


def contract(kind: str, code: str = "HT", **more: object) -> Fact:
    """A contract of the project."""
    cells: dict[str, object] = {
        "contract_code": code,
        "project_code": "P",
        "kind": kind,
        "signed_on": "2022-02-01",
        "source_document": "背景资金〔2000〕1号",
    }
    return fact("contracts", **(cells | more))


RULE = Rule(
    code="PL-07",
    version=1,
    title=Text("未批先建、未批先付", "Started or paid for before approval"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第十七条：列入年度计划的项目，可行性研究报告已经批准或者投资概算已经"
                "核定；第二十条：不符合建设条件的不得开工建设",
                "Regulation on Government Investment art. 17: a project of the yearly plan has its "
                "feasibility report or its estimate approved; art. 20: without the conditions for "
                "building it is not to start",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法实施条例》第五十七条：财政资金按预算、按规定程序、按进度拨付",
                "Implementing Regulation of the Budget Law art. 57: money is paid by the budget, "
                "by the procedure and by progress",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    limits=Text(
        "以“项目批复”节点最早的日期为批准日，与开工日、第一笔支付日比较。没有登记批复的无从比较，"
        "不检查。按勘察设计监理合同支付的前期费用不算。",
        "The first step of project approval against the day of the start and of the first payment. "
        "Without an approval on record there is nothing to compare. Payments under contracts for "
        "survey, design and supervision prepare an approval and are left out.",
    ),
    subject="project",
    population="""
        SELECT
            project.book_id,
            project.project_id AS subject_id,
            least(dated.started_on, paid.first_paid_on) AS happened_on,
            dated.approved_on IS NOT NULL
            AND (dated.started_on IS NOT NULL OR paid.project_id IS NOT NULL) AS applicable,
            project.project_code,
            project.name AS project_name,
            project.approved_total,
            dated.approved_on,
            dated.started_on,
            paid.first_paid_on
        FROM facts.project AS project
        LEFT JOIN (
            SELECT
                book_id,
                project_id,
                min(CASE WHEN step = 'project_approved' THEN occurred_on END) AS approved_on,
                min(CASE WHEN step = 'started' THEN occurred_on END) AS started_on
            FROM facts.project_step
            GROUP BY book_id, project_id
        ) AS dated
            ON project.book_id = dated.book_id AND project.project_id = dated.project_id
        LEFT JOIN (
            SELECT payment.book_id, payment.project_id, min(payment.occurred_on) AS first_paid_on
            FROM facts.disbursement AS payment
            LEFT JOIN facts.contract AS contract
                ON payment.book_id = contract.book_id
                AND payment.contract_id = contract.contract_id
            WHERE coalesce(contract.kind, 'none') <> 'survey_design_supervision'
            GROUP BY payment.book_id, payment.project_id
        ) AS paid
            ON project.book_id = paid.book_id AND project.project_id = paid.project_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.approved_total AS amount_at_issue,
            subject.approved_on AS due_on,
            subject.project_code,
            subject.project_name,
            subject.approved_on AS project_approved_on,
            subject.started_on,
            subject.first_paid_on AS project_first_paid_on
        FROM subject
        WHERE subject.happened_on < subject.approved_on
    """,
    sentence=Text(
        "项目 {project_code} {project_name} 于 {project_approved_on} 批复，开工 {started_on}，"
        "第一笔支付 {project_first_paid_on}，早于批复。",
        "Project {project_code} {project_name} was approved on {project_approved_on}; it started "
        "on {started_on} and was first paid for on {project_first_paid_on}, before that.",
    ),
    advice=Text(
        "核对批复文件和开工报告的日期；属抢险救灾等应急项目的，核对有关决定后排除。",
        "Check the days of the approval and of the start; an emergency with its own decision may "
        "be dismissed.",
    ),
    examples=(
        Example(
            Text("批复当日开工、支付", "Started and paid on the day of approval"),
            date(2022, 6, 1),
            (approved(), step("started", "2022-04-01"), paid("2022-04-01")),
        ),
        Example(
            Text("批复前一日开工", "Started the day before"),
            date(2022, 6, 1),
            (approved(), step("started", "2022-03-31"), paid("2022-05-01")),
            finds=("P",),
        ),
        Example(
            Text("批复前一日支付", "Paid the day before"),
            date(2022, 6, 1),
            (approved(), step("started", "2022-04-08"), paid("2022-03-31"), paid("2022-05-01")),
            finds=("P",),
        ),
        Example(
            Text("没有登记开工，批复前支付", "No start on record; paid before approval"),
            date(2022, 6, 1),
            (approved(), paid("2022-03-31")),
            finds=("P",),
        ),
        Example(
            Text("没有支付，批复前开工", "Nothing paid; started before approval"),
            date(2022, 6, 1),
            (approved(), step("started", "2022-03-31")),
            finds=("P",),
        ),
        Example(
            Text("前期设计费先付，不算", "A designer paid beforehand is in order"),
            date(2022, 6, 1),
            (
                *(approved(), contract("survey_design_supervision"), contract("works", "HT2")),
                *(paid("2022-03-31", contract_code="HT"), paid("2022-04-08")),
            ),
        ),
        Example(
            Text("施工合同先付的算", "A builder paid beforehand is not"),
            date(2022, 6, 1),
            (approved(), contract("works"), paid("2022-03-31", contract_code="HT")),
            finds=("P",),
        ),
        Example(
            Text("先付的那笔已冲销", "The early payment was reversed"),
            date(2022, 6, 1),
            (
                *(approved(), paid("2022-03-31"), paid("2022-04-08")),
                fact("reversals", voucher="202203-1", occurred_on="2022-05-01", reason="记错"),
            ),
        ),
        Example(
            Text("两次批复，以先批的为准", "Approved twice: the first counts"),
            date(2022, 6, 1),
            (approved(), approved("2022-05-01"), paid("2022-04-08")),
        ),
        Example(
            Text("两县同编号的项目，只有一县未批先建", "Two counties, one code: one started early"),
            date(2022, 6, 1),
            (
                *(approved(), step("started", "2022-04-08"), paid("2022-04-08")),
                *(approved("2022-05-01", book=OTHER_COUNTY),),
                *(step("started", "2022-05-02", book=OTHER_COUNTY),),
                paid("2022-04-30", book=OTHER_COUNTY),
            ),
            finds=("P",),
        ),
        Example(
            Text("两县都先付，一县付的是设计费", "Two counties paid early; one paid its designer"),
            date(2022, 6, 1),
            (
                *(approved(), contract("survey_design_supervision")),
                paid("2022-03-31", contract_code="HT"),
                *(approved(book=OTHER_COUNTY), contract("works", book=OTHER_COUNTY)),
                paid("2022-03-31", contract_code="HT", book=OTHER_COUNTY),
            ),
            finds=("P",),
        ),
        Example(
            Text("同县两个项目，只有一个未批先付", "Two projects: one was paid for early"),
            date(2022, 6, 1),
            (
                *(approved(), paid("2022-04-08"), approved("2022-05-01", project_code="P2")),
                *(contract("works"), paid("2022-04-30", project_code="P2")),
                paid("2022-04-09", contract_code="HT"),
            ),
            finds=("P2",),
        ),
        Example(
            Text("没有登记批复的、批复后没有动的不适用", "Never approved, or nothing since"),
            date(2022, 6, 1),
            (paid("2022-03-31"), approved(project_code="P2")),
            not_applicable=2,
        ),
        Example(
            Text("条例施行前一日开工的不适用", "Started the day before the regulation"),
            date(2022, 6, 1),
            (approved("2019-08-01"), step("started", "2019-06-30")),
            not_applicable=1,
        ),
        Example(
            Text("条例施行当日开工的适用", "Started on the day of the regulation"),
            date(2022, 6, 1),
            (approved("2019-08-01"), step("started", "2019-07-01")),
            finds=("P",),
        ),
    ),
)
