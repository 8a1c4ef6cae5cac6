"""The sheet of contracts: the duty to pay, and the money set aside for it."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.imports.sheets.award_columns import AWARD
from ledger.language import Text

SHEET = Sheet(
    "contracts",
    Text("合同", "Contracts"),
    Text(
        "一份合同用几笔来源的钱就写几行，合同编号相同",
        "One row a source of money: a contract paid from two has two rows of the same code",
    ),
    (
        shared.BOOK,
        Column(
            "contract_code",
            Text("合同编号", "Contract code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        shared.PROJECT,
        shared.name(
            "supplier_name", Text("供应商名称", "Supplier"), Text("合同对方", "The other party")
        ),
        Column(
            "supplier_identity",
            Text("供应商信用代码", "Supplier's credit code"),
            Kind.IDENTITY,
            shared.IDENTITY_NOTE,
            aliases=("供应商证件号码",),
        ),
        Column(
            "kind",
            Text("合同类型", "Kind"),
            Kind.CHOICE,
            Text("按合同标的选", "By what it is for"),
            choices=(
                choice("works", "施工", "works"),
                choice("goods", "货物", "goods"),
                choice("services", "服务", "services"),
                choice("survey_design_supervision", "勘察设计监理", "survey, design, supervision"),
                choice("other", "其他", "other"),
            ),
        ),
        shared.words(
            "procurement_method",
            Text("采购方式", "Procurement"),
            Text("公开招标、询价等", "How the supplier was chosen"),
        ),
        shared.day(
            "signed_on", Text("签订日期", "Signed on"), Text("签订之日", "The day"), required=True
        ),
        shared.amount(Text("本行来源承担的合同金额", "What this row's source pays of it")),
        Column(
            "retention_percent",
            Text("质保金比例(%)", "Retention (%)"),
            Kind.PERCENT,
            Text("如 3；没有质保金填 0 或空着", "Such as 3; 0 or empty where there is none"),
        ),
        shared.day(
            "settled_on",
            Text("结算日期", "Settled on"),
            Text("最终结算之日，结算后再填", "The day of the final settlement, once there is one"),
        ),
        shared.day(
            "retention_until",
            Text("质保期至", "Retention until"),
            Text("质保金留到哪天", "The last day on which the retention is held back"),
        ),
        *AWARD,
        shared.SOURCE_DOCUMENT,
        shared.SOURCE_LINE,
        shared.EFFECTIVE,
        shared.EVIDENCE,
    ),
    aliases=("contracts",),
    example={
        "book": "130407",
        "contract_code": "HT2022001",
        "project_code": "XM2022001",
        "supplier_name": "某市政工程有限公司",
        "kind": "施工",
        "procurement_method": "公开招标",
        "signed_on": "2022-05-10",
        "amount": "845000.00",
        "retention_percent": "3",
        "source_document": "邯财农〔2022〕15号",
    },
)
