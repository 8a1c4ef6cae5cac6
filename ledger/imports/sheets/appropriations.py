"""The sheet of appropriations: money a government's own budget puts in."""

from ledger.imports.columns import Sheet
from ledger.imports.sheets import money, shared
from ledger.language import Text

SHEET = Sheet(
    "appropriations",
    Text("本级安排", "Appropriations"),
    Text("本级预算自己安排的资金", "Money that the book's own budget provides"),
    (
        shared.BOOK,
        money.document(Text("本级安排文号", "The number of the own document")),
        money.DOCUMENT_LINE,
        money.occurred(Text("安排日期", "Appropriated on"), Text("安排日期", "The day")),
        shared.amount(Text("安排金额", "The amount")),
        money.FUND_LINE,
        money.FUND_LEVEL,
        money.FUND_CLASS,
        money.INTEGRABLE,
        money.PURPOSE,
        shared.day(
            "approved_on",
            Text("人大批准日期", "Approved on"),
            Text("预算经人民代表大会批准的日期", "The day the people's congress approved it"),
        ),
        money.CASH_ON,
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("本级预算安排", "appropriations"),
    example={
        "book": "130407",
        "document_no": "肥财预〔2022〕3号",
        "occurred_on": "2022-02-20",
        "amount": "1200000.00",
        "fund_line": "县级财政衔接资金",
        "fund_level": "县级",
        "fund_class": "一般公共预算",
        "approved_on": "2022-01-28",
        "cash_on": "2022-02-20",
    },
)
