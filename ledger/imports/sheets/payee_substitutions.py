"""The sheet of payee substitutions: who may be paid under a contract besides its supplier."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "payee_substitutions",
    Text("收款权转让", "Payee substitutions"),
    Text(
        "合同的钱要付给供应商以外的人，须先登记凭什么：债权转让，或农民工工资专户",
        "Why money due under a contract goes to another than its supplier: an assignment of the "
        "claim, or wages paid to the workers' account",
    ),
    (
        shared.BOOK,
        shared.CONTRACT,
        Column(
            "kind",
            Text("类型", "Kind"),
            Kind.CHOICE,
            Text("凭什么付给别人", "On what ground"),
            required=True,
            choices=(
                choice("assignment_of_claim", "债权转让", "assignment of claim"),
                choice("labour_wages", "农民工工资专户", "labour wages"),
            ),
        ),
        shared.day(
            "occurred_on",
            Text("生效日期", "From"),
            Text("从哪天起可以付给他", "The first day it holds"),
            required=True,
        ),
        Column(
            "payee_code",
            Text("收款人编号", "Payee code"),
            Kind.CODE,
            Text("“收款人”表中的编号；没有则空着", "The code in the sheet of payees, if any"),
        ),
        shared.name(
            "payee_name",
            Text("收款人名称", "Payee"),
            Text("可以收这份合同的钱的人", "Who may be paid under this contract"),
        ),
        Column(
            "identity",
            Text("证件号码", "Identity"),
            Kind.IDENTITY,
            shared.IDENTITY_NOTE,
            aliases=("身份证号", "身份证号码"),
        ),
        Column(
            "document_no",
            Text("协议或文件编号", "Document"),
            Kind.DOCUMENT,
            Text("转让通知、协议或专户批复的编号", "The notice or agreement it stands on"),
            required=True,
        ),
        shared.REFERENCE,
        shared.EVIDENCE,
    ),
    aliases=("债权转让", "payee substitutions"),
    example={
        "book": "130407",
        "contract_code": "HT2022001",
        "kind": "农民工工资专户",
        "occurred_on": "2022-05-20",
        "payee_name": "某市政工程有限公司农民工工资专用账户",
        "document_no": "肥人社监〔2022〕8号",
    },
)
