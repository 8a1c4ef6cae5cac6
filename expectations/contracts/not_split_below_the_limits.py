"""Contracts let without a tender stay within the limit of tenders when put together."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"
MILLION = 1_000_000


def project(code: str, **more: object) -> Fact:
    """A road of the county's own office, in a township of its own unless one is given."""
    cells: dict[str, object] = {
        "project_code": code,
        "responsible_unit": "示范交通局",
        "category": "village_infrastructure",
    }
    return fact("projects", **(cells | more))


def contract(code: str, value: object, **more: object) -> Fact:
    """A contract for works, let by consultation."""
    cells: dict[str, object] = {
        "contract_code": code,
        "project_code": "P",
        "kind": "works",
        "procurement_method": "竞争性磋商",
        "amount": 100,
        "estimate_amount": value,
    }
    return fact("contracts", **(cells | more))


def other(code: str, amount: object, **more: object) -> Fact:
    """A later contract of the other project, with another supplier unless one is given."""
    cells: dict[str, object] = {
        "project_code": "Q",
        "supplier_name": "示范乙公司",
        "signed_on": "2022-04-20",
    }
    return contract(code, amount, **(cells | more))


ROAD, ELSEWHERE = project("P"), project("Q", category="village_services")
TOWNSHIP = "990121100"
NEARBY = tuple(project(code, place_division=TOWNSHIP) for code in "PQ")
ONE_SUPPLIER = {"supplier_name": "示范收款人"}


def together(
    zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = (), on: date = AS_OF
) -> Example:
    """What is seen of contracts of two projects that share at most the supplier."""
    return Example(Text(zh, en), on, (ROAD, ELSEWHERE, *facts), finds, not_applicable=0)


def pair(
    zh: str,
    en: str,
    first: object,
    second: object,
    *,
    finds: tuple[str, ...] = ("H2",),
    signed_on: str = "2022-04-01",
) -> Example:
    """What is seen of two contracts of one supplier, the second signed on 20 April 2022."""
    one = contract("H", first, signed_on=signed_on)
    facts = (one, other("H2", second, **ONE_SUPPLIER))
    return together(zh, en, *facts, finds=finds)


def nearby(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """What is seen of contracts of two roads in one township."""
    return Example(Text(zh, en), AS_OF, (*NEARBY, *facts), finds, not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF, number: int = 1) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, (ROAD, *facts), not_applicable=number)


RULE = Rule(
    code="PC-02",
    version=2,
    title=Text("化整为零规避招标", "Split so as not to be tendered"),
    severity=Severity.HIGH,
    tier="P3",
    basis=(
        Basis(
            Text(
                "《招标投标法》第四条、第四十九条："
                "任何单位和个人不得将依法必须进行招标的项目化整为零",
                "Tender Law arts. 4 and 49: nobody splits a project that must be tendered",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《政府采购法》第二十八条、《政府采购法实施条例》第二十八条："
                "一个财政年度内同一预算项目下同一品目多次采购、累计超过公开招标数额的，"
                "属于化整为零",
                "Government Procurement Law art. 28 and its Regulation art. 28: buying one thing "
                "of one budget item several times in a fiscal year, above the limit of open "
                "tenders in all, is splitting",
            ),
            confirmed=True,
        ),
        Basis(
            Text("多大、多近的合同放在一起看，由本系统设定", "What is put together is ours"),
            confirmed=False,
        ),
    ),
    in_force_from=date(2018, 6, 1),
    in_force_note=Text(
        "限额自《必须招标的工程项目规定》施行之日起适用，按合同签订日期计。",
        "From the day of Order 16, whose limits these are, by the day of signing.",
    ),
    limits=Text(
        "这是线索，不是结论：工程本来就分开、分批下达资金的，都可能正常。"
        "同一实施单位、同一类型、同一供应商或同一乡镇同一类项目，十二个月内（货物、服务为同一年内）"
        "未招标的施工、勘察设计监理合计达到限额的，货物、服务合计超过限额的，列出那份和以后的。"
        "写明非公开招标依据的不算；有估算价的按估算价；远小于限额的不算；相邻村按同一乡镇看。"
        "已到限额的单份合同由 PC-01、PC-03 检查。项目没有登记实施单位的不查。",
        "A lead, not a finding: works may be apart by nature, money may come in parts. Contracts "
        "of one unit and kind, with one supplier or of one township and category, let without a "
        "tender within twelve months (goods and services: one year) are added up, by estimate "
        "where there is one. Works and designs may not reach the limit, goods and services not "
        "exceed it: named is the contract that does, and what follows. Those with a stated ground "
        "or far below the limit do not count; villages adjoin where they are of one township. "
        "What reaches the limit alone is for PC-01 and PC-03. Without a unit nothing is seen.",
    ),
    subject="contract",
    parameters=(
        Parameter("works_from", Decimal(4_000_000), Text("施工限额（元）", "Works (yuan)")),
        Parameter(
            "open_from",
            Decimal(2_000_000),
            Text("货物、服务限额（元）", "Goods and services (yuan)"),
        ),
        Parameter(
            "design_from",
            Decimal(1_000_000),
            Text("勘察设计监理限额（元）", "Survey, design, supervision (yuan)"),
        ),
        Parameter(
            "least_percent",
            Decimal(10),
            Text("只看自限额百分之几起的", "Counted from this percent of the limit"),
            own=True,
        ),
        Parameter(
            "days_together",
            365,
            Text("多少天之内的放在一起看", "Put together within so many days"),
            own=True,
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.kind IN ('works', 'goods', 'services', 'survey_design_supervision')
            AND contract.signed_on <= {as_of}
            AND contract.method_ground IS NULL
            AND contract.procurement_method NOT LIKE '%公开招标%'
            AND contract.procurement_method NOT LIKE '%邀请招标%'
            AND contract.procurement_method <> '招标'
            AND project.responsible_unit IS NOT NULL AS applicable,
            contract.contract_code,
            contract.kind,
            contract.signed_on,
            contract.payee_id,
            coalesce(contract.estimate_amount, contract.amount) AS amount,
            project.responsible_unit,
            project.category,
            project.place_division_id
        FROM facts.contract AS contract
        INNER JOIN facts.project AS project
            ON contract.book_id = project.book_id AND contract.project_id = project.project_id
    """,
    breach="""
        WITH measured AS (
            SELECT
                subject.book_id, subject.subject_id, subject.contract_code, subject.kind,
                subject.signed_on, subject.payee_id, subject.amount, subject.responsible_unit,
                subject.category, subject.place_division_id,
                CASE subject.kind
                    WHEN 'works' THEN scope.works_from
                    WHEN 'survey_design_supervision' THEN scope.design_from
                    ELSE scope.open_from
                END AS limit_amount
            FROM subject
            INNER JOIN scope ON subject.book_id = scope.book_id
        ),
        part AS (
            SELECT measured.*, scope.days_together
            FROM measured
            INNER JOIN scope ON measured.book_id = scope.book_id
            WHERE measured.amount < measured.limit_amount
                AND measured.amount >= measured.limit_amount * scope.least_percent * 0.01
        ),
        together AS (
            SELECT
                part.book_id, part.subject_id, sum(other.amount) AS amount,
                count(*) AS contract_count, min(other.amount) AS least_amount,
                min(other.signed_on) AS first_signed_on
            FROM part
            INNER JOIN part AS other
                ON part.book_id = other.book_id AND part.kind = other.kind
                AND part.responsible_unit = other.responsible_unit
            WHERE (
                    part.payee_id = other.payee_id
                    OR (
                        part.category = other.category
                        AND part.place_division_id = other.place_division_id
                    )
                )
                AND other.signed_on <= part.signed_on
                AND other.signed_on > part.signed_on - part.days_together
                AND (
                    part.kind NOT IN ('goods', 'services')
                    OR extract(YEAR FROM part.signed_on) = extract(YEAR FROM other.signed_on)
                )
            GROUP BY part.book_id, part.subject_id
        )
        SELECT
            part.book_id,
            part.subject_id,
            together.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            part.contract_code,
            part.kind,
            part.signed_on,
            part.amount AS contract_amount,
            part.responsible_unit,
            together.contract_count,
            together.least_amount,
            together.first_signed_on,
            part.limit_amount
        FROM part
        INNER JOIN together
            ON part.book_id = together.book_id AND part.subject_id = together.subject_id
        WHERE together.amount > part.limit_amount
            OR (part.kind NOT IN ('goods', 'services') AND together.amount = part.limit_amount)
    """,
    sentence=Text(
        "线索：{responsible_unit} 的合同 {contract_code}（{signed_on} 签订，{contract_amount} 元，"
        "未招标）与同一供应商或同一乡镇同类项目自 {first_signed_on} 以来的同类合同共 "
        "{contract_count} 份，最小的 {least_amount} 元，合计 {amount_at_issue} 元，"
        "限额 {limit_amount} 元。",
        "A lead, not a breach: contract {contract_code} of {responsible_unit} (signed "
        "{signed_on}, {contract_amount} yuan, not tendered) and those of its kind with the same "
        "supplier or in the same township since {first_signed_on} are {contract_count} contracts "
        "of {amount_at_issue} yuan, the least of {least_amount}; the limit is {limit_amount}.",
    ),
    advice=Text(
        "对照立项批复和预算，看是不是一个工程、一次采购拆开的。",
        "Compare the approvals and the budget: whether one work or one purchase was taken apart.",
    ),
    examples=(
        pair("同一供应商两份合计 400 万元", "Two of one supplier", 2 * MILLION, 2 * MILLION),
        pair("合计少一分", "A fen less", 2 * MILLION, "1999999.99", finds=()),
        pair("正好限额一成的算", "A tenth of the limit counts", 400_000, 3_600_000),
        pair("不到一成的不算", "Less does not", "399999.99", 3_700_000, finds=()),
        pair("一份自己就到限额", "One reaches it alone", 4 * MILLION, 3 * MILLION, finds=()),
        pair("前后两天签订", "A day apart", 2 * MILLION, 2 * MILLION, signed_on="2022-04-19"),
        pair("相隔 364 天", "364 days apart", 2 * MILLION, 2 * MILLION, signed_on="2021-04-21"),
        pair("相隔 365 天", "365 days", 2 * MILLION, 2 * MILLION, finds=(), signed_on="2021-04-20"),
        together(
            "供应商、类别都不同",
            "Neither supplier nor category in common",
            contract("H", 3 * MILLION),
            other("H2", 3 * MILLION),
        ),
        nearby(
            "同一乡镇同类项目，供应商不同",
            "Two roads of one township, two suppliers",
            contract("H", 2 * MILLION),
            other("H2", 2 * MILLION),
            finds=("H2",),
        ),
        Example(
            Text("乡镇不同，或类别不同", "Another township, or another category"),
            AS_OF,
            (
                *NEARBY,
                project("R", place_division="990121101"),
                project("S", place_division=TOWNSHIP, category="village_services"),
                contract("H", 3 * MILLION),
                other("H2", 3 * MILLION, project_code="R"),
                other("H3", 3 * MILLION, project_code="S", supplier_name="示范丙公司"),
            ),
        ),
        Example(
            Text("实施单位不同", "Another unit"),
            AS_OF,
            (
                ROAD,
                project("Q", responsible_unit="示范水利局"),
                contract("H", 3 * MILLION),
                other("H2", 3 * MILLION, **ONE_SUPPLIER),
            ),
        ),
        together(
            "货物、服务超过 200 万元一分，监理正好 100 万元",
            "A fen more than 2 million of goods and services, supervision of 1 million",
            contract("H", "", amount="999000.01", kind="goods", signed_on="2022-01-01"),
            other("H2", 1_001_000, kind="goods", signed_on="2022-12-31", **ONE_SUPPLIER),
            contract("H3", 500_000, kind="survey_design_supervision"),
            other("H4", 500_000, kind="survey_design_supervision", **ONE_SUPPLIER),
            contract("H5", MILLION, kind="services"),
            other("H6", "1000000.01", kind="services", **ONE_SUPPLIER),
            finds=("H2", "H4", "H6"),
        ),
        together(
            "货物、服务正好 200 万元，监理少一分；类型不同不合计",
            "Goods and services of 2 million, a fen less of supervision; kinds are not mixed",
            contract("H", MILLION, kind="goods"),
            other("H2", MILLION, kind="goods", **ONE_SUPPLIER),
            contract("H5", MILLION, kind="services"),
            other("H6", MILLION, kind="services", **ONE_SUPPLIER),
            contract("H3", "499999.99", kind="survey_design_supervision"),
            other("H4", 500_000, kind="survey_design_supervision", **ONE_SUPPLIER),
        ),
        together(
            "货物、服务跨年不合计，施工合计",
            "Goods and services of two years are not added up, works are",
            contract("H", 1_500_000, kind="goods", signed_on="2021-12-31"),
            other("H2", MILLION, kind="goods", signed_on="2022-01-01", **ONE_SUPPLIER),
            contract("H3", 1_500_000, kind="services", signed_on="2021-12-31"),
            other("H7", MILLION, kind="goods", signed_on="2021-12-31", **ONE_SUPPLIER),
            other("H4", MILLION, kind="services", **ONE_SUPPLIER),
            contract("H5", 2 * MILLION, signed_on="2021-12-31"),
            other("H6", 2 * MILLION, **ONE_SUPPLIER),
            finds=("H", "H6", "H7"),
        ),
        Example(
            Text("两县各两份，只有一县到限额", "Two in each county, one county reaches the limit"),
            AS_OF,
            (
                ROAD,
                ELSEWHERE,
                project("P", book=OTHER_COUNTY, responsible_unit="示范水利局"),
                project("Q", book=OTHER_COUNTY),
                contract("H", 2 * MILLION),
                other("H2", 2 * MILLION, **ONE_SUPPLIER),
                contract("H3", MILLION, book=OTHER_COUNTY),
                other("H4", MILLION, book=OTHER_COUNTY, **ONE_SUPPLIER),
            ),
            finds=("H2",),
            not_applicable=0,
        ),
        left_out(
            "招标的、写明依据的、别类的、没有采购方式的、没有实施单位的",
            "Tendered, with a ground, of another kind, without a method or a unit",
            project("R", responsible_unit=""),
            contract("H7", 3 * MILLION, project_code="R"),
            contract("H", 2 * MILLION, procurement_method="国内公开招标"),
            contract("H2", MILLION, procurement_method="邀请招标"),
            contract("H3", MILLION, procurement_method="招标"),
            contract("H4", MILLION, method_ground="以工代赈"),
            contract("H5", MILLION, kind="other"),
            contract("H6", MILLION, procurement_method=""),
            number=7,
        ),
        left_out(
            "检查日以后才签订",
            "Signed later",
            contract("H", 2 * MILLION, signed_on="2022-03-01"),
            contract("H2", 2 * MILLION, signed_on="2022-04-02"),
            on=date(2022, 4, 1),
        ),
        together(
            "检查当天签订",
            "Signed on the day of the run",
            contract("H", 2 * MILLION),
            contract("H2", 2 * MILLION),
            on=date(2022, 4, 1),
            finds=("H", "H2"),
        ),
        left_out(
            "一份在 2018 年 5 月 31 日签订",
            "One was signed the day before the rule applies",
            contract("H", 2 * MILLION, signed_on="2018-05-31"),
            contract("H2", 2 * MILLION, signed_on="2018-06-01"),
        ),
        together(
            "两份都在 2018 年 6 月 1 日签订",
            "Both on the first day it applies",
            contract("H", 2 * MILLION, signed_on="2018-06-01"),
            contract("H2", 2 * MILLION, signed_on="2018-06-01"),
            finds=("H", "H2"),
        ),
    ),
)
