"""Works are paid as far as they were verified to be done, and settled once they are accepted."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan."""
    cells: dict[str, object] = {"contract_code": "H", "project_code": "P"}
    return fact("contracts", **(cells | more))


def verified(percent: object, on: str = "2022-05-01", **more: object) -> Fact:
    """So much of it was verified to be done."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "percent": percent,
        "occurred_on": on,
    }
    return fact("progress_reports", **(cells | more))


def paid(amount: object, on: str = "2022-06-01", **more: object) -> Fact:
    """A payment by progress under it."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "external_reference": "Z",
        "stage": "progress",
        "amount": amount,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def accepted(on: str, **more: object) -> Fact:
    """The project was accepted."""
    cells: dict[str, object] = {"project_code": "P", "step": "accepted", "occurred_on": on}
    return fact("project_steps", **(cells | more))


RULE = Rule(
    code="DP-05",
    version=1,
    title=Text("支付超进度、验收前付结算款", "Payment ahead of the work"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第五十七条（三）：按照进度拨付，即根据用款单位的实际用款进度拨付资金",
                "Implementing Regulation of the Budget Law art. 57(3): paid by actual progress",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "支付比例超过核实进度 20 个百分点：分析口径，无法律效力",
                "Twenty points ahead of the verified progress: a yardstick of ours",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2011, 1, 8),
    rests_on_absence=True,
    limits=Text(
        "只查登记为进度款、结算款的合同付款：到付款当日累计支付（含预付款）占合同最近金额的比例，与付款当日"
        "以前核实过的最高进度比较；没有形象进度记录的，按零算。更正调低的进度不追溯。",
        "Only payments by contract entered as by progress or at settlement: the share of the "
        "contract's latest amount that was paid by that day, advances included, against the "
        "highest progress verified by then; none on record counts as none. A correction downwards "
        "is not carried back.",
    ),
    subject="disbursement",
    parameters=(
        Parameter(
            "points_ahead",
            20,
            Text("支付比例可以超过核实进度几个百分点", "Points it may be ahead"),
            own=True,
        ),
    ),
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            paid.stage IN ('progress', 'settlement') AS applicable,
            paid.external_reference,
            paid.contract_id,
            paid.project_id,
            paid.payee_name,
            paid.stage,
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
            subject.payee_name,
            subject.happened_on AS paid_on,
            subject.amount AS paid_amount,
            contract.amount AS contract_amount,
            so_far.paid_so_far_amount,
            coalesce(work.percent, 0) AS verified_percent,
            ended.accepted_on
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.contract AS contract
            ON subject.book_id = contract.book_id AND subject.contract_id = contract.contract_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN (
            SELECT
                book_id,
                disbursement_id,
                sum(amount) OVER (PARTITION BY book_id, contract_id ORDER BY occurred_on)
                    AS paid_so_far_amount
            FROM facts.disbursement
            WHERE contract_id IS NOT NULL
        ) AS so_far
            ON subject.book_id = so_far.book_id AND subject.subject_id = so_far.disbursement_id
        LEFT JOIN (
            SELECT stage.book_id, stage.subject_id, max(report.percent) AS percent
            FROM subject AS stage
            INNER JOIN facts.progress_report AS report
                ON stage.book_id = report.book_id
                AND stage.contract_id = report.contract_id
                AND stage.happened_on >= report.occurred_on
            GROUP BY stage.book_id, stage.subject_id
        ) AS work
            ON subject.book_id = work.book_id AND subject.subject_id = work.subject_id
        LEFT JOIN (
            SELECT book_id, project_id, min(occurred_on) AS accepted_on
            FROM facts.project_step
            WHERE step = 'accepted'
            GROUP BY book_id, project_id
        ) AS ended
            ON subject.book_id = ended.book_id AND subject.project_id = ended.project_id
        WHERE so_far.paid_so_far_amount * 100
            > contract.amount * (coalesce(work.percent, 0) + scope.points_ahead)
            OR (
                subject.stage = 'settlement'
                AND coalesce(ended.accepted_on > subject.happened_on, TRUE)
            )
    """,
    sentence=Text(
        "{book}于 {paid_on} 付给 {payee_name} {paid_amount} 元（{external_reference}，合同 "
        "{contract_code}，项目 {project_code} {project_name}）：合同 {contract_amount} 元，"
        "累计已付 {paid_so_far_amount} 元，核实进度 {verified_percent}%，验收 {accepted_on}。",
        "{book} paid {payee_name} {paid_amount} yuan on {paid_on} ({external_reference}, contract "
        "{contract_code}, project {project_code} {project_name}): of {contract_amount} yuan "
        "{paid_so_far_amount} are paid, {verified_percent} % of the work was verified, acceptance "
        "{accepted_on}.",
    ),
    advice=Text(
        "到现场核对工程量和监理签证；先付后补进度的，看谁签的字。",
        "Measure the works on the spot against the supervisor's certificates; where the progress "
        "was entered afterwards, see who signed.",
    ),
    examples=(
        Example(
            Text("累计支付恰好超前 20 个百分点", "Twenty points ahead, with the advance"),
            AS_OF,
            (
                contract(),
                verified(50),
                paid(300, "2022-04-20", stage="advance", external_reference="Y"),
                paid(400),
            ),
        ),
        Example(
            Text("多付一分钱", "A fen more"),
            AS_OF,
            (
                contract(),
                verified(50),
                paid(300, "2022-04-20", stage="advance", external_reference="Y"),
                paid("400.01"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("付款当日核实的进度算数", "Verified on the day of payment"),
            AS_OF,
            (contract(), verified(50), verified(70, "2022-06-01"), paid(900)),
        ),
        Example(
            Text("付款次日才核实", "Verified the day after"),
            AS_OF,
            (contract(), verified(50), verified(70, "2022-06-02"), paid(900)),
            finds=("Z",),
        ),
        Example(
            Text("没有形象进度记录", "No progress on record"),
            AS_OF,
            (contract(), paid(200), paid("0.01", "2022-06-02", external_reference="Y")),
            finds=("Y",),
        ),
        Example(
            Text("结算款在验收当日支付", "Settled on the day of acceptance"),
            AS_OF,
            (
                contract(),
                verified(100),
                accepted("2022-06-01"),
                paid(500, stage="settlement"),
                accepted("2022-07-01"),
            ),
        ),
        Example(
            Text("结算款在验收前一日支付", "Settled the day before acceptance"),
            AS_OF,
            (contract(), verified(100), accepted("2022-06-02"), paid(500, stage="settlement")),
            finds=("Z",),
        ),
        Example(
            Text("没有验收就付结算款；进度款不看验收", "Settled without acceptance"),
            AS_OF,
            (
                contract(),
                verified(100),
                paid(500, external_reference="Y"),
                paid(100, stage="settlement"),
                fact("project_steps", project_code="P", step="finished", occurred_on="2022-05-01"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("别的合同、别的县的进度不算", "Progress of another contract or county"),
            AS_OF,
            (
                contract(),
                contract(contract_code="H2"),
                verified(100, contract_code="H2"),
                paid(500),
                contract(book="990122"),
                verified(100, book="990122"),
            ),
            finds=("Z",),
        ),
        Example(
            Text("两个县同编号的合同，只有一个超前", "Two counties, one code: one ahead"),
            AS_OF,
            (
                contract(),
                verified(50),
                paid(700),
                contract(book="990122"),
                verified(50, book="990122"),
                paid(701, book="990122", external_reference="X"),
            ),
            finds=("X",),
        ),
        Example(
            Text("别的项目、别的县的验收不算", "Acceptance of another project or county"),
            AS_OF,
            (
                contract(),
                verified(100),
                paid(500, stage="settlement"),
                accepted("2022-05-20", project_code="Q"),
                contract(book="990122"),
                accepted("2022-05-20", book="990122"),
            ),
            finds=("Z",),
        ),
        Example(
            Text(
                "预付款、没有登记阶段的、没有合同的不适用", "Advances, and payments without a stage"
            ),
            AS_OF,
            (
                contract(),
                paid(300, stage="advance"),
                paid(600, stage="", external_reference="Y"),
                paid(600, stage="", contract_code="", external_reference="X"),
            ),
            not_applicable=3,
        ),
        Example(
            Text("条例修订施行前一日的不适用", "The day before the rule applies"),
            AS_OF,
            (contract(signed_on="2010-06-01"), paid(500, "2011-01-07")),
            not_applicable=1,
        ),
        Example(
            Text("施行当日的适用", "On the day it applies"),
            AS_OF,
            (contract(signed_on="2010-06-01"), paid(500, "2011-01-08")),
            finds=("Z",),
        ),
    ),
)
