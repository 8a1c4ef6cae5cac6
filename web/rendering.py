"""Turns templates into pages in the visitor's language and unit."""

import datetime as dt
from collections.abc import Callable
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from functools import partial
from pathlib import Path

from fastapi.responses import HTMLResponse
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from expectations.rule import Severity
from ledger.dates import BEIJING
from ledger.language import Language, Text
from web.visitors import Unit, Visitor
from web.words import SEVERITIES, UNITS, word

HERE = Path(__file__).resolve().parent
WAN = Decimal(10_000)
FEN = Decimal("0.01")
TENTH = Decimal("0.1")
DASH = "—"

_templates = Environment(
    loader=FileSystemLoader(HERE / "templates"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


def page(
    visitor: Visitor,
    template: str,
    *,
    status: int = 200,
    values: dict[str, object] | None = None,
) -> HTMLResponse:
    """A template with its values, and with the words and figures as the visitor wants them."""
    language = visitor.language
    helpers: dict[str, Callable[..., object]] = {
        "t": partial(translated, language),
        "say": partial(Text.in_language, language=language),
        "word": lambda kind, code: word(kind, code).in_language(language),
        "money": partial(money, unit=visitor.unit, language=language),
        "bracketed": partial(bracketed, language),
        "percent": percent,
        "amount": Decimal,
        "rate": rate,
        "moment": moment,
        "grade": lambda severity: SEVERITIES[Severity(severity)].in_language(language),
    }
    html = _templates.get_template(template).render(
        visitor=visitor,
        language=language,
        unit=UNITS[visitor.unit].in_language(language),
        **helpers,
        **(values or {}),
    )
    return HTMLResponse(html, status)


def translated(language: Language, zh: str, en: str) -> str:
    """The one of two texts in the visitor's language."""
    return zh if language == "zh" else en


def bracketed(language: Language, words: object) -> Markup:
    """Words in the brackets of the visitor's language, to stand right behind others."""
    return (Markup("（{}）") if language == "zh" else Markup(" ({})")).format(words)


def money(amount: Decimal | None, *, unit: Unit, language: Language) -> str | Markup:
    """An amount in the visitor's unit, its thousands parted; in 万元 the exact yuan as a hint."""
    if amount is None:
        return DASH
    exact = f"{amount:,.2f}"
    if not amount:
        return Markup('<span class="zero">{}</span>').format(exact)
    if unit == "yuan":
        return exact
    shown = (amount / WAN).quantize(FEN, ROUND_HALF_UP)
    # Less than a hundred yuan would show as nothing.
    words = f"{shown:,.2f}" if shown else f"{amount / WAN:,.6f}"
    hint = f"{exact} {UNITS['yuan'].in_language(language)}"
    return Markup('<span title="{}">{}</span>').format(hint, words)


def percent(part: Decimal, whole: Decimal) -> str:
    """A share in percent; a dash where there is nothing to share."""
    if not whole:
        return DASH
    # Rounded down: what is not all done never shows as 100 %.
    return f"{(part / whole * 100).quantize(TENTH, ROUND_DOWN)}%"


def rate(per_hundred: Decimal) -> str:
    """A percentage as its document has it, without the zeros that its column adds."""
    return f"{per_hundred.normalize():f}%"


def moment(at: dt.datetime | None) -> str:
    """A moment in Beijing, to the minute."""
    return DASH if at is None else f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}"
