"""Made-up budgets: revenue, and what counties give to poverty work and a city to counties."""

import datetime as dt

from demonstrations.made_up.books import Book
from demonstrations.made_up.plan import LAST_YEAR
from demonstrations.made_up.truth import Truth
from ledger.language import Text

MILLION = 100_000_000
#: Revenue by year, in fen; it grows by a tenth once, elsewhere by less.
REVENUE = {
    year: millions * MILLION
    for year, millions in enumerate((400, 410, 420, 430, 450, 495, 505, 515), LAST_YEAR - 7)
}
#: Of the first county: nothing in 2018, the same twice, a slow year, then as fast as revenue.
FIRST_COUNTY = {
    LAST_YEAR - 5: 100 * MILLION,
    LAST_YEAR - 4: 100 * MILLION,
    LAST_YEAR - 3: 101 * MILLION,
    LAST_YEAR - 2: 101 * MILLION // 10 * 11,
    LAST_YEAR - 1: 130 * MILLION,
    LAST_YEAR: 150 * MILLION,
}
#: What the helping city gives: the same twice, a slow year, then exactly as fast as its revenue.
AID = {
    LAST_YEAR - 5: 100 * MILLION,
    LAST_YEAR - 4: 100 * MILLION,
    LAST_YEAR - 3: 101 * MILLION,
    LAST_YEAR - 2: 101 * MILLION // 10 * 11,
}
#: All others put in this much at first, and so many per cent more every year.
AT_FIRST, GROWTH_PERCENT = 90 * MILLION, 12
OF_ITS_OWN = Text(
    "贫困县每年应在本级预算安排扶贫资金", "A poverty county has poverty money of its own every year"
)
GROWS = Text(
    "本级投入应增长，增幅不低于收入增幅", "Own input grows, and not slower than revenue does"
)
WITH_MEANS = Text("帮扶投入随财力增长", "Aid grows as the means do")


def write_budgets(book: Book, truth: Truth, *, first: bool) -> None:
    """A county's budgets of eight years; those of the first county are cases of BT-10 and BT-11."""
    own = FIRST_COUNTY if first else grown()
    for year, revenue in REVENUE.items():
        on = dt.date(year, 1, 20)
        book.enter_in_budget("revenue", revenue, on)
        if year in own:
            book.enter_in_budget("own_funds", own[year], on)
    if not first:
        return
    for rule, years_before, what, why in (
        ("BT-10", 6, Text("当年没有本级资金", "Nothing of its own that year"), OF_ITS_OWN),
        ("BT-11", 4, Text("与上年相同", "The same as the year before"), GROWS),
        ("BT-11", 3, Text("增幅低于收入", "Slower than revenue"), GROWS),
    ):
        truth.plant(rule, book.code, str(LAST_YEAR - years_before), what, why)
    for rule, years_before, what, why in (
        ("BT-10", 7, Text("适用前的年度", "A year before it applies"), OF_ITS_OWN),
        ("BT-10", 5, Text("安排了本级资金", "There is a line of its own"), OF_ITS_OWN),
        ("BT-11", 2, Text("与收入同幅增长", "Grown exactly as revenue has"), GROWS),
        ("BT-11", 5, Text("上年没有，无从比较", "Nothing the year before"), GROWS),
    ):
        truth.spare(rule, book.code, str(LAST_YEAR - years_before), what, why)


def grown() -> dict[int, int]:
    """What a county puts in that gives more every year."""
    found, fen = {}, AT_FIRST
    for year in REVENUE:
        found[year] = fen
        fen += fen * GROWTH_PERCENT // 100
    return found


def write_aid_budgets(helper: Book, truth: Truth) -> None:
    """The helping city's budgets: cases of PA-01."""
    for year, revenue in REVENUE.items():
        on = dt.date(year, 1, 20)
        helper.enter_in_budget("revenue", revenue, on)
        if year in AID:
            helper.enter_in_budget("aid", AID[year], on)
    for years_before, what in (
        (4, Text("与上年相同", "The same as the year before")),
        (3, Text("增幅低于收入", "Slower than revenue")),
    ):
        truth.plant("PA-01", helper.code, str(LAST_YEAR - years_before), what, WITH_MEANS)
    for years_before, what in (
        (2, Text("与收入同幅增长", "Grown exactly as revenue has")),
        (5, Text("上年没有，无从比较", "Nothing the year before")),
    ):
        truth.spare("PA-01", helper.code, str(LAST_YEAR - years_before), what, WITH_MEANS)
