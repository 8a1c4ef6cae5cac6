"""Which column of a sheet the builders number, and with what prefix."""

#: Columns that must differ from row to row, and the prefix their values are made with.
NUMBERED = {
    "transfers": ("document_no", "文"),
    "transfer_adjustments": ("document_no", "调整"),
    "take_backs": ("document_no", "年终"),
    "appropriations": ("document_no", "本文"),
    "other_sources": ("document_no", "合同"),
    "opening_balances": ("document_no", "期初"),
    "donated_goods": ("goods_code", "WZ"),
    "projects": ("project_code", "XM"),
    "assignments": ("document_no", "安排"),
    "contracts": ("contract_code", "HT"),
    "claims": ("claim_code", "BZ"),
    "disbursements": ("external_reference", "ZF"),
    "payees": ("payee_code", "SKR"),
    "notices": ("notice_code", "GS"),
    "aid_pairings": ("pairing_code", "JD"),
    "entitlements": ("entitlement_code", "QD"),
    "budget_lines": ("line_code", "YS"),
    "foundation_years": ("report_code", "JJH"),
    "donations": ("donation_code", "JZ"),
    "households": ("household_code", "H"),
    "statement_lines": ("line_reference", "LS"),
}
