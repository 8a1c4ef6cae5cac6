"""Made-up money that is not of the budget's transfers: bonds, paired aid, loans, returns, goods."""

import datetime as dt

from demonstrations.made_up.books import AID_LINE, BOND_LINE
from demonstrations.made_up.desk import Desk
from demonstrations.made_up.payments import Payee, household_code, pay
from demonstrations.made_up.projects import Project

LENDER = "示范县域扶贫开发投资有限公司"
RETURN_PERCENT = 6
#: Of so many quilts one in ten goes out by mistake and comes back, and two are spoiled.
QUILTS, TO_SCHOOL, SPOILED = 60, 20, 2
HOUSEHOLDS = 5


def use_other_money(desk: Desk) -> None:
    """Everything here, once in a county's year."""
    for line, category, name in (
        (BOND_LINE, "village_infrastructure", "债券支持的灌溉渠项目"),
        (AID_LINE, "industry", "协作帮扶车间项目"),
    ):
        fen = desk.fen()
        project, payee = desk.buy(category, name, fen, desk.chain.source_of(line))
        desk.paid[line] += fen
        if line == AID_LINE:
            return_on_investment(desk, project, payee, fen * RETURN_PERCENT // 100)
    borrow(desk)
    hand_out_goods(desk)


def borrow(desk: Desk) -> None:
    """A loan of a platform company, and what it built."""
    fen = desk.fen()
    document = desk.book.document("借", desk.year)
    on = desk.day(3, 2)
    desk.book.write(
        "other_sources",
        kind="platform_loan",
        document_no=document,
        occurred_on=on,
        amount=fen,
        giver=LENDER,
        due_on=on.replace(year=desk.year + 5),
        annual_rate_percent="4.1",
        purpose="产业路",
        cash_on=on,
    )
    desk.buy("village_infrastructure", "平台贷款产业路项目", fen, document)


def return_on_investment(desk: Desk, invested: Project, payee: Payee, fen: int) -> None:
    """What a workshop yields in August, and the village works that it pays for in September."""
    document = f"{invested.code}收益〔{desk.year}〕1号"
    desk.book.write(
        "other_sources",
        kind="investment_return",
        document_no=document,
        occurred_on=desk.day(8, 20),
        amount=fen,
        giver=payee.name,
        project_code=invested.code,
        cash_on=desk.day(8, 20),
    )
    assigned_on = desk.day(8, 24)
    project = desk.project(
        "village_services",
        "收益分配村内保洁项目",
        fen,
        project_approved=assigned_on,
        started=desk.day(9, 1),
        finished=desk.day(9, 18),
    )
    desk.carry_out(project, fen, document, assigned_on=assigned_on, completed_on=desk.day(9, 20))
    pay(project, desk.supplier(), fen, desk.day(9, 21), document)


def hand_out_goods(desk: Desk) -> None:
    """Quilts for households and a school: some come back, some are spoiled."""
    code = desk.book.number(f"WZ{desk.year}", 3)
    on = desk.day(1, 16)

    def move(event: str, day: dt.date, quantity: int, **more: object) -> None:
        desk.book.write(
            "donated_goods",
            goods_code=code,
            event=event,
            occurred_on=day,
            quantity=str(quantity),
            **more,
        )

    move(
        "received",
        on,
        QUILTS,
        item="棉被",
        unit="床",
        donor="示范纺织有限公司",
        estimated_value=QUILTS * 15_000,
        receipt_no=desk.book.number(f"WP{desk.year}", 3),
    )
    for number in range(min(HOUSEHOLDS, len(desk.households.payees))):
        move("distributed", desk.day(1, 20), 2, household_code=household_code(number))
    move("distributed", desk.day(1, 22), TO_SCHOOL, recipient="示范村小学")
    move("returned", desk.day(1, 25), TO_SCHOOL // 10, recipient="示范村小学")
    move("removed", desk.day(1, 26), SPOILED, reason="受潮损坏")
