"""What addresses name: numbers no larger than those of the ledger, and what is not on record."""

from typing import Annotated

from fastapi import Path, Query

from ledger.errors import WrongUse

#: The largest integer and bigint of PostgreSQL.
LARGEST_BOOK = 2**31 - 1
LARGEST_POSITION = 2**63 - 1

BookNumber = Annotated[int, Path(ge=1, le=LARGEST_BOOK)]
Position = Annotated[int, Path(ge=1, le=LARGEST_POSITION)]
#: Lists go on below it.
Before = Annotated[int | None, Query(ge=1, le=LARGEST_POSITION)]


class NotOnRecord(WrongUse):
    """What an address names is not there; who asks is told, lest they take it for empty."""
