"""The same file is taken once, also where it is sent twice at the same moment (promise 7)."""

from sqlalchemy import Connection, text


def await_same_file(connection: Connection, sha256: str) -> None:
    """Waits until no other import of the same file is under way: then it is known what came of it.

    The lock goes with the transaction.
    """
    connection.execute(text("SELECT ledger.await_same_file(:sha256)"), {"sha256": sha256})


def imported_before(connection: Connection, sha256: str) -> str | None:
    """When and by whom the same file was imported, or None."""
    found = connection.execute(
        text(
            "SELECT to_char(min(recorded_at), 'YYYY-MM-DD HH24:MI') || ' ' || min(recorded_by)"
            " FROM ledger.import_batch WHERE file_sha256 = :sha256"
        ),
        {"sha256": sha256},
    ).scalar()
    return None if found is None else str(found)
