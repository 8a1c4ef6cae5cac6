"""The sheet of claims: who asks for which money of a project, and on what papers."""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

CLAIM = Column(
    "claim_code",
    Text("报账编号", "Claim code"),
    Kind.CODE,
    Text("“报账申请”表中的编号", "The code in the sheet of claims"),
    required=True,
)

SHEET = Sheet(
    "claims",
    Text("报账申请", "Claims"),
    Text(
        "实施单位、承包人或村报账：要付哪笔钱、做到什么程度、凭什么；退回后重报的用新编号",
        "What an implementing unit, a contractor or a village asks to be paid, for what work, on "
        "what papers; what was returned is claimed anew under another code",
    ),
    (
        shared.BOOK,
        Column(
            "claim_code",
            Text("报账编号", "Claim code"),
            Kind.CODE,
            Text("本账簿内唯一的编号", "Its own code in this book"),
            required=True,
        ),
        shared.PROJECT,
        Column(
            "contract_code",
            Text("合同编号", "Contract code"),
            Kind.CODE,
            Text("按合同付款的填", "Where it is paid under a contract"),
        ),
        shared.name(
            "claimant",
            Text("报账单位", "Claimant"),
            Text("提出报账的单位、承包人或村", "The unit, contractor or village that asks"),
        ),
        Column(
            "payee_name",
            Text("收款人名称", "Payee"),
            Kind.NAME,
            Text(
                "只付给一个收款人的填；按合同付的、发给多户的空着",
                "Where it goes to one payee; empty under a contract or for many households",
            ),
        ),
        shared.amount(Text("申请支付的金额", "What is asked for")),
        shared.STAGE,
        Column(
            "is_final",
            Text("末次付款", "Final payment"),
            Kind.YES_NO,
            Text(
                "是否项目的最后一笔付款：是/否；河北的末次付款须先完成四联签",
                "Whether it is the project's last payment: yes/no; in Hebei the four-party "
                "sign-off comes before it",
            ),
        ),
        Column(
            "progress_percent",
            Text("申报进度(%)", "Progress claimed (%)"),
            Kind.PERCENT,
            Text("申请时完成到百分之几", "How much of the work is claimed to be done"),
        ),
        shared.day(
            "submitted_on",
            Text("申请日期", "Submitted on"),
            Text("提出申请之日", "The day it was handed in"),
            required=True,
        ),
        Column(
            "attachments",
            Text("附件指纹", "Fingerprints"),
            Kind.FINGERPRINTS,
            Text(
                "报账资料文件的 SHA-256，多个用分号隔开",
                "SHA-256 of the papers handed in, separated by semicolons",
            ),
        ),
        shared.EVIDENCE,
    ),
    aliases=("报账", "claims"),
    example={
        "book": "130407",
        "claim_code": "BZ2022001",
        "project_code": "XM2022001",
        "contract_code": "HT2022001",
        "claimant": "某镇人民政府",
        "amount": "253500.00",
        "stage": "进度款",
        "is_final": "否",
        "progress_percent": "30",
        "submitted_on": "2022-06-10",
        "evidence": "监理月报、工程量清单",
    },
)
