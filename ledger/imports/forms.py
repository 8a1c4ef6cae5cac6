"""What a form for a sheet asks: its fields, each with its words, choices and an example."""

from dataclasses import dataclass

from ledger.imports.catalogue import sheet
from ledger.imports.columns import Column, Kind
from ledger.language import Text

YES_NO = (("true", Text("是", "yes")), ("false", Text("否", "no")))
#: Explanations that speak of a workbook's cells say less in a form.
SAID_IN_FORMS: dict[Kind, Text] = {
    Kind.ID_NUMBER: Text("身份证号（18 位）", "ID number (18 digits)"),
    Kind.IDENTITY: Text(
        "身份证号（18 位）或统一社会信用代码", "ID number (18 digits) or unified credit code"
    ),
    Kind.ACCOUNT: Text("银行账号", "Bank account number"),
}


@dataclass(frozen=True)
class Field:
    """One field of a form."""

    key: str
    label: Text
    #: The kind of its column, in lower case: text, date, money, choice ...
    kind: str
    required: bool
    #: Codes and their words, where one of a list is expected.
    choices: tuple[tuple[str, Text], ...]
    help: Text
    example: str | None


@dataclass(frozen=True)
class Form:
    """The form of one sheet."""

    key: str
    name: Text
    explanation: Text
    fields: tuple[Field, ...]


def form(sheet_key: str) -> Form:
    """The form of a sheet; its fields are what `entering.enter` takes, in the template's order.

    Raises:
        KeyError: there is no such sheet.
    """
    chosen = sheet(sheet_key)
    fields = tuple(field_of(each, chosen.example.get(each.key)) for each in chosen.columns)
    return Form(chosen.key, chosen.name, chosen.explanation, fields)


def field_of(column: Column, example: str | None) -> Field:
    """A column as a field."""
    listed = tuple((choice.code, choice.text) for choice in column.choices)
    return Field(
        column.key,
        column.header,
        column.kind.name.lower(),
        column.required,
        YES_NO if column.kind is Kind.YES_NO else listed,
        SAID_IN_FORMS.get(column.kind, column.explanation),
        example,
    )
