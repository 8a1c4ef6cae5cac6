"""The sheet of statement lines: what the treasury or the bank says it paid and received.

Its aliases are the headers of a county's treasury payment vouchers and of bank statements.
"""

from ledger.imports.columns import Column, Kind, Sheet, choice
from ledger.imports.sheets import shared
from ledger.imports.sheets.statements import ACCOUNT
from ledger.language import Text


def as_stated(key: str, zh: str, en: str, *aliases: str) -> Column:
    """A column that is kept as the statement has it."""
    return Column(
        key,
        Text(zh, en),
        Kind.TEXT,
        Text("按对账单填写", "As the statement has it"),
        aliases=aliases,
    )


SHEET = Sheet(
    "statement_lines",
    Text("对账单明细", "Statement lines"),
    Text(
        "国库支付凭证或银行流水，一行一笔；重复的行自动跳过，年终结转的行不读入",
        "Treasury payment vouchers or bank lines; lines known already are passed over",
    ),
    (
        shared.BOOK,
        Column(
            "line_reference",
            Text("流水编号", "Line no."),
            Kind.CODE,
            Text(
                "支付凭证编号或银行流水号；与支付编号相同的先核对",
                "The number of the payment voucher or bank line; matched with payments first",
            ),
            required=True,
            aliases=("编号", "交易流水号", "流水号", "支付凭证编号"),
        ),
        Column(
            "occurred_on",
            Text("交易日期", "Date"),
            Kind.DATE,
            Text("支付或到账之日", "The day it was paid or received"),
            required=True,
            aliases=("支付时间",),
        ),
        Column(
            "cleared_on",
            Text("清算日期", "Cleared on"),
            Kind.DATE,
            Text("清算或记账之日", "The day it was cleared or booked"),
            aliases=("清算时间", "记账日期", "入账日期"),
        ),
        Column(
            "direction",
            Text("收支方向", "Direction"),
            Kind.CHOICE,
            Text(
                "空着：“金额”为支出，负数为退回",
                "Left empty, an amount is paid out and a negative one came back",
            ),
            choices=(
                choice("out", "支出", "out", "支", "付", "借", "借方"),
                choice("in", "收入", "in", "收", "贷", "贷方"),
            ),
            aliases=("收支标志", "借贷标志", "借贷方向"),
        ),
        Column(
            "amount",
            Text("金额(元)", "Amount (yuan)"),
            Kind.SIGNED_MONEY,
            Text("支付金额；收入另列的填支出", "The amount, or what was paid out"),
            aliases=("支付金额", "支出金额", "借方发生额", "借方金额", "交易金额", "发生额"),
        ),
        Column(
            "amount_in",
            Text("收入金额(元)", "Received (yuan)"),
            Kind.SIGNED_MONEY,
            Text("收入与支出分列的填", "Where receipts have a column of their own"),
            aliases=("收入金额", "贷方发生额", "贷方金额"),
        ),
        Column(
            "counterparty_name",
            Text("对方户名", "Counterparty"),
            Kind.NAME,
            Text("收款人，或付款给本方的单位", "Who was paid, or who paid"),
            aliases=("供应商名称", "收款人全称", "对方名称"),
        ),
        Column(
            "counterparty_account",
            Text("对方账号", "Counterparty's account"),
            Kind.ACCOUNT,
            shared.ACCOUNT_NOTE,
            aliases=("银行账号", "收款人账号", "收款账号"),
        ),
        as_stated("counterparty_bank", "对方开户行", "Counterparty's bank", "开户银行"),
        ACCOUNT,
        as_stated("transaction_type", "交易凭证类型", "Transaction type", "交易凭证类型名称"),
        Column(
            "fiscal_year",
            Text("预算年度", "Fiscal year"),
            Kind.INTEGER,
            Text("按对账单填写", "As the statement has it"),
        ),
        as_stated("budget_unit", "预算单位", "Budget unit", "预算单位名称"),
        as_stated("function_class", "功能科目", "Function class", "预算科目名称"),
        as_stated("project_name", "预算项目", "Project", "预算项目名称", "项目"),
        Column(
            "document_no",
            Text("指标文件编号", "Document no."),
            Kind.DOCUMENT,
            Text("所用指标的文号；到账的行按它核对", "By it cash that came in is matched"),
            aliases=("指标文号", "文号"),
        ),
        as_stated("payment_method", "支付方式", "Method", "支付方式名称"),
        as_stated("settlement", "结算方式", "Settlement", "结算方式名称"),
        as_stated("purpose", "摘要", "Purpose"),
    ),
    aliases=("国库支付对账单", "银行流水", "支付凭证表", "基础表_支付凭证表", "statement lines"),
    example={
        "book": "130407",
        "line_reference": "ZF2022000001",
        "occurred_on": "2022-06-20",
        "amount": "253500.00",
        "counterparty_name": "某市政工程有限公司",
        "counterparty_account": "13001234567890123456",
        "account": "13009876543210987654",
        "document_no": "冀财农〔2022〕1号",
        "payment_method": "直接支付",
        "purpose": "工程进度款 30%",
    },
)
