"""Makes up a province: its orderly years, and the cases that rules must and must not name."""

from pathlib import Path

from demonstrations.made_up.books import Book
from demonstrations.made_up.budgets import write_aid_budgets, write_budgets
from demonstrations.made_up.cases.casting import play_cases
from demonstrations.made_up.chains import Chain
from demonstrations.made_up.county_years import CountyYear
from demonstrations.made_up.divisions import CITY, PARTNER, PROVINCE, county_name
from demonstrations.made_up.joining import open_with_balances
from demonstrations.made_up.payments import register_households
from demonstrations.made_up.plan import AS_OF, BATCHES, Plan
from demonstrations.made_up.statements import write_statement
from demonstrations.made_up.truth import Truth
from demonstrations.made_up.writing import Folder
from demonstrations.made_up.year_ends import CarriedOver


def generate(plan: Plan, folder: Path) -> Truth:
    """Writes the files of a plan into a folder, and the truth beside them.

    Memory does not grow with the years, only with one county's households.
    """
    truth = Truth(plan, AS_OF)
    with Folder(folder, plan.encoding) as files:
        province = Book(files, PROVINCE, "示范省", "province", "省")
        city = Book(files, CITY, "示范市", "city", "市")
        partner = Book(files, PARTNER, "示范友市", "city", "友市")
        counties = {
            code: Book(files, code, county_name(index), "county", county_name(index)[2:])
            for index, code in enumerate(plan.county_codes)
        }
        chains = [Chain(plan, year, province, city, partner, counties) for year in plan.all_years]
        for index, book in enumerate(counties.values()):
            write_county(plan, index, book, chains)
            write_budgets(book, truth, first=index == 0)
        for chain in chains:
            chain.write()
        write_aid_budgets(partner, truth)
        # Cases are set in years before a county that joins has a book.
        elsewhere = [book for n, book in enumerate(counties.values()) if not plan.joins(n)]
        play_cases(plan, province, city, elsewhere, truth)
        for book in counties.values():
            write_statement(book)
        truth.rows = files.rows
    truth.write(folder)
    return truth


def write_county(plan: Plan, index: int, book: Book, chains: list[Chain]) -> None:
    """A county's households and all its years."""
    largest = max(
        plan.batch_size(index, year, batch)
        for year in plan.years_of(index)
        for batch in range(BATCHES)
    )
    households = register_households(plan, index, book, largest)
    carried: CarriedOver | None = None
    for chain in chains:
        if chain.year not in plan.years_of(index):
            continue
        year = CountyYear(plan, index, chain.year, households, chain)
        if plan.joins(index):
            open_with_balances(year, chain.province)
        carried = year.write(carried)
        chain.shares[book.code] = year.paid
