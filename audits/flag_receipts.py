"""Where the facts of a flag and of a rule stand, so that receipts can be made of them."""

from sqlalchemy import Connection, text

from ledger.errors import WrongUse
from ledger.evidence.places import located
from ledger.evidence.receipts import Place
from ledger.evidence.shapes import COMMON_LOG

#: A flag with all it was recorded with: what the rule's query returned, the run and how the rule
#: went in it, the rule's text, and how far the run saw the book.
OF_FLAG = """
SELECT
    flag.subject_id,
    ARRAY[
        flag.log_position, breach.log_position, run.log_position, went.log_position,
        rule.log_position, horizon.log_position, seen.log_position
    ] AS places
FROM audits.flag AS flag
INNER JOIN audits.breach AS breach
    ON flag.book_id = breach.book_id AND flag.rule_code = breach.rule_code
    AND flag.subject_id = breach.subject_id AND flag.first_run_id = breach.run_id
INNER JOIN audits.run AS run ON flag.first_run_id = run.run_id
INNER JOIN audits.run_rule AS went
    ON run.run_id = went.run_id AND flag.rule_code = went.rule_code
INNER JOIN audits.rule_version AS rule
    ON went.rule_code = rule.rule_code AND went.version = rule.version
INNER JOIN ledger.horizon AS horizon ON run.horizon_id = horizon.horizon_id
INNER JOIN ledger.horizon_position AS seen
    ON run.horizon_id = seen.horizon_id AND flag.book_id = seen.book_id
WHERE flag.book_id = :book_id AND flag.flag_id = :flag_id
"""
#: The tables of these.
RESTS_ON = (
    "audits.flag",
    "audits.breach",
    "audits.run",
    "audits.run_rule",
    "audits.rule_version",
    "ledger.horizon",
    "ledger.horizon_position",
)
OF_RULE = """
SELECT log_position FROM audits.rule_version
WHERE rule_code = :rule_code
ORDER BY version DESC
LIMIT 1
"""


def flag_places(connection: Connection, book_id: int, flag_id: int) -> list[Place]:
    """A flag, then what it rests on, its subject in the book's log last.

    These are its breach in the run that saw it first, that run, how the rule went in it, the
    rule's text, and how far the run saw the book. The subject is left out where whoever asks may
    not see it.

    Args:
        connection: of whoever asks.
        book_id: its book.
        flag_id: its number.

    Returns:
        Nothing until all of it is sealed.

    Raises:
        WrongUse: there is no such flag, or it is beyond what whoever asks may see.
    """
    found = connection.execute(
        text(OF_FLAG), {"book_id": book_id, "flag_id": flag_id}
    ).one_or_none()
    if found is None:
        raise WrongUse(
            f"没有疑点 {flag_id}，或不在您的权限内。",
            f"There is no flag {flag_id}, or it is beyond what you may see.",
        )
    if None in found.places:
        return []
    places = [
        Place(COMMON_LOG, position, relation)
        for relation, position in zip(RESTS_ON, found.places, strict=True)
    ]
    subject = located(connection, Place(book_id, found.subject_id))
    return places if subject is None else [*places, subject]


def rule_places(connection: Connection, rule_code: str) -> list[Place]:
    """The text of a rule, in the latest version that a run has used.

    Args:
        connection: of whoever asks.
        rule_code: of a rule that there is (`known_rule`).

    Returns:
        Nothing until it is sealed, and where no run has used it yet.
    """
    position = connection.execute(text(OF_RULE), {"rule_code": rule_code}).scalar()
    return [] if position is None else [Place(COMMON_LOG, position, "audits.rule_version")]
