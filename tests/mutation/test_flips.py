"""Every comparison, bound, join and date of a query is flipped, and nothing that is only shown."""

from flips import mutants

QUERY = """
SELECT subject.book_id, subject.amount > 3 AS is_large
FROM subject
INNER JOIN facts.project AS project
    ON subject.book_id = project.book_id AND subject.project_id = project.project_id
WHERE subject.paid_on <= {as_of} AND project.name IS NOT NULL
"""


def said(*, shown: bool) -> list[str]:
    """The mutants of the query, in words."""
    return [str(mutant) for mutant in mutants(QUERY, shown=shown)]


def test_everything_that_decides_is_flipped() -> None:
    both = (
        "INNER JOIN facts.project AS project ON subject.book_id = project.book_id"
        " AND subject.project_id = project.project_id"
    )
    assert sorted(said(shown=True)) == sorted(
        [
            f"join: {both} -> {both.replace('INNER', 'LEFT')}",
            (
                f"join: {both} -> INNER JOIN facts.project AS project"
                " ON subject.project_id = project.project_id"
            ),
            (
                f"join: {both} -> INNER JOIN facts.project AS project"
                " ON subject.book_id = project.book_id"
            ),
            "comparison: subject.book_id = project.book_id -> subject.book_id <> project.book_id",
            (
                "comparison: subject.project_id = project.project_id"
                " -> subject.project_id <> project.project_id"
            ),
            "comparison: subject.paid_on <= {as_of} -> subject.paid_on >= {as_of}",
            "bound: subject.paid_on <= {as_of} -> subject.paid_on < {as_of}",
            "date: subject.paid_on -> (subject.paid_on + 1)",
            "date: subject.paid_on -> (subject.paid_on - 1)",
            "date: {as_of} -> ({as_of} + 1)",
            "date: {as_of} -> ({as_of} - 1)",
            "comparison: project.name IS NOT NULL -> (NOT project.name IS NOT NULL)",
        ]
    )


def test_what_is_only_shown_is_flipped_where_it_decides_later() -> None:
    more = set(said(shown=False)) - set(said(shown=True))
    assert more == {
        "comparison: subject.amount > 3 -> subject.amount < 3",
        "bound: subject.amount > 3 -> subject.amount >= 3",
        "bound: 3 -> 4",
        "bound: 3 -> 2",
    }


def test_a_mutant_differs_from_the_query_by_its_flip_alone() -> None:
    for mutant in mutants(QUERY, shown=True):
        assert "{as_of}" in mutant.query
        assert mutant.after in mutant.query
