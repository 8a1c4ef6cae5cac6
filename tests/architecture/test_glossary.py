"""Every noun of the database is a word of the glossary, and the glossary names none in vain."""

import re

import pytest
from sources import ROOT
from sqlalchemy import Connection, text

#: 词 word | 中文 | meaning | tables and views, in backticks
ROW = re.compile(r"^\|(?P<word>[^|]+)\|(?P<zh>[^|]+)\|(?P<meaning>[^|]+)\|(?P<named>[^|]*)\|\s*$")
NAME = re.compile(r"`(?:(ledger|audits|facts)\.)?([a-z_]+)`")
RELATIONS = """
SELECT schemaname AS schema, tablename AS name FROM pg_tables
WHERE schemaname IN ('ledger', 'audits')
UNION ALL
SELECT schemaname, viewname FROM pg_views WHERE schemaname = 'facts'
"""


def named_in(glossary: str) -> set[tuple[str, str]]:
    """The tables and views that the last column of a glossary names; schema may be left out."""
    rows = [ROW.match(line) for line in glossary.splitlines()]
    return {found for row in rows if row for found in NAME.findall(row["named"])}


def unnamed(glossary: str, relations: set[tuple[str, str]]) -> set[tuple[str, str]]:
    """The relations that a glossary does not name."""
    named = named_in(glossary)
    return {each for each in relations if each not in named and ("", each[1]) not in named}


@pytest.fixture
def relations(connection: Connection) -> set[tuple[str, str]]:
    """Every table of the ledger and the audits, and every view of the facts."""
    return {(row.schema, row.name) for row in connection.execute(text(RELATIONS))}


@pytest.fixture
def glossary() -> str:
    """The glossary."""
    return (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_glossary_has_every_noun(glossary: str, relations: set[tuple[str, str]]) -> None:
    assert len(relations) > 60
    assert unnamed(glossary, relations) == set()


def test_the_glossary_names_nothing_that_is_not_there(
    glossary: str, relations: set[tuple[str, str]]
) -> None:
    names = {name for _, name in relations}
    in_vain = {
        each
        for each in named_in(glossary)
        if each not in relations and not (each[0] == "" and each[1] in names)
    }
    assert in_vain == set()


def test_a_noun_without_a_word_is_seen() -> None:
    glossary = "| book | 账簿 | one ledger | `ledger.book`, `facts.book` |\n`voucher`\n"
    relations = {("ledger", "book"), ("facts", "book"), ("ledger", "voucher")}
    assert unnamed(glossary, relations) == {("ledger", "voucher")}
