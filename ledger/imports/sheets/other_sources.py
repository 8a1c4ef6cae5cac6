"""The sheet of other sources: bonds that were sold, loans, and returns on investments."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.language import Text

SHEET = Sheet(
    "other_sources",
    Text("其他来源", "Other sources"),
    Text(
        "本级发行的债券、投融资平台的贷款、扶贫项目的投资收益；别的账簿转贷的债券和给的对口帮扶资金"
        "填在“资金下达”",
        "Bonds that the book's own government sold, loans of platform companies, returns on "
        "investments of projects; what another book lent on or gave stands in the sheet of "
        "transfers",
    ),
    (
        shared.BOOK,
        Column(
            "kind",
            Text("来源类型", "Kind"),
            Kind.CHOICE,
            Text("这笔钱是什么", "What the money is"),
            required=True,
            choices=(
                choice("bond", "发行债券", "bond sold"),
                choice("platform_loan", "平台贷款", "loan of a platform company", "投融资平台贷款"),
                choice("investment_return", "投资收益", "return on investment"),
            ),
        ),
        money.document(
            Text("债券、借款合同或收益分配文件的编号", "The bond, loan contract or paper of return")
        ),
        money.DOCUMENT_LINE,
        money.occurred(Text("日期", "Date"), Text("发行、借入或分得之日", "The day")),
        shared.amount(Text("本金或收益金额", "The principal, or the return")),
        Column(
            "giver",
            Text("出资单位", "From whom"),
            Kind.TEXT,
            Text("承销机构、贷款的平台公司，或付给收益的企业", "Who paid or lent it"),
            required=True,
            aliases=("出借人", "债权人"),
        ),
        Column(
            "project_code",
            Text("投资项目编号", "Project invested in"),
            Kind.CODE,
            Text("投资收益必填：收益来自哪个项目", "For a return: the project that it comes from"),
            aliases=("项目编号",),
        ),
        money.DUE_ON,
        money.ANNUAL_RATE,
        money.FUND_LINE,
        money.FUND_LEVEL,
        money.INTEGRABLE,
        money.PURPOSE,
        money.CASH_ON,
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("其他收入", "other sources"),
    example={
        "book": "130407",
        "kind": "投资收益",
        "document_no": "XM2022001收益〔2022〕1号",
        "occurred_on": "2022-12-20",
        "amount": "36000.00",
        "giver": "某农业科技有限公司",
        "project_code": "XM2022001",
        "cash_on": "2022-12-20",
    },
)
