"""What was planted: kept by whoever plants it, before any rule has looked."""

import datetime as dt
import json
from dataclasses import asdict, dataclass, field
from pathlib import Path

from demonstrations.made_up.plan import Plan
from ledger.language import Text

FILE_NAME = "truth.json"


@dataclass(frozen=True)
class Case:
    """One subject that a rule must name, or must pass over although little is missing."""

    rule: str
    #: The division whose book it is in.
    book: str
    #: The reference its row has in the files.
    reference: str
    what: Text
    why: Text


@dataclass
class Truth:
    """All that was planted, and all that was made to look nearly like it."""

    plan: Plan
    as_of: dt.date
    planted: list[Case] = field(default_factory=list)
    near_misses: list[Case] = field(default_factory=list)
    rows: int = 0

    def plant(self, rule: str, book: str, reference: str, what: Text, why: Text) -> None:
        """Keeps a subject that the rule must name."""
        self.planted.append(Case(rule, book, reference, what, why))

    def spare(self, rule: str, book: str, reference: str, what: Text, why: Text) -> None:
        """Keeps a subject that the rule must not name."""
        self.near_misses.append(Case(rule, book, reference, what, why))

    def write(self, folder: Path) -> Path:
        """Writes the truth beside the files; the import does not read it."""
        path = folder / FILE_NAME
        content = {
            "plan": asdict(self.plan),
            "as_of": self.as_of.isoformat(),
            "rows": self.rows,
            "planted": [listed(case) for case in self.planted],
            "near_misses": [listed(case) for case in self.near_misses],
        }
        path.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        return path


def listed(case: Case) -> dict[str, object]:
    """A case as the file has it."""
    return {
        "rule": case.rule,
        "book": case.book,
        "reference": case.reference,
        "what": case.what._asdict(),
        "why": case.why._asdict(),
    }
