"""The sheet of take-backs: what is unspent at the end of a year goes back, or goes on."""

from dataclasses import replace

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import money, shared
from ledger.language import Text

SHEET = Sheet(
    "take_backs",
    Text("结余收回结转", "Take-backs and carry-overs"),
    Text(
        "年终没有用完的钱：收回的交还上级或由本级统筹盘活，不再属于这笔来源；结转的下年接着用，成为一笔新的"
        "来源，还在国库的库款一并转过去。收回的库款付出去时，在“资金下达”表记“拨付”行",
        "What is unspent at the end of a year: taken back, it leaves the source for good, to the "
        "issuer or the general budget; carried over, it goes on as a new source, with the cash "
        "that still stands in the treasury. Cash that leaves with what is taken back is a row of "
        "cash out in the sheet of transfers",
    ),
    (
        shared.BOOK,
        Column(
            "kind",
            Text("事项", "Event"),
            Kind.CHOICE,
            Text(
                "收回=交还上级或盘活；结转=下年继续使用",
                "take back: for good; carry over: it goes on next year",
            ),
            required=True,
            choices=(
                choice("take_back", "收回", "take back", "结余收回"),
                choice("carry_over", "结转", "carry over", "结转下年"),
            ),
        ),
        money.document(Text("收回或结转文件的文号", "The number of the document that orders it")),
        shared.day(
            "occurred_on",
            Text("日期", "Date"),
            Text("收回或结转之日", "The day"),
            required=True,
        ),
        replace(
            shared.SOURCE_DOCUMENT,
            explanation=Text(
                "没有用完的是哪笔钱", "Which money is unspent: the document it arrived under"
            ),
            required=True,
        ),
        shared.SOURCE_LINE,
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text(
                "已安排到项目的，填项目编号；没有安排的空着",
                "The project the money was assigned to; empty for money of no project",
            ),
            aliases=("项目代码",),
        ),
        Column(
            "pooled",
            Text("整合资金", "Pooled"),
            Kind.YES_NO,
            Text(
                "已统筹整合、没有安排到项目的填 是",
                "Yes for money that was pooled and not assigned",
            ),
        ),
        shared.amount(Text("收回或结转的金额", "How much")),
        Column(
            "new_document_no",
            Text("结转后文号", "New document"),
            Kind.DOCUMENT,
            Text(
                "结转的钱下年用什么文号；空着为原文号加“〔2022年结转〕”，同一文号有几笔的按顺序编文内序号",
                "The document it goes on under; left empty, the old one marked with the year; "
                "several under one document are lines 1, 2 and so on",
            ),
        ),
        shared.words("reason", Text("原因", "Reason"), Text("如 项目未完工", "Why")),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("结余收回", "结转", "结转结余", "take-backs"),
    example={
        "book": "130407",
        "kind": "结转",
        "document_no": "肥财预〔2022〕96号",
        "occurred_on": "2022-12-31",
        "source_document": "邯财农〔2022〕15号",
        "amount": "200000.00",
        "reason": "项目跨年实施",
    },
)
