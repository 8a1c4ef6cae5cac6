"""Says what is in doubt: a rule's sentence with the figures of one breach in it."""

import datetime as dt
from collections import defaultdict
from decimal import Decimal
from typing import Any

from expectations.rule import Rule

DASH = "—"


def sentence(
    rule: Rule,
    language: str,
    *,
    book: str,
    amount_at_issue: Decimal | None,
    due_on: dt.date | None,
    evidence: dict[str, Any],
) -> str:
    """What is in doubt, in Chinese ("zh") or English.

    Args:
        rule: whose sentence it is.
        language: of the sentence.
        book: the name of the book's division.
        amount_at_issue: yuan.
        due_on: the day that the breach names.
        evidence: the other columns of the breach.
    """
    template = rule.sentence.zh if language == "zh" else rule.sentence.en
    words = {key: in_words(key, value) for key, value in evidence.items()} | {
        "book": book,
        "amount_at_issue": in_words("amount", amount_at_issue),
        "due_on": in_words("due_on", due_on),
    }
    # An earlier version of the rule may not have returned all that this one speaks of.
    return template.format_map(defaultdict(lambda: DASH, words))


def in_words(key: str, value: object) -> str:
    """A figure as people read it: amounts with their thousands parted, absent ones as a dash."""
    if value is None:
        return DASH
    if key.endswith("amount"):
        return f"{Decimal(str(value)):,.2f}"
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return str(value)
