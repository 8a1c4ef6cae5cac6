"""All sheets of the workbook, and the functions that post them, each after what it names."""

from ledger.imports.columns import Sheet
from ledger.imports.sheets import (
    aid_pairings,
    appropriations,
    assignments,
    bids,
    budget_lines,
    claim_steps,
    claims,
    contract_changes,
    contracts,
    disbursements,
    donated_goods,
    donations,
    entitlements,
    foundation_years,
    households,
    integration_plans,
    journal_lines,
    listed_accounts,
    matching_lists,
    notices,
    opening_balances,
    other_sources,
    payee_substitutions,
    payees,
    progress_reports,
    project_steps,
    projects,
    refunds,
    reversals,
    self_evaluations,
    sign_offs,
    site_checks,
    statement_lines,
    statements,
    take_backs,
    transfer_adjustments,
    transfers,
)
from ledger.language import Text

#: In the order of the workbook.
SHEETS: tuple[Sheet, ...] = (
    transfers.SHEET,
    transfer_adjustments.SHEET,
    appropriations.SHEET,
    other_sources.SHEET,
    opening_balances.SHEET,
    projects.SHEET,
    project_steps.SHEET,
    integration_plans.SHEET,
    assignments.SHEET,
    bids.SHEET,
    contracts.SHEET,
    contract_changes.SHEET,
    payee_substitutions.SHEET,
    progress_reports.SHEET,
    site_checks.SHEET,
    self_evaluations.SHEET,
    claims.SHEET,
    claim_steps.SHEET,
    disbursements.SHEET,
    refunds.SHEET,
    statements.SHEET,
    statement_lines.SHEET,
    journal_lines.SHEET,
    listed_accounts.SHEET,
    take_backs.SHEET,
    sign_offs.SHEET,
    payees.SHEET,
    households.SHEET,
    entitlements.SHEET,
    notices.SHEET,
    aid_pairings.SHEET,
    budget_lines.SHEET,
    donations.SHEET,
    donated_goods.SHEET,
    foundation_years.SHEET,
    matching_lists.SHEET,
    reversals.SHEET,
)

#: Posting function and the sheets it reads, in the order they run.
POSTING: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Before the money: what a project has left may be carried over, and a return names the project
    # it comes from.
    ("import_projects", ("projects",)),
    ("import_opening_sources", ("opening_balances",)),
    ("import_sources", ("transfers", "appropriations", "donations", "other_sources")),
    # Before what uses money: what is carried over is used under its new document.
    ("import_take_backs", ("take_backs",)),
    ("import_transfer_issues", ("transfers",)),
    ("import_transfer_adjustments", ("transfer_adjustments",)),
    ("import_cash_movements", ("transfers", "appropriations", "donations", "other_sources")),
    ("import_project_steps", ("project_steps",)),
    ("import_households", ("households",)),
    ("import_payees", ("payees",)),
    ("import_entitlements", ("entitlements",)),
    ("import_integration_plans", ("integration_plans",)),
    ("import_assignments", ("assignments",)),
    ("import_bids", ("bids",)),
    ("import_contracts", ("contracts",)),
    # What payments stand on comes before them.
    ("import_payee_substitutions", ("payee_substitutions",)),
    ("import_progress_reports", ("progress_reports",)),
    ("import_site_checks", ("site_checks",)),
    ("import_self_evaluations", ("self_evaluations",)),
    ("import_claims", ("claims",)),
    ("import_claim_steps", ("claim_steps",)),
    ("import_sign_offs", ("sign_offs",)),
    ("import_opening_balances", ("opening_balances",)),
    ("import_disbursements", ("disbursements",)),
    ("import_refunds", ("refunds",)),
    ("import_statements", ("statements",)),
    ("import_statement_lines", ("statement_lines",)),
    ("import_journal_lines", ("journal_lines",)),
    ("import_listed_accounts", ("listed_accounts",)),
    # After the payments: what they left in the treasury goes on with what was carried over.
    ("import_carried_cash", ("take_backs",)),
    # After the payments: a termination frees what they left.
    ("import_contract_changes", ("contract_changes",)),
    ("import_notices", ("notices",)),
    ("import_aid_pairings", ("aid_pairings",)),
    ("import_budget_lines", ("budget_lines",)),
    ("import_foundation_years", ("foundation_years",)),
    ("import_donor_wills", ("donations",)),
    ("import_donated_goods", ("donated_goods",)),
    ("import_donated_goods_movements", ("donated_goods",)),
    ("import_matching_lists", ("matching_lists",)),
    ("import_reversals", ("reversals",)),
)

#: What each posting function posts, by the function's name without `import_`.
FACTS: dict[str, Text] = {
    "sources": Text(
        "收到、安排、受赠、借入和收益的资金", "money received, appropriated, given, lent or earned"
    ),
    "opening_sources": Text("期初资金", "sources at opening"),
    "opening_balances": Text("期初余额各行", "parts of opening balances"),
    "transfer_issues": Text("下达的资金", "transfers issued"),
    "take_backs": Text("结余收回和结转", "money taken back or carried over"),
    "transfer_adjustments": Text("指标调整", "adjustments of transfers"),
    "cash_movements": Text("库款到账和拨付", "cash in and out"),
    "projects": Text("项目", "projects"),
    "project_steps": Text("项目节点", "project steps"),
    "households": Text("农户人员", "persons of households"),
    "payees": Text("收款人", "payees"),
    "entitlements": Text("到户发放清单", "entitlements"),
    "integration_plans": Text("整合方案各行", "rows of integration plans"),
    "assignments": Text("资金安排", "assignments"),
    "bids": Text("投标情况各行", "bids"),
    "contracts": Text("合同及其占用资金", "contracts and what they commit"),
    "payee_substitutions": Text("收款权转让", "payee substitutions"),
    "progress_reports": Text("形象进度", "progress reports"),
    "site_checks": Text("实地查看", "site checks"),
    "self_evaluations": Text("绩效自评", "self-evaluations"),
    "claims": Text("报账申请", "claims"),
    "claim_steps": Text("报账审核", "steps of claims"),
    "sign_offs": Text("四联签及签字", "sign-off sheets and signatures"),
    "disbursements": Text("支付", "disbursements"),
    "refunds": Text("退款退票", "refunds"),
    "statements": Text("对账单", "statements"),
    "statement_lines": Text("对账单明细", "statement lines"),
    "journal_lines": Text("账套凭证分录", "journal lines"),
    "listed_accounts": Text("账户清单各户", "listed accounts"),
    "carried_cash": Text("随结转的库款", "cash carried over"),
    "contract_changes": Text("合同变更", "contract changes"),
    "notices": Text("公告公示", "notices"),
    "budget_lines": Text("本级预算", "budget lines"),
    "aid_pairings": Text("结对帮扶", "pairings"),
    "foundation_years": Text("基金会年度收支", "foundations' years"),
    "donated_goods": Text("收到的捐赠物资", "donated goods received"),
    "donated_goods_movements": Text("捐赠物资发放", "donated goods given out"),
    "donor_wills": Text("捐赠人意愿", "donors' wills"),
    "matching_lists": Text("比对名单人员", "persons on matching lists"),
    "reversals": Text("红字冲销", "reversals"),
}


def sheet(key: str) -> Sheet:
    """The sheet of that key.

    Raises:
        KeyError: there is none.
    """
    for each in SHEETS:
        if each.key == key:
            return each
    raise KeyError(key)
