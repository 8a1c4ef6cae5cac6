"""The table of refusals: money that arrives, is issued, adjusted, pooled, assigned, taken back."""

from builders import CITY, OTHER_COUNTY
from refusal_shape import (
    DESCRIBES,
    GIVER,
    NEW_VERSION,
    NOT_AN_EVENT,
    UNKNOWN_BOOK,
    UNKNOWN_PROJECT,
    UNKNOWN_SOURCE,
    Event,
    Refusal,
    differs,
    nothing_such,
    refusals,
    too_much,
)

_ISSUE = {"amount": "10", "source_document": "市1", "counterparty": OTHER_COUNTY}
_UNSPENT = {"document_no": "年终9", "source_document": "来1", "amount": "10"}
_ASSIGNED = {
    "document_no": "安排9", "project_code": "XM1", "source_document": "来1", "amount": "10",
}  # fmt: skip


def adjustment(kind: str, more: Refusal | str) -> Event:
    """A transfer that was issued is adjusted."""
    cells = {"side": "issued", "document_no": "调9", "transfer_document": "市2", "amount": "10"}
    return Event(
        "transfer_adjustments",
        cells | {"kind": kind},
        refusals(more=more, unknown=nothing_such("unknown_transfer", "transfer_document")),
        book=CITY,
    )


MONEY: dict[str, Event] = {
    "appropriation": Event(
        "appropriations",
        {"document_no": "本9", "amount": "10", "fund_line": "县级资金"},
        refusals(unknown=UNKNOWN_BOOK),
    ),
    "transfer received": Event(
        "transfers",
        {"direction": "received", "document_no": "来9", "amount": "10", **GIVER},
        refusals(unknown=UNKNOWN_BOOK),
    ),
    "transfer issued": Event(
        "transfers",
        {"direction": "issued", "document_no": "市9", **_ISSUE},
        refusals(more=too_much(), unknown=UNKNOWN_SOURCE),
        book=CITY,
    ),
    "cash in": Event(
        "transfers",
        {"direction": "cash_in", "document_no": "来1", "amount": "10"},
        refusals(unknown=nothing_such("unknown_source", "document_no")),
    ),
    "cash out": Event(
        "transfers",
        {"direction": "cash_out", "document_no": "市2", **_ISSUE},
        refusals(more=too_much(), unknown=UNKNOWN_SOURCE),
        book=CITY,
    ),
    "addition": adjustment("addition", too_much()),
    "reduction of a transfer": adjustment("reduction", too_much("adjustment_exceeds")),
    "recall": adjustment("recall", too_much("adjustment_exceeds")),
    "other source": Event(
        "other_sources",
        {"kind": "platform_loan", "document_no": "借9", "amount": "10", "giver": "平台公司"},
        refusals(unknown=UNKNOWN_BOOK),
    ),
    "return of an investment": Event(
        "other_sources",
        {
            "kind": "investment_return",
            "document_no": "收益9",
            "amount": "10",
            "giver": "公司",
            "project_code": "XM1",
        },
        refusals(unknown=UNKNOWN_PROJECT),
    ),
    "gift": Event(
        "donations",
        {"donation_code": "JZ9", "donor": "甲", "amount": "10"},
        refusals(unknown=UNKNOWN_BOOK),
    ),
    "feedback": Event(
        "feedback",
        {"donation_code": "JZ1", "kind": "report", "contents": "用于小学"},
        refusals(
            more=DESCRIBES,
            unknown=nothing_such("unknown_donation", "donation_code", "JZ99"),
            other_content=differs("contents", "用于医院"),
        ),
    ),
    "opening": Event(
        "opening_balances",
        {
            "document_no": "期9",
            "arrived_on": "2021-06-01",
            "amount": "10",
            "evidence": "结余表",
            "fund_line": "衔接资金",
            "project_code": "XM3",
            "assigned_amount": "10",
        },
        refusals(
            more=Refusal("opening_does_not_add_up", "amount", {"assigned_amount": "100000"}),
            unknown=UNKNOWN_PROJECT,
            other_content=differs("arrived_on", "2021-06-02"),
        ),
        book=OTHER_COUNTY,
    ),
    "integration": Event(
        "integration_plans",
        {
            "plan_code": "方案",
            "version_number": "1",
            "item_kind": "pooled",
            "source_document": "来1",
            "amount": "10",
        },
        refusals(
            more=too_much(),
            unknown=UNKNOWN_SOURCE,
            other_content=Refusal("plan_version_exists", "version_number", {"amount": "11"}),
        ),
        day="approved_on",
    ),
    "assignment": Event(
        "assignments",
        _ASSIGNED,
        refusals(more=too_much(), unknown=UNKNOWN_PROJECT),
    ),
    "withdrawal": Event(
        "assignments",
        _ASSIGNED | {"direction": "withdraw"},
        refusals(more=too_much(), unknown=UNKNOWN_SOURCE),
    ),
    "take-back": Event(
        "take_backs",
        _UNSPENT | {"kind": "take_back"},
        refusals(more=too_much(), unknown=UNKNOWN_SOURCE),
    ),
    "carry-over": Event(
        "take_backs",
        _UNSPENT | {"kind": "carry_over", "project_code": "XM1"},
        refusals(more=too_much(), unknown=UNKNOWN_PROJECT),
    ),
    "reversal": Event(
        "reversals",
        {"voucher": "202202-1", "reason": "记错"},
        refusals(
            unknown=nothing_such("unknown_voucher", "voucher", "202202-99"),
            other_content=Refusal("cannot_reverse", "voucher", {"reason": "又一次"}),
        ),
    ),
    "budget_line": Event(
        "budget_lines",
        {
            "line_code": "YS9",
            "fiscal_year": "2022",
            "kind": "own_funds",
            "amount": "100",
            "entered_on": "2022-01-28",
        },
        refusals(more=DESCRIBES, unknown=UNKNOWN_BOOK, other_content=NEW_VERSION),
        day=None,
        undated=NOT_AN_EVENT,
        open_in_closed_months=NOT_AN_EVENT,
    ),
}
