"""What every page works with: the ledger, the settings, and the work that outlasts a request."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Annotated

from fastapi import Depends, Request
from sqlalchemy import Connection, Engine

from ledger.attachment_stores import AttachmentStore
from ledger.database import acting_as
from ledger.personal import Protector
from ledger.settings import Settings
from web.checks import BookChecks
from web.uploads import Uploads

#: A cookie whose name begins so is of HTTPS, of this host alone and of all its pages.
HOST_PREFIX = "__Host-"


@dataclass(frozen=True)
class Services:
    """What an application was created with."""

    engine: Engine
    settings: Settings
    protector: Protector
    checks: BookChecks
    uploads: Uploads
    attachments: AttachmentStore
    #: What sessions are opened with.
    door: bytes = field(repr=False)

    @property
    def https(self) -> bool:
        """Whether people reach the pages by HTTPS, so that cookies may insist on it."""
        return self.settings.base_url.startswith("https://")

    def cookie(self, name: str) -> str:
        """The name a cookie of ours goes by; by HTTPS one that browsers bind to this host."""
        return HOST_PREFIX + name if self.https else name

    @property
    def session_cookie(self) -> str:
        """The name of the session's cookie."""
        return self.cookie("mingzhang")


def services_of(request: Request) -> Services:
    """The services of the application that a request came to, acting for its visitor."""
    services = request.app.state.services
    assert isinstance(services, Services)  # noqa: S101  (set where the application is created)
    # Whatever a page asks or has done, it is for whoever sent the cookie, or for nobody.
    token = request.cookies.get(services.session_cookie, "")
    return replace(services, engine=acting_as(services.engine, token))


def reading(services: Annotated[Services, Depends(services_of)]) -> Iterator[Connection]:
    """A connection that a page reads with; what it might write is rolled back."""
    with services.engine.connect() as connection:
        yield connection


#: What pages ask for.
Office = Annotated[Services, Depends(services_of)]
Reader = Annotated[Connection, Depends(reading)]
