"""The rules: what each demands, on what ground, how it is asked, and its worked examples."""

from collections import Counter
from textwrap import dedent

from fastapi import APIRouter, HTTPException
from starlette.responses import Response

from audits.flag_receipts import rule_places
from audits.questions import flag_counts
from expectations.catalogue import rule, rules
from expectations.rule import Fact, Rule
from ledger.imports.catalogue import sheet
from ledger.imports.columns import Column
from ledger.language import Text
from web.receipts import sealing_shown
from web.rendering import page
from web.services import Reader
from web.visitors import SignedIn

router = APIRouter()

UNUSED = Text(
    "尚未封存。检查第一次用到这条规则时把它的文本记录在案，随后由定时任务封存。",
    "Not sealed yet. The first run that uses the rule puts its text on record; the job then seals "
    "it.",
)


@router.get("/rules")
def list_rules(connection: Reader, someone: SignedIn) -> Response:
    """Lists all rules and how many flags of each are seen."""
    seen: Counter[str] = Counter()
    for count in flag_counts(connection):
        seen[count.rule_code] += count.seen
    return page(someone.visitor, "rules.html", values={"rules": rules(), "seen": seen})


def find_rule(code: str) -> Rule:
    """A rule by its code.

    Raises:
        HTTPException: there is none of that code.
    """
    try:
        return rule(code)
    except KeyError:
        raise HTTPException(404) from None


@router.get("/rules/{code}")
def show_rule(connection: Reader, someone: SignedIn, code: str) -> Response:
    """Shows a rule, whole."""
    found = find_rule(code)
    sealed = rule_places(connection, found.code)
    values: dict[str, object] = {
        "rule": found,
        "cells_of": cells_of,
        "population": dedent(found.population).strip(),
        "breach": dedent(found.breach).strip(),
        **sealing_shown(connection, sealed[0] if sealed else None, f"/rules/{found.code}", UNUSED),
    }
    return page(someone.visitor, "rule.html", values=values)


def cells_of(fact: Fact) -> list[tuple[Text, Text]]:
    """The cells of an example's row, as the workbook has them: headers, and words of lists."""
    filled = [column for column in sheet(fact.sheet).columns if fact.cells.get(column.key)]
    return [(column.header, in_words(column, fact.cells[column.key])) for column in filled]


def in_words(column: Column, value: str) -> Text:
    """A cell's value; a code of a list in the words that the list offers."""
    words = {each.code: each.text for each in column.choices}
    return words.get(value, Text(value, value))
