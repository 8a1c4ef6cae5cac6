"""The rules: what each demands and on what ground; the form to change what it goes by."""

import datetime as dt
from collections import Counter
from textwrap import dedent

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from sqlalchemy import Connection, text
from starlette.responses import Response

from audits.flag_receipts import rule_places
from audits.questions import flag_counts
from audits.rule_book import known_rule, rule_book, views_of_facts
from audits.rule_changes import (
    DECISIONS,
    ask_for_parameter,
    ask_for_version,
    decide_on_rule,
    requests,
)
from audits.rule_records import record_of
from expectations.catalogue import manual_rules
from expectations.own_rules import OwnRules, own_rules
from expectations.rule import Fact, Rule
from ledger.acting import holds
from ledger.divisions import find_division
from ledger.errors import Refused, WrongUse
from ledger.imports.catalogue import sheet
from ledger.imports.columns import Column
from ledger.language import Text
from ledger.roles import POWERS
from web.addresses import Position
from web.powers import holding
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Office, Reader, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

#: What examples say of a flag, which is on no sheet.
FLAG_WORDS = {
    "book": Text("账簿", "Book"),
    "rule_code": Text("规则", "Rule"),
    "subject_id": Text("对象", "Subject"),
    "severity": Text("严重程度", "Severity"),
    "recorded_on": Text("记录日期", "Recorded on"),
    "verified_on": Text("核实日期", "Verified on"),
    "gone_on": Text("不再出现日期", "No longer seen from"),
    "back_on": Text("再次出现日期", "Seen again from"),
}

router = APIRouter()

#: Of the form to ask with.
FIELDS = ("kind", "name", "value", "division", "valid_from", "ground")

UNUSED = Text(
    "尚未封存。检查第一次用到这条规则时把它的文本记录在案，随后由定时任务封存。",
    "Not sealed yet. The first run that uses the rule puts its text on record; the job then seals "
    "it.",
)


@router.get("/rules")
def list_rules(services: Office, connection: Reader, someone: SignedIn) -> Response:
    """Lists all rules, how many flags of each are seen, and what waits for another person."""
    seen: Counter[str] = Counter()
    for count in flag_counts(connection):
        seen[count.rule_code] += count.seen
    book = rule_book(connection)
    files = files_for(services, connection)
    unasked = [each for each in files.rules if each.code not in book]
    values: dict[str, object] = {
        "rules": [*book.values(), *unasked],
        "unasked": {each.code for each in unasked},
        "broken": files.broken,
        "seen": seen,
        "by_hand": manual_rules(),
        "waiting": requests(connection, waiting=True),
    }
    return page(someone.visitor, "rules.html", values=values)


def files_for(services: Services, connection: Connection) -> OwnRules:
    """The folder of own rules, for who may ask that one be run; an empty one for others."""
    if not holds(connection, "rule"):
        return OwnRules()
    return own_rules(services.settings.rules_dir, views_of_facts(connection))


def find_rule(services: Services, connection: Connection, code: str) -> Rule:
    """A rule by its code: for who may ask for it as its file says it, else as it is on record.

    Raises:
        HTTPException: there is none of that code.
    """
    written = files_for(services, connection).of(code)
    if written is not None:
        return written
    try:
        return known_rule(connection, code)
    except WrongUse:
        raise HTTPException(404) from None


def place_of(connection: Connection, rule: Rule) -> str:
    """The name of an own rule's division, or its number; nothing of another rule."""
    if rule.division is None:
        return ""
    found = connection.execute(
        text("SELECT name FROM facts.division WHERE division_id = :division"),
        {"division": rule.division},
    ).scalar()
    return str(found or rule.division)


def rule_page(
    services: Services,
    someone: Viewer,
    found: Rule,
    refusal: Refused | WrongUse | None = None,
    typed: dict[str, str] | None = None,
) -> Response:
    """A rule, whole, with what was typed and refused just now."""
    with services.engine.connect() as connection:
        sealed = rule_places(connection, found.code)
        values: dict[str, object] = {
            "rule": found,
            "cells_of": cells_of,
            "population": dedent(found.population).strip(),
            "breach": dedent(found.breach).strip(),
            "record": record_of(connection, found.code),
            "requests": requests(connection, code=found.code),
            "place": place_of(connection, found),
            "refusal": refusal,
            "typed": typed or dict.fromkeys(FIELDS, ""),
            **sealing_shown(
                connection, sealed[0] if sealed else None, f"/rules/{found.code}", UNUSED
            ),
        }
    return page(someone.visitor, "rule.html", status=400 if refusal else 200, values=values)


@router.get("/rules/{code}")
def show_rule(services: Office, connection: Reader, someone: SignedIn, code: str) -> Response:
    """Shows a rule, whole."""
    for by_hand in manual_rules():
        if by_hand.code == code.upper():
            return page(
                someone.visitor, "manual_rule.html", values={"rule": by_hand, "powers": POWERS}
            )
    return rule_page(services, someone, find_rule(services, connection, code))


@router.post("/rules/{code}/requests", dependencies=[holding("rule")])
def post_request(
    services: Office, connection: Reader, someone: SignedIn, code: str, form: ViewerForm
) -> Response:
    """Asks for a parameter's value at a division, or that the file's version be run."""
    found = find_rule(services, connection, code)
    typed = {name: field(form, name).strip() for name in FIELDS}
    try:
        with services.engine.begin() as writing:
            if typed["kind"] == "version":
                ask_for_version(writing, found, typed["ground"])
            else:
                ask_for_parameter(
                    writing,
                    found,
                    typed["name"],
                    typed["value"],
                    division_id=find_division(writing, typed["division"]),
                    valid_from=day_typed(typed["valid_from"]),
                    ground=typed["ground"],
                )
    except (Refused, WrongUse) as refusal:
        return rule_page(services, someone, found, refusal, typed)
    return RedirectResponse(f"/rules/{found.code}", 303)


@router.post("/rules/{code}/requests/{request_id}", dependencies=[holding("rule")])
def post_decision(
    *,
    services: Office,
    connection: Reader,
    someone: SignedIn,
    code: str,
    request_id: Position,
    form: ViewerForm,
) -> Response:
    """Releases or refuses what somebody else asked for, or takes back what one asked for."""
    found = find_rule(services, connection, code)
    decision = field(form, "decision")
    if decision not in DECISIONS:
        raise HTTPException(404)
    try:
        with services.engine.begin() as writing:
            decide_on_rule(writing, request_id, decision, field(form, "reason"))
    except Refused as refusal:
        return rule_page(services, someone, found, refusal)
    return RedirectResponse(f"/rules/{found.code}", 303)


def day_typed(said: str) -> dt.date:
    """The day of a field.

    Raises:
        WrongUse: it is no day.
    """
    try:
        return dt.date.fromisoformat(said)
    except ValueError:
        raise WrongUse(
            f"“{said}”不是日期，请写成 2026-01-31。", f"“{said}” is no day: write 2026-01-31."
        ) from None


def cells_of(fact: Fact) -> list[tuple[Text, Text]]:
    """The cells of an example's row, as the workbook has them: headers, and words of lists."""
    if fact.sheet == "flags":
        return [(FLAG_WORDS[key], Text(value, value)) for key, value in fact.cells.items()]
    filled = [column for column in sheet(fact.sheet).columns if fact.cells.get(column.key)]
    return [(column.header, in_words(column, fact.cells[column.key])) for column in filled]


def in_words(column: Column, value: str) -> Text:
    """A cell's value; a code of a list in the words that the list offers."""
    words = {each.code: each.text for each in column.choices}
    return words.get(value, Text(value, value))
