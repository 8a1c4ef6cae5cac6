"""Goods and services above the limits are procured, openly from the higher limit on."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"


def contract(**more: object) -> Fact:
    """A contract for goods, estimated at a million yuan, with nothing said of its procurement."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "kind": "goods",
        "amount": 10_000,
        "estimate_amount": 1_000_000,
    }
    return fact("contracts", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: bool = False) -> Example:
    """What is seen of the contract at the end of 2022."""
    return Example(Text(zh, en), AS_OF, facts, ("H",) if finds else (), not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, facts, not_applicable=1)


RULE = Rule(
    code="PC-03",
    version=1,
    title=Text("应采未采", "Bought without government procurement"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《政府采购法》第二条、第八条、第二十七条、第七十一条：限额标准以上的货物、"
                "工程和服务应当政府采购；"
                "达到公开招标数额的，因特殊情况采用其他方式的，"
                "应当在采购活动开始前获得设区的市以上财政部门的批准",
                "Government Procurement Law arts. 2, 8, 27 and 71: from the limit on, goods, "
                "works "
                "and services are procured; from the limit of open tenders another method needs "
                "the approval of the city's finance department before it begins",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法实施条例》第二十三条：公开招标以外的采购方式，"
                "由设区的市级以上财政部门批准",
                "Regulation on the Government Procurement Law art. 23: a city's finance "
                "department "
                "or one above approves other methods",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "国办发〔2019〕55号：中央预算单位货物、服务采购限额 100 万元，公开招标 200 "
                "万元；各省自定",
                "State Council Office 2019 No. 55: for central units goods and services from 1 "
                "million, open tender from 2 million; provinces set their own",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2020, 1, 1),
    in_force_note=Text(
        "自国办发〔2019〕55号的标准执行之日起适用，按合同签订日期计。",
        "From the day of the limits of 2019 No. 55, by the day of signing.",
    ),
    limits=Text(
        "限额是中央的，各省应设自己的参数。只查货物、服务合同，工程由 PC-01 检查；"
        "没有签合同的零星购买不查。"
        "有采购预算的按预算，没有的按合同金额。采购方式按填写的字样认，"
        "写了非公开招标依据的不列出。"
        "没有填采购方式、依据和中标日期的，可能只是漏登。",
        "The limits are the central ones; provinces set their own. Only contracts for goods and "
        "services: works are for PC-01, purchases without a contract are not seen. The budget of "
        "the procurement counts, or the contract's amount. Methods are read as written; where a "
        "ground for another method is stated the contract is not named. Where nothing is stated "
        "it may only not have been entered.",
    ),
    rests_on_absence=True,
    subject="contract",
    parameters=(
        Parameter(
            "purchase_limit",
            Decimal(1_000_000),
            Text("采购限额标准（元）", "Procured from how many yuan"),
        ),
        Parameter(
            "tender_limit",
            Decimal(2_000_000),
            Text("公开招标数额标准（元）", "Tendered openly from how many yuan"),
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.kind IN ('goods', 'services') AND contract.signed_on <= {as_of} AS applicable,
            contract.contract_code,
            contract.project_id,
            contract.kind,
            contract.signed_on,
            contract.procurement_method,
            contract.awarded_on,
            contract.method_ground,
            coalesce(contract.estimate_amount, contract.amount) AS contract_amount
        FROM facts.contract AS contract
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            subject.contract_amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.contract_code,
            project.project_code,
            project.name AS project_name,
            subject.kind,
            subject.signed_on,
            subject.procurement_method,
            scope.purchase_limit AS purchase_limit_amount,
            scope.tender_limit AS tender_limit_amount
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        WHERE subject.method_ground IS NULL
            AND (
                (
                    subject.contract_amount >= scope.purchase_limit
                    AND subject.procurement_method IS NULL AND subject.awarded_on IS NULL
                )
                OR (
                    subject.contract_amount >= scope.tender_limit
                    AND subject.procurement_method NOT LIKE '%公开招标%'
                )
            )
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（项目 {project_code} {project_name}，{signed_on} 签订，"
        "{amount_at_issue} 元）采购方式为“{procurement_method}”，没有写明非公开招标的依据；"
        "采购限额 "
        "{purchase_limit_amount} 元，公开招标数额 {tender_limit_amount} 元。",
        "{book}: contract {contract_code} (project {project_code} {project_name}, signed "
        "{signed_on}, {amount_at_issue} yuan): method “{procurement_method}”, and no ground for "
        "another than an open tender is stated. Procured from {purchase_limit_amount} yuan on, "
        "tendered openly from {tender_limit_amount}.",
    ),
    advice=Text(
        "查采购计划、批复和采购档案；已采购或已获批准的，补登采购方式和依据。",
        "Ask for the plan, the approval and the file of the procurement; where there was one, "
        "enter its method and ground.",
    ),
    examples=(
        example("到限额，没有采购记录", "At the limit, without a record", contract(), finds=True),
        example("少一分，没有采购记录", "A fen less", contract(estimate_amount="999999.99")),
        example(
            "限额以上，询价", "Above the limit, by inquiry", contract(procurement_method="询价")
        ),
        example(
            "有成交日期", "The day of the award is on record", contract(awarded_on="2022-03-20")
        ),
        example(
            "到公开招标数额，没有公开招标",
            "At the limit of open tenders, not tendered",
            contract(estimate_amount=2_000_000, procurement_method="询价"),
            finds=True,
        ),
        example(
            "公开招标数额少一分",
            "A fen less than that limit",
            contract(estimate_amount="1999999.99", procurement_method="询价"),
        ),
        example(
            "公开招标",
            "Tendered openly",
            contract(estimate_amount=2_000_000, procurement_method="国内公开招标"),
        ),
        example(
            "市财政批准了单一来源",
            "The city approved a single source",
            contract(
                estimate_amount=2_000_000,
                procurement_method="单一来源",
                method_ground="市财采〔2022〕1号",
            ),
        ),
        example(
            "没有预算，按合同金额", "No estimate: the contract counts", contract(estimate_amount="")
        ),
        example(
            "没有预算，合同到限额",
            "No estimate, and the contract is at the limit",
            contract(estimate_amount="", amount=1_000_000, kind="services"),
            finds=True,
        ),
        Example(
            Text(
                "两县各两份合同，一份没有采购记录", "Two counties, two contracts: one has no record"
            ),
            AS_OF,
            (
                contract(),
                contract(project_code="Q", contract_code="H2", procurement_method="询价"),
                contract(book=OTHER_COUNTY, procurement_method="询价", project_code="Q"),
                contract(book=OTHER_COUNTY, procurement_method="询价", contract_code="H2"),
            ),
            finds=("H",),
            not_applicable=0,
        ),
        left_out("施工合同不适用", "Works", contract(kind="works")),
        left_out("检查日以后才签订", "Signed later", contract(), on=date(2022, 3, 31)),
        Example(
            Text("签订当天检查", "Run on the day of signing"),
            date(2022, 4, 1),
            (contract(),),
            finds=("H",),
        ),
        left_out(
            "2019 年 12 月 31 日签订的不适用",
            "Signed the day before the rule applies",
            contract(signed_on="2019-12-31"),
        ),
        example(
            "2020 年 1 月 1 日签订的适用",
            "Signed on the first day it applies",
            contract(signed_on="2020-01-01"),
            finds=True,
        ),
    ),
)
