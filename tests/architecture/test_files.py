"""Files are small, say first what they are for, and leave nothing lying about."""

import ast
import re
from pathlib import Path

import pytest
from sources import files, name_of

from expectations.catalogue import rules

LONGEST = 300
#: A rule is one file of data by design, its worked examples with it: splitting it would part them.
LONGEST_RULE = 400
#: The verifier that an inspector carries is one file by its purpose: it depends on nothing of ours.
LONGEST_VERIFIER = 460
#: What is left undone is an issue, not a remark; written so that this file does not hold it.
MARKER = re.compile(r"\b(" + "|".join(["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]) + r")\b")
#: A file that is data, not text of ours.
DATA = (".csv", ".tsv", ".lock", ".xls", ".xlsx", ".png", ".json")
#: A link that a page would follow by itself: a style, a script, a picture, a font.
OUTSIDE = re.compile(
    r"""(?:\bsrc\s*=\s*["']?|<link[^>]*\bhref\s*=\s*["']?|url\(\s*["']?|@import\s+["']?"""
    r"""|\bimport\s+["']|\bfetch\(\s*["'`]|\bfrom\s+["'])(?:https?:)?//""",
    re.IGNORECASE,
)
#: What nobody has judged is a doubtful point 疑点.
JUDGED = re.compile(r"违规|违法|\b(?:violat|culprit|offen[cs]e)", re.IGNORECASE)


def too_long(text: str, longest: int = LONGEST) -> bool:
    """Whether a file should be parted by what it means."""
    return text.count("\n") > longest


def longest(path: Path) -> int:
    """How many lines a module may have."""
    if path.name == "mingzhang_verify.py":
        return LONGEST_VERIFIER
    return LONGEST_RULE if path.parent.parent.name == "expectations" else LONGEST


def opens_with_docstring(text: str) -> bool:
    """Whether a module's first statement says what it is for."""
    said = ast.get_docstring(ast.parse(text))
    return said is not None and (said[0].isupper() or said[0] in "`'")


def opens_with_comment(text: str) -> bool:
    """Whether an SQL file's first line says what it is for."""
    return re.match(r"-- \S", text) is not None


@pytest.mark.parametrize("path", files("*.py"), ids=name_of)
def test_a_module_is_short_and_opens_with_what_it_is_for(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert not too_long(text, longest(path))
    assert opens_with_docstring(text)


def test_a_long_or_silent_module_is_seen() -> None:
    assert too_long("pass\n" * 301)
    assert not too_long("pass\n" * 300)
    assert not opens_with_docstring("import os\n")
    assert not opens_with_docstring('"""later"""\n')


def test_every_sql_file_opens_with_what_it_is_for() -> None:
    found = files("*.sql")
    assert len(found) > 100
    assert [name_of(p) for p in found if not opens_with_comment(p.read_text("utf-8"))] == []
    assert not opens_with_comment("SELECT 1; -- later\n")


def test_nothing_is_marked_as_left_undone() -> None:
    marked = [
        f"{name_of(path)}: {found[0]}"
        for path in files()
        if path.suffix not in DATA
        if (found := MARKER.search(path.read_text(encoding="utf-8", errors="replace")))
    ]
    assert marked == []
    assert MARKER.search("# " + "TO" + "DO: later")


def test_a_page_loads_nothing_from_outside() -> None:
    pages = files("web/templates/*", "web/static/*")
    assert len(pages) > 20
    loading = [name_of(p) for p in pages if OUTSIDE.search(p.read_text(encoding="utf-8"))]
    assert loading == []


@pytest.mark.parametrize(
    "breach",
    [
        '<script src="https://example.org/x.js"></script>',
        '<link rel="stylesheet" href="//example.org/x.css">',
        "<img src=http://example.org/x.png>",
        "@font-face { src: url(https://example.org/x.woff) }",
        "@import 'https://example.org/x.css';",
        "fetch('https://example.org/x')",
        'import "https://example.org/x.js"',
    ],
)
def test_a_page_that_would_load_from_outside_is_seen(breach: str) -> None:
    assert OUTSIDE.search(breach)


def test_what_nobody_has_judged_is_never_called_a_violation() -> None:
    spoken = files("web/*.py", "web/**/*.py", "web/templates/*", "cli/*.py", "audits/*.py")
    assert len(spoken) > 60
    judging = [
        f"{name_of(path)}: {found[0]}"
        for path in spoken
        if (found := JUDGED.search(path.read_text(encoding="utf-8")))
    ]
    judging += [
        f"{rule.code}: {found[0]}"
        for rule in rules()
        for said in (*rule.title, *rule.sentence, *rule.advice)
        if (found := JUDGED.search(said))
    ]
    assert judging == []
    assert JUDGED.search("3 个违规")
    assert JUDGED.search("Violations")
