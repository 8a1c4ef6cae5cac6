"""How one cell is read, by the kind of its column, into the text that COPY takes.

Every function takes the raw cell (text, number, date or bool, as the file had it) and returns a
fragment of a COPY line: one field, or several with tabs between where a kind becomes several
columns. What cannot be read raises CellProblem. An empty cell never comes here.
"""

import datetime as dt
import re
import unicodedata
from calendar import monthrange
from decimal import Decimal, InvalidOperation

from ledger.imports.problems import CellProblem

Raw = str | float | int | bool | dt.date | dt.datetime | dt.time | dt.timedelta | None

NULL = r"\N"
#: Numbers from here on have more digits than Excel keeps.
EXCEL_PRECISION = 10**15
#: Whole numbers up to here are shown with all their digits, as Excel shows a long one.
LONGEST_WHOLE = 10**21
#: Days since 1899-12-30 that Excel writes for dates from 1950 to 2100.
SERIAL_DAYS = range(18264, 73051)
SERIAL_EPOCH = dt.date(1899, 12, 30)
WAN = Decimal(10000)
FEN = Decimal("0.01")
LARGEST = Decimal(10) ** 16
TEXT_LIMIT = 4000
#: Names, codes and document numbers are indexed, which takes no more than 2,700 bytes.
INDEXED_LIMIT = 200

_NEEDS_CARE = re.compile(r"[\\\x00-\x1f\x7f]|^[\s#]|\s$|\u3000")
_SPACE = re.compile(r"\s+")
_FORMULA_ERROR = re.compile(r"#(N/A|NAME\?|NULL!|NUM!|REF!|VALUE!|DIV/0!)")
#: Digits, in groups of three where they are parted.
_AMOUNT = re.compile(r"[+-]?([0-9]*|[0-9]{1,3}([, ][0-9]{3})+)(\.[0-9]*)?")
_PLAIN_MONEY = re.compile(r"[0-9]{1,15}(\.[0-9]{1,2})?")
_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_DATE = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*[-/.月]\s*([0-9]{1,2})\s*日?")
_TIME_OF_DAY = re.compile(r"(?<=[0-9日])[T ]\s*[0-9]{1,2}:[0-9]{2}(:[0-9]{2}(\.[0-9]+)?)?$")
_MONTH = re.compile(r"([0-9]{4})\s*[-/.年]\s*([0-9]{1,2})\s*月?")
_YEAR = re.compile(r"([0-9]{4})\s*年?")
_COMPACT_DATE = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})")
SCIENTIFIC = re.compile(r"[0-9](\.[0-9]+)?[eE]\+?[0-9]+")
_PERCENT = re.compile(r"[0-9]{1,3}(\.[0-9]+)?")
_QUANTITY = re.compile(r"[0-9]{1,12}(\.[0-9]{1,3})?")
_SHA256 = re.compile(r"[0-9a-f]{64}")
_ECONOMIC_CLASS = re.compile(r"3[0-9]{2}([0-9]{2})?")
_BRACKETS = str.maketrans("[]()（）【】﹝﹞［］", "〔〕〔〕〔〕〔〕〔〕〔〕")
_YES = {"是", "yes", "y", "true", "1", "√", "有"}
_NO = {"否", "no", "n", "false", "0", "×", "无"}


def is_empty(raw: Raw) -> bool:
    """Whether a cell says nothing."""
    return raw is None or raw == "" or (isinstance(raw, str) and not raw.strip())


def escape(value: str) -> str:
    """Text as a field of a COPY line."""
    if "\\" in value:
        value = value.replace("\\", "\\\\")
    return value


def as_words(raw: Raw) -> str:
    """The cell as the words a person sees in it; numbers without a trailing `.0`."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, bool):
        return "是" if raw else "否"
    if isinstance(raw, float) and raw.is_integer() and abs(raw) < LONGEST_WHOLE:
        # As Excel shows it: 15 digits, and zeros for the rest.
        return str(int(Decimal(f"{raw:.14e}")))
    if isinstance(raw, dt.datetime) and raw.time() == dt.time():
        return raw.date().isoformat()
    return str(raw)


def narrow(raw: Raw) -> str:
    """The cell's words with full-width characters made narrow and outer space gone."""
    return unicodedata.normalize("NFKC", as_words(raw)).strip()


def text(raw: Raw, limit: int = TEXT_LIMIT) -> str:
    """Words as written; runs of space and line breaks become one space."""
    if isinstance(raw, str) and len(raw) <= limit and not _NEEDS_CARE.search(raw):
        return raw
    words = _SPACE.sub(" ", as_words(raw).replace("\x00", "")).strip()
    if _FORMULA_ERROR.fullmatch(words):
        raise CellProblem("formula_error")
    return within(limit, words)


def name(raw: Raw) -> str:
    """Words as written, of a name that others are told apart by."""
    return text(raw, INDEXED_LIMIT)


def within(limit: int, words: str) -> str:
    """Words that are no longer than a limit, as a field of a COPY line."""
    if len(words) > limit:
        raise CellProblem("too_long", limit=limit)
    return escape(words) or NULL


def code(raw: Raw) -> str:
    """A code that others match on: narrow characters, no space."""
    if isinstance(raw, str) and len(raw) <= INDEXED_LIMIT and raw.isascii() and raw.isalnum():
        return raw
    if isinstance(raw, float) and abs(raw) >= EXCEL_PRECISION:
        raise CellProblem("rounded_by_excel")
    words = _SPACE.sub("", narrow(raw))
    if SCIENTIFIC.fullmatch(words):
        raise CellProblem("rounded_by_excel")
    return within(INDEXED_LIMIT, words)


def economic_class(raw: Raw) -> str:
    """A class 类 or item 款 of departments' spending: three or five digits that begin with 3."""
    words = code(raw)
    if not _ECONOMIC_CLASS.fullmatch(words):
        raise CellProblem("bad_economic_class")
    return words


def document(raw: Raw) -> str:
    """A document number; the many brackets people type around its year become 〔〕."""
    return within(INDEXED_LIMIT, _SPACE.sub("", narrow(raw)).translate(_BRACKETS))


def date(raw: Raw) -> str:
    """A day."""
    if isinstance(raw, str) and _ISO_DATE.fullmatch(raw):
        return checked_day(int(raw[:4]), int(raw[5:7]), int(raw[8:])).isoformat()
    return parse_day(raw).isoformat()


def loose_date(raw: Raw) -> str:
    """A day, or the last day of a month or year, with how precisely it is known."""
    words = narrow(raw)
    month = _MONTH.fullmatch(words)
    if month and not isinstance(raw, float | int):
        year_number, month_number = int(month[1]), int(month[2])
        first = checked_day(year_number, month_number, 1)
        return f"{first.replace(day=monthrange(year_number, month_number)[1])}\tmonth"
    year = _YEAR.fullmatch(words)
    if year and int(year[1]) not in SERIAL_DAYS:
        return f"{checked_day(int(year[1]), 12, 31)}\tyear"
    return f"{parse_day(raw).isoformat()}\tday"


def parse_day(raw: Raw) -> dt.date:
    """The day a cell means: a date, an Excel serial, or one of the forms people write."""
    if isinstance(raw, dt.datetime):
        return checked_day(raw.year, raw.month, raw.day)
    if isinstance(raw, dt.date):
        return checked_day(raw.year, raw.month, raw.day)
    words = _TIME_OF_DAY.sub("", narrow(raw))
    if words.isdecimal() and int(words) in SERIAL_DAYS:
        return SERIAL_EPOCH + dt.timedelta(days=int(words))
    parts = _DATE.fullmatch(words) or _COMPACT_DATE.fullmatch(words)
    if not parts:
        raise CellProblem("not_a_date")
    return checked_day(int(parts[1]), int(parts[2]), int(parts[3]))


def checked_day(year: int, month: int, day: int) -> dt.date:
    """The day, if the calendar has it and it is of our time."""
    try:
        found = dt.date(year, month, day)
    except ValueError:
        raise CellProblem("not_a_date") from None
    if not 1949 <= found.year <= 2199:  # noqa: PLR2004  (years)
        raise CellProblem("not_a_date")
    return found


def money_yuan(raw: Raw) -> str:
    """An amount in yuan."""
    if isinstance(raw, str) and _PLAIN_MONEY.fullmatch(raw) and raw.strip("0."):
        return raw
    return money(raw, Decimal(1))


def money_wan(raw: Raw) -> str:
    """An amount in 万元."""
    return money(raw, WAN)


def signed_yuan(raw: Raw) -> str:
    """An amount in yuan that may be nothing or less."""
    return money(raw, Decimal(1), signed=True)


def signed_wan(raw: Raw) -> str:
    """An amount in 万元 that may be nothing or less."""
    return money(raw, WAN, signed=True)


def money(raw: Raw, unit: Decimal, *, signed: bool = False) -> str:
    """An amount in yuan as written in `unit`: exact to the fen, more than zero unless `signed`."""
    if isinstance(raw, bool | dt.date | dt.time | dt.timedelta):
        raise CellProblem("not_money")
    if isinstance(raw, str):
        words = narrow(raw).lstrip("¥").removesuffix("元").strip()
        if not _AMOUNT.fullmatch(words):
            raise CellProblem("not_money")
        words = words.replace(",", "").replace(" ", "")
    else:
        words = repr(raw)
    try:
        amount = Decimal(words) * unit
    except InvalidOperation:
        raise CellProblem("not_money") from None
    if not amount.is_finite():
        raise CellProblem("not_money")
    if amount <= 0 and not signed:
        raise CellProblem("not_positive")
    if abs(amount) >= LARGEST:
        raise CellProblem("too_large")
    rounded = amount.quantize(FEN)
    # A formula's result carries the noise of binary fractions; a typed amount does not.
    noise = Decimal("0.00001") if isinstance(raw, float) else Decimal(0)
    if abs(amount - rounded) > noise:
        raise CellProblem("too_precise")
    return str(rounded)


def integer(raw: Raw) -> str:
    """A whole number that PostgreSQL's integer holds."""
    words = narrow(raw).replace(",", "")
    if not re.fullmatch(r"-?[0-9]{1,9}", words):
        raise CellProblem("not_an_integer")
    return words


def quantity(raw: Raw) -> str:
    """A quantity of things: more than zero, with three decimals at most."""
    words = narrow(raw).replace(",", "")
    if not _QUANTITY.fullmatch(words) or not words.strip("0."):
        raise CellProblem("not_a_quantity")
    return words


def percent(raw: Raw) -> str:
    """A percentage from 0 to 100; `3%` and `3` are the same."""
    if isinstance(raw, float) and 0 < raw < 1:
        raise CellProblem("percent_or_fraction")
    words = narrow(raw).removesuffix("%").rstrip()
    if not _PERCENT.fullmatch(words) or Decimal(words) > 100:  # noqa: PLR2004  (per cent)
        raise CellProblem("not_a_percent")
    return words


def yes_no(raw: Raw) -> str:
    """Yes or no."""
    words = narrow(raw).lower()
    if words in _YES:
        return "t"
    if words in _NO:
        return "f"
    raise CellProblem("not_yes_no")


def fingerprints(raw: Raw) -> str:
    """One or several SHA-256, separated by space."""
    found = re.split(r"[;,，；\s]+", narrow(raw).lower())
    for each in found:
        if each and not _SHA256.fullmatch(each):
            raise CellProblem("bad_fingerprint")
    return " ".join(sorted({each for each in found if each})) or NULL
