"""What a fact belongs to, and what belongs to it: contracts to projects, vouchers to payments."""

from sqlalchemy import Connection, text

#: By the noun of a fact: how to find the noun and the number of what it belongs to.
BELONGS_TO = {
    "assignment": """
SELECT 'project' AS noun, project_id AS number FROM ledger.assignment
WHERE book_id = :book_id AND log_position = :number
""",
    "contract": """
SELECT 'project' AS noun, project_id AS number FROM ledger.contract
WHERE book_id = :book_id AND log_position = :number
""",
    "entitlement": """
SELECT 'project' AS noun, project_id AS number FROM ledger.entitlement
WHERE book_id = :book_id AND log_position = :number
""",
    "project_change": """
SELECT 'project' AS noun, project_id AS number FROM ledger.project
WHERE book_id = :book_id AND log_position = :number
""",
    "project_step": """
SELECT 'project' AS noun, project_id AS number FROM ledger.project_step
WHERE book_id = :book_id AND log_position = :number
""",
    "voucher": """
SELECT 'disbursement' AS noun, log_position AS number FROM ledger.disbursement
WHERE book_id = :book_id AND voucher_id = :number
ORDER BY log_position LIMIT 1
""",
    "donor_will": """
SELECT 'source' AS noun, source_id AS number FROM ledger.donor_will
WHERE book_id = :book_id AND log_position = :number
""",
    # A document allocates to a book below, or to projects.
    "allocation": """
SELECT 'transfer_issue' AS noun, log_position AS number FROM ledger.transfer_issue
WHERE book_id = :book_id AND log_position = :number
UNION ALL
SELECT 'project', project_id FROM ledger.assignment
WHERE book_id = :book_id AND log_position = :number
""",
}
#: By the noun of a fact: the nouns and numbers of what belongs to it.
BELONGINGS = {
    "disbursement": """
SELECT 'voucher' AS noun, voucher_id AS number FROM ledger.disbursement
WHERE book_id = :book_id AND log_position = :number
UNION ALL
SELECT 'bank_account', bank_account_id FROM ledger.disbursement
WHERE book_id = :book_id AND log_position = :number AND bank_account_id IS NOT NULL
""",
    "project": """
SELECT each.noun, assignment.log_position AS number
FROM ledger.assignment AS assignment
CROSS JOIN (VALUES ('assignment'), ('allocation')) AS each (noun)
WHERE assignment.book_id = :book_id AND assignment.project_id = :number
UNION ALL
SELECT 'contract', contract_id FROM ledger.contract
WHERE book_id = :book_id AND project_id = :number AND log_position = contract_id
UNION ALL
SELECT 'project_step', log_position FROM ledger.project_step
WHERE book_id = :book_id AND project_id = :number
UNION ALL
SELECT 'project_change', log_position FROM ledger.project
WHERE book_id = :book_id AND project_id = :number AND log_position <> project_id
UNION ALL
SELECT 'entitlement', log_position FROM ledger.entitlement
WHERE book_id = :book_id AND project_id = :number AND log_position = entitlement_id
""",
    "source": """
SELECT 'donor_will' AS noun, log_position AS number FROM ledger.donor_will
WHERE book_id = :book_id AND source_id = :number
""",
    "transfer_issue": "SELECT 'allocation' AS noun, CAST(:number AS bigint) AS number",
}


def belongs_to(
    connection: Connection, book_id: int, noun: str, number: int
) -> tuple[str, int] | None:
    """The noun and number of what a fact belongs to, or None where it stands by itself."""
    if noun not in BELONGS_TO:
        return None
    found = connection.execute(
        text(BELONGS_TO[noun]), {"book_id": book_id, "number": number}
    ).first()
    return None if found is None else (str(found.noun), int(found.number))


def belongings_of(
    connection: Connection, book_id: int, noun: str, number: int
) -> list[tuple[str, int]]:
    """The nouns and numbers of what belongs to a fact."""
    rows = connection.execute(text(BELONGINGS[noun]), {"book_id": book_id, "number": number})
    return [(str(row.noun), int(row.number)) for row in rows]
