"""Pooled money pays for nothing forbidden: pay, vehicles, offices, debts, landscape, towns."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

AS_OF = date(2022, 12, 31)


def money(
    document: str = "文", project: str = "P", name: str = "示范产业路", *, pooled: bool = True
) -> tuple[Fact, ...]:
    """A project with 50,000 yuan, of the pool unless it is said not to be."""
    shared = {"source_document": document, "amount": 50_000}
    plan = fact("integration_plans", item_kind="pooled", approved_on="2016-01-05", **shared)
    return (
        fact("projects", project_code=project, name=name),
        fact("transfers", document_no=document, amount=100_000, occurred_on="2016-01-01"),
        *((plan,) if pooled else ()),
        fact(
            "assignments",
            project_code=project,
            occurred_on="2016-01-10",
            pooled="是" if pooled else "否",
            **shared,
        ),
    )


def paid(reference: str = "Z", **more: object) -> Fact:
    """A payment of that money."""
    cells: dict[str, object] = {
        "project_code": "P",
        "source_document": "文",
        "external_reference": reference,
        "purpose": "工程进度款",
    }
    return fact("disbursements", **(cells | more))


def elsewhere(*facts: Fact) -> tuple[Fact, ...]:
    """The same facts in the book of another county."""
    return tuple(Fact(each.sheet, each.cells | {"book": "990122"}) for each in facts)


def judged(zh: str, en: str, *facts: Fact, finds: tuple[str, ...] = ()) -> Example:
    """An example at the end of 2022, of a project with pooled money."""
    return Example(Text(zh, en), AS_OF, (*money(), *facts), finds)


RULE = Rule(
    code="IN-06",
    version=1,
    title=Text("整合资金用于禁止方向", "Pooled money for a forbidden use"),
    severity=Severity.GRAVE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "国办发〔2016〕22号及各年度整合工作通知的负面清单：不得用于人员经费、车辆、楼堂馆所、"
                "偿还债务、弥补预算缺口、城市建设、景观和外墙粉饰等（原文未核对）",
                "State Council Office 2016 No. 22 and the yearly notices: not for pay, vehicles, "
                "office buildings, debts, gaps in budgets, towns, landscape and facades (wording "
                "not checked)",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "《预算法》第九十五条（三）：违反规定扩大开支范围的，责令改正，追回资金",
                "Budget Law art. 95(3): spending widened beyond the rules is put right, the money "
                "recovered",
            ),
            confirmed=False,
        ),
        Basis(
            Text(
                "审计发现：整合资金用于景观修建、外墙粉饰",
                "Audit finding: pooled money went into landscape and facades",
            ),
            confirmed=True,
        ),
    ),
    in_force_from=date(2016, 4, 22),
    limits=Text(
        "按支出经济分类命中的是确定的；按摘要和项目名称用词命中的只是线索，须看原始凭证和批复。"
        "2018 年以前的经济分类代码与现行的不完全相同。"
        "同一来源给同一项目既有整合的、又有未整合的安排时，都按整合资金检查。没有填科目、摘要和项目名称又不写明的，查不出来。",
        "A hit by class is certain; one by a word of the purpose or the project's name is a lead, "
        "to be checked on paper. Codes before 2018 differ in part. Where one source gave a project "
        "both pooled and other money, all of it is looked at. What has no class and says nothing "
        "is not found.",
    ),
    subject="disbursement",
    population="""
        SELECT
            paid.book_id,
            paid.disbursement_id AS subject_id,
            paid.occurred_on AS happened_on,
            pooled.project_id IS NOT NULL AS applicable,
            paid.external_reference,
            paid.economic_class,
            paid.purpose,
            paid.amount,
            project.project_code,
            project.name AS project_name
        FROM facts.disbursement AS paid
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
            CASE WHEN judged.by_class THEN 4 ELSE 3 END AS severity,
            judged.external_reference,
            judged.project_code,
            judged.project_name,
            judged.paid_on,
            coalesce(judged.economic_class, '未填') AS economic_class,
            coalesce(judged.purpose, '未写') AS purpose,
            CASE
                WHEN judged.by_class THEN '支出经济分类在负面清单内'
                ELSE '摘要或项目名称有负面清单的用词，是线索'
            END AS reason_zh,
            CASE
                WHEN judged.by_class THEN 'its class is on the negative list'
                ELSE 'its purpose or the project''s name has a word of the list: a lead'
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
                concat_ws(' ', subject.project_name, subject.purpose) AS said,
                coalesce(
                    subject.economic_class LIKE '301%'
                    OR subject.economic_class LIKE '307%'
                    OR subject.economic_class IN (
                        '30212', '30215', '30217', '30231', '30239', '31013', '31019'
                    ),
                    FALSE
                ) AS by_class
            FROM subject
        ) AS judged
        WHERE judged.by_class
            OR judged.said LIKE '%奖金%'
            OR judged.said LIKE '%津贴%'
            OR judged.said LIKE '%招待%'
            OR judged.said LIKE '%办公楼%'
            OR judged.said LIKE '%购车%'
            OR judged.said LIKE '%还款%'
            OR judged.said LIKE '%偿债%'
            OR judged.said LIKE '%偿还%'
            OR judged.said LIKE '%平衡预算%'
            OR judged.said LIKE '%预算缺口%'
            OR judged.said LIKE '%市政%'
            OR judged.said LIKE '%城区%'
            OR judged.said LIKE '%景观%'
            OR judged.said LIKE '%外墙%'
            OR judged.said LIKE '%粉饰%'
    """,
    sentence=Text(
        "{book}于 {paid_on} 用整合资金为项目 {project_code} {project_name} 支付 "
        "{amount_at_issue} 元（{external_reference}，支出经济分类：{economic_class}，"
        "摘要：{purpose}）：{reason_zh}。",
        "{book} paid {amount_at_issue} yuan of pooled money for project {project_code} "
        "{project_name} on {paid_on} ({external_reference}, economic class: {economic_class}, "
        "for: {purpose}): {reason_en}.",
    ),
    advice=Text(
        "看发票、批复和验收单，查明实际用途；属于禁止方向的，归还整合资金，按规定移送。",
        "See invoice, approval and acceptance to learn what it was for; what was forbidden is paid "
        "back to the pool and referred as the rules say.",
    ),
    examples=(
        judged(
            "各类科目：只报清单内的",
            "Classes: only those on the list are named",
            *(paid(each, economic_class=each) for each in ("30102", "307", "31013", "30217")),
            *(paid(each, economic_class=each) for each in ("302", "30305", "31005")),
            finds=("30102", "307", "31013", "30217"),
        ),
        judged("没有填科目和摘要", "Neither class nor purpose given", paid(purpose="")),
        judged(
            "摘要：外墙粉饰是线索，危房墙体加固不是",
            "Facades are a lead, walls made safe are not",
            paid("Z1", purpose="沿街外墙粉饰"),
            paid("Z2", purpose="危房墙体加固"),
            finds=("Z1",),
        ),
        judged(
            "项目名称是景观；只报这个项目的支付",
            "The project's name says landscape: only its payments are named",
            *money("景", "Q", "入口景观提升"),
            paid("Z1", project_code="Q", source_document="景"),
            paid("Z2"),
            finds=("Z1",),
        ),
        judged(
            "支付已红字冲销",
            "The payment has been reversed",
            paid(economic_class="30217"),
            fact("reversals", voucher="202205-1", occurred_on="2022-06-01", reason="退回"),
        ),
        Example(
            Text("不是整合资金的不适用", "Not of the pool: the rule does not apply"),
            AS_OF,
            (
                *money(),
                *money("未", pooled=False)[1:],
                fact("assignments", project_code="Q", source_document="文", amount=1000),
                paid("Z1", economic_class="307"),
                paid("Z2", economic_class="307", source_document="未"),
                paid("Z3", economic_class="307", project_code="Q"),
            ),
            finds=("Z1",),
            not_applicable=2,
        ),
        Example(
            Text(
                "两县同编号的项目：一县是整合的景观，一县不是",
                "Projects of one code: pooled landscape in one county, another thing in the other",
            ),
            AS_OF,
            (
                *(*money(name="景观"), paid("Z1")),
                *elsewhere(*money(), paid("Z2")),
            ),
            finds=("Z1",),
        ),
        Example(
            Text(
                "两县同编号的资金：只有一县整合", "Money of one number, pooled in one county only"
            ),
            AS_OF,
            (
                *(*money(), paid("Z1", economic_class="307")),
                *elsewhere(*money(pooled=False), paid("Z2", economic_class="307")),
            ),
            finds=("Z1",),
            not_applicable=1,
        ),
        Example(
            Text("2016 年 4 月 22 日起适用", "In force from 22 April 2016 on"),
            AS_OF,
            (
                *money(),
                paid("Z1", economic_class="307", occurred_on="2016-04-21"),
                paid("Z2", economic_class="307", occurred_on="2016-04-22"),
            ),
            finds=("Z2",),
            not_applicable=1,
        ),
    ),
)
