"""What tests do with attachments: hand a file in, look at the papers of a voucher, count facts."""

import io

from papers import PDF
from sqlalchemy import Engine, text

from ledger.attachment_stores import AttachmentStore
from ledger.attachments import Attached, HandedIn, Paper, attach, papers_of

LIMIT = 1 << 20


def bring(
    engine: Engine,
    store: AttachmentStore,
    voucher: tuple[int, int],
    content: bytes = PDF,
    name: str = "发票.pdf",
) -> Attached:
    """Hands a file in."""
    file = HandedIn(name, io.BytesIO(content), LIMIT)
    return attach(engine, store, *voucher, file)


def papers(engine: Engine, voucher: tuple[int, int]) -> list[Paper]:
    """The papers of a voucher."""
    with engine.connect() as connection:
        return papers_of(connection, *voucher)


def facts(engine: Engine) -> tuple[int, int, int]:
    """How many attachments and contents there are, and where the logs end altogether."""
    with engine.connect() as connection:
        row = connection.execute(
            text(
                "SELECT (SELECT count(*) FROM ledger.attachment),"
                " (SELECT count(*) FROM ledger.attachment_content),"
                " (SELECT sum(last_position) FROM ledger.book_head)"
            )
        ).one()
        return (int(row[0]), int(row[1]), int(row[2]))
