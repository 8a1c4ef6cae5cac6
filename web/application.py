"""Puts the pages together into one application over one ledger."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from urllib.parse import quote

from fastapi import FastAPI, Request
from fastapi.responses import RedirectResponse
from fastapi.staticfiles import StaticFiles
from sqlalchemy import Engine
from starlette.responses import Response

from ledger.attachment_stores import open_store
from ledger.doors import load_door_key
from ledger.personal import Protector
from ledger.refused_accesses import note_refusals
from ledger.settings import Settings
from web.checks import BookChecks
from web.failures import UnexpectedFailures, add_failure_pages
from web.pages import (
    accesses,
    account_statements,
    attachments,
    books,
    checkpoints,
    checks,
    claims,
    disbursements,
    drafts,
    entering,
    flags,
    health,
    home,
    imports,
    my_account,
    periods,
    preferences,
    projects,
    receipts,
    reconciliation,
    referrals,
    reveal,
    rights,
    rules,
    runs,
    second_factors,
    signing_in,
    single_sign_on,
    sources,
    traces,
    transfers,
    trial_balances,
    users,
    vouchers,
)
from web.rendering import HERE
from web.security import Security
from web.services import Services
from web.uploads import Uploads
from web.visitors import SignInNeeded

PAGES = (
    accesses,
    attachments,
    account_statements,
    books,
    checkpoints,
    checks,
    claims,
    disbursements,
    drafts,
    entering,
    flags,
    health,
    home,
    imports,
    my_account,
    periods,
    preferences,
    projects,
    receipts,
    reconciliation,
    referrals,
    reveal,
    rights,
    rules,
    runs,
    second_factors,
    signing_in,
    single_sign_on,
    sources,
    traces,
    transfers,
    trial_balances,
    users,
    vouchers,
)


def create_application(engine: Engine, settings: Settings, protector: Protector) -> FastAPI:
    """The application; what it began in processes of their own ends with it.

    Args:
        engine: to the ledger, as the application's role.
        settings: where uploads are kept, and whether people come by HTTPS.
        protector: protects the personal numbers that an import brings.
    """
    note_refusals(engine)
    services = Services(
        engine,
        settings,
        protector,
        BookChecks(engine.url, settings),
        Uploads(settings.data_dir / "uploads"),
        open_store(settings),
        load_door_key(settings.door_key_file),
    )

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        services.checks.stop()

    # The pages that FastAPI makes of itself load scripts from outside: there are none of them.
    app = FastAPI(title="明账", openapi_url=None, lifespan=lifespan)
    app.state.services = services
    for module in PAGES:
        app.include_router(module.router)
    app.mount("/static", StaticFiles(directory=HERE / "static"), name="static")
    add_failure_pages(app)
    app.add_exception_handler(SignInNeeded, to_sign_in)
    app.add_middleware(UnexpectedFailures)
    app.add_middleware(Security, https=services.https, attachment_limit=settings.attachment_limit)
    return app


def to_sign_in(request: Request, _: Exception) -> Response:
    """Shows the way in, and back to where somebody wanted to go."""
    wanted = request.url.path + (f"?{request.url.query}" if request.url.query else "")
    onwards = wanted if request.method == "GET" else "/"
    return RedirectResponse(f"/sign-in?onwards={quote(onwards, safe='')}", 303)
