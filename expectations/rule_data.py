"""Makes a rule of what is on record of one, or of what an auditor wrote in a file of their own."""

import datetime as dt
from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from expectations.rule import Basis, Example, Fact, Parameter, Rule, Severity, Text

TIERS = ("P1", "P2", "P3")


class NotARule(ValueError):
    """Data that make no rule; its words say where and why."""


def rule_from_data(data: Mapping[str, Any], folder: str = "") -> Rule:
    """The rule whose `as_data` these are.

    Args:
        data: as JSON or TOML have it; days and decimals may be text.
        folder: of the file it is from.

    Raises:
        NotARule: something is missing, not known, or of the wrong kind.
    """
    known = set(Rule.__dataclass_fields__) - {"folder"}
    unknown = sorted(set(data) - known)
    if unknown:
        raise NotARule(f"unknown field: {', '.join(unknown)}")
    try:
        return Rule(
            code=words(data, "code"),
            version=whole(data, "version"),
            title=text_of(data, "title"),
            severity=Severity(whole(data, "severity")),
            tier=one_of(data, "tier"),
            basis=tuple(basis_of(each) for each in items(data, "basis")),
            in_force_from=day_of(data["in_force_from"]),
            subject=words(data, "subject"),
            population=words(data, "population"),
            breach=words(data, "breach"),
            sentence=text_of(data, "sentence"),
            advice=text_of(data, "advice"),
            examples=tuple(example_of(each) for each in items(data, "examples")),
            parameters=tuple(parameter_of(each) for each in items(data, "parameters")),
            in_force_until=maybe_day(data.get("in_force_until")),
            in_force_note=maybe_text(data, "in_force_note"),
            rests_on_absence=bool(data.get("rests_on_absence", False)),
            limits=maybe_text(data, "limits"),
            division=words(data, "division") if data.get("division") is not None else None,
            folder=folder,
        )
    except KeyError as missing:
        raise NotARule(f"missing field: {missing.args[0]}") from None
    except (TypeError, ValueError, InvalidOperation) as problem:
        raise NotARule(str(problem)) from problem


def words(data: Mapping[str, Any], name: str) -> str:
    """A field that is text."""
    value = data[name]
    if not isinstance(value, str) or not value.strip():
        raise NotARule(f"{name}: text is expected")
    return value


def whole(data: Mapping[str, Any], name: str) -> int:
    """A field that is a whole number."""
    value = data[name]
    if not isinstance(value, int) or isinstance(value, bool):
        raise NotARule(f"{name}: a whole number is expected")
    return value


def one_of(data: Mapping[str, Any], name: str) -> Any:  # noqa: ANN401  (one of three literals)
    """The tier."""
    value = data[name]
    if value not in TIERS:
        raise NotARule(f"{name}: one of {', '.join(TIERS)} is expected")
    return value


def items(data: Mapping[str, Any], name: str) -> list[Mapping[str, Any]]:
    """A field that is a list of tables; none where it is left out."""
    value = data.get(name) or []
    if not isinstance(value, list) or not all(isinstance(each, Mapping) for each in value):
        raise NotARule(f"{name}: a list of tables is expected")
    return value


def text_of(data: Mapping[str, Any], name: str) -> Text:
    """A field in both languages: a table of zh and en, or as the record has it a pair of them."""
    value = data[name]
    if isinstance(value, list) and [type(each) for each in value] == [str, str]:
        return Text(*value)
    if not isinstance(value, Mapping) or not {"zh", "en"} <= set(value):
        raise NotARule(f"{name}: zh and en are expected")
    return Text(str(value["zh"]), str(value["en"]))


def maybe_text(data: Mapping[str, Any], name: str) -> Text | None:
    """A field in both languages that may be left out."""
    return text_of(data, name) if data.get(name) is not None else None


def day_of(value: object) -> dt.date:
    """A day, as TOML has it or as text."""
    return value if isinstance(value, dt.date) else dt.date.fromisoformat(str(value))


def maybe_day(value: object) -> dt.date | None:
    """A day that may be left out."""
    return None if value is None else day_of(value)


def basis_of(data: Mapping[str, Any]) -> Basis:
    """One ground."""
    return Basis(text_of(data, "text"), confirmed=bool(data["confirmed"]))


def parameter_of(data: Mapping[str, Any]) -> Parameter:
    """A parameter; whole numbers stay whole, others become decimals."""
    default = data["default"]
    if not isinstance(default, int) or isinstance(default, bool):
        default = Decimal(str(default))
    name = words(data, "name")
    if not (name.isidentifier() and name.isascii() and name.islower()):
        raise NotARule(f"parameters: {name} is no column's name")
    return Parameter(name, default, text_of(data, "meaning"), own=bool(data.get("own", False)))


def example_of(data: Mapping[str, Any]) -> Example:
    """A worked example."""
    return Example(
        text_of(data, "title"),
        day_of(data["as_of"]),
        tuple(
            Fact(words(each, "sheet"), {key: str(value) for key, value in each["cells"].items()})
            for each in items(data, "facts")
        ),
        tuple(str(each) for each in data.get("finds") or ()),
        data.get("not_applicable"),
    )
