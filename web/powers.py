"""Keeps pages for those who hold a power; that somebody else asked for one is put on record."""

from typing import Any

from fastapi import Depends

from ledger.acting import check_holds
from web.services import Reader
from web.visitors import SignedIn


def holding(*powers: str) -> Any:  # noqa: ANN401  (as FastAPI declares its own)
    """A dependency of pages that are for who holds one of some powers of ledger.roles.POWERS."""

    def check(connection: Reader, _: SignedIn) -> None:
        check_holds(connection, *powers)

    return Depends(check)
