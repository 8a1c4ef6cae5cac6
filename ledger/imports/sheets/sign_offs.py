"""The sheet of sign-offs (四联签): one row a hand under a sheet."""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "sign_offs",
    Text("四联签", "Sign-offs"),
    Text(
        "河北的支付四联签，每人签字一行：到人的在发放以后按村签，项目的在末次付款以前签",
        "The four-party sign-off of Hebei, a row a hand: for persons by village after the money "
        "was paid, for a project before its last payment",
    ),
    (
        shared.BOOK,
        Column(
            "sign_off_code",
            Text("签批单号", "Sheet no."),
            Kind.CODE,
            Text("同一张签批单的各行相同", "The same for all hands under one sheet"),
            required=True,
        ),
        Column(
            "kind",
            Text("类别", "Kind"),
            Kind.CHOICE,
            Text("到人资金，或项目资金", "Money paid to persons, or a project's"),
            required=True,
            choices=(
                choice("person", "到人", "person", "到人到户"),
                choice("project", "项目", "project"),
            ),
        ),
        shared.PROJECT,
        Column(
            "batch_no",
            Text("批次号", "Batch"),
            Kind.CODE,
            Text("到人的填：发放的批次", "For persons: the batch that was paid"),
        ),
        Column(
            "village",
            Text("村", "Village"),
            Kind.NAME,
            Text("到人的填：哪个村", "For persons: which village"),
        ),
        Column(
            "role",
            Text("签字身份", "Role"),
            Kind.CHOICE,
            Text("以什么身份签字", "In which role"),
            required=True,
            choices=(
                choice("implementing_unit", "实施单位", "implementing unit"),
                choice(
                    "village_supervision_committee",
                    "村务监督委员会",
                    "village supervision committee",
                ),
                choice("village_party_branch", "村党支部", "village party branch"),
                choice("village_committee", "村委会", "village committee"),
                choice("township_cadre", "乡镇包村干部", "township cadre"),
                choice("township_head", "乡镇负责人", "township head"),
                choice("county_payment_officer", "县主管部门支付主管人", "county payment officer"),
                choice("county_head", "县主管部门负责人", "county head"),
            ),
        ),
        shared.name("signer", Text("签字人", "Signer"), Text("谁签的字", "Who signed")),
        shared.day(
            "signed_on",
            Text("签字日期", "Signed on"),
            Text("签字之日", "The day"),
            required=True,
        ),
        shared.EVIDENCE,
    ),
    aliases=("四联签批单", "sign-offs"),
    example={
        "book": "130407",
        "sign_off_code": "SLQ2022001",
        "kind": "项目",
        "project_code": "XM2022001",
        "role": "实施单位",
        "signer": "王某",
        "signed_on": "2022-11-20",
    },
)
