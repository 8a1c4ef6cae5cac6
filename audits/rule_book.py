"""All rules there are: those that come with the software, and auditors' own that are on record."""

from sqlalchemy import Connection, text

from audits.rules_in_force import from_record
from expectations.catalogue import rules
from expectations.own_rules import FOLDER
from expectations.rule import Rule
from ledger.errors import WrongUse

#: Own rules on record: as they are run; for who may see that one is asked for, that one too.
OWN = """
SELECT DISTINCT ON (known.rule_code) known.rule_code, known.text
FROM audits.rule_version AS known
LEFT JOIN audits.rule_in_force AS released
    ON known.rule_code = released.rule_code AND known.version = released.version
WHERE starts_with(known.rule_code, 'X')
    AND (
        released.version IS NOT NULL
        OR EXISTS (
            SELECT FROM audits.rule_request AS asked
            WHERE asked.rule_code = known.rule_code AND asked.version = known.version
        )
    )
ORDER BY known.rule_code, (released.version IS NOT NULL) DESC, known.version DESC
"""
VIEWS = "SELECT viewname FROM pg_views WHERE schemaname = 'facts'"


def rule_book(connection: Connection) -> dict[str, Rule]:
    """All rules by code; a flag's rule is among them, whoever took its file away."""
    own = {row.rule_code: from_record(row.text, FOLDER) for row in connection.execute(text(OWN))}
    return {rule.code: rule for rule in rules()} | own


def known_rule(connection: Connection, code: str) -> Rule:
    """The rule of a code, in capitals or not.

    Raises:
        WrongUse: there is no such rule.
    """
    found = rule_book(connection)
    if code.upper() not in found:
        raise WrongUse(
            f"没有规则 {code}；现有 {'、'.join(found)}。",
            f"There is no rule {code}; there are {', '.join(found)}.",
        )
    return found[code.upper()]


def views_of_facts(connection: Connection) -> set[str]:
    """The names of the views that rules may read."""
    return set(connection.execute(text(VIEWS)).scalars())
