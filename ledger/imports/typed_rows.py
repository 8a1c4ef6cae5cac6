"""Rows as programs send them: values of JSON's own types, checked against the sheet's schema."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any

from sqlalchemy import Engine

from ledger.imports.catalogue import sheet
from ledger.imports.columns import AMOUNTS, Column, Kind, Sheet
from ledger.imports.drafting import draft_rows
from ledger.imports.entering import CALLED, FIRST_ROW, field_problems
from ledger.imports.headers import column_letter
from ledger.imports.outcomes import Outcome, Request
from ledger.imports.problems import Problem, said
from ledger.language import Text
from ledger.personal import Protector

#: JSON Schema's name for the version the schemas are written in.
DIALECT = "https://json-schema.org/draft/2020-12/schema"
#: Names the kind of problem that a refused request is, as RFC 9457 asks.
PROBLEM_TYPE = "urn:mingzhang:problem:rows-refused"
UNPROCESSABLE, CONFLICT = 422, 409

DAY = r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$"
LOOSE_DAY = r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"
AMOUNT = r"^[0-9]{1,16}(\.[0-9]{1,2})?$"
SIGNED_AMOUNT = r"^-?[0-9]{1,16}(\.[0-9]{1,2})?$"
NUMBER_OF_THINGS = r"^[0-9]{1,12}(\.[0-9]{1,3})?$"
SHARE = r"^[0-9]{1,3}(\.[0-9]+)?$"
SHA256 = r"^[0-9a-f]{64}$"
#: What a field's value has to be, by the kind of its column; choices list their codes.
SHAPES: dict[Kind, dict[str, Any]] = {
    Kind.DATE: {"type": "string", "format": "date", "pattern": DAY},
    Kind.LOOSE_DATE: {"type": "string", "pattern": LOOSE_DAY},
    Kind.MONEY: {"type": "string", "pattern": AMOUNT},
    Kind.SIGNED_MONEY: {"type": "string", "pattern": SIGNED_AMOUNT},
    Kind.INTEGER: {"type": "integer"},
    Kind.QUANTITY: {"type": "string", "pattern": NUMBER_OF_THINGS},
    Kind.PERCENT: {"type": "string", "pattern": SHARE},
    Kind.YES_NO: {"type": "boolean"},
    Kind.FINGERPRINTS: {
        "type": "array",
        "items": {"type": "string", "pattern": SHA256},
        "minItems": 1,
    },
}
WORDS: dict[str, Any] = {"type": "string", "minLength": 1}
#: Values that Python's callers may give exactly, where JSON has strings.
EXACT = AMOUNTS | {Kind.PERCENT, Kind.QUANTITY}
#: What a value of each type is called in a problem.
EXPECTED = {
    "string": Text("字符串", "a string"),
    "integer": Text("整数", "a whole number"),
    "boolean": Text("true 或 false", "true or false"),
    "array": Text("至少有一个字符串的数组", "an array of one string or more"),
}


def schema(sheet_key: str, *, book_given: bool = False) -> dict[str, Any]:
    """The JSON Schema of a request: an array of rows of a sheet.

    Args:
        sheet_key: which sheet.
        book_given: whether rows that name no book have one by default.

    Raises:
        KeyError: there is no such sheet.
    """
    chosen = sheet(sheet_key)
    required = [
        column.key
        for column in chosen.columns
        if column.required and not (column.kind is Kind.BOOK and book_given)
    ]
    return {
        "$schema": DIALECT,
        "title": chosen.name.en,
        "description": f"{chosen.name.zh}：{chosen.explanation.zh}",
        "type": "array",
        "minItems": 1,
        "items": {
            "type": "object",
            "additionalProperties": False,
            "required": required,
            "properties": {
                column.key: property_of(column, nullable=column.key not in required)
                for column in chosen.columns
            },
        },
    }


def property_of(column: Column, *, nullable: bool) -> dict[str, Any]:
    """The schema of one field; null says nothing, as leaving it out does."""
    shape = dict(shape_of(column))
    if nullable:
        shape["type"] = [shape["type"], "null"]
        if "enum" in shape:
            shape["enum"] = [*shape["enum"], None]
    said_of_it = {
        "title": column.header.en,
        "description": f"{column.header.zh}：{column.explanation.zh} / {column.explanation.en}",
    }
    return said_of_it | shape


def shape_of(column: Column) -> dict[str, Any]:
    """What a field's value has to be."""
    if column.choices:
        return {"type": "string", "enum": [choice.code for choice in column.choices]}
    return SHAPES.get(column.kind, WORDS)


def draft_typed(
    engine: Engine,
    protector: Protector,
    sheet_key: str,
    rows: Sequence[Mapping[str, object]],
    request: Request,
    *,
    key: str | None = None,
) -> Outcome:
    """Keeps rows whose values are as `schema` describes them as a draft; see `draft_rows`.

    Args:
        engine: acting for the drafter.
        protector: of personal numbers.
        sheet_key: which sheet of the catalogue.
        rows: each a mapping of field key to value; an amount is a string or Decimal in yuan.
        request: how they are read.
        key: names this request, so that sent again it is known again.

    Returns:
        What the check found; `problem_document` says in JSON why nothing was kept.

    Raises:
        KeyError: there is no such sheet.
        WrongUse: the book asked for does not exist.
        Refused: whoever acts may not draft there.
    """
    as_words, problems = rows_in_words(sheet(sheet_key), rows)
    if problems:
        return Outcome(CALLED, problems=problems, dry_run=True)
    return draft_rows(engine, protector, sheet_key, as_words, request, key=key)


def rows_in_words(
    chosen: Sheet, rows: Sequence[Mapping[str, object]]
) -> tuple[list[dict[str, str]], list[Problem]]:
    """The rows as a person types them, and what is wrong with their types or forms."""
    problems: list[Problem] = []
    as_words: list[dict[str, str]] = []
    if not rows:
        problems.append(said("no_rows", CALLED, chosen.name.zh))
    for number, row in enumerate(rows, FIRST_ROW):
        words: dict[str, str] = {}
        for field, value in row.items():
            wrong = problem_in(chosen, field, value)
            if wrong:
                problems.append(replace(wrong, row=number, header=field))
            elif value is not None:
                words[field] = words_of(value)
        as_words.append(words)
    return as_words, problems


def problem_in(chosen: Sheet, field: str, value: object) -> Problem | None:
    """What is wrong with a value's type or form; what it says is looked at with the others."""
    position = next((n for n, each in enumerate(chosen.columns) if each.key == field), None)
    if position is None:
        return said("unknown_field", CALLED, chosen.name.zh, field=field)
    column = chosen.columns[position]
    if value is None or (column.kind in EXACT and isinstance(value, Decimal)):
        return None
    shape = shape_of(column)
    problem = None
    if not is_of_type(value, shape["type"]):
        expected = EXPECTED[shape["type"]]
        problem = said(
            "wrong_type", CALLED, chosen.name.zh, expected_zh=expected.zh, expected_en=expected.en
        )
    elif "pattern" in shape and not re.fullmatch(shape["pattern"], str(value)):
        problem = said("wrong_form", CALLED, chosen.name.zh, pattern=shape["pattern"])
    elif "enum" in shape and value not in shape["enum"]:
        listed = ", ".join(shape["enum"])
        problem = said("not_a_choice", CALLED, chosen.name.zh, choices_zh=listed, choices_en=listed)
    return problem and replace(problem, column=column_letter(position))


def is_of_type(value: object, type_: str) -> bool:
    """Whether a value is of one of JSON's types; a truth value is no number."""
    if type_ == "string":
        return isinstance(value, str)
    if type_ == "boolean":
        return isinstance(value, bool)
    if type_ == "array":
        return (
            isinstance(value, list | tuple)
            and bool(value)
            and all(isinstance(each, str) and each.strip() for each in value)
        )
    return isinstance(value, int) and not isinstance(value, bool)


def words_of(value: object) -> str:
    """A value as a person would type it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return f"{value:f}"
    return " ".join(value) if isinstance(value, list | tuple) else str(value)


def problem_document(sheet_key: str, outcome: Outcome) -> dict[str, Any]:
    """Why an outcome posted nothing, as RFC 9457 has it, with an error a field."""
    errors = field_problems(sheet_key, outcome.problems)
    title = Text(
        f"{len(errors)} 处有误，没有入账", f"Nothing was posted; to be mended: {len(errors)}"
    )
    return {
        "type": PROBLEM_TYPE,
        "title": title.en,
        "title_zh": title.zh,
        "status": CONFLICT
        if any(each.code == "key_of_other_rows" for each in errors)
        else UNPROCESSABLE,
        "errors": [
            {
                "row": each.row,
                "field": each.field,
                "pointer": pointer_to(each.row, each.field),
                "code": each.code,
                "zh": each.text.zh,
                "en": each.text.en,
                "value": each.value,
            }
            for each in errors
        ],
    }


def pointer_to(row: int | None, field: str | None) -> str:
    """The JSON Pointer of a field, of its row where it is of no field, or of all rows."""
    parts = [str(part) for part in (row, field) if part is not None]
    return "".join("/" + part.replace("~", "~0").replace("/", "~1") for part in parts)
