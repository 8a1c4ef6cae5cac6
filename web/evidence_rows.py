"""Sets out the evidence of a breach row by row, and leads from its subject to its page."""

import datetime as dt
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Protocol

from sqlalchemy import Connection

from ledger.belonging import belongs_to
from ledger.language import Text
from web.evidence import VALUES, label_of

DASH = "—"
#: Subjects with a page of their own, by the view of the schema facts they are rows of.
PAGES = {
    "source": "sources",
    "disbursement": "disbursements",
    "transfer_issue": "transfers",
    "project": "projects",
}


def subject_link(connection: Connection, book_id: int, subject: str, subject_id: int) -> str | None:
    """The page of what a flag is about, or of what that belongs to; None where it has none."""
    if subject == "flag":
        return f"/flags/{book_id}/{subject_id}"
    found: tuple[str, int] | None = (subject, subject_id)
    if subject not in PAGES:
        found = belongs_to(connection, book_id, subject, subject_id)
    if found is None:
        return None
    noun, number = found
    return f"/books/{book_id}/{PAGES[noun]}/{number}"


@dataclass(frozen=True)
class EvidenceRow:
    """One evidence column of a breach: what it is, and its value or amount."""

    label: Text
    words: Text
    amount: Decimal | None = None


class Breach(Protocol):
    """What a run found: the flag as it was seen last, or as it was recorded."""

    @property
    def amount_at_issue(self) -> Decimal | None:
        """How much money is in doubt."""

    @property
    def due_on(self) -> dt.date | None:
        """Until when something was to be done."""

    @property
    def evidence(self) -> dict[str, Any]:
        """What else the query returned."""


@dataclass(frozen=True)
class ComparedRow:
    """One column of evidence as it was seen last, and as it was when the flag was recorded."""

    latest: EvidenceRow
    first: EvidenceRow

    @property
    def differs(self) -> bool:
        """Whether the books said something else then."""
        return self.latest != self.first


#: What every breach says beside its evidence.
OF_EVERY_BREACH = ("amount_at_issue", "due_on")
#: What is shown elsewhere on the page.
NOT_SHOWN = {"severity"}


def evidence_rows(evidence: dict[str, Any], query: str) -> dict[str, EvidenceRow]:
    """The evidence columns of a breach in words, in the order in which its query names them."""
    rows: dict[str, EvidenceRow] = {}
    for key in sorted(evidence, key=lambda key: position(key, query)):
        base = base_of(key)
        if key in NOT_SHOWN:
            continue
        if base == key:
            rows[key] = evidence_row(key, evidence[key])
        else:
            # One text in both languages.
            pair = (evidence.get(f"{base}_zh"), evidence.get(f"{base}_en"))
            rows[base] = EvidenceRow(label_of(base), Text(*(str(each or DASH) for each in pair)))
    return rows


def base_of(key: str) -> str:
    """The name that the two languages of a text share."""
    return key.removesuffix("_zh").removesuffix("_en")


def compared_rows(latest: Breach, first: Breach, query: str) -> list[ComparedRow]:
    """The evidence of a flag as it was seen last beside that which it was recorded with.

    The amount at issue and the term are among it only where they were others then: the page shows
    those of the latest above.
    """
    now, then = (evidence_rows(each.evidence, query) for each in (latest, first))
    compared = [
        ComparedRow(now.get(key) or absent(row), then.get(key) or absent(row))
        for key, row in (now | then).items()
    ]
    for key in OF_EVERY_BREACH:
        pair = ComparedRow(*(evidence_row(key, getattr(each, key)) for each in (latest, first)))
        if pair.differs:
            compared.append(pair)
    return compared


def absent(row: EvidenceRow) -> EvidenceRow:
    """A column that the rule's version of that run did not return."""
    return EvidenceRow(row.label, Text(DASH, DASH))


def position(key: str, query: str) -> int:
    """Where a query first names a column."""
    found = re.search(rf"\b{re.escape(key)}\b", query)
    return found.start() if found else len(query)


def evidence_row(key: str, value: Any) -> EvidenceRow:  # noqa: ANN401  (anything JSON can say)
    """One evidence column."""
    label = label_of(key)
    if value is None:
        return EvidenceRow(label, Text(DASH, DASH))
    if key.endswith(("amount", "amount_at_issue")) and isinstance(value, int | Decimal | str):
        return EvidenceRow(label, Text("", ""), Decimal(str(value)))
    words = f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)
    return EvidenceRow(label, VALUES.get(key, {}).get(words, Text(words, words)))
