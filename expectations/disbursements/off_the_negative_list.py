"""Poverty money pays for nothing of the negative list: pay, hospitality, vehicles, debts."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)
SHOP = fact("payees", payee_code="S", name="示范商店", kind="enterprise")


def paid(reference: str = "Z", **more: object) -> Fact:
    """A payment to the shop for a project."""
    cells: dict[str, object] = {
        "project_code": "P",
        "external_reference": reference,
        "payee_code": "S",
        "payee_name": "示范商店",
        "purpose": "工程进度款",
        "source_document": "文",
    }
    return fact("disbursements", **(cells | more))


def money(
    document: str = "文", line: str = "衔接资金", *, pooled: bool = False
) -> tuple[Fact, ...]:
    """100,000 yuan of a line, half of it given to the project, perhaps from the pool."""
    plan = fact(
        "integration_plans",
        item_kind="pooled",
        source_document=document,
        amount=50_000,
        approved_on="2016-02-01",
    )
    return (
        fact(
            "transfers",
            document_no=document,
            fund_line=line,
            amount=100_000,
            occurred_on="2016-01-10",
        ),
        *((plan,) if pooled else ()),
        fact(
            "assignments",
            project_code="P",
            source_document=document,
            amount=50_000,
            occurred_on="2016-02-10",
            pooled="是" if pooled else "否",
        ),
    )


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


def judged(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """An example at the end of 2022: the shop is on record, the project has money."""
    return Example(Text(zh, en), AS_OF, (SHOP, *money(), *facts), finds)


RULE = Rule(
    code="DP-11",
    version=1,
    title=Text("负面清单支出", "Spending on the negative list"),
    severity=Severity.HIGH,
    tier="P1",
    basis=(
        Basis(
            Text(
                "财农〔2017〕8号、财农〔2021〕19号：专项扶贫（衔接推进乡村振兴补助）资金不得用于单位基本支出、"
                "交通工具及通讯设备、楼堂馆所、奖金津贴和福利补助、偿还债务和垫资、弥补预算支出缺口等"
                "（条号未核对）",
                "MoF Agriculture 2017 No. 8 and 2021 No. 19: the money is not for units' running "
                "costs, vehicles and telephones, office buildings, bonuses and allowances, debts "
                "or gaps in budgets (articles not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "审计方法：基本支出挤占项目支出，按支出经济分类核对",
                "Audit method: running costs charged to projects, by economic class",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2018, 1, 1),
    in_force_note=Text(
        "负面清单 2017 年起施行；支出经济分类科目自 2018 年改用现行代码，本规则从 2018 年起检查。",
        "The list is of 2017; economic classes have had their present codes since 2018.",
    ),
    limits=Text(
        "只查扶贫、衔接资金；整合的由 IN-06 检查，项目管理费由 DP-12 检查。按科目命中的是确定的；"
        "按摘要用词和收款单位名称命中的只是线索，须看原始凭证，付给农户和个人的不看用词。培训费（30216）、"
        "房屋建筑物（31001）、办公设备（31002）等有正当用途，不查；烟、酒、旅游、利息、福利院等字样常见于"
        "产业和社会项目，也不查。没有填科目、摘要又不写明的，查不出来。",
        "Only money of poverty and follow-up lines; IN-06 has what is pooled, DP-12 management "
        "fees. A hit by class is certain; one by a word of the purpose or the payee's name is a "
        "lead, to be checked on paper, and is not looked for where households and persons are "
        "paid. Training (30216), buildings (31001) and equipment (31002) have proper uses and are "
        "left out, as are words such as tobacco, liquor, tourism and interest. What has no class "
        "and says nothing is not found.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            source.in_budget
            AND (
                source.fund_line_name LIKE '%扶贫%' OR source.fund_line_name LIKE '%衔接%'
            )
            AND coalesce(project.category, '') <> 'management_fee'
            AND pooled.project_id IS NULL AS applicable,
            paid.external_reference,
            paid.payee_id,
            paid.payee_name,
            paid.economic_class,
            paid.purpose,
            paid.amount,
            project.project_code,
            project.name AS project_name
        FROM facts.disbursement AS paid
        INNER JOIN facts.source AS source
            ON paid.book_id = source.book_id AND paid.source_id = source.source_id
        INNER JOIN facts.project AS project
            ON paid.book_id = project.book_id AND paid.project_id = project.project_id
        LEFT JOIN (
            SELECT book_id, source_id, project_id
            FROM facts.assignment
            WHERE pooled
            GROUP BY book_id, source_id, project_id
        ) AS pooled
            ON paid.book_id = pooled.book_id
            AND paid.source_id = pooled.source_id
            AND paid.project_id = pooled.project_id
    """,
    breach="""
        SELECT
            judged.book_id,
            judged.subject_id,
            judged.amount AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            CASE WHEN judged.by_class THEN 3 ELSE 2 END AS severity,
            judged.external_reference,
            judged.project_code,
            judged.project_name,
            judged.payee_name,
            judged.paid_on,
            coalesce(judged.economic_class, '未填') AS economic_class,
            coalesce(judged.purpose, '未写') AS purpose,
            CASE
                WHEN judged.by_class THEN '支出经济分类在负面清单内'
                WHEN judged.by_word THEN '摘要有负面清单的用词，是线索'
                ELSE '收款单位是餐饮住宿业，是线索'
            END AS reason_zh,
            CASE
                WHEN judged.by_class THEN 'its class is on the negative list'
                WHEN judged.by_word THEN 'its purpose has a word of the list: a lead'
                ELSE 'the payee is a restaurant or hotel: a lead'
            END AS reason_en
        FROM (
            SELECT
                subject.book_id,
                subject.subject_id,
                subject.amount,
                subject.external_reference,
                subject.project_code,
                subject.project_name,
                subject.economic_class,
                subject.purpose,
                subject.happened_on AS paid_on,
                coalesce(subject.payee_name, payee.name) AS payee_name,
                payee.kind NOT IN ('person', 'farm_household', 'registered_household') AS to_unit,
                coalesce(
                    subject.economic_class LIKE '301%'
                    OR subject.economic_class LIKE '307%'
                    OR subject.economic_class IN (
                        '30212', '30215', '30217', '30231', '30239', '31013', '31019'
                    ),
                    FALSE
                ) AS by_class,
                coalesce(
                    subject.purpose LIKE '%奖金%'
                    OR subject.purpose LIKE '%津贴%'
                    OR subject.purpose LIKE '%福利费%'
                    OR subject.purpose LIKE '%慰问%'
                    OR subject.purpose LIKE '%招待%'
                    OR subject.purpose LIKE '%接待%'
                    OR subject.purpose LIKE '%餐费%'
                    OR subject.purpose LIKE '%烟酒%'
                    OR subject.purpose LIKE '%礼品%'
                    OR subject.purpose LIKE '%考察%'
                    OR subject.purpose LIKE '%办公楼%'
                    OR subject.purpose LIKE '%购车%'
                    OR subject.purpose LIKE '%加油%'
                    OR subject.purpose LIKE '%话费%'
                    OR subject.purpose LIKE '%还款%'
                    OR subject.purpose LIKE '%垫资%'
                    OR subject.purpose LIKE '%借款%'
                    OR subject.purpose LIKE '%平衡预算%'
                    OR subject.purpose LIKE '%亏损%',
                    FALSE
                ) AS by_word,
                payee.name LIKE '%酒店%'
                OR payee.name LIKE '%饭店%'
                OR payee.name LIKE '%宾馆%'
                OR payee.name LIKE '%餐饮%' AS by_payee
            FROM subject
            INNER JOIN facts.payee AS payee
                ON subject.book_id = payee.book_id AND subject.payee_id = payee.payee_id
        ) AS judged
        WHERE judged.by_class OR (judged.to_unit AND (judged.by_word OR judged.by_payee))
    """,
    sentence=Text(
        "{book}于 {paid_on} 从项目 {project_code} {project_name} 付给 {payee_name} "
        "{amount_at_issue} 元（{external_reference}，支出经济分类：{economic_class}，"
        "摘要：{purpose}）：{reason_zh}。",
        "{book} paid {payee_name} {amount_at_issue} yuan of project {project_code} {project_name} "
        "on {paid_on} ({external_reference}, economic class: {economic_class}, for: {purpose}): "
        "{reason_en}.",
    ),
    advice=Text(
        "看发票、审批单和验收单，查明实际用途；属于负面清单的，退回项目并追究审批责任。",
        "See invoice, approval and acceptance to learn what it was for; what is on the list is "
        "returned to the project, and whoever approved it answers for it.",
    ),
    examples=(
        judged(
            "各类科目：只报清单内的",
            "Classes: only those on the list are named",
            *(
                paid(each, economic_class=each)
                for each in ("30102", "307", "30212", "30215", "30217", "30231", "30239")
            ),
            *(paid(each, economic_class=each) for each in ("31013", "31019")),
            *(paid(each, economic_class=each) for each in ("302", "30216", "30305", "31005")),
            finds=(
                *("30102", "307", "30212", "30215", "30217", "30231", "30239"),
                *("31013", "31019"),
            ),
        ),
        judged("没有填科目和摘要", "Neither class nor purpose given", paid(purpose="")),
        judged(
            "摘要用词：招待费是线索，烤烟房、旅游步道不是",
            "Words: hospitality is a lead; barns for tobacco and paths for visitors are not",
            paid("Z1", purpose="付接待客人餐费"),
            paid("Z2", purpose="烤烟房建设"),
            paid("Z3", purpose="乡村旅游步道"),
            finds=("Z1",),
        ),
        judged(
            "付给酒店",
            "Paid to a hotel",
            fact("payees", payee_code="H", name="示范大酒店", kind="enterprise"),
            paid("Z1", payee_code="H", payee_name="示范大酒店", purpose="会务"),
            paid("Z2"),
            finds=("Z1",),
        ),
        judged(
            "公益岗位津贴付给农户，不看用词；科目在清单内的照报",
            "Words do not matter where a household is paid; its class does",
            fact("payees", payee_code="R", name="张三", kind="registered_household"),
            paid("Z1", payee_code="R", payee_name="张三", purpose="岗位津贴"),
            paid("Z2", payee_code="R", payee_name="张三", economic_class="30107"),
            finds=("Z2",),
        ),
        judged(
            "支付已红字冲销",
            "The payment has been reversed",
            paid(economic_class="30217"),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01", reason="退回"),
        ),
        Example(
            Text(
                "其他资金、整合资金、项目管理费不适用",
                "Other money, pooled money and management fees: the rule does not apply",
            ),
            AS_OF,
            (
                SHOP,
                fact("projects", project_code="F", category="management_fee"),
                *money(),
                *money("别", "一事一议资金"),
                *money("贫", "专项扶贫资金"),
                *money("整", pooled=True),
                fact("assignments", project_code="F", source_document="文", amount=100),
                *(
                    fact("assignments", project_code="Q", source_document=each, amount=1000)
                    for each in ("整", "文")
                ),
                paid("Z1", economic_class="30217"),
                paid("Z2", economic_class="30217", source_document="别"),
                paid("Z3", economic_class="30217", source_document="贫"),
                paid("Z4", economic_class="30217", source_document="整"),
                paid("Z5", economic_class="30217", project_code="F"),
                paid("Z6", economic_class="30217", project_code="Q", source_document="整"),
            ),
            finds=("Z1", "Z3", "Z6"),
            not_applicable=3,
        ),
        Example(
            Text(
                "两县同编号的收款人、项目和资金，各是各的",
                "Payee, project and money of two counties have the same codes",
            ),
            AS_OF,
            (
                *(SHOP, *money(), paid("Z1", purpose="接待")),
                fact("projects", project_code="P", category="industry"),
                *elsewhere(
                    fact("payees", payee_code="S", name="示范商店", kind="person"),
                    fact("projects", project_code="P", category="management_fee"),
                    *money(line="一事一议资金", pooled=True),
                    paid("Z2", purpose="接待"),
                ),
            ),
            finds=("Z1",),
            not_applicable=1,
        ),
        Example(
            Text(
                "两县同编号的收款人，一县是单位，一县是个人",
                "Payees of one code: a unit in one county, a person in the other",
            ),
            AS_OF,
            (
                *(SHOP, *money(), paid("Z1")),
                *elsewhere(
                    fact("payees", payee_code="S", name="示范宾馆", kind="enterprise"),
                    *money(),
                    paid("Z2", payee_name="示范宾馆"),
                ),
            ),
            finds=("Z2",),
        ),
        Example(
            Text("2018 年起适用", "In force from 2018 on"),
            AS_OF,
            (
                *(SHOP, *money()),
                paid("Z1", economic_class="30217", occurred_on="2017-12-31"),
                paid("Z2", economic_class="30217", occurred_on="2018-01-01"),
            ),
            finds=("Z2",),
            not_applicable=1,
        ),
    ),
)
