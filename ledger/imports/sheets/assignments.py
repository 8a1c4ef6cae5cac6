"""The sheet of assignments: which money is given to which project, or taken back."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.language import Text

SHEET = Sheet(
    "assignments",
    Text("资金安排", "Assignments"),
    Text("把哪笔来源的钱安排到哪个项目", "Which money is given to which project"),
    (
        shared.BOOK,
        money.document(Text("安排或批复文号", "The number of the document")),
        money.occurred(
            Text("安排日期", "Assigned on"),
            Text("日期；只知月或年时可填 2020年5月、2020年", "The day, or the month or year"),
        ),
        Column(
            "direction",
            Text("事项", "Event"),
            Kind.CHOICE,
            Text("安排，或调减已安排的；空着为安排", "Assign or withdraw; assign if empty"),
            choices=(
                choice("assign", "安排", "assign"),
                choice("withdraw", "调减", "withdraw"),
            ),
        ),
        shared.PROJECT,
        shared.SOURCE_DOCUMENT,
        shared.SOURCE_LINE,
        Column(
            "pooled",
            Text("使用整合资金", "From the pool"),
            Kind.YES_NO,
            Text("用的是已纳入统筹整合的钱：是/否", "From money that was pooled: yes/no"),
        ),
        shared.amount(Text("安排或调减的金额", "The amount")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("项目资金安排", "assignments"),
    example={
        "book": "130407",
        "document_no": "肥巩固办〔2022〕6号",
        "occurred_on": "2022-04-02",
        "direction": "安排",
        "project_code": "XM2022001",
        "source_document": "邯财农〔2022〕15号",
        "amount": "860000.00",
    },
)
