"""All sheets of the workbook, and the functions that post them, each after what it names."""

from ledger.imports.columns import Sheet
from ledger.imports.sheets import (
    appropriations,
    assignments,
    contracts,
    disbursements,
    donations,
    households,
    integration_plans,
    matching_lists,
    notices,
    payees,
    project_steps,
    projects,
    reversals,
    transfers,
)

#: In the order of the workbook.
SHEETS: tuple[Sheet, ...] = (
    transfers.SHEET,
    appropriations.SHEET,
    projects.SHEET,
    project_steps.SHEET,
    integration_plans.SHEET,
    assignments.SHEET,
    contracts.SHEET,
    disbursements.SHEET,
    payees.SHEET,
    households.SHEET,
    notices.SHEET,
    donations.SHEET,
    matching_lists.SHEET,
    reversals.SHEET,
)

#: Posting function and the sheets it reads, in the order they run.
POSTING: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("import_sources", ("transfers", "appropriations", "donations")),
    ("import_transfer_issues", ("transfers",)),
    ("import_cash_movements", ("transfers", "appropriations", "donations")),
    ("import_projects", ("projects",)),
    ("import_project_steps", ("project_steps",)),
    ("import_households", ("households",)),
    ("import_payees", ("payees",)),
    ("import_integration_plans", ("integration_plans",)),
    ("import_assignments", ("assignments",)),
    ("import_contracts", ("contracts",)),
    ("import_disbursements", ("disbursements",)),
    ("import_notices", ("notices",)),
    ("import_donor_wills", ("donations",)),
    ("import_matching_lists", ("matching_lists",)),
    ("import_reversals", ("reversals",)),
)


def sheet(key: str) -> Sheet:
    """The sheet of that key.

    Raises:
        KeyError: there is none.
    """
    for each in SHEETS:
        if each.key == key:
            return each
    raise KeyError(key)
