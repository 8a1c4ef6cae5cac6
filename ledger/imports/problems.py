"""Something that is wrong with a row, in words, with its place in the user's own file."""

from dataclasses import dataclass

from ledger.imports.problem_words import CATALOGUE, NOTES
from ledger.language import Text


@dataclass(frozen=True)
class Problem:
    """One thing that is wrong, and where: file, sheet, row, column, and the value there."""

    code: str
    text: Text
    file: str
    sheet: str
    row: int | None = None
    column: str | None = None
    header: str | None = None
    value: str | None = None

    @property
    def blocking(self) -> bool:
        """Whether it keeps the import from posting; a note only says what was passed over."""
        return self.code not in NOTES

    def as_dict(self) -> dict[str, str | int | None]:
        """For `--json`."""
        return {
            "code": self.code,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row,
            "column": self.column,
            "header": self.header,
            "value": self.value,
            "zh": self.text.zh,
            "en": self.text.en,
        }


class CellProblem(Exception):
    """Raised by a cell's conversion: which sentence of CATALOGUE applies, and its details."""

    def __init__(self, code: str, **details: object) -> None:
        super().__init__(code)
        self.code = code
        self.details = details


def describe(code: str, details: dict[str, object]) -> Text:
    """The sentence of a code with its details filled in."""
    sentence = CATALOGUE[code]
    return Text(sentence.zh.format(**details), sentence.en.format(**details))


def said(code: str, file: str, sheet: str, **details: object) -> Problem:
    """A problem of a whole sheet; `dataclasses.replace` gives it a narrower place."""
    return Problem(code, describe(code, details), file, sheet)
