"""The sheet of opening balances: what a book had on the day it began to be kept here."""

from dataclasses import replace

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import money, shared
from ledger.language import Text


def part(key: str, header: Text, explanation: Text) -> Column:
    """The column of one part of a document's money."""
    return Column(key, header, Kind.MONEY, explanation, aliases=(header.zh.removesuffix("(元)"),))


SHEET = Sheet(
    "opening_balances",
    Text("期初余额", "Opening balances"),
    Text(
        "年中建账时用：期初日那天，每份文件的钱各到了哪一步。一份文件可占几行（每个项目、合同一行），"
        "各行的文件信息相同，各步金额合计等于“文件金额”。全账簿只有一个期初日，以前的业务不再补记；"
        "所列合同同时登记在“合同”表",
        "For a book that begins in the middle of a year: how far the money of each document had "
        "come on the opening day. A document may take several rows (one a project and contract) "
        "that agree in what they say of it; their parts add up to its amount. A book has one "
        "opening day and nothing before it; the contracts stand in the sheet of contracts",
    ),
    (
        shared.BOOK,
        money.document(
            Text("资金原来的指标文号、安排文号或捐赠编号", "The document the money came under")
        ),
        money.DOCUMENT_LINE,
        shared.day(
            "occurred_on",
            Text("期初日", "Opening day"),
            Text("账簿从哪天起在这里记账", "The day from which the book is kept here"),
            required=True,
        ),
        shared.day(
            "arrived_on",
            Text("原到达日期", "Arrived on"),
            Text("这笔钱当初收到或安排的日期", "When the money had come"),
            required=True,
        ),
        Column(
            "amount",
            Text("文件金额(元)", "Amount of the document (yuan)"),
            Kind.MONEY,
            Text(
                "这份文件归本级使用的金额：可用、已安排、合同占用、已支付之和；已下达下级的不算",
                "What the book had of it: available, assigned, committed and disbursed together, "
                "without what was issued below",
            ),
            required=True,
            aliases=("文件金额",),
        ),
        replace(money.FUND_LINE, required=True),
        Column(
            "counterparty",
            Text("原下达区划", "Issued by"),
            Kind.DIVISION,
            Text(
                "上级下达的：下达单位所在区划（代码或名称）", "The division that issued it, if any"
            ),
        ),
        shared.words(
            "counterparty_name",
            Text("原下达单位", "Issuing unit"),
            Text("下达、捐赠或出借单位的名称", "The unit that issued, gave or lent it"),
        ),
        part(
            "available_amount",
            Text("可用(元)", "Available (yuan)"),
            Text("还没有安排的金额", "What was not assigned yet"),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text(
                "已安排、合同占用、已支付属于哪个项目（“项目”表中的编号）",
                "The project of what was assigned, committed or disbursed",
            ),
            aliases=("项目代码",),
        ),
        part(
            "assigned_amount",
            Text("已安排(元)", "Assigned (yuan)"),
            Text("安排给该项目、没有合同占用也没有支付的金额", "What the project had left"),
        ),
        Column(
            "contract_code",
            Text("合同编号", "Contract code"),
            Kind.CODE,
            Text(
                "合同占用、已支付属于哪个合同（“合同”表中的编号）",
                "The contract of what was committed or disbursed",
            ),
            aliases=("合同号",),
        ),
        part(
            "committed_amount",
            Text("合同占用(元)", "Committed (yuan)"),
            Text("该合同还没有支付的金额", "What was not paid under the contract yet"),
        ),
        part(
            "disbursed_amount",
            Text("已支付(元)", "Disbursed (yuan)"),
            Text("期初日以前已经支付的金额", "What was paid before the opening day"),
        ),
        part(
            "cash_amount",
            Text("库款(元)", "Cash (yuan)"),
            Text("已到账还没有付出的库款", "The cash in the treasury"),
        ),
        money.FUND_LEVEL,
        money.FUND_CLASS,
        money.INTEGRABLE,
        money.PURPOSE,
        shared.REFERENCE,
        Column(
            "evidence",
            Text("依据", "Evidence"),
            Kind.TEXT,
            Text(
                "证明期初数的文件、对账单或档案号",
                "The paper that proves the balance: a document, a statement or a file number",
            ),
            required=True,
        ),
    ),
    aliases=("期初", "opening balances"),
    example={
        "book": "130407",
        "document_no": "邯财农〔2021〕88号",
        "occurred_on": "2022-01-01",
        "arrived_on": "2021-09-10",
        "amount": "500000.00",
        "fund_line": "财政衔接推进乡村振兴补助资金",
        "counterparty": "130400",
        "available_amount": "120000.00",
        "project_code": "XM2022001",
        "assigned_amount": "80000.00",
        "disbursed_amount": "300000.00",
        "cash_amount": "200000.00",
        "evidence": "2021 年 12 月指标结余表、国库对账单",
    },
)
