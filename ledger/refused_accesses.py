"""Puts what was refused on record: the refused transaction is rolled back, its refusal is not."""

import json
import logging

from sqlalchemy import Engine, event, text
from sqlalchemy.engine.interfaces import ExceptionContext
from sqlalchemy.exc import SQLAlchemyError

from ledger.database import SESSION_OPTION, acting_as, open_engine
from ledger.refusals import LACKING

log = logging.getLogger("mingzhang.access")

#: Promise 11, as the database says it.
PROMISE_11 = "MZ011"
NOTE = "SELECT ledger.note_access('refused', :book_id, :subject, CAST(:details AS jsonb))"


def note_refusals(engine: Engine) -> None:
    """From now on, whatever the database refuses somebody by promise 11 is put on record."""
    event.listen(engine, "handle_error", note_failed_statement)


def note_failed_statement(context: ExceptionContext) -> None:
    """Puts a statement on record that failed because whoever acts may not do it."""
    state = getattr(context.original_exception, "pgcode", None)
    if state not in {PROMISE_11, LACKING} or context.connection is None:
        return
    said = getattr(context.original_exception, "diag", None)
    subject = getattr(said, "message_primary", None) or state
    details = json.loads(getattr(said, "message_detail", None) or "{}") if state != LACKING else {}
    token = context.connection.get_execution_options().get(SESSION_OPTION)
    engine = context.connection.engine
    note_refusal(engine if token is None else acting_as(engine, token), subject, details)


def note_refusal(
    engine: Engine, subject: str, details: dict[str, object], book_id: int | None = None
) -> None:
    """Records in a transaction of its own, on a connection of its own, what was refused.

    Where that fails it is logged: the refusal itself stands.

    Args:
        engine: which acts for whoever was refused.
        subject: what they wanted; or the key of a sentence in refusals.SENTENCES.
        details: of the sentence; a `division` among them tells the book.
        book_id: of the book, where it is known.
    """
    url = engine.url.render_as_string(hide_password=False)
    token = engine.get_execution_options().get(SESSION_OPTION)
    # Not out of the pool: whoever was refused still holds one of its connections.
    apart = open_engine(url)
    try:
        with (apart if token is None else acting_as(apart, token)).begin() as connection:
            connection.execute(
                text(NOTE),
                {
                    "book_id": book_id,
                    "subject": subject,
                    "details": json.dumps(details, ensure_ascii=False, default=str),
                },
            )
    except SQLAlchemyError as error:
        log.error("a refusal could not be put on record: %s", type(error).__name__)  # noqa: TRY400
    finally:
        apart.dispose()
