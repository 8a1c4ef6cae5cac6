"""The sheet of refunds: paid money that came back, bounced by the bank or returned."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "refunds",
    Text("退款退票", "Refunds"),
    Text(
        "付出去又退回来的钱：退回国库，额度恢复到原项目或合同；要补发的，在“支付”表用新编号再付",
        "Paid money that came back, to the treasury and to its project or contract; what is paid "
        "again is a payment with a number of its own",
    ),
    (
        shared.BOOK,
        Column(
            "payment_reference",
            Text("原支付编号", "Payment no."),
            Kind.CODE,
            Text("退回的是哪一笔支付", "Which payment came back"),
            required=True,
            aliases=("原支付令号",),
        ),
        Column(
            "kind",
            Text("退回类型", "Kind"),
            Kind.CHOICE,
            Text("退票=银行退回；退款=收款人退回", "bounced: by the bank; returned: by the payee"),
            required=True,
            choices=(
                choice("bounced", "退票", "bounced"),
                choice("returned", "退款", "returned"),
            ),
        ),
        shared.day(
            "occurred_on",
            Text("退回日期", "Back on"),
            Text("钱回到国库之日", "The day the money was back in the treasury"),
            required=True,
        ),
        shared.amount(Text("退回的金额", "What came back")),
        shared.words("reason", Text("退回原因", "Reason"), Text("如 账号不符", "Why it came back")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("退款", "退票", "refunds"),
    example={
        "book": "130407",
        "payment_reference": "ZF2022000001",
        "kind": "退款",
        "occurred_on": "2022-07-05",
        "amount": "3500.00",
        "reason": "多付退回",
    },
)
