"""The rules: what each demands and on what ground; the form to change what it goes by."""

import datetime as dt
from collections import Counter
from textwrap import dedent

from fastapi import APIRouter, HTTPException
from fastapi.responses import RedirectResponse
from starlette.responses import Response

from audits.flag_receipts import rule_places
from audits.questions import flag_counts
from audits.rule_changes import (
    DECISIONS,
    ask_for_parameter,
    ask_for_version,
    decide_on_rule,
    requests,
)
from audits.rule_records import record_of
from expectations.catalogue import rule, rules
from expectations.rule import Fact, Rule
from ledger.divisions import find_division
from ledger.errors import Refused, WrongUse
from ledger.imports.catalogue import sheet
from ledger.imports.columns import Column
from ledger.language import Text
from web.addresses import Position
from web.powers import holding
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Office, Reader, Services
from web.visitors import SignedIn, Viewer, ViewerForm, field

router = APIRouter()

#: Of the form to ask with.
FIELDS = ("kind", "name", "value", "division", "valid_from", "ground")

UNUSED = Text(
    "尚未封存。检查第一次用到这条规则时把它的文本记录在案，随后由定时任务封存。",
    "Not sealed yet. The first run that uses the rule puts its text on record; the job then seals "
    "it.",
)


@router.get("/rules")
def list_rules(connection: Reader, someone: SignedIn) -> Response:
    """Lists all rules, how many flags of each are seen, and what waits for another person."""
    seen: Counter[str] = Counter()
    for count in flag_counts(connection):
        seen[count.rule_code] += count.seen
    values: dict[str, object] = {
        "rules": rules(),
        "seen": seen,
        "waiting": requests(connection, waiting=True),
    }
    return page(someone.visitor, "rules.html", values=values)


def find_rule(code: str) -> Rule:
    """A rule by its code.

    Raises:
        HTTPException: there is none of that code.
    """
    try:
        return rule(code)
    except KeyError:
        raise HTTPException(404) from None


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
            "refusal": refusal,
            "typed": typed or dict.fromkeys(FIELDS, ""),
            **sealing_shown(
                connection, sealed[0] if sealed else None, f"/rules/{found.code}", UNUSED
            ),
        }
    return page(someone.visitor, "rule.html", status=400 if refusal else 200, values=values)


@router.get("/rules/{code}")
def show_rule(services: Office, someone: SignedIn, code: str) -> Response:
    """Shows a rule, whole."""
    return rule_page(services, someone, find_rule(code))


@router.post("/rules/{code}/requests", dependencies=[holding("rule")])
def post_request(services: Office, someone: SignedIn, code: str, form: ViewerForm) -> Response:
    """Asks for a parameter's value at a division, or that the file's version be run."""
    found = find_rule(code)
    typed = {name: field(form, name).strip() for name in FIELDS}
    try:
        with services.engine.begin() as connection:
            if typed["kind"] == "version":
                ask_for_version(connection, found, typed["ground"])
            else:
                ask_for_parameter(
                    connection,
                    found,
                    typed["name"],
                    typed["value"],
                    division_id=find_division(connection, typed["division"]),
                    valid_from=day_typed(typed["valid_from"]),
                    ground=typed["ground"],
                )
    except (Refused, WrongUse) as refusal:
        return rule_page(services, someone, found, refusal, typed)
    return RedirectResponse(f"/rules/{found.code}", 303)


@router.post("/rules/{code}/requests/{request_id}", dependencies=[holding("rule")])
def post_decision(
    services: Office, someone: SignedIn, code: str, request_id: Position, form: ViewerForm
) -> Response:
    """Releases or refuses what somebody else asked for, or takes back what one asked for."""
    found = find_rule(code)
    decision = field(form, "decision")
    if decision not in DECISIONS:
        raise HTTPException(404)
    try:
        with services.engine.begin() as connection:
            decide_on_rule(connection, request_id, decision, field(form, "reason"))
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
    filled = [column for column in sheet(fact.sheet).columns if fact.cells.get(column.key)]
    return [(column.header, in_words(column, fact.cells[column.key])) for column in filled]


def in_words(column: Column, value: str) -> Text:
    """A cell's value; a code of a list in the words that the list offers."""
    words = {each.code: each.text for each in column.choices}
    return words.get(value, Text(value, value))
