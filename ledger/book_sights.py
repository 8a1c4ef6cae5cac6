"""What may be said of the book of a place that money came from or went to.

Whether a place has a book is told only to who may read its money: of the others it is said that
their books cannot be seen, whether they are kept here or not.
"""

from collections.abc import Iterable
from typing import Literal

from sqlalchemy import Connection, text

from ledger.language import Text

BookSight = Literal["kept", "not_kept", "out_of_reach"]
SIGHTS = """
SELECT
    place.division_id,
    CASE
        WHEN NOT ledger.holds_at('money', place.division_id) THEN 'out_of_reach'
        WHEN EXISTS (SELECT FROM ledger.book AS book WHERE book.division_id = place.division_id)
            THEN 'kept'
        ELSE 'not_kept'
    END AS sight
FROM unnest(CAST(:places AS text[])) AS place (division_id)
"""
#: Why a trace ends with a document of another book, as what follows the name of who issued it.
WHY_IT_ENDS: dict[BookSight, Text] = {
    "kept": Text(
        "：它的账上没有这份下达，追溯到这份文件为止。",
        ": its book has no such issue, and the trace ends with this document.",
    ),
    "not_kept": Text(
        "：它的账不在本系统，追溯到这份文件为止。",
        ": its book is not kept here, and the trace ends with this document.",
    ),
    "out_of_reach": Text(
        "：它的账不在您的权限之内，追溯到这份文件为止。",
        ": its book cannot be seen with this account, and the trace ends with this document.",
    ),
}


def sights(connection: Connection, division_ids: Iterable[str]) -> dict[str, BookSight]:
    """What whoever acts may know of the books of some places, by division."""
    places = sorted(set(division_ids))
    if not places:
        return {}
    rows = connection.execute(text(SIGHTS), {"places": places})
    return {row.division_id: row.sight for row in rows}
