"""Check digits of ID numbers and credit codes: what can be told from the number itself.

The 18-digit ID number ends in the ISO 7064 MOD 11-2 check digit (GB 11643-1999) over a region, a
date of birth and an order number. The region is not checked against today's codes: a number keeps
the code of the day it was given, and most of those have changed since.
"""

import operator
from datetime import date

from stdnum.cn import uscc

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK_DIGITS = "10X98765432"
ID_NUMBER_LENGTH = 18
OLD_ID_NUMBER_LENGTH = 15


def id_check_digit(first_17: str) -> str:
    """The 18th character that the first 17 digits call for."""
    return _CHECK_DIGITS[sum(map(operator.mul, _WEIGHTS, map(int, first_17))) % 11]


def is_id_number(value: str) -> bool:
    """Whether the 18 characters are an ID number: digits, a date of birth, the check digit."""
    if len(value) != ID_NUMBER_LENGTH or not (value[:17].isascii() and value[:17].isdecimal()):
        return False
    try:
        born = date(int(value[6:10]), int(value[10:12]), int(value[12:14]))
    except ValueError:
        return False
    return born.year >= 1900 and id_check_digit(value[:17]) == value[17]  # noqa: PLR2004  (year)


def upgrade_old_id_number(value: str) -> str | None:
    """The 18-digit form of a 15-digit ID number (births of the 1900s), or None if it is not one."""
    if len(value) != OLD_ID_NUMBER_LENGTH or not (value.isascii() and value.isdecimal()):
        return None
    first_17 = value[:6] + "19" + value[6:]
    upgraded = first_17 + id_check_digit(first_17)
    return upgraded if is_id_number(upgraded) else None


def is_credit_code(value: str) -> bool:
    """Whether the 18 characters are a unified social credit code (GB 32100-2015)."""
    return len(value) == ID_NUMBER_LENGTH and bool(uscc.is_valid(value))
