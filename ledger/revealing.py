"""A number in whole is given to who may see it, for a reason, once the reading is on record."""

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError

from ledger.data_keys import WrappedKey
from ledger.masked_numbers import MaskedNumber
from ledger.master_keys import master_key
from ledger.personal import Protector, open_number
from ledger.refusals import refusal_of
from ledger.refused_accesses import note_refusal


def reveal(engine: Engine, protector: Protector, number: MaskedNumber, reason: str) -> str:
    """A number in whole, to a person who may see it; that they did is on record before they do.

    Args:
        engine: to the ledger, acting for the person who asks.
        protector: knows where the master key is.
        number: which one.
        reason: why, in the person's own words.

    Raises:
        Refused: the person may not, gives no reason, or the book holds no such number in whole;
            that they tried is on record.
        SystemFailed: the master key is lost or another's.
    """
    try:
        # The transaction is over, and the reading on record, before anything is opened.
        with engine.begin() as connection:
            found = connection.execute(
                text("SELECT * FROM ledger.sealed_number(:kind, :hashed, :book_id, :reason)"),
                {
                    "kind": number.kind,
                    "hashed": number.hashed,
                    "book_id": number.book_id,
                    "reason": reason,
                },
            ).one()
    except DBAPIError as error:
        refusal = refusal_of(error)
        if refusal is None:
            raise
        note_refused(engine, number, reason)
        raise refusal from error
    key = WrappedKey("seal", found.version, bytes(found.wrapped), bytes(found.master_fingerprint))
    master = master_key(protector.master_file, key.master_fingerprint)
    cipher = AESGCM(master.unwrap(key.name, key.wrapped))
    return open_number(cipher, number.kind, number.hashed, bytes(found.sealed))


def note_refused(engine: Engine, number: MaskedNumber, reason: str) -> None:
    """Puts on record that somebody wanted to see a number and was refused."""
    note_refusal(
        engine,
        f"{number.holder} {number.masked}",
        {"asked": "personal_data_read", "kind": number.kind, "reason": reason},
        number.book_id,
    )
