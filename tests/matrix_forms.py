"""What each role can do by every form of the pages: in its own book, below it, and beside it."""

import base64
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import SimpleNamespace

import pytest
import requests
from accounts import DOOR, NEW, PASSWORD, quick_recipe
from fastapi.routing import APIRoute
from matrix_ground import CLOSED_MONTH, LEAVING, Ground, sign_in_elsewhere, state_of
from matrix_people import PEOPLE, STRANGERS, Actor
from papers import PDF
from persons import FORM_TOKEN, sign_in
from sites import served
from sqlalchemy import Engine, text

import ledger.passwords
from ledger.database import acting_as
from ledger.masked_numbers import KIND_NAMES
from ledger.second_factor_switching import offered
from ledger.second_factors import code_at
from ledger.settings import Provider
from web.application import PAGES
from web.checks import BookChecks

#: Those who are tried: each role with all below, and two without a session that counts.
SENDERS = (*(each for each in PEOPLE if each.reach == "below"), STRANGERS[0], STRANGERS[2])
TRIED_PLACES = ("own", "child", "sibling")
BOOK = "/books/{book_id}"
#: Forms about a book or a place, by the power there that they take, in the order in which they are
#: sent (who has posted may not judge); a word after the address says which of its acts it is.
OF_A_PLACE: dict[str, dict[str, str]] = {
    "judge": {"/flags/{book_id}/{flag_id}/judgements": "outcome=confirmed note=测试"},
    "refer": {"/flags/{book_id}/{flag_id}/referral": "step=not_needed on=2022-06-01 note=测试"},
    "check": {f"{BOOK}/checks": ""},
    "close": {
        f"{BOOK}/periods reopened": f"act=reopened period={CLOSED_MONTH} reason=测试",
        f"{BOOK}/periods closed": "act=closed period=202201 reason=测试",
        f"{BOOK}/periods reopening_asked": "act=reopening_asked period=202201 reason=测试",
    },
    "match": {
        f"{BOOK}/reconciliation/matches/{{match_id}}": "reason=测试",
        f"{BOOK}/reconciliation/lines/{{line_id}}": "named={name}",
        f"{BOOK}/reconciliation": "",
    },
    "attach": {f"{BOOK}/vouchers/{{voucher_id}}/attachments": ""},
    "reveal": {
        f"{BOOK}/disbursements/{{disbursement_id}}/numbers/{kind}": "reason=测试"
        for kind in KIND_NAMES
    },
    "draft": {
        "/enter/projects": "book={division} project_code=XM8 name=新",
        "/imports": "book={division}",
        "/imports/{token}/draft": "",
        "/drafts/{own_draft}/withdraw": "",
    },
    "review": {"/drafts/{to_return}/return": "reason=测试", "/drafts/{to_review}/review": ""},
    "post": {"/drafts/{to_post}/post": ""},
    "right": {
        "/users/add": "login=new-{division} name=新人 division={division}",
        "/users/disable": "login={resident}",
        "/users/enable": "login={resident}",
        "/users/reset": "login={resident}",
        "/users/link": "login={resident} subject={resident}",
        "/rights": "kind=grant login=newcomer role=auditor division={division} reason=测试",
        "/rights/{own_request} withdrawn": "decision=withdrawn",
    },
    "rule": {
        "/rules/BT-01/requests": (
            "name=days_allowed value=20 division={division} valid_from=2022-01-01 ground=测试"
        ),
        "/rules/BT-01/requests/{rule_to_release} released": "decision=released",
        "/rules/BT-01/requests/{rule_to_refuse} refused": "decision=refused reason=测试",
    },
    "release": {
        "/rights/{to_release} released": "decision=released",
        "/rights/{to_refuse} refused": "decision=refused reason=测试",
    },
}
#: Everybody's own, who is signed in; changing the password ends all sessions, and comes last.
OF_ONES_OWN = {
    "/preferences": "language=en back=/",
    "/sign-in": "login={login}",
    "/sign-out": "",
    "/account/sessions": "number={session_number}",
    "/account/second-factor": "",
    "/account/second-factor/on": "code={code}",
    "/second-factor": "code={first_recovery_code}",
    "/account/second-factor/off": "code={second_recovery_code}",
    "/password": "",
}
#: What people have in their heads, and may hold spaces.
KNOWN_BY_HEART = {
    "/sign-in": {"password": PASSWORD},
    "/account/second-factor/on": {"password": PASSWORD},
    "/account/second-factor/off": {"password": PASSWORD},
    "/password": {"old": PASSWORD, "new": NEW, "again": NEW},
}
WAITING = "session that waits for a code"
#: What is sent from another device than the rest.
FROM_ELSEWHERE = {"/sign-out": LEAVING, "/second-factor": WAITING}
#: What becomes of the forms of who is not signed in, where they are not shown the way in.
OF_NOBODY = {"/preferences": "done", "/sign-in": "refused", "/sign-out": "refused"}
#: Where those go who did not sign in, and no others.
WAY_IN = re.compile(r"/sign-in(\?onwards=.*)?")
#: Somewhere that nobody asks: the forms only write down who people are there.
PROVIDER = Provider("https://id.example", "mingzhang", "secret")
RECOVERY_CODE = re.compile(r"<li><code>([^<]+)</code></li>")

#: What became of a form, and what was said.
Came = dict[tuple[str, str], tuple[str, str]]


def addresses() -> dict[str, re.Pattern[str]]:
    """Every address that a form may be sent to, and how it is known."""
    return {
        route.path: route.path_regex
        for module in PAGES
        for route in module.router.routes
        if isinstance(route, APIRoute) and route.methods != {"GET"}
    }


def forms() -> dict[str, str]:
    """All forms that are sent, with their fields."""
    listed: dict[str, str] = {}
    for each in (*OF_A_PLACE.values(), OF_ONES_OWN):
        listed |= each
    return listed


def said() -> list[str]:
    """The address of each form above, as the application has it."""
    sent = {name: re.sub(r"\{\w+\}", "1", name.split()[0]) for name in forms()}
    found = {
        path
        for name, address in sent.items()
        for path, known in addresses().items()
        if known.match(address)
    }
    return sorted(found)


@dataclass
class Sender:
    """Somebody who sends forms, to an application over a ledger of their own."""

    actor: Actor
    url: str
    engine: Engine
    owner: Engine
    #: What addresses and fields name, by place.
    numbers: dict[str, dict[str, int | str]]

    def send(self, name: str, place: str) -> tuple[str, str]:
        """Sends a form about a place: what became of it, and what was said."""
        known = self.numbers[place]
        fields = {"form_token": FORM_TOKEN} | KNOWN_BY_HEART.get(name, {})
        for pair in forms()[name].split():
            field, _, value = pair.partition("=")
            fields[field] = value.format(**known)
        session = requests.Session()
        session.trust_env = False
        session.headers["Accept-Language"] = "en"
        session.cookies.update({"mingzhang": self.token(name), "mingzhang_form": FORM_TOKEN})
        answer = session.post(
            self.url + name.split(maxsplit=1)[0].format(**known),
            fields,
            files=self.file(name, place),
            allow_redirects=False,
            timeout=60,
        )
        became = outcome_of(name, answer)
        if became == "done":
            self.learn(name, place, answer)
        return became, answer.text

    def token(self, name: str) -> str:
        """Of the session that a form is sent in."""
        signed_in = self.actor.token not in {each.token for each in STRANGERS}
        return FROM_ELSEWHERE.get(name, self.actor.token) if signed_in else self.actor.token

    def file(self, name: str, place: str) -> dict[str, tuple[str, bytes]] | None:
        """What comes with a form, where something does."""
        if name.endswith("/attachments"):
            return {"file": ("发票.pdf", PDF + f"%{self.actor.name} {place}".encode())}
        if name == "/imports":
            division = self.numbers[place]["division"]
            rows = f"账簿,项目编号,项目名称\n{division},XM7,新\n"
            return {"file": ("项目.csv", rows.encode())}
        return None

    def learn(self, name: str, place: str, answer: requests.Response) -> None:
        """Takes down what a later form names of what this one did."""
        known, leads_to = self.numbers[place], answer.headers.get("Location", "")
        if name == "/enter/projects":
            known["own_draft"] = leads_to.rsplit("/", 1)[1]
        elif name == "/imports":
            known["token"] = leads_to.rsplit("/", 1)[1]
        elif name == "/rights":
            known["own_request"] = self.asked("SELECT max(request_id) FROM ledger.right_request")
        elif name == "/account/second-factor":
            login = str(known["login"])
            offer = offered(acting_as(self.engine, self.actor.token), DOOR, login)
            assert offer is not None
            secret = base64.b32decode(offer.secret_text.replace(" ", ""))
            known["code"] = code_at(secret, time.time())
        elif name == "/account/second-factor/on":
            first, second, *_ = RECOVERY_CODE.findall(answer.text)
            known |= {"first_recovery_code": first, "second_recovery_code": second}
            with self.owner.begin() as connection:
                sign_in(connection, str(known["login"]), WAITING, "second_factor")

    def asked(self, query: str) -> int:
        """A number that the owner of the ledger reads."""
        with self.owner.connect() as connection:
            return int(connection.execute(text(query)).scalar_one())


def outcome_of(name: str, answer: requests.Response) -> str:
    """Done; refused; signed out; stopped by something else; or failed."""
    if answer.status_code >= requests.codes.server_error:
        return "failed"
    leads_to = answer.headers.get("Location", "")
    if name != "/sign-out" and WAY_IN.fullmatch(leads_to):
        return "signed out"
    not_theirs = answer.status_code in {401, 403, 404} or "(promise 11)" in answer.text
    if not_theirs:
        return "refused"
    # A page that tells what is wrong; or the way to one, of a file that was not taken.
    return "stopped" if answer.status_code >= requests.codes.bad_request else "done"


def tried(ground: Ground, actor: Actor) -> tuple[Came, dict[str, set[str]]]:
    """What became of all forms of somebody; and what those changed that should not be let through.

    These are sent before the others; of each place it is told which tables they changed.
    """
    with site_of(ground) as (url, engine, owner):
        # What nobody has got who was let through by no form that gives it.
        own: dict[str, int | str] = {
            "login": actor.name, "session_number": 1, "token": "x" * 32,
            "code": "000000", "first_recovery_code": "x", "second_recovery_code": "x",
        }  # fmt: skip
        if actor not in STRANGERS:
            with owner.begin() as connection:
                own["session_number"] = sign_in_elsewhere(connection, actor.name)
        numbers = {
            place: found
            | own
            | {"own_draft": found["to_review"], "own_request": found["to_refuse"]}
            for place, found in ground.numbers.items()
        }
        sender = Sender(actor, url, engine, owner, numbers)
        cells = [
            (name, place)
            for name in forms()
            for place in (("own",) if name in OF_ONES_OWN else TRIED_PLACES)
        ]
        before = {place: state_of(owner, found) for place, found in ground.numbers.items()}
        came = {cell: sender.send(*cell) for cell in cells if expected(actor, *cell) != "done"}
        changed = {
            place: {
                table
                for table, digest in state_of(owner, found).items()
                if digest != before[place][table]
            }
            for place, found in ground.numbers.items()
        }
        came |= {cell: sender.send(*cell) for cell in cells if cell not in came}
    return came, changed


@contextmanager
def site_of(ground: Ground) -> Iterator[tuple[str, Engine, Engine]]:
    """The pages over a copy of the ledger, where no check is run and passwords are quick."""
    begun = SimpleNamespace(number=1)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(BookChecks, "begin", lambda *_: begun)
        patch.setattr(ledger.passwords, "new_recipe", quick_recipe)
        with (
            ground.copied() as (engine, owner),
            served(engine, ground.protector, ground.data_dir, provider=PROVIDER) as (url, _),
        ):
            yield url, engine, owner


def expected(actor: Actor, name: str, place: str) -> str:
    """What fits somebody's right."""
    if actor.role is None:
        return OF_NOBODY.get(name, "signed out")
    power = next((power for power, listed in OF_A_PLACE.items() if name in listed), None)
    return "done" if power is None or actor.holds(power, place) else "refused"
