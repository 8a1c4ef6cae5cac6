"""Says in words what each evidence column of a breach is, and what its known values mean."""

from ledger.imports.catalogue import SHEETS
from ledger.language import Text

#: Evidence that is no column of any sheet, or is something else than a sheet's of that name.
LABELS = {
    "bounced_amount": Text("退票金额", "Bounced"),
    "bounced_on": Text("退票日期", "Bounced on"),
    "reissued_amount": Text("已重发金额", "Paid again"),
    "account_masked": Text("本方账号", "Own account"),
    "allocated_amount": Text("分配金额", "Allocated"),
    "amount_at_issue": Text("涉及金额", "At issue"),
    "approval_limit_amount": Text("审批人权限", "Approver's limit"),
    "approved_by": Text("审批人", "Approver"),
    "approved_on": Text("审定日期", "Approved on"),
    "assigned_on": Text("安排日期", "Assigned on"),
    "authority_amount": Text("当时可用的安排", "Authority then"),
    "bank_name": Text("开户行", "Bank"),
    "budget_amount": Text("预算资金", "Of the budget"),
    "combined_amount": Text("同类未招标合同合计", "Untendered of its kind"),
    "completed_on": Text("竣工日期", "Completed on"),
    "contract_amount": Text("合同金额", "Contract amount"),
    "contract_count": Text("合同份数", "Contracts"),
    "died_on": Text("死亡日期", "Died on"),
    "difference": Text("差异", "Difference"),
    "differs": Text("不符之处", "What differs"),
    "differs_from_will": Text("与意愿不符之处", "Differs from the will in"),
    "due_on": Text("时限", "Due on"),
    "earlier_reference": Text("较早的支付编号", "Earlier payment"),
    "early": Text("提前的步骤", "Steps too early"),
    "exposed": Text("查到的信息", "What was found"),
    "external_reference": Text("编号", "Reference"),
    "first_paid_on": Text("前一笔支付日期", "First paid on"),
    "first_reference": Text("前一笔支付编号", "First payment"),
    "fund_line_name": Text("资金名称", "Fund line"),
    "holder_name": Text("账户持有人", "Account holder"),
    "identity_masked": Text("证件号码", "Identity"),
    "idle_years": Text("闲置年数", "Years idle"),
    "in_time_amount": Text("按期下达", "Issued in time"),
    "issued_amount": Text("下达金额", "Issued"),
    "issued_on": Text("下达日期", "Issued on"),
    "last_paid_on": Text("最后一次支付日期", "Last paid on"),
    "late": Text("超期的事项", "Late in"),
    "limit_before_settlement_amount": Text("结算前上限", "Limit before settlement"),
    "list_origin": Text("名单来源", "List from"),
    "listed_name": Text("名单或农户表上的姓名", "Name on the list or register"),
    "made_on": Text("分配日期", "Made on"),
    "missing": Text("缺少的步骤", "Missing steps"),
    "moved": Text("收或付", "In or out"),
    "most_persons_in_a_run": Text("一次发放最多为几人收款", "Most persons in one run"),
    "next_on": Text("下一次公开", "Next posting"),
    "not_given": Text("没有写的", "Not given"),
    "number": Text("凭证号", "Voucher number"),
    "number_masked": Text("银行账号", "Account number"),
    "original_amount": Text("原合同金额", "Original contract amount"),
    "paid_amount": Text("支付金额", "Paid"),
    "paid_before_settlement_amount": Text("结算前支付", "Paid before settlement"),
    "paid_on": Text("支付日期", "Paid on"),
    "paid_percent": Text("支付进度(%)", "Paid (%)"),
    "papers": Text("附件数", "Papers"),
    "payable_amount": Text("扣除质保金应付", "Due less retention"),
    "percent_allowed": Text("允许比例（%）", "Per cent allowed"),
    "period": Text("凭证月份", "Voucher month"),
    "place": Text("地点", "Place"),
    "planned_amount": Text("方案内金额", "In the plan"),
    "pledge_due_on": Text("约定到位日期", "Pledge due on"),
    "posted": Text("公开的内容", "What is posted"),
    "posted_after_on": Text("完工后公示", "Posted after"),
    "posted_before_on": Text("开工前公示", "Posted before"),
    "project_approved_on": Text("项目批复日期", "Project approved on"),
    "project_name": Text("项目名称", "Project"),
    "published_on": Text("公开日期", "Published on"),
    "purchase_limit_amount": Text("采购限额标准", "Procured from"),
    "purpose": Text("用途", "Purpose"),
    "reason": Text("理由", "Why"),
    "received_amount": Text("收到金额", "Received"),
    "received_fund_line_name": Text("收到时的资金名称", "Fund line as received"),
    "received_on": Text("收到日期", "Received on"),
    "received_purpose": Text("收到时的用途", "Purpose as received"),
    "recipient_name": Text("接收方", "Recipient"),
    "removed_on": Text("移出日期", "Removed on"),
    "request_approved_on": Text("支付申请审批日期", "Request approved on"),
    "required_percent": Text("应达到的进度(%)", "Due (%)"),
    "reused_papers": Text("重复使用的附件", "Papers used twice"),
    "sha256": Text("附件指纹", "Fingerprint"),
    "spent_amount": Text("已支付和下达", "Spent"),
    "started_on": Text("开工日期", "Started on"),
    "stated_on": Text("对账单日期", "By the statement on"),
    "strangers": Text("户外收款人数", "Persons outside the household"),
    "supplement_amount": Text("补充合同金额", "Supplements"),
    "supplemented_on": Text("补充日期", "Supplemented on"),
    "tender_limit_amount": Text("公开招标数额标准", "Tendered openly from"),
    "threshold_amount": Text("限额", "Threshold"),
    "total_amount": Text("累计金额", "In all"),
    "what": Text("事项", "What"),
}
#: Evidence whose values are codes.
VALUES = {
    "difference": {
        "missing": Text("下级没有登记收到", "not recorded below"),
        "amount": Text("金额不同", "another amount"),
        "fund_line": Text("资金名称不同", "another fund line"),
        "purpose": Text("用途不同", "another purpose"),
        "late": Text("登记晚于时限", "recorded late"),
    },
}


def label_of(key: str) -> Text:
    """The words for an evidence column: ours, else a sheet's, else its name."""
    if key in LABELS:
        return LABELS[key]
    for each in SHEETS:
        for column in each.columns:
            if column.key == key:
                return column.header
    return Text(key, key.replace("_", " "))
