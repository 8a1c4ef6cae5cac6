"""Works begin under a contract, and what is settled is paid within a month."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
SIGNED, DAY_BEFORE = "2022-04-01", "2022-03-31"
#: Settled on 1 June 2022: day 30 is 1 July.
SETTLED, DAY_30, DAY_31 = "2022-06-01", date(2022, 7, 1), date(2022, 7, 2)


def contract(**more: object) -> Fact:
    """A contract for works of 1,000 yuan with 3 % retained."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "kind": "works",
        "signed_on": SIGNED,
        "amount": 1000,
        "retention_percent": 3,
    }
    return fact("contracts", **(cells | more))


def started(on: str = DAY_BEFORE, **more: object) -> Fact:
    """The day its project was begun."""
    cells: dict[str, object] = {"project_code": "P", "step": "started", "occurred_on": on}
    return fact("project_steps", **(cells | more))


def paid(amount: object, on: str = "2022-06-15", **more: object) -> Fact:
    """A payment under the contract."""
    cells: dict[str, object] = {
        "project_code": "P",
        "contract_code": "H",
        "external_reference": f"Z{amount}",
        "amount": amount,
        "occurred_on": on,
    }
    return fact("disbursements", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False, on: date = AS_OF) -> Example:
    """What is seen of the contract on a day."""
    return Example(Text(zh, en), on, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-14",
    version=1,
    title=Text("先施工后合同、垫资", "Works begun before the contract, or financed by the builder"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府投资条例》第二十二条：政府投资项目不得由施工单位垫资建设",
                "Government Investment Regulation art. 22: builders do not finance projects of "
                "government investment",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《保障农民工工资支付条例》第二十三条、第二十四条、第二十九条："
                "没有满足施工所需要的资金安排的"
                "不得开工建设；建设单位应当按合同约定及时拨付工程款",
                "Regulation on the Payment of Migrant Workers' Wages arts. 23, 24 and 29: "
                "nothing "
                "is begun without its money; works are paid in time as the contract says",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2019, 7, 1),
    in_force_note=Text(
        "自《政府投资条例》施行之日起适用；《保障农民工工资支付条例》自 2020 年 5 月 1 日施行。",
        "From the day of the Government Investment Regulation; the one on wages is of 1 May 2020.",
    ),
    limits=Text(
        "只查施工合同。开工与项目第一份施工合同比较；续建项目不比较开工日期。已结算的合同，"
        "扣除质保金后在期限内"
        "没有付清的列出；合同另有付款期限的，以合同为准，核实后排除。"
        "不查未结算的进度款和人工费的拨付周期。",
        "Works only. The start is compared with the project's first contract for works; of "
        "continued projects it is not. A settled contract is named where it is not paid, less "
        "its "
        "retention, within the term; exclude those whose own terms are longer. Progress payments "
        "and the monthly part for wages are not looked at.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "days_to_pay",
            30,
            Text("结算后多少日内付清（质保金除外）", "Days to pay in after settlement"),
            own=True,
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.kind = 'works' AND contract.signed_on <= {as_of} AS applicable,
            contract.contract_code,
            contract.project_id,
            contract.signed_on,
            contract.settled_on,
            CAST(contract.amount * (100 - contract.retention_percent) * 0.01 AS NUMERIC(18, 2))
                AS payable_amount
        FROM facts.contract AS contract
    """,
    breach="""
        SELECT
            found.book_id,
            found.subject_id,
            greatest(found.unpaid_amount, 0) AS amount_at_issue,
            CASE WHEN found.begun_early THEN found.signed_on ELSE found.pay_by END AS due_on,
            found.contract_code, found.project_code, found.project_name, found.started_on,
            found.signed_on, found.settled_on, found.payable_amount, found.paid_amount,
            concat_ws(
                '、',
                CASE WHEN found.begun_early THEN '先开工后签合同' END,
                CASE WHEN found.unpaid THEN '结算后未付清' END
            ) AS what
        FROM (
            SELECT
                subject.book_id, subject.subject_id, subject.contract_code, subject.signed_on,
                subject.settled_on, subject.payable_amount,
                project.project_code,
                project.name AS project_name,
                start.occurred_on AS started_on,
                coalesce(paid.amount, 0) AS paid_amount,
                subject.payable_amount - coalesce(paid.amount, 0) AS unpaid_amount,
                subject.settled_on + scope.days_to_pay AS pay_by,
                start.occurred_on < first_signed.on_day AND subject.signed_on = first_signed.on_day
                    AS begun_early,
                subject.settled_on + scope.days_to_pay < {as_of}
                AND subject.payable_amount > coalesce(paid.amount, 0) AS unpaid
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
            INNER JOIN facts.project AS project
                ON subject.book_id = project.book_id AND subject.project_id = project.project_id
            LEFT JOIN (
                SELECT book_id, project_id, min(signed_on) AS on_day
                FROM facts.contract
                WHERE coalesce(kind, 'works') = 'works'
                GROUP BY book_id, project_id
            ) AS first_signed
                ON subject.book_id = first_signed.book_id
                AND subject.project_id = first_signed.project_id
            LEFT JOIN (
                SELECT book_id, project_id, min(occurred_on) AS occurred_on
                FROM facts.project_step
                WHERE step = 'started'
                GROUP BY book_id, project_id
            ) AS start
                ON subject.book_id = start.book_id AND subject.project_id = start.project_id
                AND coalesce(project.nature, 'new') <> 'continued'
            LEFT JOIN (
                SELECT book_id, contract_id, sum(amount) AS amount
                FROM facts.spending
                WHERE contract_id IS NOT NULL
                GROUP BY book_id, contract_id
            ) AS paid
                ON subject.book_id = paid.book_id AND subject.subject_id = paid.contract_id
        ) AS found
        WHERE found.begun_early OR found.unpaid
    """,
    sentence=Text(
        "{book}的施工合同 {contract_code}（项目 {project_code} {project_name}）：{what}。开工 "
        "{started_on}，签订 {signed_on}，结算 {settled_on}；扣除质保金应付 {payable_amount} 元，"
        "已付 {paid_amount} 元。",
        "{book}: works contract {contract_code} (project {project_code} {project_name}): {what}. "
        "Begun {started_on}, signed {signed_on}, settled {settled_on}; {payable_amount} yuan is "
        "due less retention, {paid_amount} was paid.",
    ),
    advice=Text(
        "核对开工令、合同和结算审核；未付清的，查合同约定的付款期限和资金到位情况。",
        "Check the order to begin, the contract and the settlement; where it is unpaid, the "
        "terms "
        "of payment and whether the money has come.",
    ),
    examples=(
        example("签订当天开工", "Begun on the day of signing", contract(), started(SIGNED)),
        example("签订前一天开工", "Begun the day before", contract(), started(), finds=True),
        example(
            "续建项目早已开工",
            "A continued project began long ago",
            fact("projects", project_code="P", nature="continued"),
            contract(),
            started("2020-01-01"),
        ),
        example(
            "第二份施工合同在开工以后签订",
            "A second contract is signed after the start",
            contract(signed_on=DAY_BEFORE),
            contract(contract_code="H2", supplier_name="乙"),
            started(),
        ),
        Example(
            Text("材料合同早签，施工合同晚签", "Goods were bought before, the works signed after"),
            AS_OF,
            (
                contract(contract_code="G", kind="goods", signed_on="2022-03-01"),
                contract(),
                started(),
            ),
            finds=("H",),
            not_applicable=1,
        ),
        Example(
            Text("较早的合同没有填类型", "An earlier contract states no kind"),
            AS_OF,
            (
                contract(contract_code="G", kind="", signed_on="2022-03-01"),
                contract(),
                started(),
            ),
            not_applicable=1,
        ),
        example(
            "只有完工步骤，没有开工步骤",
            "Only another step is on record",
            contract(),
            started(step="project_approved"),
        ),
        example(
            "结算后第 30 日未付",
            "Unpaid on day 30 after settlement",
            contract(settled_on=SETTLED),
            on=DAY_30,
        ),
        example(
            "结算后第 31 日未付",
            "Unpaid on day 31",
            contract(settled_on=SETTLED, amount=1, retention_percent=0),
            on=DAY_31,
            finds=True,
        ),
        example(
            "第 31 日，除质保金外已付清",
            "All but the retention was paid by day 31",
            contract(settled_on=SETTLED),
            paid(970),
            on=DAY_31,
        ),
        example(
            "第 31 日，差一分",
            "A fen short on day 31",
            contract(settled_on=SETTLED),
            paid("969.99"),
            on=DAY_31,
            finds=True,
        ),
        example(
            "检查日以后才付",
            "Paid after the day of the run",
            contract(settled_on=SETTLED),
            paid(970, "2022-07-03"),
            on=DAY_31,
            finds=True,
        ),
        example("没有结算", "Not settled", contract(), paid(1)),
        example(
            "合同终止，没有要付的",
            "Terminated: nothing is due",
            contract(settled_on=SETTLED),
            fact("contract_changes", contract_code="H", kind="termination", amount=1000),
        ),
        Example(
            Text(
                "两县两个项目各有合同，一份先开工，一份没付清",
                "Two counties, two projects: one began early, one is not paid",
            ),
            AS_OF,
            (
                contract(),
                started(),
                paid(970),
                contract(project_code="Q", contract_code="H2", settled_on=SETTLED),
                started(SIGNED, project_code="Q"),
                contract(book=OTHER_COUNTY, settled_on=SETTLED),
                started(SIGNED, book=OTHER_COUNTY),
                paid(970, book=OTHER_COUNTY),
                contract(book=OTHER_COUNTY, project_code="Q", contract_code="H2"),
                started(SIGNED, book=OTHER_COUNTY, project_code="Q"),
                paid(
                    970,
                    book=OTHER_COUNTY,
                    project_code="Q",
                    contract_code="H2",
                    external_reference="Y",
                ),
            ),
            finds=("H", "H2"),
            not_applicable=0,
        ),
        left_out("货物合同不查", "Goods", contract(kind="goods"), started()),
        left_out(
            "检查日以后才签订",
            "Signed after the day of the run",
            contract(),
            started(),
            on=date(2022, 3, 31),
        ),
        example("签订当天检查", "Run on the day of signing", contract(), on=date(2022, 4, 1)),
        left_out(
            "2019 年 6 月 30 日签订的不适用",
            "Signed the day before the rule applies",
            contract(signed_on="2019-06-30"),
            started("2019-06-01"),
        ),
        example(
            "2019 年 7 月 1 日签订的适用",
            "Signed on the first day it applies",
            contract(signed_on="2019-07-01"),
            started("2019-06-01"),
            finds=True,
        ),
    ),
)
