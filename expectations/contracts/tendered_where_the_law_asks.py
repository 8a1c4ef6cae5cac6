"""A contract of public money above the limits is tendered, or says why it was not."""

from datetime import date
from decimal import Decimal

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
OTHER_COUNTY = "990122"


def money(amount: object = 9_000_000, **more: object) -> tuple[Fact, Fact]:
    """So much of the budget's money for the project."""
    cells: dict[str, object] = {"project_code": "P"} | more
    book = {key: more[key] for key in more if key == "book"}
    document = f"文{cells['project_code']}"
    return (
        fact("transfers", document_no=document, amount=amount, occurred_on="2018-01-01", **book),
        fact(
            "assignments",
            source_document=document,
            amount=amount,
            occurred_on="2018-01-02",
            **cells,
        ),
    )


def contract(**more: object) -> Fact:
    """A contract for works of 4 million yuan that was not tendered."""
    cells: dict[str, object] = {
        "contract_code": "H",
        "project_code": "P",
        "kind": "works",
        "procurement_method": "竞争性磋商",
        "amount": 4_000_000,
    }
    return fact("contracts", **(cells | more))


def example(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """What is seen at the end of 2022 of a project with 9 million yuan of the budget."""
    return Example(Text(zh, en), AS_OF, (*money(), *facts), finds, not_applicable=0)


def left_out(zh: str, en: str, *facts: Fact, on: date = AS_OF) -> Example:
    """A contract that the rule does not speak of."""
    return Example(Text(zh, en), on, (*money(), *facts), not_applicable=1)


def project(total: int) -> Fact:
    """The project with its total investment."""
    return fact("projects", project_code="P", approved_total=total)


def of_kind(kind: str, amount: object, **more: object) -> Fact:
    """Another kind of contract, not tendered."""
    return contract(kind=kind, amount=amount, **more)


RULE = Rule(
    code="PC-01",
    version=1,
    title=Text("应招标未招标", "Not tendered where a tender is compulsory"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《招标投标法》第三条、第四十九条："
                "全部或者部分使用国有资金投资的工程建设项目必须招标",
                "Tender Law arts. 3 and 49: construction projects of public money are tendered",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《必须招标的工程项目规定》（发改委令第16号）第二条、第五条：预算资金 200 "
                "万元以上且占投资额 10% 以上；"
                "施工 400 万元、重要设备材料 200 万元、勘察设计监理 100 万元以上；"
                "同一项目可以合并采购的合计计算",
                "Order 16 of the Development and Reform Commission arts. 2 and 5: 2 million or "
                "more of the budget's money and 10 % of the investment; works from 4 million, "
                "equipment and material from 2 million, survey, design and supervision from 1 "
                "million; what can be combined within a project is added up",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 6, 1),
    in_force_note=Text(
        "自发改委令第16号施行之日起适用，按合同签订日期计；以前的 3 号令未核对，不检查。",
        "From the day of Order 16, by the day of signing; the older Order 3 was not read.",
    ),
    limits=Text(
        "填写了采购方式的才查；“公开招标”“邀请招标”“招标”算招标，其他字样不算。"
        "写明非公开招标依据的"
        "（如以工代赈、抢险救灾）不列出，依据是否成立由核实的人判断。有招标估算价的按估算价，"
        "没有的按签订金额。"
        "同一项目同类未招标的合同合计；确实不能合并采购的，核实后排除。"
        "没有登记总投资的不计比例；期初带入的安排不计。",
        "Only where the method is on record; open, invited or simply “tender” count as tenders. "
        "Where a ground for not tendering is stated (work relief, emergencies) the contract is "
        "not named: whoever verifies judges the ground. The estimate counts, or the amount "
        "signed. Untendered contracts of one kind in a project are added up: exclude those that "
        "could not have been combined. Without a total investment no share is asked; money "
        "assigned before an opening is not counted.",
    ),
    subject="contract",
    parameters=(
        Parameter(
            "budget_amount_from",
            Decimal(2_000_000),
            Text("预算资金自多少元起", "The budget's money, from how many yuan"),
        ),
        Parameter(
            "budget_percent_from",
            Decimal(10),
            Text("预算资金自占总投资百分之几起", "The budget's money, from what percent"),
        ),
        Parameter(
            "works_from", Decimal(4_000_000), Text("施工自多少元起", "Works, from how many yuan")
        ),
        Parameter(
            "goods_from",
            Decimal(2_000_000),
            Text("设备、材料自多少元起", "Equipment and material, from how many yuan"),
        ),
        Parameter(
            "design_from",
            Decimal(1_000_000),
            Text("勘察设计监理自多少元起", "Survey, design, supervision, from how many yuan"),
        ),
    ),
    population="""
        SELECT
            contract.book_id,
            contract.contract_id AS subject_id,
            contract.signed_on AS happened_on,
            contract.kind IN ('works', 'goods', 'survey_design_supervision')
            AND contract.signed_on <= {as_of}
            AND contract.procurement_method IS NOT NULL AS applicable,
            contract.contract_code,
            contract.project_id,
            contract.kind,
            contract.signed_on,
            contract.procurement_method,
            coalesce(contract.estimate_amount, contract.amount) AS contract_amount,
            contract.method_ground IS NULL
            AND contract.procurement_method NOT LIKE '%公开招标%'
            AND contract.procurement_method NOT LIKE '%邀请招标%'
            AND contract.procurement_method <> '招标' AS untendered
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
            combined.amount AS combined_amount,
            combined.contract_count,
            budget.amount AS budget_amount,
            project.approved_total
        FROM subject
        INNER JOIN scope ON subject.book_id = scope.book_id
        INNER JOIN facts.project AS project
            ON subject.book_id = project.book_id AND subject.project_id = project.project_id
        INNER JOIN (
            SELECT
                book_id, project_id, kind, sum(contract_amount) AS amount,
                count(*) AS contract_count
            FROM subject
            WHERE untendered
            GROUP BY book_id, project_id, kind
        ) AS combined
            ON subject.book_id = combined.book_id AND subject.project_id = combined.project_id
            AND subject.kind = combined.kind
        INNER JOIN (
            SELECT given.book_id, given.project_id, sum(given.amount) AS amount
            FROM facts.assignment AS given
            INNER JOIN facts.source AS source
                ON given.book_id = source.book_id AND given.source_id = source.source_id
            WHERE source.in_budget
            GROUP BY given.book_id, given.project_id
        ) AS budget
            ON subject.book_id = budget.book_id AND subject.project_id = budget.project_id
        WHERE subject.untendered
            AND budget.amount >= scope.budget_amount_from
            AND budget.amount >= coalesce(project.approved_total, 0)
                * scope.budget_percent_from * 0.01
            AND combined.amount >= CASE subject.kind
                WHEN 'works' THEN scope.works_from
                WHEN 'goods' THEN scope.goods_from
                ELSE scope.design_from
            END
    """,
    sentence=Text(
        "{book}的合同 {contract_code}（项目 {project_code} {project_name}，{signed_on} 签订，"
        "{amount_at_issue} 元）采购方式为“{procurement_method}”，没有招标，也没有写明依据。"
        "该项目同类未招标合同 {contract_count} 份合计 {combined_amount} 元，预算资金 "
        "{budget_amount} 元，"
        "总投资 {approved_total} 元。",
        "{book}: contract {contract_code} (project {project_code} {project_name}, signed "
        "{signed_on}, {amount_at_issue} yuan) was let by “{procurement_method}”: not tendered, "
        "and "
        "no ground is stated. The project's {contract_count} untendered contracts of that kind "
        "come to {combined_amount} yuan; it has {budget_amount} of the budget's money, total "
        "investment {approved_total}.",
    ),
    advice=Text(
        "查招标文件或不招标的批准、依据（以工代赈等）；有依据的补登。",
        "Ask for the tender, or for the approval and ground (work relief and the like); enter it.",
    ),
    examples=(
        example("施工 400 万元", "Works of 4 million", contract(), finds=("H",)),
        example("施工少一分", "Works of a fen less", contract(amount="3999999.99")),
        example(
            "公开招标、邀请招标和招标",
            "Tendered openly, by invitation, or tendered",
            contract(amount=400_000, estimate_amount=4_000_000, procurement_method="公开招标"),
            contract(
                amount=400_000,
                estimate_amount=4_000_000,
                procurement_method="邀请招标",
                contract_code="H2",
                supplier_name="乙",
            ),
            contract(
                amount=400_000,
                estimate_amount=4_000_000,
                procurement_method="招标",
                contract_code="H3",
                supplier_name="丙",
            ),
        ),
        example(
            "写明以工代赈",
            "Work relief is stated",
            contract(method_ground="以工代赈，发改〔2022〕1号"),
        ),
        example(
            "材料 200 万元、监理 100 万元",
            "Material of 2 million, supervision of 1 million",
            of_kind("goods", 2_000_000),
            of_kind("survey_design_supervision", 1_000_000, contract_code="H2", supplier_name="乙"),
            finds=("H", "H2"),
        ),
        example(
            "材料、监理各少一分",
            "A fen less of each",
            of_kind("goods", "1999999.99"),
            of_kind(
                "survey_design_supervision", "999999.99", contract_code="H2", supplier_name="乙"
            ),
        ),
        example(
            "同一项目两份施工合同合计 400 万元",
            "Two contracts for works of one project come to 4 million",
            contract(amount=3_000_000),
            contract(amount=1_000_000, contract_code="H2", supplier_name="乙"),
            finds=("H", "H2"),
        ),
        example(
            "一份招标了，另一份小的没有招标",
            "The large one was tendered, the small one was not",
            contract(procurement_method="公开招标"),
            contract(amount=1_000_000, contract_code="H2", supplier_name="乙"),
        ),
        example(
            "估算价 400 万元，签订时低些",
            "Estimated at 4 million, signed for less",
            contract(amount=3_900_000, estimate_amount=4_000_000),
            finds=("H",),
        ),
        example(
            "预算资金占总投资一成",
            "A tenth of the investment is the budget's",
            project(90_000_000),
            contract(),
            finds=("H",),
        ),
        example("占不到一成", "Less than a tenth", project(90_000_001), contract()),
        Example(
            Text("预算资金 200 万元", "The budget gives 2 million"),
            AS_OF,
            (*money(2_000_000), contract(amount=2_000_000, estimate_amount=4_000_000)),
            finds=("H",),
        ),
        Example(
            Text("预算资金少一分", "The budget gives a fen less"),
            AS_OF,
            (*money("1999999.99"), contract(amount=1_000_000, estimate_amount=4_000_000)),
        ),
        Example(
            Text("平台贷款不是预算资金", "A loan is not the budget's money"),
            AS_OF,
            (
                fact("other_sources", document_no="贷", amount=9_000_000),
                fact("assignments", project_code="P", source_document="贷", amount=9_000_000),
                contract(),
            ),
        ),
        Example(
            Text(
                "两县两个项目，各不到 400 万元；另一县一份到了",
                "Two counties and two projects, each below; one of the other county reaches it",
            ),
            AS_OF,
            (
                *money(),
                *money(project_code="Q"),
                *money(book=OTHER_COUNTY),
                *money(1_000_000, book=OTHER_COUNTY, project_code="Q"),
                contract(amount=3_000_000),
                contract(amount=3_000_000, project_code="Q", contract_code="H2"),
                contract(book=OTHER_COUNTY, amount=500_000, contract_code="H3"),
                contract(
                    book=OTHER_COUNTY, amount=3_500_000, contract_code="H4", supplier_name="乙"
                ),
                contract(
                    book=OTHER_COUNTY,
                    amount=500_000,
                    estimate_amount=8_000_000,
                    project_code="Q",
                    contract_code="H5",
                ),
            ),
            finds=("H3", "H4"),
            not_applicable=0,
        ),
        left_out("服务合同不适用", "Services", of_kind("services", 4_000_000)),
        left_out("没有填采购方式", "No method on record", contract(procurement_method="")),
        left_out("检查日以后才签订", "Signed later", contract(), on=date(2022, 3, 31)),
        Example(
            Text("签订当天检查", "Run on the day of signing"),
            date(2022, 4, 1),
            (*money(), contract()),
            finds=("H",),
        ),
        left_out(
            "2018 年 5 月 31 日签订的不适用",
            "Signed the day before the rule applies",
            contract(signed_on="2018-05-31"),
        ),
        example(
            "2018 年 6 月 1 日签订的适用",
            "Signed on the first day it applies",
            contract(signed_on="2018-06-01"),
            finds=("H",),
        ),
    ),
)
