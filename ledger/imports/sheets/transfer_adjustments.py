"""The sheet of transfer adjustments: more, less, or called back, by a document of its own."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.language import Text

SHEET = Sheet(
    "transfer_adjustments",
    Text("指标调整", "Transfer adjustments"),
    Text(
        "已下达、已收到的指标后来追加、追减或收回；下达方和收到方各记各的。库款随之多拨或退回的，"
        "在“资金下达”表另记“到账”“拨付”行",
        "What later documents changed of a transfer; the issuer and the receiver each enter their "
        "own. Cash that follows is a row of cash in or out in the sheet of transfers",
    ),
    (
        shared.BOOK,
        Column(
            "side",
            Text("本方", "Side"),
            Kind.CHOICE,
            Text(
                "下达方=调整的是本级下达给下级的；收到方=上级调整了本级收到的",
                "issued: this book issued the transfer; received: it received it",
            ),
            required=True,
            choices=(
                choice("issued", "下达方", "issued", "下达"),
                choice("received", "收到方", "received", "收到"),
            ),
        ),
        Column(
            "kind",
            Text("调整类型", "Adjustment"),
            Kind.CHOICE,
            Text(
                "追加=增加；追减=减少；收回=上级收回未用的",
                "addition: more; reduction: less; recall: what is unused goes back up",
            ),
            required=True,
            choices=(
                choice("addition", "追加", "addition", "调增"),
                choice("reduction", "追减", "reduction", "调减"),
                choice("recall", "收回", "recall"),
            ),
        ),
        money.document(Text("调整文件的文号", "The number of the adjusting document")),
        shared.day(
            "occurred_on",
            Text("调整日期", "Adjusted on"),
            Text(
                "下达方：调整文件的日期；收到方：接到调整文件的日期",
                "Issued: the day of the document; received: the day it was received",
            ),
            required=True,
        ),
        Column(
            "transfer_document",
            Text("原指标文号", "Transfer's document"),
            Kind.DOCUMENT,
            Text("调整的是哪份指标文件", "The document of the transfer that is adjusted"),
            required=True,
        ),
        Column(
            "transfer_line",
            Text("原文内序号", "Transfer's line"),
            Kind.INTEGER,
            Text("原文件有几行时填第几行", "Which line of that document, where it has several"),
        ),
        Column(
            "counterparty",
            Text("对方区划", "Counterparty"),
            Kind.DIVISION,
            Text(
                "原文件下达给几个地方时填：调整的是给谁的（代码或名称）",
                "Whose transfer it is, where the document issued to several places (code or name)",
            ),
            aliases=("对方行政区划",),
        ),
        shared.words(
            "counterparty_name",
            Text("对方单位", "Counterparty unit"),
            Text("原文件只写单位名称时填", "Where the transfer names a unit only"),
        ),
        Column(
            "transfer_reference",
            Text("原外部编号", "Transfer's reference"),
            Kind.CODE,
            Text(
                "同一文号同一行分几笔登记的，填要调整的那一笔的外部编号",
                "The reference of the transfer, where one line was entered in several parts",
            ),
        ),
        shared.amount(Text("增加或减少的金额，都填正数", "How much more or less; never negative")),
        shared.words("reason", Text("调整原因", "Reason"), Text("如 项目取消", "Why")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("指标追加", "指标追减", "指标收回", "transfer adjustments"),
    example={
        "book": "130407",
        "side": "收到方",
        "kind": "追加",
        "document_no": "邯财农〔2022〕48号",
        "occurred_on": "2022-06-20",
        "transfer_document": "邯财农〔2022〕15号",
        "amount": "300000.00",
        "reason": "年中追加",
    },
)
