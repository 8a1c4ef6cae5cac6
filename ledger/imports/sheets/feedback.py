"""The sheet of feedback: what donors were told of their gifts, asked, and were answered."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "feedback",
    Text("捐赠反馈", "Feedback"),
    Text(
        "向捐赠人反馈捐款用途，以及捐赠人的询问和答复，每次一行",
        "What donors were told of their gifts, asked, and were answered: a row each time",
    ),
    (
        shared.BOOK,
        Column(
            "donation_code",
            Text("捐赠编号", "Donation code"),
            Kind.CODE,
            Text("“捐赠”表中的编号", "As on the sheet of donations"),
            required=True,
        ),
        Column(
            "kind",
            Text("往来类型", "Kind"),
            Kind.CHOICE,
            Text(
                "反馈=告知用途；询问=捐赠人来问；答复=回答询问",
                "report: told of the use; query: the donor asked; answer: to a query",
            ),
            required=True,
            choices=(
                choice("report", "反馈", "report"),
                choice("query", "询问", "query"),
                choice("answer", "答复", "answer"),
            ),
        ),
        shared.day(
            "occurred_on",
            Text("日期", "Date"),
            Text("发出或收到之日", "The day it was sent or received"),
            required=True,
        ),
        shared.words(
            "means",
            Text("方式", "Means"),
            Text("信函、电话、网站、座谈等", "Letter, telephone, website, meeting"),
        ),
        shared.words(
            "contents",
            Text("内容", "Contents"),
            Text("告知、询问或答复了什么", "What was told, asked or answered"),
            required=True,
        ),
        shared.EVIDENCE,
    ),
    aliases=("反馈", "feedback log"),
    example={
        "book": "130407",
        "donation_code": "JZ2022001",
        "kind": "反馈",
        "occurred_on": "2022-10-20",
        "means": "信函",
        "contents": "捐款用于某村小学图书室，已完工",
    },
)
