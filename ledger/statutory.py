"""The statutory charts of accounts 总会计科目, dated, and the codes a movement of cash has in them.

They are data: `ledger/reference/statutory` has what we know and how well, an office loads what it
knows better (`ledger.statutory_files`). The kinds of accounts tell the side, and these charts hold
nothing of authority 指标: only cash is mapped.
"""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import CheckConstraint, Column, Connection, ForeignKeyConstraint, func, text, types
from sqlalchemy.dialects.postgresql import ARRAY, ExcludeConstraint
from sqlalchemy.orm import Mapped, mapped_column

from ledger.balances import CASH_KINDS
from ledger.database import Base, Code, rows_of
from ledger.language import Text
from ledger.vouchers import sql_list

#: Whether the text of the law was seen with this in it.
STANDINGS = ("confirmed", "unconfirmed")
#: `general` 总预算会计; since 2023 `financial` 财务会计 and `budget` 预算会计 in parallel.
CHARTS = {
    "general": Text("总预算会计", "General budget accounting"),
    "financial": Text("财务会计", "Financial accounting"),
    "budget": Text("预算会计", "Budget accounting"),
}
NO_CODE = Text("没有已知科目", "no code known")
#: Who says so: this program's reference files, or the office that uses it.
ORIGINS = ("product", "office")
#: In a mapping: whatever it is.
ANY = "*"

STANDING_CHECK = f"standing IN {sql_list(STANDINGS)}"
ORIGIN_CHECK = f"origin IN {sql_list(ORIGINS)}"


class StatutoryRegime(Base):
    """A statutory accounting system of government finance over the time it is in force."""

    __tablename__ = "statutory_regime"
    __table_args__ = (
        # One a day: a movement of cash never has the codes of two.
        ExcludeConstraint(
            (func.daterange(Column("valid_from"), Column("valid_to"), text("'[]'")), "&&"),
            name="statutory_regime_one_a_day_excl",
            using="gist",
        ),
        CheckConstraint(f"charts <@ ARRAY{list(CHARTS)}", name="charts"),
        CheckConstraint(STANDING_CHECK, name="standing"),
    )

    regime: Mapped[Code] = mapped_column(primary_key=True, comment="the year of its document")
    document_no: Mapped[str]
    name: Mapped[str]
    charts: Mapped[list[str]] = mapped_column(ARRAY(types.Text), comment="books kept in parallel")
    valid_from: Mapped[date]
    valid_to: Mapped[date | None]
    standing: Mapped[str]
    basis: Mapped[str]


class StatutoryAccount(Base):
    """An account of a chart: its code, its name, and what it is closed to at the end of a year."""

    __tablename__ = "statutory_account"
    __table_args__ = (
        ForeignKeyConstraint(["regime"], ["statutory_regime.regime"]),
        ForeignKeyConstraint(
            ["regime", "chart", "closes_to"],
            ["statutory_account.regime", "statutory_account.chart", "statutory_account.code"],
            deferrable=True,
            initially="DEFERRED",
        ),
        CheckConstraint(f"chart IN {sql_list(CHARTS)}", name="chart"),
        CheckConstraint("balance_side IN ('debit', 'credit')", name="balance_side"),
        CheckConstraint(STANDING_CHECK, name="standing"),
        CheckConstraint(ORIGIN_CHECK, name="origin"),
    )

    regime: Mapped[Code] = mapped_column(primary_key=True)
    chart: Mapped[Code] = mapped_column(primary_key=True)
    code: Mapped[Code] = mapped_column(primary_key=True)
    name: Mapped[str]
    balance_side: Mapped[str] = mapped_column(comment="on which its balance usually stands")
    closes_to: Mapped[Code | None] = mapped_column(comment="income and expenditure: at year end")
    standing: Mapped[str]
    basis: Mapped[str]
    origin: Mapped[str]


class StatutoryMapping(Base):
    """Which codes a movement of cash has in a chart; without a code: none is known.

    Of the rows that fit a movement the office's go before ours, one that names the event or the
    kind of source before one that says `*`, a later one before an earlier.
    """

    __tablename__ = "statutory_mapping"
    __table_args__ = (
        ForeignKeyConstraint(["regime"], ["statutory_regime.regime"]),
        *(
            ForeignKeyConstraint(
                ["regime", "chart", code],
                ["statutory_account.regime", "statutory_account.chart", "statutory_account.code"],
                deferrable=True,
                initially="DEFERRED",
            )
            for code in ("debit_code", "credit_code")
        ),
        CheckConstraint(f"chart IN {sql_list(CHARTS)}", name="chart"),
        CheckConstraint(
            f"credit_kind IN {sql_list(CASH_KINDS)} AND debit_kind IN {sql_list(CASH_KINDS)}",
            name="kinds",
        ),
        CheckConstraint("valid_to >= valid_from", name="valid_to"),
        CheckConstraint(STANDING_CHECK, name="standing"),
        CheckConstraint(ORIGIN_CHECK, name="origin"),
    )

    regime: Mapped[Code] = mapped_column(primary_key=True)
    chart: Mapped[Code] = mapped_column(primary_key=True)
    event: Mapped[Code] = mapped_column(primary_key=True, comment="of the voucher; *: any")
    source_kind: Mapped[Code] = mapped_column(primary_key=True, comment="of the source; *: any")
    credit_kind: Mapped[Code] = mapped_column(primary_key=True)
    debit_kind: Mapped[Code] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    origin: Mapped[Code] = mapped_column(primary_key=True)
    debit_code: Mapped[Code | None]
    credit_code: Mapped[Code | None]
    valid_to: Mapped[date | None]
    standing: Mapped[str]
    basis: Mapped[str]


@dataclass(frozen=True)
class Correspondence:
    """A row of the mapping as people read it: codes with their names."""

    regime: str
    document_no: str
    chart: str
    event: str
    source_kind: str
    credit_kind: str
    debit_kind: str
    debit: str | None
    credit: str | None
    valid_from: date
    valid_to: date | None
    standing: str
    basis: str
    origin: str


MAPPING = """
SELECT
    mapping.regime, regime.document_no, mapping.chart, mapping.event, mapping.source_kind,
    mapping.credit_kind, mapping.debit_kind, debit.code || ' ' || debit.name AS debit,
    credit.code || ' ' || credit.name AS credit, mapping.valid_from, mapping.valid_to,
    mapping.standing, mapping.basis, mapping.origin
FROM ledger.statutory_mapping AS mapping
INNER JOIN ledger.statutory_regime AS regime USING (regime)
LEFT JOIN ledger.statutory_account AS debit
    ON (mapping.regime, mapping.chart, mapping.debit_code) = (debit.regime, debit.chart, debit.code)
LEFT JOIN ledger.statutory_account AS credit
    ON (mapping.regime, mapping.chart, mapping.credit_code)
    = (credit.regime, credit.chart, credit.code)
ORDER BY mapping.regime, mapping.chart, mapping.event, mapping.source_kind, mapping.valid_from,
    mapping.credit_kind, mapping.origin
"""


def mapping(connection: Connection) -> list[Correspondence]:
    """All rows of the mapping, those of the office among them."""
    return rows_of(Correspondence, connection.execute(text(MAPPING)))
