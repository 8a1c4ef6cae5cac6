"""The sheet of reversals: vouchers posted by mistake, undone by a red voucher with a reason."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "reversals",
    Text("红字冲销", "Reversals"),
    Text(
        "已入账的不能改、不能删；记错了在这里冲销，再重新登记",
        "What is posted is never changed or deleted; a mistake is reversed here and posted anew",
    ),
    (
        shared.BOOK,
        Column(
            "voucher",
            Text("凭证号", "Voucher"),
            Kind.CODE,
            Text("要冲销的凭证，如 202203-12", "The voucher to undo, such as 202203-12"),
            required=True,
        ),
        shared.day(
            "occurred_on",
            Text("冲销日期", "Reversed on"),
            Text("冲销之日，不早于原凭证", "The day, not before the voucher's own"),
            required=True,
        ),
        shared.words(
            "reason", Text("冲销原因", "Reason"), Text("为什么冲销", "Why"), required=True
        ),
    ),
    aliases=("冲销", "reversals"),
    example={
        "book": "130407",
        "voucher": "202206-12",
        "occurred_on": "2022-07-01",
        "reason": "收款人账号写错",
    },
)
