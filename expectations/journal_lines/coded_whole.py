"""Spending of poverty money is coded: fund line, document, project, function and economic class."""

from datetime import date

from expectations.rule import Basis, Example, Fact, Rule, Severity, Text, fact

OTHER_COUNTY = "990122"
AS_OF = date(2022, 12, 31)
SPECIAL = "中央财政衔接推进乡村振兴补助资金"


def spent(number: int = 1, **more: object) -> Fact:
    """100 yuan of special money spent, with all its codes."""
    cells: dict[str, object] = {
        "voucher_number": number,
        "account_code": "5001",
        "account_name": "一般公共预算本级支出",
        "debit": 100,
        "fund_line": SPECIAL,
        "document_no": "示财农〔2022〕1号",
        "project_code": "P",
        "function_code": "2130505",
        "economic_code": "50302",
    }
    return fact("journal_lines", **(cells | more))


def passes(zh: str, en: str, *facts: Fact, not_applicable: int | None = None) -> Example:
    """An example in which no line is named."""
    return Example(Text(zh, en), AS_OF, facts, not_applicable=not_applicable)


def found(zh: str, en: str, *facts: Fact) -> Example:
    """An example in which the line is named."""
    return Example(Text(zh, en), AS_OF, facts, finds=("202205-记1-1",))


RULE = Rule(
    code="AC-09",
    version=1,
    title=Text("科目、要素缺失或错用", "Wrong or missing coding"),
    severity=Severity.NOTICE,
    tier="P1",
    basis=(
        Basis(
            Text(
                "《预算法》第三十二条第四款、第三十七条：支出按功能分为类、款、项，"
                "按经济性质分为类、款",
                "Budget Law arts. 32(4), 37: spending is classed by function and by economic "
                "nature",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "《预算法》第七十二条：预算支出应当按照预算科目执行",
                "Budget Law art. 72: money is spent under the class that the budget has it in",
            ),
            confirmed=True,
        ),
        Basis(
            Text(
                "政府收支分类科目 21305 款的项级科目（2024 年文本已核对，以前年度未核对）",
                "The items of class 21305 (the text of 2024 was read, earlier ones were not)",
            ),
            confirmed=False,
        ),
    ),
    in_force_from=date(2015, 1, 1),
    in_force_note=Text(
        "《预算法》2014 年修正文本的施行日。",
        "The day the 2014 text of the Budget Law came into force.",
    ),
    limits=Text(
        "本系统记账的支付必有资金名称、文号和项目，没有的记不进来。"
        "这里检查其他软件导出的支出分录：功能分类为 21305 款项目支出"
        "（2130504—08、99）的，或者资金名称写明是财政衔接补助资金、专项扶贫资金的。"
        "后者列在 2130501—03、50（运转支出）或其他款的，列为疑点；"
        "其他资金可用哪些科目各地不同，不检查。",
        "A payment that is posted here has its fund line, document and project, or is refused. "
        "Tested are lines of spending of other software, in the project items of class 21305 "
        "(2130504 to 08, 99), or of money that says it is the special poverty or linkage fund. Of "
        "the latter other classes are named, those of running costs (2130501 to 03, 50) among "
        "them. Which classes other money may have differs from place to place and is not tested.",
    ),
    subject="journal_line",
    population="""
        SELECT
            line.book_id,
            line.journal_line_id AS subject_id,
            line.occurred_on AS happened_on,
            line.is_current
            AND line.debit <> 0
            AND line.account_name LIKE '%支出%'
            AND (
                line.function_code IN (
                    '2130504', '2130505', '2130506', '2130507', '2130508', '2130599'
                )
                OR line.fund_line_name LIKE '%财政衔接%'
                OR line.fund_line_name LIKE '%专项扶贫资金%'
            ) IS TRUE AS applicable,
            line.account_set,
            line.period,
            line.voucher_word,
            line.voucher_number,
            line.line_number,
            line.account_name,
            line.debit,
            line.fund_line_name,
            line.document_no,
            line.project_code,
            line.function_code,
            line.economic_code
        FROM facts.journal_line AS line
    """,
    breach="""
        SELECT
            subject.book_id,
            subject.subject_id,
            abs(subject.debit) AS amount_at_issue,
            CAST(NULL AS DATE) AS due_on,
            subject.account_set,
            subject.period,
            subject.voucher_word,
            subject.voucher_number,
            subject.line_number,
            subject.account_name,
            concat_ws(
                '、',
                CASE WHEN subject.fund_line_name IS NULL THEN '缺资金名称' END,
                CASE WHEN subject.document_no IS NULL THEN '缺指标文号' END,
                CASE WHEN subject.project_code IS NULL THEN '缺项目编号' END,
                CASE WHEN subject.function_code IS NULL THEN '缺功能分类' END,
                CASE WHEN subject.economic_code IS NULL THEN '缺经济分类' END,
                CASE
                    WHEN subject.function_code NOT IN (
                        '2130504', '2130505', '2130506', '2130507', '2130508', '2130599'
                    ) THEN '功能分类不是 21305 款项目支出'
                END
            ) AS coding_zh,
            concat_ws(
                ', ',
                CASE WHEN subject.fund_line_name IS NULL THEN 'no fund line' END,
                CASE WHEN subject.document_no IS NULL THEN 'no document' END,
                CASE WHEN subject.project_code IS NULL THEN 'no project' END,
                CASE WHEN subject.function_code IS NULL THEN 'no function' END,
                CASE WHEN subject.economic_code IS NULL THEN 'no economic class' END,
                CASE
                    WHEN subject.function_code NOT IN (
                        '2130504', '2130505', '2130506', '2130507', '2130508', '2130599'
                    ) THEN 'not a project item of class 21305'
                END
            ) AS coding_en,
            subject.fund_line_name,
            subject.document_no,
            subject.project_code,
            subject.function_code,
            subject.economic_code
        FROM subject
        WHERE subject.fund_line_name IS NULL
            OR subject.document_no IS NULL
            OR subject.project_code IS NULL
            OR subject.function_code IS NULL
            OR subject.economic_code IS NULL
            OR subject.function_code NOT IN (
                '2130504', '2130505', '2130506', '2130507', '2130508', '2130599'
            )
    """,
    sentence=Text(
        "{book}账套“{account_set}”{period} 期凭证 {voucher_word}{voucher_number} "
        "第 {line_number} 行（{account_name} {amount_at_issue} 元）：{coding_zh}。",
        "{book}, account set {account_set}: line {line_number} of voucher "
        "{voucher_word}{voucher_number} of {period} ({account_name}, {amount_at_issue} yuan): "
        "{coding_en}.",
    ),
    advice=Text(
        "对照指标文件补齐或更正辅助核算；列在运转支出的，查钱实际用在哪里。",
        "Complete or correct the coding by the document; where it stands under running costs, see "
        "what it was spent on.",
    ),
    examples=(
        passes("要素齐全", "All there", spent()),
        found("缺资金名称", "No fund line", spent(fund_line="")),
        found("缺指标文号", "No document", spent(document_no="")),
        found("缺项目编号", "No project", spent(project_code="")),
        found("衔接资金缺功能分类", "No function", spent(function_code="")),
        found("缺经济分类", "No economic class", spent(economic_code="")),
        found("衔接资金列行政运行", "Under running costs", spent(function_code="2130501")),
        found(
            "专项扶贫资金列其他款",
            "Poverty money in another class",
            spent(fund_line="中央财政专项扶贫资金", function_code="2130701"),
        ),
        passes(
            "县级自有资金列行政运行，不适用",
            "The office's own running costs",
            spent(fund_line="部门预算", function_code="2130501", project_code=""),
            not_applicable=1,
        ),
        passes(
            "收入、国库存款分录，不适用",
            "A line of the treasury",
            spent(account_name="国库存款", document_no=""),
            not_applicable=1,
        ),
        passes(
            "年终结转的贷方，不适用",
            "The credit that closes the year",
            spent(debit="", credit=100, document_no=""),
            not_applicable=1,
        ),
        found("红字冲减也要齐", "In red", spent(debit=-100, document_no="")),
        passes(
            "后一次导出已补齐",
            "Complete in a later export",
            spent(document_no=""),
            spent(exported_on="2022-07-05"),
            not_applicable=1,
        ),
        passes(
            "2014 年的不适用",
            "Before the law",
            spent(document_no="", period=201412, occurred_on="2014-12-31"),
            not_applicable=1,
        ),
    ),
)
