"""Mutants that say the same as their rule, of the rules about money, plans and pooling."""

#: By rule: a part of what a mutant is called, and why no example can tell it from the rule.
SAME: dict[str, dict[str, str]] = {
    "BT-02": {
        "-> LEFT JOIN facts.source AS source": "only appropriations are asked for",
    },
    "BT-03": {
        "AS part ON subject.book_id = part.book_id AND subject.subject_id = part.source_id "
        "-> LEFT JOIN": "every source is a part of itself",
        "-> LEFT JOIN facts.book AS book": "every source is of a book",
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
    "BT-07": {"-> LEFT JOIN facts.source AS source": "every issue is of a source on record"},
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
    "BT-12": {
        "ELSE subject.second_year_end_on + scope.days_of_grace END -> LEFT JOIN": (
            "every source is a part of itself"
        ),
    },
    "IN-02": {
        "-> LEFT JOIN facts.integration AS pooled": "the first day is the day of one of them",
        "-> LEFT JOIN (SELECT book_id, source_id, project_id FROM facts.assignment": (
            "a payment is of money that was given"
        ),
        "-> LEFT JOIN facts.disbursement AS paid": "nothing paid sums up to nothing",
    },
    "IN-03": {
        "-> LEFT JOIN facts.integration_plan_item AS item": "every version of a plan has items",
        "-> LEFT JOIN facts.project AS project": "every payment is of a project on record",
    },
    "IN-04": {
        "-> LEFT JOIN facts.integration_plan AS version": "every row is of a plan on record",
        "-> LEFT JOIN facts.project AS project": "every row is of a project on record",
    },
    "IN-05": {"-> LEFT JOIN facts.source AS source": "what is pooled is on record"},
    "IN-06": {"-> LEFT JOIN facts.project AS project": "every payment is of one on record"},
    "IN-07": {
        "AND mark.valid_to IS NULL -> LEFT JOIN": "no county of the examples has left the list",
        "-> LEFT JOIN facts.source AS source": "every issue is of a source on record",
    },
    "PL-01": {
        "-> LEFT JOIN facts.project AS project": "every assignment is to a project on record",
        "comparison: step.step = 'county_approved' ->": "in `approved_on`, which is only shown",
    },
    "PL-03": {"bound: 7 -> 6": "what applies has been approved, which is the sixth step"},
    "PL-05": {
        "-> LEFT JOIN facts.project_likeness AS likeness": "what has none like it is none so alike",
        "-> LEFT JOIN subject AS earlier": "no days are near to none",
    },
    "PL-08": {
        "-> LEFT JOIN facts.project_step AS step": "an approval is a step, asked for by its name",
    },
    "PL-10": {"-> LEFT JOIN scope": "every subject is of a book in scope"},
    "PL-11": {
        "-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record",
        "-> LEFT JOIN facts.signature AS hand": "every sheet has a hand under it",
    },
    "PL-12": {"-> LEFT JOIN facts.payee AS payee": "every payment names a payee on record"},
}
