"""What a marked workbook says: the comment of each wrong cell, and the list of all problems."""

import re
from collections.abc import Iterable

from ledger.imports.problems import Problem
from ledger.language import Text

#: The sheet that lists the problems; the readers pass it over.
LIST_NAME = "问题清单"
LIST_HEADERS = ("文件", "表", "行", "列", "列名", "值", "问题", "Problem")
LIST_WIDTHS = (18, 14, 8, 6, 16, 24, 70, 70)
ROW_COLUMN = LIST_HEADERS.index("行")
#: The colour of a wrong cell.
FILL = "FFC7CE"
AUTHOR = "明账"
#: Our part of a comment begins so; what stands before it is the user's.
MARK = "【明账】"
COMMENT_SIZE = {"width": 320, "height": 120}
#: What Excel keeps in one cell or comment.
LONGEST = 32_767

#: File, sheet, row and the letters of the column.
Place = tuple[str, str, int, str]

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")


def by_place(problems: Iterable[Problem]) -> dict[Place, list[Text]]:
    """The sentences for each cell; what concerns a whole row stands at its first cell."""
    places: dict[Place, list[Text]] = {}
    for problem in problems:
        if problem.row:
            place = (problem.file, problem.sheet, problem.row, problem.column or "A")
            places.setdefault(place, []).append(problem.text)
    return places


def comment_of(texts: list[Text], before: str = "") -> str:
    """A comment in both languages, after what the user had written there; each sentence once."""
    ours = dict.fromkeys(sentence for text in texts for sentence in (text.zh, text.en))
    words = MARK + "\n".join(ours)
    return clean(f"{before}\n{words}" if before else words)


def listed(problem: Problem) -> tuple[str | int, ...]:
    """A problem as a row of the list."""
    cells = (problem.file, problem.sheet, problem.row, problem.column, problem.header)
    words = (problem.value, problem.text.zh, problem.text.en)
    return tuple(cell if isinstance(cell, int) else clean(cell or "") for cell in (*cells, *words))


def clean(words: str) -> str:
    """Words without what a workbook cannot hold."""
    return _CONTROL.sub("", words)[:LONGEST]


def link(sheet_name: str, row: int, column: str | None) -> str:
    """Where in the workbook a problem stands, as a hyperlink's target."""
    quoted = sheet_name.replace("'", "''")
    return f"'{quoted}'!{column or 'A'}{row}"
