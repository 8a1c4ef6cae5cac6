"""A contract is the legal duty to pay; a commitment sets a source's money aside for it."""

from datetime import date
from decimal import Decimal

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base, Code, Fact, VersionedFact
from ledger.vouchers import sql_list

CONTRACT_KINDS = ("works", "goods", "services", "survey_design_supervision", "other")


class Contract(Base, VersionedFact):
    """One version of a contract's record."""

    __tablename__ = "contract"
    __table_args__ = (
        Index(
            "contract_code_idx",
            "book_id",
            "contract_code",
            unique=True,
            postgresql_where="log_position = contract_id",
        ),
        # Whether a version has been replaced: only replacements are indexed.
        Index(
            "contract_replacement_idx",
            "book_id",
            "contract_id",
            postgresql_where="log_position <> contract_id",
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "payee_id"], ["payee.book_id", "payee.log_position"]),
        CheckConstraint("amount > 0", name="amount"),
        CheckConstraint(f"kind IN {sql_list(CONTRACT_KINDS)}", name="kind"),
        CheckConstraint("retention_percent BETWEEN 0 AND 100", name="retention_percent"),
    )

    contract_id: Mapped[int] = mapped_column(BigInteger, comment="position of its first version")
    contract_code: Mapped[str]
    project_id: Mapped[int] = mapped_column(BigInteger)
    payee_id: Mapped[int] = mapped_column(BigInteger, comment="the supplier")
    kind: Mapped[str | None]
    procurement_method: Mapped[str | None]
    amount: Mapped[Decimal]
    signed_on: Mapped[date]
    retention_percent: Mapped[Decimal]
    settled_on: Mapped[date | None] = mapped_column(comment="of the final settlement")
    evidence: Mapped[str | None]


class Commitment(Base, Fact):
    """Money of a source, assigned to the project, that is now bound to the contract."""

    __tablename__ = "commitment"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "voucher_id"], ["voucher.book_id", "voucher.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        ForeignKeyConstraint(
            ["book_id", "project_id"], ["project.book_id", "project.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "source_id"], ["source.book_id", "source.log_position"]),
        Index(None, "book_id", "contract_id"),
        CheckConstraint("amount > 0", name="amount"),
    )

    voucher_id: Mapped[int] = mapped_column(BigInteger)
    import_row: Mapped[int | None]
    external_reference: Mapped[Code]
    contract_id: Mapped[int] = mapped_column(BigInteger)
    project_id: Mapped[int] = mapped_column(BigInteger)
    source_id: Mapped[int] = mapped_column(BigInteger)
    amount: Mapped[Decimal]
    occurred_on: Mapped[date]
