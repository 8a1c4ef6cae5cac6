"""Of a query it is said rightly whether rows of several books can meet in it."""

import pytest
import sqlglot

from expectations.books_apart import BooksMeet, book_columns, of_one_book

BOOK = frozenset({"book_id"})
KNOWN = {"facts.paid": BOOK, "facts.project": BOOK, "facts.division": None}

APART = {
    "one view": "SELECT p.book_id, p.amount FROM facts.paid AS p",
    "under another name": "SELECT p.book_id AS upper_book_id FROM facts.paid AS p",
    "joined": "SELECT p.book_id FROM facts.paid AS p"
    " INNER JOIN facts.project AS j ON p.book_id = j.book_id AND p.project_id = j.project_id",
    "joined by the condition": "SELECT p.book_id FROM facts.paid AS p, facts.project AS j"
    " WHERE p.book_id = j.book_id",
    "with what is of no book": "SELECT p.book_id FROM facts.division AS d"
    " INNER JOIN facts.paid AS p ON p.place = d.division_id",
    "added up a book": "SELECT book_id, sum(amount) FROM facts.paid GROUP BY book_id",
    "numbered a book": "SELECT book_id, lag(day) OVER (PARTITION BY book_id ORDER BY day)"
    " FROM facts.paid",
    "a window by name": "SELECT book_id, sum(amount) OVER w FROM facts.paid"
    " WINDOW w AS (PARTITION BY book_id)",
    "a union": "SELECT book_id FROM facts.paid UNION ALL SELECT j.book_id FROM facts.project AS j",
    "named first": "WITH t AS (SELECT DISTINCT book_id FROM facts.paid)"
    " SELECT j.book_id FROM facts.project AS j LEFT JOIN t ON j.book_id = t.book_id",
    "where there is one": "SELECT p.book_id FROM facts.paid AS p WHERE NOT EXISTS ("
    "SELECT FROM facts.project AS j WHERE j.book_id = p.book_id)",
    "in a list": "SELECT p.book_id FROM facts.paid AS p WHERE (p.book_id, p.project_id) IN ("
    "SELECT j.book_id, j.project_id FROM facts.project AS j)",
    "beside it": "SELECT p.book_id, t.amount FROM facts.project AS p LEFT JOIN LATERAL ("
    "SELECT sum(amount) AS amount FROM facts.paid AS q WHERE q.book_id = p.book_id) AS t ON TRUE",
    "on and on": "WITH RECURSIVE t AS (SELECT book_id, parent FROM facts.paid UNION ALL"
    " SELECT t.book_id, p.parent FROM t INNER JOIN facts.paid AS p"
    " ON t.book_id = p.book_id AND t.parent = p.id) SELECT book_id FROM t",
}
MIXED = {
    "joined by something else": "SELECT p.book_id FROM facts.paid AS p"
    " INNER JOIN facts.project AS j ON p.code = j.code",
    "joined or not": "SELECT p.book_id FROM facts.paid AS p"
    " INNER JOIN facts.project AS j ON p.book_id = j.book_id OR p.code = j.code",
    "one alone is of the book": "SELECT p.book_id FROM facts.paid AS p"
    " INNER JOIN facts.project AS j ON p.book_id = j.book_id"
    " INNER JOIN facts.paid AS q ON q.code = j.code",
    "nothing joined to what is of no book": "SELECT p.book_id FROM facts.division AS d"
    " LEFT JOIN facts.paid AS p ON p.place = d.division_id",
    "kept from the right": "SELECT p.book_id FROM facts.division AS d"
    " RIGHT JOIN facts.paid AS p ON p.book_id = p.book_id",
    "added up": "SELECT sum(amount) FROM facts.paid",
    "added up by something else": "SELECT code, max(book_id) FROM facts.paid GROUP BY code",
    "numbered by something else": "SELECT book_id, lag(day) OVER (PARTITION BY code ORDER BY day)"
    " FROM facts.paid",
    "a window by name over all": "SELECT book_id, sum(amount) OVER w FROM facts.paid"
    " WINDOW w AS (PARTITION BY code)",
    "the first few": "SELECT book_id FROM facts.paid ORDER BY amount LIMIT 5",
    "distinct without it": "SELECT DISTINCT code FROM facts.paid",
    "a branch without it": "SELECT book_id, code FROM facts.paid UNION ALL"
    " SELECT code, book_id FROM facts.project",
    "another book has one": "SELECT p.book_id FROM facts.paid AS p WHERE EXISTS ("
    "SELECT FROM facts.project AS j WHERE j.code = p.code)",
    "in a list of others": "SELECT p.book_id FROM facts.paid AS p WHERE p.code IN ("
    "SELECT j.code FROM facts.project AS j)",
    "the most of all": "SELECT p.book_id FROM facts.paid AS p WHERE p.amount = ("
    "SELECT max(q.amount) FROM facts.paid AS q)",
    "beside others": "SELECT p.book_id, t.amount FROM facts.project AS p LEFT JOIN LATERAL ("
    "SELECT sum(amount) AS amount FROM facts.paid AS q WHERE q.code = p.code) AS t ON TRUE",
    "an unknown view": "SELECT book_id FROM facts.other",
    "one name for two": "SELECT p.book_id FROM facts.paid AS p WHERE EXISTS ("
    "SELECT FROM facts.project AS p WHERE p.book_id = p.book_id)",
}


@pytest.mark.parametrize("query", APART.values(), ids=APART)
def test_books_are_held_apart(query: str) -> None:
    assert book_columns(sqlglot.parse_one(query, read="postgres"), KNOWN)


@pytest.mark.parametrize("query", MIXED.values(), ids=MIXED)
def test_books_may_meet(query: str) -> None:
    with pytest.raises(BooksMeet):
        book_columns(sqlglot.parse_one(query, read="postgres"), KNOWN)


def test_what_is_of_no_book_holds_none() -> None:
    query = "SELECT d.name, count(*) FROM facts.division AS d GROUP BY d.name"
    assert book_columns(sqlglot.parse_one(query, read="postgres"), KNOWN) is None


def test_one_book_is_read_wherever_a_view_is_named() -> None:
    assert of_seven("where there is one").count("kept.book_id = 7") == 2
    assert "division" in of_seven("with what is of no book")


def test_a_view_that_is_written_out_reads_one_book_wherever_it_names_another() -> None:
    view = (
        "WITH paid AS (SELECT book_id, amount FROM facts.paid)"
        " SELECT a.book_id, a.amount FROM paid AS a"
        " INNER JOIN paid AS b ON a.book_id = b.book_id AND a.amount = b.amount"
    )
    query = "SELECT twice.book_id FROM facts.paid_twice AS twice"
    known = KNOWN | {"facts.paid_twice": frozenset({"book_id"})}
    written_out = {"facts.paid_twice": sqlglot.parse_one(view, read="postgres")}
    said = of_one_book(sqlglot.parse_one(query, read="postgres"), 7, known, written_out).sql()
    assert said.count("kept.book_id = 7") == 1
    assert "facts.paid_twice" not in said
    assert "AS twice" in said


def of_seven(kind: str) -> str:
    """A query that reads the rows of book 7."""
    return of_one_book(sqlglot.parse_one(APART[kind], read="postgres"), 7, KNOWN, {}).sql()
