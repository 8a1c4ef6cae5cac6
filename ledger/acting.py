"""Who acts: the database's answer to the session that a transaction names."""

from sqlalchemy import Connection, text


def acting_login(connection: Connection) -> str | None:
    """The login of whoever acts, or None where nobody is signed in."""
    login = connection.execute(text("SELECT ledger.acting_login()")).scalar()
    return None if login is None else str(login)


def holds(connection: Connection, power: str, division_id: str | None = None) -> bool:
    """Whether whoever acts holds a power of roles.POWERS: at a division, or anywhere."""
    if division_id is None:
        asked = connection.execute(text("SELECT ledger.holds(:power)"), {"power": power})
    else:
        asked = connection.execute(
            text("SELECT ledger.holds_at(:power, :division)"),
            {"power": power, "division": division_id},
        )
    return bool(asked.scalar_one())
