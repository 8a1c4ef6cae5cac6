"""All sheets of the workbook, and the functions that post them, each after what it names."""

from ledger.imports.columns import Sheet
from ledger.imports.sheets import (
    appropriations,
    assignments,
    contract_changes,
    contracts,
    disbursements,
    donated_goods,
    donations,
    households,
    integration_plans,
    matching_lists,
    notices,
    opening_balances,
    other_sources,
    payees,
    project_steps,
    projects,
    refunds,
    reversals,
    transfers,
)
from ledger.language import Text

#: In the order of the workbook.
SHEETS: tuple[Sheet, ...] = (
    transfers.SHEET,
    appropriations.SHEET,
    other_sources.SHEET,
    opening_balances.SHEET,
    projects.SHEET,
    project_steps.SHEET,
    integration_plans.SHEET,
    assignments.SHEET,
    contracts.SHEET,
    contract_changes.SHEET,
    disbursements.SHEET,
    refunds.SHEET,
    payees.SHEET,
    households.SHEET,
    notices.SHEET,
    donations.SHEET,
    donated_goods.SHEET,
    matching_lists.SHEET,
    reversals.SHEET,
)

#: Posting function and the sheets it reads, in the order they run.
POSTING: tuple[tuple[str, tuple[str, ...]], ...] = (
    # Before the money: a return names the project it comes from.
    ("import_projects", ("projects",)),
    ("import_opening_sources", ("opening_balances",)),
    ("import_sources", ("transfers", "appropriations", "donations", "other_sources")),
    ("import_transfer_issues", ("transfers",)),
    ("import_cash_movements", ("transfers", "appropriations", "donations", "other_sources")),
    ("import_project_steps", ("project_steps",)),
    ("import_households", ("households",)),
    ("import_payees", ("payees",)),
    ("import_integration_plans", ("integration_plans",)),
    ("import_assignments", ("assignments",)),
    ("import_contracts", ("contracts",)),
    ("import_opening_balances", ("opening_balances",)),
    ("import_disbursements", ("disbursements",)),
    ("import_refunds", ("refunds",)),
    # After the payments: a termination frees what they left.
    ("import_contract_changes", ("contract_changes",)),
    ("import_notices", ("notices",)),
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
    "cash_movements": Text("库款到账和拨付", "cash in and out"),
    "projects": Text("项目", "projects"),
    "project_steps": Text("项目节点", "project steps"),
    "households": Text("农户人员", "persons of households"),
    "payees": Text("收款人", "payees"),
    "integration_plans": Text("整合方案各行", "rows of integration plans"),
    "assignments": Text("资金安排", "assignments"),
    "contracts": Text("合同及其占用资金", "contracts and what they commit"),
    "disbursements": Text("支付", "disbursements"),
    "refunds": Text("退款退票", "refunds"),
    "contract_changes": Text("合同变更", "contract changes"),
    "notices": Text("公告公示", "notices"),
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
