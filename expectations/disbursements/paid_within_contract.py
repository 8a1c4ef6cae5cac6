"""A contract is paid no more than it is worth, and its retention only once that is released."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def contract(**more: object) -> Fact:
    """A contract of 1,000 yuan, of which 3 % are retained."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "amount": 1000,
        "retention_percent": 3,
        "signed_on": "2022-04-01",
    }
    return fact("contracts", **(cells | more))


def paid(amount: object, on: str, **more: object) -> Fact:
    """A payment under it."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "amount": amount,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def returned(amount: object, on: str) -> Fact:
    """What the supplier gave back of payment Z."""
    return fact("refunds", payment_reference="Z", kind="returned", amount=amount, occurred_on=on)


RULE = Rule(
    code="DP-03",
    version=2,
    title=Text("超合同支付", "Paid above contract"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法实施条例》第五十七条（三）：按照进度拨付，即根据用款单位的实际用款进度"
                "拨付资金",
                "Implementing Regulation of the Budget Law art. 57(3): paid by actual progress",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《财政违法行为处罚处分条例》第九条（四）：虚列投资完成额",
                "Regulation on Penalties for Fiscal Violations art. 9(4): investment reported "
                "as done that was not",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2011, 1, 8),
    limits=Text(
        "超过合同全额的支付在入账时已拦截；本规则主要查结算之前、质保期满之前动用质保金。"
        "没有登记质保期的，结算当日即可付清。合同金额按最近的补充、调减计算。",
        "What ends above the whole contract is refused at posting; this mainly looks for "
        "retention that was paid before settlement or while it was still to be held back. Where "
        "no day is on record until which it is held, settlement releases it. The amount is the "
        "contract's after its latest supplement or reduction.",
    ),
    subject="contract",
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            coalesce(paid.last_paid_on, contract.signed_on) AS happened_on,
            TRUE AS applicable,
            contract.contract_code,
            contract.project_id,
            contract.payee_id,
            contract.amount,
            contract.retention_percent,
            contract.settled_on,
            contract.retention_until,
            CAST(contract.amount * (100 - contract.retention_percent) * 0.01 AS NUMERIC(18, 2))
                AS unsettled_limit,
            coalesce(paid.amount, 0) AS paid_amount,
            coalesce(paid.unsettled_amount, 0) AS unsettled_amount
        FROM facts.contract AS contract
        LEFT JOIN (
            -- The most that was out at once: what a payee returned can be paid again.
            SELECT
                moved.book_id,
                moved.contract_id,
                max(CASE WHEN moved.amount > 0 THEN moved.occurred_on END) AS last_paid_on,
                max(moved.standing) AS amount,
                max(
                    CASE
                        WHEN terms.settled_on IS NULL OR moved.occurred_on < terms.settled_on
                            OR moved.occurred_on <= terms.retention_until
                            THEN moved.standing
                        ELSE 0
                    END
                ) AS unsettled_amount
            FROM (
                SELECT
                    spent.*,
                    sum(spent.amount) OVER (
                        PARTITION BY spent.book_id, spent.contract_id
                        ORDER BY spent.occurred_on, sign(spent.amount), spent.spending_id
                        ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
                    ) AS standing
                FROM facts.spending AS spent
                WHERE spent.contract_id IS NOT NULL
            ) AS moved
            INNER JOIN facts.contract AS terms
                ON moved.book_id = terms.book_id AND moved.contract_id = terms.contract_id
            GROUP BY moved.book_id, moved.contract_id
        ) AS paid
            ON contract.book_id = paid.book_id AND contract.contract_id = paid.contract_id
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            greatest(
                subject.unsettled_amount - subject.unsettled_limit,
                subject.paid_amount - subject.amount
            ) AS amount_at_issue,
            subject.happened_on AS due_on,
            subject.contract_code,
            project.project_code,
            project.name AS project_name,
            supplier.name AS supplier_name,
            subject.amount AS contract_amount,
            subject.retention_percent,
            subject.settled_on,
            subject.retention_until,
            subject.unsettled_limit AS limit_before_settlement_amount,
            subject.unsettled_amount AS paid_before_settlement_amount,
            subject.paid_amount
        FROM subject
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        LEFT JOIN facts.payee AS supplier
            ON subject.book_id = supplier.book_id AND subject.payee_id = supplier.payee_id
        WHERE subject.unsettled_amount > subject.unsettled_limit
            OR subject.paid_amount > subject.amount
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（{supplier_name}，项目 {project_code} {project_name}）金额 "
        "{contract_amount} 元，质保金 {retention_percent}%，结算日 {settled_on}，质保期至 "
        "{retention_until}；此前最多可付 {limit_before_settlement_amount} 元，"
        "已付 {paid_before_settlement_amount} 元，"
        "累计已付 {paid_amount} 元，多付 {amount_at_issue} 元。",
        "{book}: contract {contract_code} ({supplier_name}, project {project_code} "
        "{project_name}) is worth {contract_amount} yuan, retention {retention_percent} %, "
        "settled on {settled_on}, retained until {retention_until}. Before that "
        "{limit_before_settlement_amount} could be paid and "
        "{paid_before_settlement_amount} was, {paid_amount} in all: {amount_at_issue} "
        "too much.",
    ),
    advice=Text(
        "核对合同的付款条款、进度和验收资料、结算书；已结算而未登记结算日的，补登。",
        "Check the contract's terms of payment, the progress and acceptance papers and the final "
        "account; where it was settled and the day is not on record, enter it.",
    ),
    examples=(
        Example(
            Text("结算前付到 97%", "97 % paid before settlement"),
            AS_OF,
            (contract(), paid(600, "2022-05-01"), paid(370, "2022-06-01")),
        ),
        Example(
            Text("结算前多付一分钱", "One fen more before settlement"),
            AS_OF,
            (contract(), paid(600, "2022-05-01"), paid("370.01", "2022-06-01")),
            finds=("H",),
        ),
        Example(
            Text("质保金在结算当日付清", "Retention paid on the day of settlement"),
            AS_OF,
            (
                contract(settled_on="2022-09-01"),
                paid(970, "2022-05-01"),
                paid(30, "2022-09-01"),
            ),
        ),
        Example(
            Text("质保金在结算前一日付出", "Retention paid the day before settlement"),
            AS_OF,
            (
                contract(settled_on="2022-09-01"),
                paid(970, "2022-05-01"),
                paid(30, "2022-08-31"),
            ),
            finds=("H",),
        ),
        Example(
            Text("结算以后、质保期最后一天付出质保金", "Retention paid on the last day it is held"),
            AS_OF,
            (
                contract(settled_on="2022-06-01", retention_until="2022-09-30"),
                paid(970, "2022-06-01"),
                paid(30, "2022-09-30"),
            ),
            finds=("H",),
        ),
        Example(
            Text("质保期满次日付出质保金", "Retention paid the day after"),
            AS_OF,
            (
                contract(settled_on="2022-06-01", retention_until="2022-09-30"),
                paid(970, "2022-06-01"),
                paid(30, "2022-10-01"),
            ),
        ),
        Example(
            Text("没有质保金的合同付足全额", "No retention: paid in full"),
            AS_OF,
            (contract(retention_percent=0), paid(1000, "2022-05-01")),
        ),
        Example(
            Text("结算后付清，收款人退回后再付", "Settled and paid; what came back is paid again"),
            AS_OF,
            (
                contract(settled_on="2022-05-01"),
                paid(1000, "2022-06-01", external_reference="Z"),
                returned(100, "2022-06-10"),
                paid(100, "2022-06-10"),
            ),
        ),
        Example(
            Text("退回之前又付", "Paid again before it came back"),
            AS_OF,
            (
                contract(),
                paid(970, "2022-06-01", external_reference="Z"),
                paid("0.01", "2022-06-09"),
                returned(100, "2022-06-10"),
            ),
            finds=("H",),
        ),
        Example(
            Text("尚未支付的合同", "Nothing paid yet"),
            AS_OF,
            (contract(),),
            not_applicable=0,
        ),
        Example(
            Text("多付的一笔已冲销", "The payment that was too much was reversed"),
            AS_OF,
            (
                contract(),
                paid(970, "2022-05-01"),
                paid(30, "2022-06-01"),
                fact("reversals", voucher="202206-1", occurred_on="2022-07-01"),
            ),
        ),
        Example(
            Text("两个县编号相同的合同各算各的", "Two counties' contracts of one code are two"),
            AS_OF,
            (
                contract(),
                paid(900, "2022-05-01"),
                contract(book="990122", contract_code="H2"),
                contract(book="990122"),
                paid(100, "2022-05-01", book="990122"),
                paid(1000, "2022-05-01", book="990122", contract_code="H2"),
            ),
            finds=("H2",),
        ),
        Example(
            Text("2011 年 1 月 8 日的支付适用", "Paid on the day the rule came into force"),
            AS_OF,
            (contract(signed_on="2010-06-01"), paid(1000, "2011-01-08")),
            finds=("H",),
        ),
        Example(
            Text("此前付清的合同不适用", "Paid off the day before"),
            AS_OF,
            (contract(signed_on="2010-06-01"), paid(1000, "2011-01-07")),
            not_applicable=1,
        ),
    ),
)
