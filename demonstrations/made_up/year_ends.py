"""Made-up ends of years: what is unspent is taken back, or spent in the next year."""

import datetime as dt
from dataclasses import dataclass

from demonstrations.made_up.desk import Desk
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import Project, days

#: Of the project's money this part waits for the next year.
WAITING_PERCENT = 25


@dataclass(frozen=True)
class CarriedOver:
    """What a project still has to pay, and the money that it will be paid from."""

    project: Project
    payee: Payee
    #: Documents that the money goes on under, with the fen of each.
    money: tuple[tuple[str, int], ...]


def cross_year_end(desk: Desk) -> CarriedOver | None:
    """A road on the county's own money that is finished in the next year, unless this is the last.

    Some of the money waits with the project, and some was never given to it; that is carried over,
    and half of the latter is taken back.
    """
    fen, left = desk.fen(), desk.fen() // 10 * 2
    goes_on = not desk.is_last_year
    book, received_on = desk.book, desk.day(2, 9)
    document = book.document("预", desk.year)
    book.appropriate(document, received_on, fen + left if goes_on else fen)
    finished_on = dt.date(desk.year + 1, 3, 10) if goes_on else desk.day(8, 20)
    project = desk.project(
        "village_infrastructure",
        "跨年产业路项目",
        fen,
        started=desk.day(4, 20),
        finished=finished_on,
    )
    # The road costs what is carried over besides.
    whole = fen + left - left // 2
    project.estimates = (whole, whole)
    project.record["approved_total"] = whole
    desk.carry_out(project, fen, document, completed_on=finished_on + days(3))
    payee = desk.supplier()
    waiting = fen * WAITING_PERCENT // 100 if goes_on else 0
    pay(project, payee, fen - waiting, desk.day(7, 8), document)
    if not goes_on:
        return None
    end, order = dt.date(desk.year, 12, 31), book.document("财收", desk.year)
    common = {"occurred_on": end, "document_no": order, "source_document": document}
    half = left // 2
    book.write("take_backs", kind="take_back", amount=half, reason="盘活存量资金", **common)
    book.send_cash(order, end, half, document)
    money = []
    for part, more in ((waiting, {"project_code": project.code}), (left - half, {})):
        new = book.document("预", desk.year + 1)
        book.write(
            "take_backs",
            kind="carry_over",
            amount=part,
            new_document_no=new,
            reason="项目跨年实施",
            **common,
            **more,
        )
        money.append((new, part))
    return CarriedOver(project, payee, tuple(money))


def spend_carried_over(desk: Desk, carried: CarriedOver) -> None:
    """The next year's part: assigned again, published, and paid before the road is finished."""
    assigned_on = desk.day(1, 22) + days(desk.dice.randrange(10))
    for number, (document, fen) in enumerate(carried.money):
        carried.project.assign(fen, assigned_on, document, published_on=assigned_on + days(3))
        pay(carried.project, carried.payee, fen, desk.day(3, 5 + number), document)
