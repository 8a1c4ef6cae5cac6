"""What a sheet is made of: its columns, what may stand in each, and how each is explained."""

from dataclasses import dataclass, field
from enum import Enum, auto

from ledger.language import Text


class Kind(Enum):
    """What a cell of a column means, and so how it is read."""

    TEXT = auto()  # words as written
    NAME = auto()  # words as written, of a party or a fund, that others are told apart by
    CODE = auto()  # a number or code that others match on
    ECONOMIC_CLASS = auto()  # 部门预算支出经济分类: 302 or 30217
    DOCUMENT = auto()  # a document number: 省财农〔2020〕1号
    DATE = auto()  # a day
    LOOSE_DATE = auto()  # a day, or only a month or year where a document says no more
    MONEY = auto()  # yuan or 万元, as the header says; more than zero
    SIGNED_MONEY = auto()  # the same, but may be nothing or less than nothing
    INTEGER = auto()
    QUANTITY = auto()  # of things: more than zero, to three decimals
    PERCENT = auto()
    YES_NO = auto()
    CHOICE = auto()
    DIVISION = auto()  # a code or a name of GB/T 2260
    BOOK = auto()  # the division whose book the row belongs to
    ID_NUMBER = auto()  # 身份证号
    IDENTITY = auto()  # 身份证号 or 统一社会信用代码
    ACCOUNT = auto()  # a bank account number
    PHONE = auto()  # 手机号
    FINGERPRINTS = auto()  # SHA-256 of papers, in hexadecimal


@dataclass(frozen=True)
class Choice:
    """One value of a list: the code that is stored and the words people choose."""

    code: str
    text: Text
    #: Other words that mean the same.
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True)
class Column:
    """One column of a sheet. Its key names it in code and in the database."""

    key: str
    header: Text
    kind: Kind
    explanation: Text
    required: bool = False
    choices: tuple[Choice, ...] = ()
    aliases: tuple[str, ...] = ()

    @property
    def staged(self) -> tuple[tuple[str, str], ...]:
        """The columns (name, type) that its cells become in the staging table."""
        return tuple((f"{self.key}{suffix}", type_) for suffix, type_ in STAGED[self.kind])


#: Kinds that hold personal numbers.
PERSONAL = frozenset({Kind.ID_NUMBER, Kind.IDENTITY, Kind.ACCOUNT})
#: Kinds whose header must say the unit, and whose columns total rows add up.
AMOUNTS = frozenset({Kind.MONEY, Kind.SIGNED_MONEY})
#: A cell of a kind becomes these columns: a suffix to the key, and a type of PostgreSQL.
STAGED: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.TEXT: (("", "text"),),
    Kind.NAME: (("", "text"),),
    Kind.CODE: (("", "text"),),
    Kind.ECONOMIC_CLASS: (("", "text"),),
    Kind.DOCUMENT: (("", "text"),),
    Kind.DATE: (("", "date"),),
    Kind.LOOSE_DATE: (("", "date"), ("_precision", "text")),
    Kind.MONEY: (("", "numeric(18,2)"),),
    Kind.SIGNED_MONEY: (("", "numeric(18,2)"),),
    Kind.INTEGER: (("", "integer"),),
    Kind.QUANTITY: (("", "numeric(18,3)"),),
    Kind.PERCENT: (("", "numeric"),),
    Kind.YES_NO: (("", "boolean"),),
    Kind.CHOICE: (("", "text"),),
    Kind.DIVISION: (("", "text"),),
    Kind.BOOK: (("", "text"),),
    Kind.ID_NUMBER: (("_hash", "bytea"), ("_masked", "text"), ("_sealed", "bytea")),
    Kind.IDENTITY: (("_hash", "bytea"), ("_masked", "text"), ("_sealed", "bytea")),
    Kind.ACCOUNT: (("_hash", "bytea"), ("_masked", "text"), ("_sealed", "bytea")),
    Kind.PHONE: (("_hash", "bytea"), ("_masked", "text"), ("_sealed", "bytea")),
    Kind.FINGERPRINTS: (("", "text"),),
}


@dataclass(frozen=True)
class Group:
    """Columns whose values repeat together: a payee with its numbers, a batch with its day.

    Each combination is read and staged once; the rows carry its number.
    """

    name: str
    keys: tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """One noun's sheet: what it is called, its columns, and a row that shows how to fill it."""

    key: str
    name: Text
    explanation: Text
    columns: tuple[Column, ...]
    aliases: tuple[str, ...] = ()
    example: dict[str, str] = field(default_factory=dict)
    groups: tuple[Group, ...] = ()
    #: Whether it is posted slice by slice while it is still being read.
    streamed: bool = False

    def column(self, key: str) -> Column:
        """The column of that key.

        Raises:
            KeyError: the sheet has no such column.
        """
        for column in self.columns:
            if column.key == key:
                return column
        raise KeyError(key)

    @property
    def single_columns(self) -> tuple[Column, ...]:
        """The columns that belong to no group."""
        grouped = {key for group in self.groups for key in group.keys}
        return tuple(column for column in self.columns if column.key not in grouped)

    @property
    def staging_tables(self) -> dict[str, list[tuple[str, str]]]:
        """The temporary tables its rows are copied into, with their columns (name, type)."""
        rows = [
            ("sheet_number", "smallint"),
            ("row_number", "integer"),
            *((group.name, "integer") for group in self.groups),
            *staged(self.single_columns),
        ]
        tables = {f"staged_{self.key}": rows}
        for group in self.groups:
            columns = tuple(self.column(key) for key in group.keys)
            tables[f"staged_{self.key}_{group.name}"] = [
                (group.name, "integer"),
                *staged(columns),
            ]
        return tables

    @property
    def table_with_books(self) -> str:
        """The staging table that says which books the rows go into."""
        for group in self.groups:
            if "book" in group.keys:
                return f"staged_{self.key}_{group.name}"
        return f"staged_{self.key}"


def staged(columns: tuple[Column, ...]) -> list[tuple[str, str]]:
    """The columns (name, type) that the cells of some columns become."""
    return [each for column in columns for each in column.staged]


def choice(code: str, zh: str, en: str, *aliases: str) -> Choice:
    """One value of a list."""
    return Choice(code, Text(zh, en), aliases)
