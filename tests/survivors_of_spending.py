"""Mutants that say the same as their rule, of the rules about buying and paying."""

from survivors_of_lists import LISTED

#: By rule: a part of what a mutant is called, and why no example can tell it from the rule.
SAME: dict[str, dict[str, str]] = {
    "DP-02": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-04": {
        "-> LEFT JOIN facts.payee AS supplier": "every contract is with somebody on record",
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "DP-05": {
        "-> LEFT JOIN facts.contract AS contract": "a payment by contract names one on record",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "AS so_far ON subject.book_id = so_far.book_id AND subject.subject_id = "
        "so_far.disbursement_id -> LEFT JOIN": "a payment by contract is among those by contract",
        "-> LEFT JOIN facts.progress_report AS report": "no progress counts as none anyway",
    },
    "DP-06": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "-> LEFT JOIN facts.contract AS contract": "a payment by contract names one on record",
        "-> LEFT JOIN facts.payee AS supplier": "every contract names a payee on record",
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.bank_account AS account": "an account that is paid into is on record",
        "-> LEFT JOIN facts.payee AS holder": "every account has a holder on record",
        "-> LEFT JOIN facts.payee AS other": "every substitution names a payee on record",
    },
    "DP-07": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-08": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "-> INNER JOIN facts.payee AS payee": "every payment names a payee on record",
    },
    "DP-09": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-11": {"-> LEFT JOIN facts.": "every payment names payee, project and source on record"},
    "DP-12": {"-> LEFT JOIN facts.": "every payment is of money and a project on record"},
    "DP-13": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "-> LEFT JOIN facts.claim AS claim": "a payment by claim names one on record",
        "-> LEFT JOIN facts.claim_step AS checked": "no claim is approved before it is checked",
        "-> LEFT JOIN facts.claim_step AS approved": "no claim is paid before it is approved",
    },
    "DP-14": {"-> LEFT JOIN facts.": "every payment is of money, a project and a payee on record"},
    "DP-15": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-17": {
        "AS back ON subject.book_id = back.book_id AND subject.payment_reference = "
        "back.payment_reference -> LEFT JOIN": "what bounced is among what bounced",
        "-> INNER JOIN facts.working_day AS": "no fact is of a day that the calendar has not",
    },
    "PC-01": {
        "bound: 0 ->": "without a total no share is asked, nor would it be of a yuan",
        "AS combined ON subject.book_id = combined.book_id AND subject.project_id = "
        "combined.project_id AND subject.kind = combined.kind -> LEFT JOIN": (
            "every untendered contract is one of its project's and kind's"
        ),
        "AS budget ON subject.book_id = budget.book_id AND subject.project_id = "
        "budget.project_id -> LEFT JOIN": "no money is less than any",
        "-> LEFT JOIN facts.source AS source": "every assignment is of a source on record",
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-02": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
        "-> LEFT JOIN part AS other": "every contract is among those put together with it",
        "-> LEFT JOIN together": "every contract is among those put together with it",
    },
    "PC-03": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-05": {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
    },
    "PC-06": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-10": LISTED
    | {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN listed ON subject.book_id": "who is on no list has no kind of list",
        "-> LEFT JOIN listed AS cadre": "who is on no list has no kind of list",
    },
    "PC-11": {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN dominant": "what is not dominant has no turn",
    },
    "PC-12": LISTED
    | {
        "date: ends_on ->": "of the rows with a last day only the number counts",
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN listed ON subject.book_id": "who is on no list has no kind of list",
    },
    "PC-13": {
        "-> LEFT JOIN facts.contract AS terms": "a payment names a contract on record or none",
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.payee AS supplier": "every contract names a payee on record",
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-14": {
        "-> INNER JOIN (SELECT book_id, project_id, MIN(signed_on)": (
            "the contract itself is one of its project's"
        ),
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
}
