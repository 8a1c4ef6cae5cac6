"""Looks into the vault as its owner with the master key, as no role of the application can."""

from pathlib import Path

from sqlalchemy import Engine, text

from ledger.data_keys import opened, wrapped_keys

#: Every number that facts name, but those of matching lists, which are compared by hash alone.
NAMED = """
SELECT 'identity' AS kind, identity_hash AS hashed FROM ledger.payee
UNION SELECT 'identity', identity_hash FROM ledger.person
UNION SELECT 'account', number_hash FROM ledger.bank_account
UNION SELECT 'account', account_hash FROM ledger.statement
UNION SELECT 'account', account_hash FROM ledger.statement_line
UNION SELECT 'account', counterparty_account_hash FROM ledger.statement_line
UNION SELECT 'phone', phone_hash FROM ledger.payee
UNION SELECT 'phone', phone_hash FROM ledger.person
"""
LACKING = f"""
SELECT kind, encode(hashed, 'hex') AS hashed FROM ({NAMED}) AS named
WHERE hashed IS NOT NULL
EXCEPT
SELECT kind, encode(hashed, 'hex') FROM ledger.personal_number
"""


def lacking(owner: Engine) -> list[tuple[str, str]]:
    """The numbers that facts name and the vault does not hold."""
    with owner.connect() as connection:
        return [(row.kind, row.hashed) for row in connection.execute(text(LACKING))]


def numbers(owner: Engine, master_file: Path) -> dict[tuple[str, str], int]:
    """Every number of the vault, opened: its kind and itself, with the version of its key."""
    # One statement after the other may see a rotation between them: keys and numbers together.
    with owner.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        rows = connection.execute(text("SELECT * FROM ledger.personal_number")).all()
        protector = opened(wrapped_keys(connection), master_file)
    return {
        (
            row.kind,
            protector.open_number(row.kind, bytes(row.hashed), bytes(row.sealed)),
        ): row.key_version
        for row in rows
    }
