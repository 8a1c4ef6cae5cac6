"""Works are paid in advance at least a tenth and at most three tenths of their contract."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def contract(**more: object) -> Fact:
    """A contract of works of 1,000 yuan."""
    cells: dict[str, object] = {"contract_code": "H", "project_code": "P", "kind": "works"}
    return fact("contracts", **(cells | more))


def advance(amount: object, **more: object) -> Fact:
    """A payment in advance under it."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "stage": "advance",
        "amount": amount,
        "occurred_on": "2022-05-01",
    }
    return fact("disbursements", **(cells | more))


RULE = Rule(
    code="DP-04",
    version=1,
    title=Text("工程预付款超出规定比例", "Advance payment of works outside the shares"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "财建〔2004〕369号（建设工程价款结算暂行办法）：预付款原则上不低于合同金额的 10%，"
                "不高于 30%；只见二手来源，原文未核对",
                "Ministry of Finance Cai Jian 2004 No. 369 on settling works: in advance no less "
                "than 10 % and no more than 30 % (seen in a secondary source only)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2004, 10, 20),
    in_force_note=Text(
        "自该办法印发之日（2004 年 10 月 20 日，未核对）起适用。",
        "Applied from the day the measure was issued, 20 October 2004 (not checked).",
    ),
    limits=Text(
        "按登记的款项阶段“预付款”合计，与合同最近的金额比较；没有登记阶段的付款不算预付款。有的县的旧"
        "报账办法规定其他比例（如 4:5:1），由当地参数设定。没有付过预付款的合同不查。",
        "Payments entered with the stage of advance, summed and compared with the latest amount of "
        "the contract; a payment without a stage is none. Older local rules have other shares (as "
        "4:5:1): set the parameters there. Contracts without an advance are not examined.",
    ),
    subject="contract",
    parameters=(
        Parameter("least_percent", 10, Text("预付款不低于合同的百分之几", "At least per cent")),
        Parameter("most_percent", 30, Text("预付款不高于合同的百分之几", "At most per cent")),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            paid.first_paid_on AS happened_on,
            contract.kind = 'works' AND paid.first_paid_on IS NOT NULL AS applicable,
            contract.contract_code,
            contract.project_id,
            contract.payee_id,
            contract.amount,
            paid.first_paid_on,
            paid.amount AS advance_amount
        FROM facts.contract AS contract
        LEFT JOIN (
            SELECT
                book_id, contract_id, min(occurred_on) AS first_paid_on, sum(amount) AS amount
            FROM facts.disbursement
            WHERE stage = 'advance'
            GROUP BY book_id, contract_id
        ) AS paid
            ON contract.book_id = paid.book_id AND contract.contract_id = paid.contract_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            greatest(
                subject.advance_amount
                - CAST(subject.amount * scope.most_percent * 0.01 AS NUMERIC(18, 2)),
                CAST(subject.amount * scope.least_percent * 0.01 AS NUMERIC(18, 2))
                - subject.advance_amount
            ) AS amount_at_issue,
            subject.first_paid_on AS due_on,
            subject.contract_code,
            project.project_code,
            project.name AS project_name,
            supplier.name AS supplier_name,
            subject.amount AS contract_amount,
            subject.first_paid_on,
            subject.advance_amount,
            scope.least_percent,
            scope.most_percent
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN facts.payee AS supplier
            ON subject.book_id = supplier.book_id AND subject.payee_id = supplier.payee_id
        WHERE subject.advance_amount * 100 > subject.amount * scope.most_percent
            OR subject.advance_amount * 100 < subject.amount * scope.least_percent
    """,
    sentence=Text(
        "{book}的工程合同 {contract_code}（{supplier_name}，项目 {project_code} {project_name}）"
        "金额 {contract_amount} 元，自 {first_paid_on} 起预付 {advance_amount} 元，"
        "应在 {least_percent}% 到 {most_percent}% 之间，相差 {amount_at_issue} 元。",
        "{book}: contract {contract_code} of works ({supplier_name}, project {project_code} "
        "{project_name}) is worth {contract_amount} yuan; {advance_amount} were paid in advance "
        "since {first_paid_on}, outside {least_percent} to {most_percent} % by {amount_at_issue}.",
    ),
    advice=Text(
        "看合同的付款条款和预付款保函；多付的，查工程实际开工了没有，在以后的进度款里扣回了没有。",
        "Read the contract's terms and the guarantee of the advance; where it was too much, see "
        "whether works began and whether later payments make up for it.",
    ),
    examples=(
        Example(Text("恰好 30%", "Exactly 30 %"), AS_OF, (contract(), advance(200), advance(100))),
        Example(
            Text("两笔合计超出 30% 一分钱", "A fen above 30 % in two payments"),
            AS_OF,
            (contract(), advance(200), advance("100.01", occurred_on="2022-06-01")),
            finds=("H",),
        ),
        Example(Text("恰好 10%", "Exactly 10 %"), AS_OF, (contract(), advance(100))),
        Example(
            Text("不到 10%，差一分钱", "A fen below 10 %"),
            AS_OF,
            (contract(), advance("99.99")),
            finds=("H",),
        ),
        Example(
            Text("进度款不算预付款", "What is paid by progress is no advance"),
            AS_OF,
            (contract(), advance(300), advance(500, stage="progress", occurred_on="2022-06-01")),
        ),
        Example(
            Text("多付的一笔已冲销", "The payment that was too much was reversed"),
            AS_OF,
            (
                contract(),
                advance(300),
                advance(100, occurred_on="2022-06-01"),
                fact("reversals", voucher="202206-1", occurred_on="2022-07-01"),
            ),
        ),
        Example(
            Text("两个合同、两个县各算各的", "Two contracts and two counties, each its own"),
            AS_OF,
            (
                contract(),
                advance(300),
                contract(contract_code="H2", project_code="Q", supplier_name="乙公司"),
                advance(400, contract_code="H2", project_code="Q", payee_name="乙公司"),
                contract(book="990122"),
                advance(200, book="990122"),
            ),
            finds=("H2",),
        ),
        Example(
            Text("只有另一县的合同多付", "Only the other county's contract was paid too much"),
            AS_OF,
            (
                contract(),
                advance(200),
                contract(book="990122", contract_code="H2"),
                advance(400, book="990122", contract_code="H2"),
            ),
            finds=("H2",),
        ),
        Example(
            Text("货物合同、没有预付款的不适用", "Goods, and works without an advance"),
            AS_OF,
            (
                contract(kind="goods"),
                advance(500),
                contract(contract_code="H2"),
                advance(500, contract_code="H2", stage="progress"),
            ),
            not_applicable=2,
        ),
        Example(
            Text("办法印发前一日的不适用", "Paid the day before the measure"),
            AS_OF,
            (contract(signed_on="2004-09-01"), advance(400, occurred_on="2004-10-19")),
            not_applicable=1,
        ),
        Example(
            Text("印发当日的适用", "Paid on its day"),
            AS_OF,
            (contract(signed_on="2004-09-01"), advance(400, occurred_on="2004-10-20")),
            finds=("H",),
        ),
    ),
)
