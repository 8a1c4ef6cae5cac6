"""Places of GB/T 2260 through time: 肥乡县 130428 and 肥乡区 130407 are one division."""

from datetime import date

from sqlalchemy import CheckConstraint, Connection, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from ledger.database import Base
from ledger.errors import WrongUse
from ledger.vouchers import sql_list

LEVELS = ("central", "province", "city", "county", "township")


class Division(Base):
    """One place, whatever code and name it had when. Reference data, the same in every book."""

    __tablename__ = "division"
    __table_args__ = (
        CheckConstraint(f"level IN {sql_list(LEVELS)}", name="level"),
        # Who supervises whom is asked by prefix.
        Index(None, "path", postgresql_ops={"path": "text_pattern_ops"}),
    )

    division_id: Mapped[str] = mapped_column(
        primary_key=True, comment="the first code it had in the editions we hold"
    )
    level: Mapped[str]
    code: Mapped[str] = mapped_column(comment="the code it has now, or had last")
    name: Mapped[str] = mapped_column(comment="the name it has now, or had last")
    parent_id: Mapped[str | None] = mapped_column(ForeignKey("division.division_id"))
    path: Mapped[str] = mapped_column(comment="/000000/130000/130400/130428/")
    made_up: Mapped[bool] = mapped_column(comment="true only for the demonstration province")


class DivisionCode(Base):
    """A code with a name over the time in which the editions show them together."""

    __tablename__ = "division_code"

    code: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"), index=True)
    valid_from: Mapped[date | None] = mapped_column(comment="null: before our first edition")
    valid_to: Mapped[date | None] = mapped_column(comment="null: still valid in our last edition")
    listed_in: Mapped[str] = mapped_column(comment="GB/T 2260, NBS (statistical) or made up")


class DivisionSuccession(Base):
    """A division that became part of another, or changed its code, and on what ground we say so."""

    __tablename__ = "division_succession"

    predecessor_code: Mapped[str] = mapped_column(primary_key=True)
    successor_code: Mapped[str] = mapped_column(primary_key=True)
    predecessor_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"))
    successor_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"))
    kind: Mapped[str] = mapped_column(comment="recoded: the same place; merged: part of another")
    by_edition: Mapped[str]
    basis: Mapped[str]


class DivisionMark(Base):
    """A dated list a division is on: the 62 poverty counties, the nine cities of Hebei."""

    __tablename__ = "division_mark"

    division_id: Mapped[str] = mapped_column(ForeignKey("division.division_id"), primary_key=True)
    mark: Mapped[str] = mapped_column(primary_key=True)
    valid_from: Mapped[date] = mapped_column(primary_key=True)
    valid_to: Mapped[date | None]
    basis: Mapped[str]


def find_division(connection: Connection, name: str) -> str:
    """The id of a division by any code or name it has had.

    Raises:
        WrongUse: there is none, or several share the name.
    """
    found = connection.execute(
        text(
            "SELECT DISTINCT division_id FROM ledger.division_code"
            " WHERE code = :name OR name = :name"
        ),
        {"name": name},
    ).scalars()
    divisions = found.all()
    if len(divisions) != 1:
        raise WrongUse(
            f"没有区划 {name}，或有几个同名；请用区划代码。",
            f"There is no division {name}, or several have that name; give its code.",
        )
    return str(divisions[0])
