"""The sheet of transfers: what a book received from above, issued below, and when cash moved."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.imports.sheets import transfer_terms as terms
from ledger.language import Text

SHEET = Sheet(
    "transfers",
    Text("资金下达", "Transfers"),
    Text(
        "上级下达给本级的指标（收到）、本级下达给下级的指标（下达），以及单独到账、拨付的库款；"
        "对口帮扶资金和转贷的债券资金也记在这里，两边各记一行",
        "Authority received from above and issued below, and cash that moved on its own day; also "
        "paired aid and bond money lent on, a row at either end",
    ),
    (
        shared.BOOK,
        Column(
            "direction",
            Text("事项", "Event"),
            Kind.CHOICE,
            Text(
                "收到=上级下达给本级；下达=本级下达给下级；到账、拨付=只记库款",
                "received: from above; issued: to below; cash in, cash out: cash only",
            ),
            required=True,
            choices=(
                choice("received", "收到", "received"),
                choice("issued", "下达", "issued"),
                choice("cash_in", "到账", "cash in"),
                choice("cash_out", "拨付", "cash out"),
            ),
            aliases=("方向",),
        ),
        Column(
            "kind",
            Text("往来类型", "Kind"),
            Kind.CHOICE,
            Text(
                "空着为转移支付；对口帮扶、东西部协作的资金，双方不必是上下级",
                "A transfer if empty; who gives paired aid need not be above who receives it",
            ),
            choices=(
                choice("transfer", "转移支付", "transfer"),
                choice("paired_aid", "对口帮扶", "paired aid", "东西部协作", "地区间援助"),
                choice("bond", "债券转贷", "bond money lent on"),
            ),
        ),
        money.document(
            Text("指标文号；到账、拨付行填所属的指标文号", "The number of the document")
        ),
        money.DOCUMENT_LINE,
        money.occurred(
            Text("日期", "Date"),
            Text(
                "收到、下达、到账或拨付的日期；文件只写到月或年时可填 2020年5月、2020年",
                "The day; 2020-05 or 2020 where the document says no more",
            ),
        ),
        shared.amount(Text("本行金额", "The amount")),
        Column(
            "counterparty",
            Text("对方区划", "Counterparty"),
            Kind.DIVISION,
            Text(
                "收到：下达单位所在区划；下达：接收单位所在区划（代码或名称）",
                "Received: the issuer's division; issued: the recipient's (code or name)",
            ),
            aliases=("对方行政区划",),
        ),
        shared.words(
            "counterparty_name",
            Text("对方单位", "Counterparty unit"),
            Text(
                "下达或接收单位的名称；一次下达给一批地方时只填这里",
                "The unit's name; for a group of places only this is filled in",
            ),
        ),
        money.FUND_LINE,
        money.FUND_LEVEL,
        money.FUND_CLASS,
        money.INTEGRABLE,
        money.PURPOSE,
        shared.SOURCE_DOCUMENT,
        shared.SOURCE_LINE,
        money.CASH_ON,
        money.EXEMPTION,
        money.DUE_ON,
        money.ANNUAL_RATE,
        *terms.COLUMNS,
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("指标", "转移支付", "transfers"),
    example={
        "book": "130407",
        "direction": "收到",
        "document_no": "邯财农〔2022〕15号",
        "occurred_on": "2022-03-05",
        "amount": "5000000.00",
        "counterparty": "130400",
        "fund_line": "财政衔接推进乡村振兴补助资金",
        "fund_level": "中央",
        "fund_class": "一般公共预算",
        "integrable": "是",
        "cash_on": "2022-03-10",
    },
)
