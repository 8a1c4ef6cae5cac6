"""The sheet of journal lines: vouchers that other bookkeeping software keeps, line by line.

Its aliases are the headers under which such software exports its vouchers (GB/T 24589).
"""

from ledger.imports.columns import Column, Kind, Sheet
from ledger.imports.sheets import shared
from ledger.language import Text

SHEET = Sheet(
    "journal_lines",
    Text("账套凭证", "Journal lines"),
    Text(
        "从会计核算软件导出的记账凭证，一条分录一行；只供核对，不在本系统记账",
        "Vouchers exported from bookkeeping software, a line a row; compared only, never posted",
    ),
    (
        shared.BOOK,
        Column(
            "account_set",
            Text("账套", "Account set"),
            Kind.NAME,
            Text(
                "哪个单位的账：财政总会计，或单位、乡镇的全称",
                "The treasury's or a unit's accounts",
            ),
            required=True,
            aliases=("账套名称", "核算单位", "单位名称"),
        ),
        shared.day(
            "exported_on",
            Text("导出日期", "Exported on"),
            Text("数据导出之日；同一期间以后又导出的，另导入一次", "Of the state that is shown"),
            required=True,
        ),
        Column(
            "period",
            Text("会计期间", "Period"),
            Kind.INTEGER,
            Text("如 202203；年末调整期填 13 月", "Such as 202203; 13 for closing entries"),
            required=True,
            aliases=("期间",),
        ),
        Column(
            "voucher_word",
            Text("凭证字", "Voucher word"),
            Kind.NAME,
            Text("记、收、付、转；空着为记", "The kind of voucher; 记 if empty"),
            aliases=("凭证类型", "记账凭证类型"),
        ),
        Column(
            "voucher_number",
            Text("凭证号", "Voucher no."),
            Kind.INTEGER,
            Text("凭证的编号", "The voucher's number"),
            required=True,
            aliases=("凭证编号", "记账凭证编号"),
        ),
        Column(
            "line_number",
            Text("分录号", "Line no."),
            Kind.INTEGER,
            Text("凭证中的第几条分录", "Which line of the voucher"),
            required=True,
            aliases=("分录序号", "记账凭证行号"),
        ),
        shared.day(
            "occurred_on",
            Text("凭证日期", "Voucher date"),
            Text("凭证上写的日期", "The day on the voucher"),
            required=True,
        ),
        shared.day(
            "entered_on",
            Text("制单日期", "Entered on"),
            Text("软件记下的录入日期", "The day on which the software took it in"),
        ),
        shared.day(
            "posted_on",
            Text("记账日期", "Posted on"),
            Text("已记账的填", "Where it has been posted"),
        ),
        shared.day(
            "closed_on",
            Text("结账日期", "Period closed on"),
            Text("这一会计期间已结账的填", "Where its period has been closed"),
        ),
        shared.words("summary", Text("摘要", "Summary"), Text("分录摘要", "What the line is for")),
        Column(
            "account_code",
            Text("科目编码", "Account code"),
            Kind.CODE,
            Text("会计科目编码", "The account's code"),
            required=True,
            aliases=("科目代码", "会计科目编号"),
        ),
        shared.name("account_name", Text("科目名称", "Account"), Text("会计科目", "Its name")),
        Column(
            "debit",
            Text("借方金额(元)", "Debit (yuan)"),
            Kind.SIGNED_MONEY,
            Text(
                "借方、贷方只填一边；红字填负数；外币折合成人民币",
                "One side only; red figures are negative; other currencies in yuan",
            ),
            aliases=("借方金额", "借方"),
        ),
        Column(
            "credit",
            Text("贷方金额(元)", "Credit (yuan)"),
            Kind.SIGNED_MONEY,
            Text("同上", "The same"),
            aliases=("贷方金额", "贷方"),
        ),
        Column(
            "counterparty",
            Text("往来区划", "Counterparty division"),
            Kind.DIVISION,
            Text("与上下级财政往来的填：代码或名称", "Of dealings with another finance department"),
        ),
        shared.words(
            "counterparty_name",
            Text("往来单位", "Counterparty"),
            Text("往来单位的全称", "The full name of whom it is with"),
        ),
        Column(
            "fund_line",
            Text("资金名称", "Fund line"),
            Kind.NAME,
            Text("用的是什么资金", "Of which fund line"),
        ),
        Column(
            "document_no",
            Text("指标文号", "Document no."),
            Kind.DOCUMENT,
            Text("按哪个指标文件", "By which document"),
        ),
        Column(
            "project_code",
            Text("项目编号", "Project code"),
            Kind.CODE,
            Text("项目库中的编号", "Its code in the library"),
            aliases=("项目代码",),
        ),
        Column(
            "function_code",
            Text("支出功能分类", "Function code"),
            Kind.CODE,
            Text("如 2130505", "Such as 2130505"),
            aliases=("功能科目", "功能分类科目"),
        ),
        Column(
            "economic_code",
            Text("支出经济分类", "Economic code"),
            Kind.CODE,
            Text("如 50302", "Such as 50302"),
            aliases=("经济科目", "经济分类科目"),
        ),
    ),
    aliases=("凭证明细", "序时账", "记账凭证", "journal lines"),
    example={
        "book": "130407",
        "account_set": "财政总会计",
        "exported_on": "2022-07-05",
        "period": "202206",
        "voucher_number": "18",
        "line_number": "1",
        "occurred_on": "2022-06-20",
        "entered_on": "2022-06-20",
        "posted_on": "2022-06-30",
        "summary": "付工程进度款",
        "account_code": "5001",
        "account_name": "一般公共预算本级支出",
        "debit": "253500.00",
        "counterparty_name": "某市政工程有限公司",
        "fund_line": "衔接资金",
        "document_no": "冀财农〔2022〕1号",
        "project_code": "XM2022001",
        "function_code": "2130504",
        "economic_code": "50302",
    },
)
