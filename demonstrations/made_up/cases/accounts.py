"""Cases of bank accounts that are not in the books: AC-10."""

import datetime as dt

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import account_number
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import days
from ledger.language import Text

IN_THE_BOOKS = Text("银行列出的账户都在单位账内", "What the bank lists is in the unit's books")
PREFIX = "9933"


def off_the_books(scene: Scene) -> None:
    """AC-10, planted: off the books, paid and not. Spared: on both lists; closed; opened later."""
    as_of = dt.date(scene.year, 6, 30)
    unit = f"示范县某中心{scene.reference()}"
    for listed_by, more, what, planted in (
        ("bank", {}, Text("单位账内没有", "Not in the unit's books"), True),
        ("bank", {"paid": True}, Text("付过资金的账外账户", "It was paid"), True),
        ("both", {}, Text("两边都有", "On both lists"), False),
        ("bank", {"closed_on": as_of - days(9)}, Text("已销户", "Closed"), False),
        ("bank", {"opened_on": dt.date(2024, 7, 9)}, Text("以后才开", "Opened later"), False),
    ):
        scene.book.numbers["listed account"] += 1
        number = account_number(PREFIX, scene.book.code, scene.book.numbers["listed account"])
        cells = {
            "as_of": dt.date(2024, 7, 31) if "opened_on" in more else as_of,
            "holder": unit,
            "account": number,
            "account_kind": "一般户",
            "opened_on": dt.date(scene.year - 1, 3, 1),
            "balance": scene.fen(),
        }
        given = {key: value for key, value in more.items() if key != "paid"}
        scene.book.write(
            "listed_accounts", listed_by="bank", origin="示范县某银行", **(cells | given)
        )
        if listed_by == "both":
            scene.book.write("listed_accounts", listed_by="unit", origin=unit, **cells)
        if "paid" in more:
            fen = scene.fen()
            project, source = scene.funded(fen)
            company = scene.company()
            holder = Payee(company.code, company.name, company.kind, company.identity, number)
            pay(project, holder, fen, scene.day(6, 8), source)
        keep = scene.plant if planted else scene.spare
        keep(f"{number[:4]}****{number[-4:]}", what, IN_THE_BOOKS)


CASES = (("AC-10", off_the_books),)
