"""What part of a book a balance is asked of: all, a fund line, a source, a project."""

from dataclasses import dataclass

from sqlalchemy import Connection, text

from ledger.errors import WrongUse


@dataclass(frozen=True)
class Scope:
    """Part of a book: some of its sources, one of its projects, or, with neither, all of it."""

    book_id: int
    #: None: all sources.
    source_ids: tuple[int, ...] | None = None
    project_id: int | None = None
    #: What was asked for besides the book, as people wrote it.
    words: tuple[str, ...] = ()


FUND_LINE = """
SELECT source.log_position AS source_id
FROM ledger.source AS source
INNER JOIN ledger.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
WHERE source.book_id = :book_id AND fund_line.name = :name
ORDER BY source.log_position
"""
DOCUMENT = """
SELECT source.log_position AS source_id
FROM ledger.source AS source
WHERE source.book_id = :book_id AND source.document_no = :name
ORDER BY source.log_position
"""
PROJECT = """
SELECT project.project_id
FROM facts.project AS project
WHERE project.book_id = :book_id AND project.project_code = :name
"""


def scope_of(
    connection: Connection,
    book_id: int,
    *,
    fund_line: str | None = None,
    source: str | None = None,
    project: str | None = None,
) -> Scope:
    """The part of a book that names tell; several names narrow it together.

    Args:
        connection: to the ledger.
        book_id: the book.
        fund_line: the name of a fund line: all its sources.
        source: a document number: all sources that came under it.
        project: a project's code.

    Raises:
        WrongUse: the book has nothing of such a name.
    """
    wanted: set[int] | None = None
    for name, query, zh, en in (
        (fund_line, FUND_LINE, "资金名称", "fund line"),
        (source, DOCUMENT, "来源文号", "source document"),
    ):
        if name:
            found = set(
                connection.execute(text(query), {"book_id": book_id, "name": name}).scalars()
            )
            if not found:
                raise WrongUse(
                    f"账簿中没有{zh} {name}，请核对名称。", f"The book has no {en} {name}."
                )
            wanted = found if wanted is None else wanted & found
    project_id: int | None = None
    if project:
        project_id = connection.execute(
            text(PROJECT), {"book_id": book_id, "name": project}
        ).scalar_one_or_none()
        if project_id is None:
            raise WrongUse(
                f"账簿中没有项目编号 {project}，请核对编号。", f"The book has no project {project}."
            )
    return Scope(
        book_id,
        None if wanted is None else tuple(sorted(wanted)),
        project_id,
        tuple(name for name in (fund_line, source, project) if name),
    )
