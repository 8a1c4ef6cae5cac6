"""Sets every case in some county and year, by chance."""

from collections.abc import Callable

from demonstrations.made_up.books import Book
from demonstrations.made_up.cases import (
    accounts,
    amounts,
    attained,
    awards,
    beneficiaries,
    bidding,
    changes,
    contents,
    contracts,
    donors,
    duplicates,
    duties,
    entitled,
    fees,
    forbidden,
    foundations,
    gifts,
    giving,
    journals,
    leads,
    library,
    linked,
    listed,
    notices,
    openness,
    own_accounts,
    pace,
    pairings,
    parties,
    passing,
    payments,
    plans,
    projects,
    registers,
    relief,
    rushes,
    sharing,
    stages,
    standstill,
    statements,
    suppliers,
    tenders,
    terms,
    transfers,
)
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import Plan
from demonstrations.made_up.truth import Truth

CASES: tuple[tuple[str, Callable[[Scene], None]], ...] = (
    *transfers.CASES,
    *passing.CASES,
    *terms.CASES,
    *sharing.CASES,
    *plans.CASES,
    *pace.CASES,
    *beneficiaries.CASES,
    *payments.CASES,
    *duplicates.CASES,
    *gifts.CASES,
    *projects.CASES,
    *library.CASES,
    *leads.CASES,
    *attained.CASES,
    *notices.CASES,
    *giving.CASES,
    *contents.CASES,
    *linked.CASES,
    *listed.CASES,
    *contracts.CASES,
    *awards.CASES,
    *tenders.CASES,
    *suppliers.CASES,
    *parties.CASES,
    *relief.CASES,
    *rushes.CASES,
    *openness.CASES,
    *pairings.CASES,
    *donors.CASES,
    *foundations.CASES,
    *statements.CASES,
    *journals.CASES,
    *accounts.CASES,
    *amounts.CASES,
    *standstill.CASES,
    *forbidden.CASES,
    *fees.CASES,
    *stages.CASES,
    *duties.CASES,
    *bidding.CASES,
    *entitled.CASES,
    *changes.CASES,
    *own_accounts.CASES,
    *registers.CASES,
)


def play_cases(plan: Plan, province: Book, city: Book, counties: list[Book], truth: Truth) -> None:
    """Plays every case once or twice."""
    for number, (rule, case) in enumerate(CASES):
        dice = plan.dice("case", number)
        for _ in range(dice.randrange(1, 3)):
            scene = Scene(
                rule,
                dice.choice(counties),
                province,
                city,
                dice.choice(plan.all_years),
                dice,
                truth,
            )
            case(scene)
