"""Whether the pages and the ledger behind them answer; for whoever watches over the service."""

from fastapi import APIRouter
from fastapi.responses import PlainTextResponse
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from web.services import Office

router = APIRouter()


@router.get("/healthz")
def health(services: Office) -> PlainTextResponse:
    """Says ok, or that the database does not answer."""
    try:
        with services.engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    except SQLAlchemyError:
        return PlainTextResponse("the database does not answer\n", 503)
    return PlainTextResponse("ok\n")
