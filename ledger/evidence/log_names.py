"""What people call the logs: each by the place whose book it is, with its number."""

from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError

from ledger.evidence.shapes import COMMON_LOG
from ledger.language import Text

PLACES = """
SELECT book.book_id, place.name
FROM ledger.book AS book
INNER JOIN ledger.division AS place ON book.division_id = place.division_id
"""


class LogNames:
    """The names of all logs, read once.

    Args:
        connection: of a role that reads all books.
    """

    def __init__(self, connection: Connection) -> None:
        self._places: dict[int, str] = {}
        try:
            with connection.begin_nested():
                rows = connection.execute(text(PLACES))
                self._places = {row.book_id: row.name for row in rows}
        except ProgrammingError:
            # What is verified may have lost even these tables: then logs go by their numbers.
            return

    def of(self, log_id: int) -> Text:
        """The name of a log; the number is the one that its checkpoints go by."""
        return log_name(log_id, self._places.get(log_id))


def log_name(log_id: int, place: str | None) -> Text:
    """The name of a log by that of its book's place, where it is a book's and that is known."""
    if log_id == COMMON_LOG:
        return Text("公共日志", "the common log")
    place = place or "—"
    return Text(f"{place}（{log_id} 号日志）", f"{place} (log {log_id})")
