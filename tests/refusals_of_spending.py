"""The table of refusals: contracts, claims, payments, what comes back, goods and statements."""

from refusal_shape import (
    DESCRIBES,
    NEW_VERSION,
    NOT_AN_EVENT,
    SUPPLIER,
    UNKNOWN_BOOK,
    UNKNOWN_CONTRACT,
    UNKNOWN_PROJECT,
    Event,
    Refusal,
    differs,
    nothing_such,
    refusals,
    too_much,
)

FROM_OUTSIDE = "it comes from the bank, after the month that it shows"


def change(kind: str, **cells: str) -> Event:
    """A contract is changed."""
    named = {"contract_code": "HT1", "kind": kind, "amount": "10", "source_document": "来1"}
    return Event(
        "contract_changes", named | cells, refusals(more=too_much(), unknown=UNKNOWN_CONTRACT)
    )


def refund(kind: str) -> Event:
    """Of a payment something comes back."""
    return Event(
        "refunds",
        {"kind": kind, "payment_reference": "ZF1", "amount": "10"},
        refusals(
            more=too_much("refund_exceeds"),
            unknown=nothing_such("unknown_payment", "payment_reference", "ZF99"),
        ),
    )


def goods(event: str, **cells: str) -> Event:
    """Donated goods leave the register, or come back to it."""
    return Event(
        "donated_goods",
        {"goods_code": "WZ1", "event": event, "quantity": "10", **cells},
        refusals(
            more=Refusal(
                "goods_return_exceeds" if event == "returned" else "goods_exceed",
                "quantity",
                {"quantity": "1000"},
            ),
            unknown=nothing_such("unknown_goods", "goods_code", "WZ99"),
            other_content=differs("quantity", "11"),
        ),
    )


SPENDING: dict[str, Event] = {
    "bid": Event(
        "bids",
        {"tender_code": "ZB9", "bidder_name": "投标甲", "price": "100", "project_code": "XM1"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_PROJECT, other_content=differs("price", "101")),
        day="opened_on",
        open_in_closed_months="it comes from the trading centre, after the month that it shows",
    ),
    "contract": Event(
        "contracts",
        {
            "contract_code": "HT8",
            "project_code": "XM1",
            "supplier_name": SUPPLIER,
            "amount": "10",
            "source_document": "来1",
        },
        refusals(
            more=too_much(),
            unknown=UNKNOWN_PROJECT,
            other_content=Refusal("contract_amount_changed", "amount", {"amount": "11"}),
        ),
        day="signed_on",
    ),
    "supplement": change("supplement"),
    "reduction of a contract": change("reduction"),
    "termination": change("termination"),
    "payee substitution": Event(
        "payee_substitutions",
        {
            "contract_code": "HT1",
            "kind": "assignment_of_claim",
            "payee_name": "受让人",
            "document_no": "转让协议",
        },
        refusals(
            more=DESCRIBES,
            unknown=UNKNOWN_CONTRACT,
            other_content=differs("kind", "labour_wages"),
        ),
    ),
    "claim": Event(
        "claims",
        {"claim_code": "BZ9", "project_code": "XM1", "claimant": "某镇", "amount": "10"},
        refusals(unknown=UNKNOWN_PROJECT),
        day="submitted_on",
    ),
    "claim step": Event(
        "claim_steps",
        {"claim_code": "BZ1", "step": "approved", "actor": "局长", "amount": "10"},
        refusals(
            more=too_much("approved_above_claim"),
            unknown=nothing_such("unknown_claim", "claim_code", "BZ99"),
            approval=Refusal("claim_not_checked", "step", {"claim_code": "BZ2"}),
        ),
    ),
    "payment": Event(
        "disbursements",
        {
            "external_reference": "ZF9",
            "project_code": "XM1",
            "contract_code": "HT1",
            "payee_name": SUPPLIER,
            "amount": "10",
            "method": "transfer",
        },
        refusals(
            more=Refusal("below_zero", "amount", {"amount": "400"}),
            unknown=UNKNOWN_PROJECT,
            payee=Refusal("payee_not_of_contract", "payee_name", {"payee_name": "别人"}),
            approval=Refusal("claim_not_approved", "claim_code", {"claim_code": "BZ1"}),
        ),
    ),
    "refund": refund("returned"),
    "bounced payment": refund("bounced"),
    "statement": Event(
        "statements",
        {"starts_on": "2022-05-01", "closing_balance": "10"},
        refusals(
            more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=differs("closing_balance", "11")
        ),
        day="ends_on",
        open_in_closed_months=FROM_OUTSIDE,
    ),
    "statement line": Event(
        "statement_lines",
        {"line_reference": "L9", "amount": "10"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK),
        open_in_closed_months=FROM_OUTSIDE,
    ),
    "journal line": Event(
        "journal_lines",
        {
            "account_set": "财政总会计",
            "occurred_on": "2022-05-10",
            "period": "202205",
            "voucher_number": "1",
            "line_number": "1",
            "account_code": "1001",
            "account_name": "国库存款",
            "debit": "10",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=differs("debit", "11")),
        day="exported_on",
        open_in_closed_months=FROM_OUTSIDE,
    ),
    "listed account": Event(
        "listed_accounts",
        {
            "listed_by": "bank",
            "origin": "示范银行",
            "holder": "示范县某局",
            "account": "622848000001",
            "balance": "10",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=differs("balance", "11")),
        day="as_of",
        open_in_closed_months=FROM_OUTSIDE,
    ),
    "sign-off": Event(
        "sign_offs",
        {
            "sign_off_code": "SLQ9",
            "kind": "project",
            "project_code": "XM1",
            "role": "implementing_unit",
            "signer": "甲",
        },
        refusals(
            more=DESCRIBES,
            unknown=UNKNOWN_PROJECT,
            other_content=differs("signed_on", "2022-05-21"),
        ),
        day="signed_on",
    ),
    "donor's consent": Event(
        "donations",
        {"donation_code": "JZ1", "event": "consent", "donor": "甲"},
        refusals(
            more=DESCRIBES,
            unknown=nothing_such("unknown_donation", "donation_code", "JZ99"),
            other_content=differs("donor", "乙"),
        ),
    ),
    "goods received": Event(
        "donated_goods",
        {
            "goods_code": "WZ9",
            "event": "received",
            "quantity": "10",
            "item": "棉被",
            "unit": "床",
            "donor": "甲",
        },
        refusals(unknown=UNKNOWN_BOOK, other_content=differs("quantity", "11")),
    ),
    "goods distributed": goods("distributed", recipient="小学"),
    "goods returned": goods("returned", recipient="小学"),
    "goods removed": goods("removed", reason="受潮"),
    "notice": Event(
        "notices",
        {
            "notice_code": "GS9",
            "kind": "other",
            "level": "county",
            "channel": "newspaper",
            "project_code": "XM1",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_PROJECT, other_content=NEW_VERSION),
        day="starts_on",
        undated="what is put up may be announced before it is",
    ),
    "foundation year": Event(
        "foundation_years",
        {
            "report_code": "JJH9",
            "foundation": "示范基金会",
            "ends_on": "2022-12-31",
            "may_raise": "是",
            "spending_amount": "1000",
            "charity_amount": "900",
            "management_amount": "100",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
    "aid_pairing": Event(
        "aid_pairings",
        {
            "pairing_code": "JD9",
            "helper": "示范友市",
            "helped_kind": "county",
            "helped_name": "示范县",
            "starts_on": "2022-01-01",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
    "project": Event(
        "projects",
        {"project_code": "XM8", "name": "另一项目"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
    "payee": Event(
        "payees",
        {"payee_code": "SKR9", "name": "甲", "kind": "other"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
    "household": Event(
        "households",
        {"household_code": "H9", "name": "甲", "identity": "990121197001011237"},
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day="registered_on",
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
    "matching list": Event(
        "matching_lists",
        {
            "list_code": "SW9",
            "kind": "death",
            "origin": "民政局",
            "legal_ground": "协议",
            "name": "甲",
            "identity": "990121197001011237",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day="as_of",
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
}
