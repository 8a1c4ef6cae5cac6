"""The mutants of rules that say the same as their rule, each with the reason."""

#: Of every rule.
EVERYWHERE = {"-> LEFT JOIN scope": "every subject is of a book in scope"}
#: Of the rules about lists, whose queries have one shape.
LISTED = {
    "-> LEFT JOIN facts.matching_entry AS entry": "every list has somebody on it",
    "-> LEFT JOIN facts.supervision AS supervision": "every book is supervised by itself",
    "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
    "-> LEFT JOIN facts.person AS other": "whoever is in a household is one of it",
}

#: By rule: a part of what a mutant is called, and why no example can tell it from the rule.
SAME: dict[str, dict[str, str]] = {
    "PL-01": {
        "-> LEFT JOIN facts.project AS project": "every assignment is to a project on record",
        "comparison: step.step = 'county_approved' ->": "in `approved_on`, which is only shown",
    },
    "DP-11": {"-> LEFT JOIN facts.": "every payment names payee, project and source on record"},
    "DP-12": {"-> LEFT JOIN facts.": "every payment is of money and a project on record"},
    "DP-14": {"-> LEFT JOIN facts.": "every payment is of money, a project and a payee on record"},
    "PL-12": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "IN-06": {"-> LEFT JOIN facts.project AS project": "every payment is of one on record"},
    "PF-06": {"-> LEFT JOIN facts.project_step AS step": "whatever was looked at has a step"},
    "IN-02": {
        "-> LEFT JOIN facts.integration AS pooled": "the first day is the day of one of them",
        "-> LEFT JOIN (SELECT book_id, source_id, project_id FROM facts.assignment": (
            "a payment is of money that was given"
        ),
        "-> LEFT JOIN facts.disbursement AS paid": "nothing paid sums up to nothing",
    },
    "BT-03": {
        "AS part ON subject.book_id = part.book_id AND subject.subject_id = part.source_id "
        "-> LEFT JOIN": "every source is a part of itself",
        "-> LEFT JOIN facts.book AS book": "every source is of a book",
    },
    "BT-02": {
        "-> LEFT JOIN facts.source AS source": "only appropriations are asked for",
    },
    "BT-04": {
        "bound: amount > 0 -> amount >= 0": "no amount is nothing",
    },
    "BT-05": {
        "-> LEFT JOIN facts.book AS issuer": "every issue is of a book",
        "-> LEFT JOIN facts.source AS receipt ON subject.recipient_book_id = receipt.book_id AND "
        "subject.issuer_division_id = receipt.issuer_division_id AND subject.document_no = "
        "receipt.document_no AND subject.document_line = receipt.document_line": (
            "only transfers, and what stood of them at opening, have an issuer"
        ),
    },
    "BT-10": {
        "comparison: mark.valid_to": "no county of the examples has left the list",
        "bound: mark.valid_": "no county came on the list on the first day of a year, or left it",
        "date: year.starts_on": "the same, a day later or before",
        "AND COALESCE(mark.valid_to >= year.starts_on, TRUE) -> LEFT JOIN facts.division_mark "
        "AS mark ON book.division_id = mark.division_id AND mark.mark": (
            "no county of the examples has left the list, and all were on it before 2018"
        ),
        "-> LEFT JOIN facts.book AS book": "every year is of a book",
    },
    "IN-07": {
        "AND mark.valid_to IS NULL -> LEFT JOIN": "no county of the examples has left the list",
        "-> LEFT JOIN facts.source AS source": "every issue is of a source on record",
    },
    "IN-05": {"-> LEFT JOIN facts.source AS source": "what is pooled is on record"},
    "BT-07": {"-> LEFT JOIN facts.source AS source": "every issue is of a source on record"},
    "BT-12": {
        "ELSE subject.second_year_end_on + scope.days_of_grace END -> LEFT JOIN": (
            "every source is a part of itself"
        ),
    },
    "PL-05": {
        "-> LEFT JOIN facts.project_likeness AS likeness": "what has none like it is none so alike",
        "-> LEFT JOIN subject AS earlier": "no days are near to none",
    },
    "PL-03": {"bound: 7 -> 6": "what applies has been approved, which is the sixth step"},
    "IN-03": {
        "-> LEFT JOIN facts.integration_plan_item AS item": "every version of a plan has items",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "AC-05": {
        "-> LEFT JOIN facts.voucher AS voucher": "every subject is a voucher on record",
    },
    "PL-08": {
        "-> LEFT JOIN facts.project_step AS step": "an approval is a step, asked for by its name",
    },
    "PL-11": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.signature AS hand": "every sheet has a hand under it",
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
    "DP-08": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "-> INNER JOIN facts.payee AS payee": "every payment names a payee on record",
    },
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
    "DP-13": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
        "-> LEFT JOIN facts.claim AS claim": "a payment by claim names one on record",
        "-> LEFT JOIN facts.claim_step AS checked": "no claim is approved before it is checked",
        "-> LEFT JOIN facts.claim_step AS approved": "no claim is paid before it is approved",
    },
    "DP-07": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-09": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-15": {
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "DP-17": {
        "AS back ON subject.book_id = back.book_id AND subject.payment_reference = "
        "back.payment_reference -> LEFT JOIN": "what bounced is among what bounced",
        "-> INNER JOIN facts.working_day AS": "no fact is of a day that the calendar has not",
    },
    "IN-04": {
        "-> LEFT JOIN facts.integration_plan AS version": "every row is of a plan on record",
        "-> LEFT JOIN facts.project AS project": "every row is of a project on record",
    },
    "PL-10": {"-> LEFT JOIN scope": "every subject is of a book in scope"},
    "BN-14": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.split_household_member": "who is of none was not paid in time either",
    },
    "PC-02": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
        "-> LEFT JOIN part AS other": "every contract is among those put together with it",
        "-> LEFT JOIN together": "every contract is among those put together with it",
    },
    "PC-10": LISTED
    | {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN listed ON subject.book_id": "who is on no list has no kind of list",
        "-> LEFT JOIN listed AS cadre": "who is on no list has no kind of list",
    },
    "PC-12": LISTED
    | {
        "date: ends_on ->": "of the rows with a last day only the number counts",
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN listed ON subject.book_id": "who is on no list has no kind of list",
    },
    "PC-06": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-05": {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
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
    "PC-03": {
        "-> LEFT JOIN facts.project AS project": "every contract is of a project on record",
    },
    "PC-11": {
        "-> LEFT JOIN facts.payee AS payee": "every contract names a payee on record",
        "-> LEFT JOIN dominant": "what is not dominant has no turn",
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
    "PF-01": {
        "-> LEFT JOIN (SELECT book_id, source_id, occurred_on": "every source arrived",
        "-> LEFT JOIN facts.book AS book": "every fund line is of a book",
    },
    "GV-03": {
        "-> LEFT JOIN facts.rectification AS step": "what was closed has the step of its closing",
        "-> LEFT JOIN told": "what was closed has the step of its closing",
    },
    "SF-02": {"-> LEFT JOIN": "every gift has a donor; what nobody paid waits for no report"},
    "SF-05": {
        "-> LEFT JOIN facts.source AS source": "every payment is of a source on record",
        "-> INNER JOIN facts.payee AS payee": "every payment names a payee on record",
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
    "AC-11": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "bound: compared.deviation >": "a mean of 90 differences never is the very figure",
    },
    "AC-10": {
        "payment.book_id = account.book_id": "what was paid into it is only shown",
        "payment.bank_account_id = account.bank_account_id": "what was paid into it is only shown",
        "payment.bank_account_id <> account.bank_account_id": "what was paid is only shown",
    },
    "PA-02": {
        "-> LEFT JOIN facts.source AS source": "nothing that arrived sums to nothing",
    },
    "DS-01": {
        "-> LEFT JOIN facts.book AS book": "every document is of a book",
    },
    "BN-03": LISTED,
    "BN-04": LISTED
    | {
        "-> LEFT JOIN scope": "every book is in scope or not asked about",
        "-> entry.price > scope.price_from": "the limit is 0, and no price is",
    },
    "BN-05": LISTED,
    "BN-06": LISTED,
    "BN-07": LISTED,
    "BN-01": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "BN-09": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
    "BN-10": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record"
    },
    "BN-12": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record",
        "-> LEFT JOIN facts.project AS project": "an entitlement is of a project on record",
    },
    "BN-13": {
        "-> LEFT JOIN facts.household AS household": "an entitlement is of a household on record",
        "-> LEFT JOIN facts.entitlement_payment AS payment": "of no payment nothing is summed",
        "-> subject.paid_amount >= subject.approved_amount": "the very amount leaves no gap",
    },
    "BN-11": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
}
