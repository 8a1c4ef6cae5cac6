"""Names and numbers of made-up persons and companies: nobody's, and valid to the last digit."""

import random
from dataclasses import dataclass

from stdnum.cn import uscc

from ledger.identities import id_check_digit

#: Family and given names that are numbers, seasons and virtues: no real person is meant.
FAMILY_NAMES = ("示", "范", "样", "例", "虚", "拟", "假", "设", "试", "演")
GIVEN_NAMES = (
    "甲一", "乙二", "丙三", "丁四", "戊五", "己六", "庚七", "辛八", "壬九", "癸十",
    "子春", "丑夏", "寅秋", "卯冬", "辰东", "巳南", "午西", "未北", "申中", "酉正",
    "戌明", "亥账", "大公", "小开", "长清", "永楚", "常查", "勤记", "细核", "实付",
)  # fmt: skip
COMPANIES = ("示范路桥", "示范水利", "示范农机", "示范苗木", "示范电力", "示范建材", "示范养殖")
COMPANY_KINDS = ("工程有限公司", "建设有限公司", "服务有限公司", "科技有限公司")
VILLAGES = ("甲子村", "乙丑村", "丙寅村", "丁卯村", "戊辰村", "己巳村", "庚午村", "辛未村")
BANK = "示范农村商业银行"
#: The beginning of account numbers; no bank has it.
ACCOUNT_PREFIX = "9900"
CASE_ACCOUNT_PREFIX = "9911"
_ORGANISATION_WEIGHTS = (3, 7, 9, 10, 5, 8, 4, 2)


@dataclass(frozen=True)
class Person:
    """Somebody who may be registered and may be paid."""

    name: str
    identity: str
    account: str


def id_number(division: str, serial: int) -> str:
    """A valid ID number of a made-up division; every serial below 20 million is another person's.

    Births go round through 60 years of twelve months of 28 days, from 1941-01-01.
    """
    order, day = divmod(serial, 60 * 336)
    year, rest = divmod(day, 336)
    month, day_of_month = divmod(rest, 28)
    first_17 = f"{division}{1941 + year}{month + 1:02d}{day_of_month + 1:02d}{order:03d}"
    return first_17 + id_check_digit(first_17)


def credit_code(division: str, serial: int) -> str:
    """A valid unified social credit code of an enterprise of a made-up division."""
    body = f"{serial:08d}"
    total = sum(
        int(digit) * weight for digit, weight in zip(body, _ORGANISATION_WEIGHTS, strict=True)
    )
    check = 11 - total % 11
    organisation = body + {10: "X", 11: "0"}.get(check, str(check))
    first_17 = f"91{division}{organisation}"
    return first_17 + str(uscc.calc_check_digit(first_17))


def account_number(prefix: str, division: str, serial: int) -> str:
    """A bank account number of 19 digits."""
    return f"{prefix}{division}{serial:09d}"


def person(dice: random.Random, division: str, serial: int, prefix: str = ACCOUNT_PREFIX) -> Person:
    """A made-up person of a county."""
    return Person(
        dice.choice(FAMILY_NAMES) + dice.choice(GIVEN_NAMES),
        id_number(division, serial),
        account_number(prefix, division, serial),
    )


def company_name(serial: int) -> str:
    """A made-up company's name; every serial below a thousand is another's."""
    round_number, number = divmod(serial, len(COMPANIES))
    kind = COMPANY_KINDS[round_number % len(COMPANY_KINDS)]
    return f"{COMPANIES[number]}第{serial + 1}{kind}"
