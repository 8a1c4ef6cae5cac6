"""A source is one arrival of money in a book under one document; every yuan belongs to one."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlalchemy import (
    BigInteger,
    CheckConstraint,
    Connection,
    ForeignKeyConstraint,
    Index,
    Numeric,
    UniqueConstraint,
    text,
)
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact, rows_of
from ledger.language import Text
from ledger.vouchers import sql_list

#: What a source may be, and what people call it.
SOURCE_KINDS = {
    "appropriation": Text("本级安排", "own appropriation"),
    "transfer": Text("收到上级下达", "received from above"),
    "donation": Text("捐赠", "donated"),
    "paired_aid": Text("收到对口帮扶", "paired aid received"),
    "bond": Text("债券", "bond"),
    "platform_loan": Text("投融资平台贷款", "loan of a platform company"),
    "investment_return": Text("项目投资收益", "return on a project's investment"),
    "opening": Text("期初余额", "opening balance"),
    "carry_over": Text("上年结转", "carried over"),
}
#: Of these one book issues and another receives the same document.
TRANSFER_KINDS = ("transfer", "paired_aid", "bond")
#: These answer an issue of another book, if that book is kept here.
ANSWERING_KINDS = (*TRANSFER_KINDS, "opening")
#: The same, as SQL has them.
ANSWERING = sql_list(ANSWERING_KINDS)
#: Money that has to be repaid.
DEBT_KINDS = ("bond", "platform_loan")
EXEMPTIONS = ("settled_by_actuals", "emergency")


class Source(Base, Fact):
    """Money that arrived: appropriated, transferred, given, lent or earned, or there at opening.

    For what another book issued `issuer_division_id` and the document name its parent: the issue
    in that book, if it is kept here. Money carried over from an earlier year names the source it
    goes on from (`ledger.take_backs`). An opening stands for a document that came before the book
    was kept here (`ledger.opening_balances`).
    """

    __tablename__ = "source"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "fund_line_id"], ["fund_line.book_id", "fund_line.log_position"]
        ),
        ForeignKeyConstraint(["issuer_division_id"], ["division.division_id"]),
        ForeignKeyConstraint(
            ["book_id", "parent_source_id"], ["source.book_id", "source.log_position"]
        ),
        # Clerks name a source by its document.
        Index(None, "book_id", "document_no"),
        # Issue and receipt find each other by issuer and document.
        Index(None, "issuer_division_id", "document_no"),
        # What was carried over.
        Index(
            None,
            "book_id",
            "parent_source_id",
            postgresql_where="parent_source_id IS NOT NULL",
        ),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"kind IN {sql_list(SOURCE_KINDS)}", name="kind"),
        CheckConstraint(f"exemption IN {sql_list(EXEMPTIONS)}", name="exemption"),
        CheckConstraint("(kind = 'carry_over') = (parent_source_id IS NOT NULL)", name="parent"),
        ForeignKeyConstraint(
            ["book_id", "invested_project_id"], ["project.book_id", "project.log_position"]
        ),
        CheckConstraint(
            f"kind IN {sql_list(DEBT_KINDS)} OR (due_on IS NULL AND annual_rate_percent IS NULL)",
            name="debt_terms",
        ),
        CheckConstraint("due_on > occurred_on", name="due_on"),
        CheckConstraint("annual_rate_percent BETWEEN 0 AND 100", name="annual_rate_percent"),
        CheckConstraint(
            "(kind = 'investment_return') = (invested_project_id IS NOT NULL)",
            name="invested_project",
        ),
        # Nothing but its paper shows where the money of an opening came from.
        CheckConstraint(
            "(kind = 'opening') = (arrived_on IS NOT NULL) AND arrived_on <= occurred_on"
            " AND (kind <> 'opening' OR evidence IS NOT NULL)",
            name="opening",
        ),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    kind: Mapped[str]
    fund_line_id: Mapped[int] = mapped_column(BigInteger)
    document_no: Mapped[str]
    document_line: Mapped[int] = mapped_column(comment="which line of that document, usually 1")
    amount: Mapped[Decimal]
    occurred_on: Mapped[date] = mapped_column(comment="received 接到 or appropriated on")
    approved_on: Mapped[date | None] = mapped_column(comment="by the people's congress")
    issuer_division_id: Mapped[str | None]
    issuer_name: Mapped[str | None]
    purpose: Mapped[str | None]
    exemption: Mapped[str | None] = mapped_column(comment="why its 30-day clock does not run")
    evidence: Mapped[str | None]
    parent_source_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="the source that it was carried over from"
    )
    due_on: Mapped[date | None] = mapped_column(comment="by when a debt is to be repaid")
    annual_rate_percent: Mapped[Decimal | None] = mapped_column(
        Numeric(7, 4), comment="the interest of a debt, in per cent a year"
    )
    invested_project_id: Mapped[int | None] = mapped_column(
        BigInteger, comment="the project that a return comes from"
    )
    arrived_on: Mapped[date | None] = mapped_column(
        comment="when the money of an opening arrived, before the book was kept here"
    )


@dataclass(frozen=True)
class Arrival:
    """A source as people read it, with the names of what it refers to.

    `amount` is what it came to with its adjustments, `original_amount` what first arrived, in yuan.
    """

    book_id: int
    source_id: int
    kind: str
    fund_line: str
    document_no: str
    document_line: int
    amount: Decimal
    original_amount: Decimal
    occurred_on: date
    date_precision: str
    approved_on: date | None
    issuer: str | None
    purpose: str | None
    exemption: str | None
    evidence: str | None
    voucher_id: int
    due_on: date | None
    annual_rate_percent: Decimal | None
    invested_project_id: int | None
    invested_project: str | None
    arrived_on: date | None
    voucher: str
    recorded_by: str
    reversed: bool
    parent_source_id: int | None
    parent_document_no: str | None


ARRIVAL = """
SELECT
    source.book_id, source.log_position AS source_id, source.kind, fund_line.name AS fund_line,
    source.document_no, source.document_line,
    source.amount + coalesce(adjusted.amount, 0) AS amount, source.amount AS original_amount,
    source.occurred_on, voucher.date_precision, source.approved_on,
    coalesce(issuer.name, source.issuer_name) AS issuer, source.purpose, source.exemption,
    source.evidence, source.voucher_id, source.due_on, source.annual_rate_percent,
    source.invested_project_id, project.name AS invested_project, source.arrived_on,
    voucher.period || '-' || voucher.number AS voucher, voucher.recorded_by,
    EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = source.book_id AND undoing.reverses_id = source.voucher_id
    ) AS reversed,
    source.parent_source_id, parent.document_no AS parent_document_no
FROM ledger.source AS source
INNER JOIN ledger.voucher AS voucher
    ON source.book_id = voucher.book_id AND source.voucher_id = voucher.log_position
INNER JOIN ledger.fund_line AS fund_line
    ON source.book_id = fund_line.book_id AND source.fund_line_id = fund_line.log_position
LEFT JOIN ledger.division AS issuer ON source.issuer_division_id = issuer.division_id
LEFT JOIN ledger.source AS parent
    ON source.book_id = parent.book_id AND source.parent_source_id = parent.log_position
LEFT JOIN LATERAL (
    SELECT sum(adjustment.amount) AS amount
    FROM facts.transfer_adjustment AS adjustment
    WHERE adjustment.book_id = source.book_id AND adjustment.source_id = source.log_position
        AND adjustment.side = 'received'
) AS adjusted ON TRUE
LEFT JOIN facts.project AS project
    ON source.book_id = project.book_id AND source.invested_project_id = project.project_id
WHERE source.book_id = :book_id AND source.log_position = :source_id
"""


def arrival(connection: Connection, book_id: int, source_id: int) -> Arrival | None:
    """One source, or None if the book has none of that number."""
    found = connection.execute(text(ARRIVAL), {"book_id": book_id, "source_id": source_id})
    return next(iter(rows_of(Arrival, found)), None)
