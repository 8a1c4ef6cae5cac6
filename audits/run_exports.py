"""Gives all that a run found as text that depends on the day, the facts and the rules alone."""

import csv
import io
import json
from collections.abc import Iterator
from typing import Any, Literal

from sqlalchemy import Connection, text

from audits.rule_records import rules_of_record
from audits.sentences import sentence
from expectations.rule import Rule
from ledger.language import Language, Text

Form = Literal["csv", "jsonl"]
#: How many rows are fetched from the server at a time.
AT_ONCE = 2000
#: What spreadsheets take for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")

LOOKED_AT = """
SELECT book.division_code, seen.seen_position
FROM audits.run AS run
INNER JOIN ledger.horizon_position AS seen ON run.horizon_id = seen.horizon_id
INNER JOIN facts.book AS book ON seen.book_id = book.book_id
WHERE run.run_id = :run_id AND (run.book_id IS NULL OR run.book_id = seen.book_id)
ORDER BY book.division_code
"""
BREACHES = """
SELECT
    breach.rule_code, went.version, book.division_code, book.division_name, breach.subject_id,
    breach.amount_at_issue, breach.due_on, breach.evidence
FROM audits.breach AS breach
INNER JOIN audits.run_rule AS went
    ON breach.run_id = went.run_id AND breach.rule_code = went.rule_code
INNER JOIN facts.book AS book ON breach.book_id = book.book_id
WHERE breach.run_id = :run_id
ORDER BY breach.rule_code COLLATE "C", breach.book_id, breach.subject_id
"""
RAN = """
SELECT went.rule_code, went.version, version.sha256, went.examined, went.breached,
    went.not_applicable, went.error IS NOT NULL AS failed
FROM audits.run_rule AS went
INNER JOIN audits.rule_version AS version
    ON went.rule_code = version.rule_code AND went.version = version.version
WHERE went.run_id = :run_id
ORDER BY went.rule_code COLLATE "C"
"""
HEADERS = (
    Text("规则", "Rule"),
    Text("版本", "Version"),
    Text("规则名称", "Title"),
    Text("级别", "Severity"),
    Text("类别", "Tier"),
    Text("区划代码", "Division code"),
    Text("账簿", "Book"),
    Text("对象", "Subject"),
    Text("对象编号", "Subject number"),
    Text("涉及金额（元）", "At issue (yuan)"),
    Text("应办日期", "Due on"),
    Text("说明", "In words"),
)


def exported(connection: Connection, run_id: int, form: Form, language: Language) -> Iterator[str]:
    """The failing rows of a run, a line each, by rule, book and subject.

    Neither the number of the run nor its time of day is in it: two runs as of the same day that
    saw the same facts by the same rules give the same text.

    Args:
        connection: acting for whoever asks; books they may not see are left out.
        run_id: of a run on record.
        form: csv is for spreadsheets, in one language; jsonl is for programs, and begins with
            what the run looked at.
        language: of the csv.
    """
    if form == "jsonl":
        yield line(looked_at(connection, run_id))
    else:
        # By the mark, Excel reads UTF-8 as such.
        yield "\ufeff" + csv_line([header.in_language(language) for header in HEADERS])
    rules = rules_of_record(connection, run_id)
    found = connection.execution_options(yield_per=AT_ONCE).execute(
        text(BREACHES), {"run_id": run_id}
    )
    for row in found.mappings():
        said = dict(row)
        if form == "jsonl":
            yield line(said)
        else:
            yield csv_line(cells(said, rules[said["rule_code"]], language))


def looked_at(connection: Connection, run_id: int) -> dict[str, object]:
    """What a run looked at, and by which rules: the day, the position in each book, the texts."""
    as_of = connection.execute(
        text("SELECT as_of FROM audits.run WHERE run_id = :run_id"), {"run_id": run_id}
    ).scalar_one()
    books = connection.execute(text(LOOKED_AT), {"run_id": run_id})
    ran = connection.execute(text(RAN), {"run_id": run_id}).mappings()
    return {
        "as_of": as_of,
        "positions": {row.division_code: row.seen_position for row in books},
        "rules": [dict(row) for row in ran],
    }


def line(value: dict[str, Any]) -> str:
    """A line of JSON in one spelling; amounts as text, so that no reader rounds them."""
    return (
        json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=str)
        + "\n"
    )


def cells(said: dict[str, Any], rule: Rule, language: Language) -> list[str]:
    """A failing row as people read it."""
    return [
        said["rule_code"],
        str(said["version"]),
        rule.title.in_language(language),
        str(said["evidence"].get("severity") or int(rule.severity)),
        rule.tier,
        said["division_code"],
        said["division_name"],
        rule.subject,
        str(said["subject_id"]),
        "" if said["amount_at_issue"] is None else f"{said['amount_at_issue']:.2f}",
        "" if said["due_on"] is None else str(said["due_on"]),
        sentence(
            rule,
            language,
            book=said["division_name"],
            amount_at_issue=said["amount_at_issue"],
            due_on=said["due_on"],
            evidence=said["evidence"],
        ),
    ]


def csv_line(values: list[str]) -> str:
    """A line of CSV; what a spreadsheet would take for a formula is marked as text."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerow(
        f"'{value}" if value.startswith(FORMULA) and not is_number(value) else value
        for value in values
    )
    return out.getvalue()


def is_number(value: str) -> bool:
    """Whether it is an amount, which may begin with a minus."""
    return value.lstrip("-").replace(".", "", 1).isdecimal()
