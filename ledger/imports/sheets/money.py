"""Columns that the sheets of incoming money share: what stream it is and when its cash came."""

from ledger.imports.columns import Column, Kind, choice
from ledger.language import Text

FUND_LINE = Column(
    "fund_line",
    Text("资金名称", "Fund line"),
    Kind.NAME,
    Text(
        "文件上的资金名称，如 财政衔接推进乡村振兴补助资金",
        "The name of the fund on the document",
    ),
)
FUND_LEVEL = Column(
    "fund_level",
    Text("资金级次", "Fund level"),
    Kind.CHOICE,
    Text("这笔钱最初由哪一级安排", "The level that first provided the money"),
    choices=(
        choice("central", "中央", "central"),
        choice("province", "省级", "provincial", "省"),
        choice("city", "市级", "city", "市"),
        choice("county", "县级", "county", "县"),
        choice("society", "社会", "society"),
    ),
)
FUND_CLASS = Column(
    "fund_class",
    Text("资金性质", "Fund class"),
    Kind.CHOICE,
    Text("按资金性质选", "Its class"),
    choices=(
        choice("general_budget", "一般公共预算", "general public budget"),
        choice("government_fund", "政府性基金", "government fund"),
        choice("bond", "债券", "bond"),
        choice("paired_aid", "对口帮扶", "paired aid"),
        choice("investment_return", "投资收益", "investment return"),
        choice("donation", "社会捐赠", "donation"),
        choice("finance", "金融", "finance"),
    ),
)
INTEGRABLE = Column(
    "integrable",
    Text("可统筹整合", "Integrable"),
    Kind.YES_NO,
    Text("这条资金线可否纳入统筹整合：是/否", "Whether this line may be pooled: yes/no"),
)
CASH_ON = Column(
    "cash_on",
    Text("库款日期", "Cash on"),
    Kind.DATE,
    Text(
        "收到的钱：全额到账之日；下达的钱：全额拨付之日。空着表示库款还没动，没到账的钱付不出去",
        "Money received: the day all of its cash arrived; issued: the day it was sent. Empty "
        "means the cash has not moved yet; cash that has not arrived cannot be paid out",
    ),
    aliases=("到账日期", "拨付日期"),
)
DUE_ON = Column(
    "due_on",
    Text("到期日", "Due on"),
    Kind.DATE,
    Text("债券、贷款应在哪天以前还清", "By when a bond or loan is to be repaid"),
    aliases=("还款日期",),
)
ANNUAL_RATE = Column(
    "annual_rate_percent",
    Text("年利率(%)", "Annual rate (%)"),
    Kind.PERCENT,
    Text("债券、贷款的年利率", "The yearly interest of a bond or loan"),
    aliases=("利率",),
)
DOCUMENT_LINE = Column(
    "document_line",
    Text("文内序号", "Document line"),
    Kind.INTEGER,
    Text("同一文号有几行时的序号，空着为 1", "The line of the document, 1 where left empty"),
)
EXEMPTION = Column(
    "exemption",
    Text("不计时限情形", "Exemption"),
    Kind.CHOICE,
    Text(
        "预算法第五十二条第五款的例外",
        "The exceptions of article 52, paragraph 5 of the Budget Law",
    ),
    choices=(
        choice("settled_by_actuals", "据实结算", "settled by actuals"),
        choice("emergency", "突发事件", "emergency"),
    ),
)
PURPOSE = Column(
    "purpose",
    Text("用途", "Purpose"),
    Kind.TEXT,
    Text("文件规定的用途", "The purpose the document states"),
)


def document(explanation: Text) -> Column:
    """The column of the document that an event stands on."""
    return Column(
        "document_no",
        Text("文号", "Document no."),
        Kind.DOCUMENT,
        explanation,
        required=True,
        aliases=("指标文号", "文件编号", "指标文件编号"),
    )


def occurred(header: Text, explanation: Text) -> Column:
    """The column of the day an event happened; a month or a year where nothing better is known."""
    return Column("occurred_on", header, Kind.LOOSE_DATE, explanation, required=True)
