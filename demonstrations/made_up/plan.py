"""How much is made up, and of which days."""

import datetime as dt
import random
from dataclasses import dataclass
from typing import Literal

from demonstrations.made_up.divisions import MOST_COUNTIES, county_code
from ledger.errors import WrongUse

#: The last year that is made up, and the day the truth is told for: plain dates, so that the same
#: arguments give the same bytes whenever they are given.
LAST_YEAR = 2024
AS_OF = dt.date(LAST_YEAR, 10, 8)
#: The last county, where it is not the only one, joins in the last year, with opening balances.
JOINED_ON = dt.date(LAST_YEAR, 1, 8)
#: How many years there may be: the fund lines began in 2021, and all rules are in force since.
MOST_YEARS = 4
#: Batches of payments to households in a year.
BATCHES = 4

Encoding = Literal["utf-8", "gb18030"]


@dataclass(frozen=True)
class Plan:
    """What is to be made up; the same plan is always made up the same way.

    `scale` is the number of ordinary payments to households, in all counties and years together.
    What the rules are tested with comes on top of it and does not grow.

    Raises:
        WrongUse: there are no codes for so many counties, or no law for so many years.
    """

    seed: int = 1
    counties: int = 3
    years: int = 2
    scale: int = 1000
    encoding: Encoding = "utf-8"

    def __post_init__(self) -> None:
        if not 1 <= self.counties <= MOST_COUNTIES:
            raise WrongUse(
                f"县的个数应为 1 到 {MOST_COUNTIES}，不是 {self.counties}。",
                f"There may be from 1 to {MOST_COUNTIES} counties, not {self.counties}.",
            )
        if not 1 <= self.years <= MOST_YEARS:
            raise WrongUse(
                f"年数应为 1 到 {MOST_YEARS}，不是 {self.years}。",
                f"There may be from 1 to {MOST_YEARS} years, not {self.years}.",
            )
        if self.scale < 0:
            raise WrongUse("支付笔数不能是负数。", "The scale is a number of payments.")

    @property
    def all_years(self) -> range:
        """The years, the earliest first."""
        return range(LAST_YEAR - self.years + 1, LAST_YEAR + 1)

    @property
    def county_codes(self) -> list[str]:
        """The counties."""
        return [county_code(index) for index in range(self.counties)]

    def joins(self, county: int) -> bool:
        """Whether a county, counted from 0, joins with opening balances in the last year."""
        return county == self.counties - 1 > 0

    def years_of(self, county: int) -> range:
        """The years that a county keeps its book here."""
        return self.all_years[-1:] if self.joins(county) else self.all_years

    def dice(self, *what: object) -> random.Random:
        """Chance that depends on the seed and on what it is for, on nothing else."""
        words = " ".join(str(each) for each in (self.seed, *what))
        return random.Random(words)  # noqa: S311  (made-up data, not secrets)

    def batch_size(self, county: int, year: int, batch: int) -> int:
        """How many households one batch pays; all batches together pay `scale`."""
        county_years = [
            (each, number)
            for each in self.all_years
            for number in range(self.counties)
            if each in self.years_of(number)
        ]
        parts = len(county_years) * BATCHES
        part = batch * len(county_years) + county_years.index((year, county))
        return self.scale // parts + (part < self.scale % parts)
