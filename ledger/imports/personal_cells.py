"""How ID numbers, credit codes, bank accounts and phones are read: checked, then protected."""

import datetime as dt
import re

from ledger.identities import (
    ID_NUMBER_LENGTH,
    id_check_digit,
    is_credit_code,
    is_id_number,
    upgrade_old_id_number,
)
from ledger.imports import cells
from ledger.imports.cells import Raw
from ledger.imports.problems import CellProblem
from ledger.personal import Protected, Protector

_PHONE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})")
#: Whoever mistakes the column has typed one all the same: 18 digits with a date in their place.
ID_NUMBER_IN_WORDS = re.compile(
    r"[1-9][0-9]{5}(?:18|19|20)[0-9]{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]"
)
#: So many characters have their first six and last four shown; so few are no number at all.
LONG, SHORT = 15, 6
_ACCOUNT = re.compile(r"[0-9A-Za-z]{5,34}")


def account(raw: Raw, protector: Protector) -> str:
    """A bank account number, protected."""
    words = long_number(raw)
    if not _ACCOUNT.fullmatch(words):
        raise CellProblem("bad_account")
    return fragment(protector.account(words))


def phone(raw: Raw, protector: Protector) -> str:
    """A mobile number, protected; the country's own +86 before it says nothing."""
    found = _PHONE.fullmatch(long_number(raw))
    if found is None:
        raise CellProblem("bad_phone")
    return fragment(protector.phone(found[1]))


def id_number(raw: Raw, protector: Protector) -> str:
    """A person's ID number, protected; the 15-digit form becomes the 18-digit one."""
    words = upgraded(long_number(raw))
    if not is_id_number(words):
        raise not_an_id_number(words)
    return fragment(protector.identity(words))


def identity(raw: Raw, protector: Protector) -> str:
    """A person's ID number or a unit's credit code, protected."""
    words = upgraded(long_number(raw))
    if is_id_number(words) or is_credit_code(words):
        return fragment(protector.identity(words))
    if words[:17].isdecimal() and not words.startswith("9"):
        raise not_an_id_number(words)
    raise CellProblem("bad_identity")


def upgraded(words: str) -> str:
    """The 18-digit form where the words are an old ID number."""
    return upgrade_old_id_number(words) or words


def long_number(raw: Raw) -> str:
    """A long number's characters; refused where Excel has already lost some of them."""
    if isinstance(raw, str) and raw.isascii() and raw.isdecimal():
        return raw
    if (
        isinstance(raw, float | int)
        and not isinstance(raw, bool)
        and abs(raw) >= cells.EXCEL_PRECISION
    ):
        raise CellProblem("rounded_by_excel")
    words = re.sub(r"[\s-]", "", cells.narrow(raw)).upper()
    if cells.SCIENTIFIC.fullmatch(words):
        raise CellProblem("rounded_by_excel")
    return words


def not_an_id_number(words: str) -> CellProblem:
    """What to say of characters that should be an ID number."""
    if len(words) == ID_NUMBER_LENGTH and words.isdecimal() and words.endswith("000"):
        # Rounded to 15 digits and formatted back to text: the zeros are Excel's.
        return CellProblem("rounded_by_excel")
    return CellProblem("bad_id_number", **why_not_an_id_number(words))


def why_not_an_id_number(words: str) -> dict[str, str]:
    """What about the characters is not an ID number, in both languages."""
    if len(words) != ID_NUMBER_LENGTH or not words[:17].isdecimal():
        return {
            "why_zh": f"应为 18 位，现为 {len(words)} 位",
            "why_en": f"18 characters are expected, there are {len(words)}",
        }
    try:
        dt.date(int(words[6:10]), int(words[10:12]), int(words[12:14]))
    except ValueError:
        return {
            "why_zh": "第 7 到 14 位不是日期",
            "why_en": "characters 7 to 14 are not a date",
        }
    expected = id_check_digit(words[:17])
    return {
        "why_zh": f"末位校验码应为 {expected}",
        "why_en": f"the check digit at the end should be {expected}",
    }


def partly(words: str) -> str:
    """So much of a personal number as tells the clerk which one it is, and nobody else the number.

    What is so short that it cannot be one is shown whole.
    """
    if len(words) >= LONG:
        return words[:6] + "…" + words[-4:]
    return words if len(words) <= SHORT else words[:3] + "…" + words[-2:]


def without_id_numbers(words: str) -> str:
    """Words of a cell that should hold no ID number, with those it does hold shown in part."""
    return ID_NUMBER_IN_WORDS.sub(lambda found: partly(found[0]), words)


def fragment(protected: Protected) -> str:
    """A protected number as its three fields of a COPY line."""
    return f"\\\\x{protected.hashed.hex()}\t{protected.masked}\t\\\\x{protected.sealed.hex()}"
