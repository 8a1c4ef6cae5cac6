"""What a refusal in the table of refusals is, and what stands on record before all of them."""

from collections.abc import Mapping
from dataclasses import dataclass

from builders import CITY, COUNTY, OTHER_COUNTY, PROVINCE

from expectations.rule import fact

DAY, TO_COME = "2022-05-20", "2199-05-20"
#: What may be refused of an event, besides its day and its coming again, which concern all.
KINDS = ("more", "unknown", "payee", "approval", "other_content")

#: Why an event has no refusal of a kind.
BRINGS = "it brings money or asks for it: nothing can run out"
DESCRIBES = "it describes: it uses up nothing"
NO_PAYEE = "it pays nobody"
NO_APPROVAL = "nothing has to be approved before it"
NEW_VERSION = "it describes: other content is a later version of it"
NOT_AN_EVENT = "it describes, as a register does, and is no event of a day"


@dataclass(frozen=True)
class Refusal:
    """What a row says otherwise than the right one, and which problem is named at which field."""

    code: str
    field: str
    cells: Mapping[str, str]


@dataclass(frozen=True)
class Event:
    """A right row of a sheet, and each kind of refusal, or why there is none.

    `day` is the field of its day. `undated` or `open_in_closed_months` says why a day to come or
    a closed month is no ground for refusing it.
    """

    sheet: str
    cells: Mapping[str, str]
    refusals: Mapping[str, Refusal | str]
    day: str | None = "occurred_on"
    book: str = COUNTY
    undated: str | None = None
    open_in_closed_months: str | None = None

    def row(self, **changed: str) -> dict[str, str]:
        """The right row, or one that is changed."""
        dated = {} if self.day is None else {self.day: DAY}
        return {"book": self.book} | dated | dict(self.cells) | changed


def refusals(
    *,
    more: Refusal | str = BRINGS,
    unknown: Refusal | str,
    payee: Refusal | str = NO_PAYEE,
    approval: Refusal | str = NO_APPROVAL,
    other_content: Refusal | str | None = None,
) -> dict[str, Refusal | str]:
    """One refusal of each kind; without other words, other content is another amount."""
    given = {"more": more, "unknown": unknown, "payee": payee, "approval": approval}
    return given | {"other_content": other_content or differs("amount", "11")}


def differs(field: str, value: str) -> Refusal:
    """The same reference with another value in a field."""
    return Refusal("same_reference_differs", field, {field: value})


def too_much(code: str = "below_zero") -> Refusal:
    """Far more than there is."""
    return Refusal(code, "amount", {"amount": "100000"})


def nothing_such(code: str, field: str, value: str = "无此〔2022〕1号") -> Refusal:
    """A row that names what is not there."""
    return Refusal(code, field, {field: value})


UNKNOWN_BOOK = nothing_such("unknown_division", "book", "无此县")
UNKNOWN_PROJECT = nothing_such("unknown_project", "project_code", "XM9")
UNKNOWN_CONTRACT = nothing_such("unknown_contract", "contract_code", "HT9")
UNKNOWN_SOURCE = nothing_such("unknown_source", "source_document")

SUPPLIER = "示范公司"
#: Two books with money, projects, a contract, a payment, claims, gifts; a voucher to be reversed
#: (202202-1), and one that was (202201-1).
SCENE = (
    fact("appropriations", document_no="本0", occurred_on="2022-01-05", cash_on=""),
    fact("appropriations", document_no="本1", occurred_on="2022-02-05", cash_on=""),
    fact("transfers", document_no="来1", amount="1000", integrable="是"),
    fact("transfers", book=CITY, document_no="市1", amount="50"),
    fact(
        "transfers", book=CITY, direction="issued", document_no="市2", amount="20",
        occurred_on="2022-03-02", counterparty=OTHER_COUNTY, source_document="市1",
    ),
    fact("projects", project_code="XM1"),
    fact("projects", project_code="XM2"),
    fact("projects", book=OTHER_COUNTY, project_code="XM3"),
    fact("assignments", document_no="安排1", project_code="XM1", source_document="来1",
         amount="600"),
    fact("contracts", contract_code="HT1", project_code="XM1", supplier_name=SUPPLIER,
         source_document="来1", amount="300"),
    fact("claims", claim_code="BZ1", project_code="XM1", contract_code="HT1"),
    fact("claim_steps", claim_code="BZ1"),
    fact("claims", claim_code="BZ2", project_code="XM1", contract_code="HT1"),
    fact("disbursements", external_reference="ZF1", project_code="XM1", source_document="来1"),
    fact("donations", donation_code="JZ1", cash_on=""),
    fact("donated_goods", goods_code="WZ1"),
    fact("findings", finding_code="SJ1"),
    fact("households", household_code="H1"),
    fact("donated_goods", goods_code="WZ1", event="distributed", quantity="50", recipient="小学",
         occurred_on="2022-04-01", item="", unit="", donor=""),
    fact("reversals", voucher="202201-1", occurred_on="2022-01-20"),
)  # fmt: skip
GIVER = {"fund_line": "衔接资金", "counterparty": PROVINCE}
