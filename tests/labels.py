"""How the subject of a rule is called in its examples."""

#: By the view that it is a row of: the reference that its row was given.
LABELS = {
    "book": "SELECT book_id, book_id, division_id FROM facts.book",
    "journal_line": (
        "SELECT book_id, journal_line_id,"
        " period || '-' || voucher_word || voucher_number || '-' || line_number"
        " FROM facts.journal_line"
    ),
    "journal_voucher": (
        "SELECT book_id, journal_voucher_id, period || '-' || voucher_word || voucher_number"
        " FROM facts.journal_voucher"
    ),
    "tender": "SELECT book_id, tender_id, tender_code FROM facts.tender",
    "listed_account": "SELECT book_id, listed_account_id, account_masked FROM facts.listed_account",
    "assignment": "SELECT book_id, assignment_id, external_reference FROM facts.assignment",
    "bank_account": "SELECT book_id, bank_account_id, number_masked FROM facts.bank_account",
    "contract": "SELECT book_id, contract_id, contract_code FROM facts.contract",
    "disbursement": "SELECT book_id, disbursement_id, external_reference FROM facts.disbursement",
    "entitlement": "SELECT book_id, entitlement_id, entitlement_code FROM facts.entitlement",
    "foundation_year": (
        "SELECT book_id, foundation_year_id, report_code FROM facts.foundation_year"
    ),
    "flag": "SELECT book_id, flag_id, rule_code || '-' || subject_id FROM facts.flag",
    "finding": "SELECT book_id, finding_id, external_reference FROM facts.finding",
    "fund_line": "SELECT book_id, fund_line_id, name FROM facts.fund_line",
    "integration_plan": (
        "SELECT book_id, plan_id, plan_code || '-' || version_number FROM facts.integration_plan"
    ),
    "integration_plan_item": (
        "SELECT item.book_id, item.plan_item_id, project.project_code"
        " FROM facts.integration_plan_item AS item JOIN facts.project AS project"
        " USING (book_id, project_id)"
    ),
    "notice": "SELECT book_id, notice_id, notice_code FROM facts.notice",
    "aid_pairing": "SELECT book_id, aid_pairing_id, pairing_code FROM facts.aid_pairing",
    "payee": "SELECT book_id, payee_id, name FROM facts.payee",
    "budget_year": (
        "SELECT book_id, budget_year_id, CAST(fiscal_year AS text) FROM facts.budget_year"
    ),
    "statement": "SELECT book_id, statement_id, external_reference FROM facts.statement",
    "project": "SELECT book_id, project_id, project_code FROM facts.project",
    "project_change": (
        "SELECT book_id, project_change_id, project_code || '-' || version_number"
        " FROM facts.project_change"
    ),
    "refund": "SELECT book_id, refund_id, external_reference FROM facts.refund",
    "self_evaluation": (
        "SELECT book_id, self_evaluation_id, external_reference FROM facts.self_evaluation"
    ),
    "source": "SELECT book_id, source_id, external_reference FROM facts.source",
    "statement_line": "SELECT book_id, statement_line_id, line_reference FROM facts.statement_line",
    "transfer_issue": (
        "SELECT book_id, transfer_issue_id, external_reference FROM facts.transfer_issue"
    ),
    "voucher": "SELECT book_id, voucher_id, period || '-' || number FROM facts.voucher",
    "allocation": "SELECT book_id, allocation_id, document_no FROM facts.allocation",
}
