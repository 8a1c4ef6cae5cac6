"""Mutants that say the same as their rule, of benefits, gifts, books and oversight."""

from survivors_of_lists import LISTED

#: By rule: a part of what a mutant is called, and why no example can tell it from the rule.
SAME: dict[str, dict[str, str]] = {
    "AC-05": {
        "-> LEFT JOIN facts.voucher AS voucher": "every subject is a voucher on record",
    },
    "AC-06": {
        "-> LEFT JOIN facts.book AS other": "what is of no book is compared with nothing",
        "AS compared ON subject.book_id = compared.lower_book_id -> LEFT JOIN": (
            "what is compared with nothing is not apart"
        ),
        "-> LEFT JOIN scope": "every pair is of a book in scope",
        "comparison: moved.lower_book_id = scope.book_id": (
            "every book of an example has the same figure, and both sums grow alike"
        ),
        "date: moved.month_end_on -> (moved.month_end_on - 1)": (
            "the day before the end of a month is of the same year"
        ),
    },
    "AC-08": {
        "-> LEFT JOIN facts.journal_line AS paid": "what is not there was not of a current line",
    },
    "AC-10": {
        "payment.book_id = account.book_id": "what was paid into it is only shown",
        "payment.bank_account_id = account.bank_account_id": "what was paid into it is only shown",
        "payment.bank_account_id <> account.bank_account_id": "what was paid is only shown",
    },
    "AC-11": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "bound: compared.deviation >": "a mean of 90 differences never is the very figure",
    },
    "BN-01": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "BN-03": LISTED,
    "BN-04": LISTED
    | {
        "-> LEFT JOIN scope": "every book is in scope or not asked about",
        "-> entry.price > scope.price_from": "the limit is 0, and no price is",
    },
    "BN-05": LISTED,
    "BN-06": LISTED,
    "BN-07": LISTED,
    "BN-09": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "BN-10": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record"
    },
    "BN-11": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "BN-12": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record",
        "-> LEFT JOIN facts.project AS project": "an entitlement is of a project on record",
    },
    "BN-13": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record",
        "-> LEFT JOIN facts.entitlement_payment AS payment": "of no payment nothing is summed",
        "-> subject.paid_amount >= subject.approved_amount": "the very amount leaves no gap",
    },
    "BN-14": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.split_household_member": "who is of none was not paid in time either",
    },
    "DS-01": {
        "-> LEFT JOIN facts.book AS book": "every document is of a book",
    },
    "GV-03": {
        "-> LEFT JOIN facts.rectification AS step": "what was closed has the step of its closing",
        "-> LEFT JOIN told": "what was closed has the step of its closing",
    },
    "PA-02": {
        "-> LEFT JOIN facts.source AS source": "nothing that arrived sums to nothing",
    },
    "PF-01": {
        "-> LEFT JOIN (SELECT book_id, source_id, occurred_on": "every source arrived",
        "-> LEFT JOIN facts.book AS book": "every fund line is of a book",
    },
    "PF-02": {
        "-> LEFT JOIN facts.evaluation_duty AS duty": "what applies paid something that year",
    },
    "PF-03": {
        "subject.book_id = project.book_id -> subject.book_id <>": "the project is only shown",
        "subject.project_id = project.project_id -> subject.project_id <>": (
            "the project is only shown"
        ),
    },
    "PF-04": {
        "-> LEFT JOIN facts.source AS source": "every assignment is of a source on record",
        "-> LEFT JOIN facts.project AS project": "every assignment is to a project on record",
    },
    "PF-06": {"-> LEFT JOIN facts.project_step AS step": "whatever was looked at has a step"},
    "SF-02": {"-> LEFT JOIN": "every gift has a donor; what nobody paid waits for no report"},
    "SF-05": {
        "-> LEFT JOIN facts.source AS source": "every payment is of a source on record",
        "-> INNER JOIN facts.payee AS payee": "every payment names a payee on record",
    },
}
