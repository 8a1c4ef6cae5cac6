"""Which version of each rule is run: what two people released, or what came with the software."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import Connection, text

from expectations.own_rules import FOLDER
from expectations.rule import Rule
from expectations.rule_data import rule_from_data
from ledger.errors import SystemFailed

KNOWN = "SELECT rule_code, version, sha256 FROM audits.rule_version"
IN_FORCE = "SELECT rule_code, version, text FROM audits.rule_in_force"
RECORD = """
INSERT INTO audits.rule_version (rule_code, version, sha256, text, recorded_at)
VALUES (:code, :version, :sha256, CAST(:text AS jsonb), clock_timestamp())
"""


@dataclass(frozen=True)
class Chosen:
    """The rules to run, and those of the folders that wait for a second person."""

    rules: Sequence[Rule]
    waiting: Sequence[Rule]


def record_first_versions(connection: Connection, catalogue: Iterable[Rule]) -> None:
    """Writes the text of every rule that came with the software and is not on record at all.

    Raises:
        SystemFailed: a version on record said something else.
    """
    known = {(row.rule_code, row.version): row.sha256 for row in connection.execute(text(KNOWN))}
    codes = {code for code, _ in known}
    for rule in catalogue:
        before = known.get((rule.code, rule.version))
        if before is not None and before != rule.sha256:
            raise SystemFailed(
                f"规则 {rule.code} 第 {rule.version} 版的内容变了，但版本号没有变；请改版本号。",
                f"Rule {rule.code} version {rule.version} has changed without a new version.",
            )
        if rule.code not in codes and rule.division is None:
            connection.execute(text(RECORD), on_record(rule))


def on_record(rule: Rule) -> dict[str, object]:
    """A version of a rule as the record has it."""
    return {
        "code": rule.code,
        "version": rule.version,
        "sha256": rule.sha256,
        "text": json.dumps(rule.as_data(), ensure_ascii=False),
    }


def chosen_of(connection: Connection, catalogue: Iterable[Rule]) -> Chosen:
    """Of each rule of the catalogue the version that is run, and the versions that wait.

    A file with a version that nobody has released changes nothing: the released text is run, from
    the record. Auditors' own rules are run from the record alone, once they are released: whoever
    takes a file away silences nothing.
    """
    released = {row.rule_code: row for row in connection.execute(text(IN_FORCE))}
    rules, waiting = [], []
    ours = {rule.code: rule for rule in catalogue}
    for code, row in sorted(released.items()):
        if code not in ours and row.text.get("division") is not None:
            rules.append(from_record(row.text, FOLDER))
    for rule in ours.values():
        found = released.get(rule.code)
        if found is None or found.version != rule.version:
            waiting.append(rule)
        if found is not None:
            rules.append(
                rule if found.version == rule.version else from_record(found.text, rule.folder)
            )
    return Chosen(rules, waiting)


def from_record(data: dict[str, object], folder: str) -> Rule:
    """A rule as its text on record says it."""
    return replace(rule_from_data(data), folder=folder)


def version_on_record(connection: Connection, rule: Rule, version: int) -> Rule | None:
    """Another version of a rule; None where it is not on record."""
    found = connection.execute(
        text("SELECT text FROM audits.rule_version WHERE rule_code = :code AND version = :version"),
        {"code": rule.code, "version": version},
    ).scalar()
    return None if found is None else from_record(found, rule.folder)
