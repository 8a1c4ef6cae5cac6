"""What a fact belongs to: a contract to its project, a voucher to its payment, a will to a gift."""

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
