"""A payee substitution lets money due under a contract go to somebody else than its supplier."""

from datetime import date

from sqlalchemy import BigInteger, CheckConstraint, ForeignKeyConstraint, Index, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import AuthoredFact, Base, Code
from ledger.vouchers import sql_list

#: 债权转让, 农民工工资专户.
SUBSTITUTION_KINDS = ("assignment_of_claim", "labour_wages")


class PayeeSubstitution(Base, AuthoredFact):
    """From a day on a further payee may be paid under a contract, and on what paper that stands."""

    __tablename__ = "payee_substitution"
    __table_args__ = (
        UniqueConstraint("book_id", "external_reference"),
        ForeignKeyConstraint(
            ["book_id", "contract_id"], ["contract.book_id", "contract.log_position"]
        ),
        ForeignKeyConstraint(["book_id", "payee_id"], ["payee.book_id", "payee.log_position"]),
        Index(None, "book_id", "contract_id"),
        CheckConstraint(f"kind IN {sql_list(SUBSTITUTION_KINDS)}", name="kind"),
    )

    external_reference: Mapped[Code]
    contract_id: Mapped[int] = mapped_column(BigInteger)
    payee_id: Mapped[int] = mapped_column(BigInteger, comment="who may be paid instead")
    kind: Mapped[str]
    occurred_on: Mapped[date] = mapped_column(comment="the first day it holds")
    document_no: Mapped[str] = mapped_column(comment="the agreement or notice it stands on")
    evidence: Mapped[str | None]
