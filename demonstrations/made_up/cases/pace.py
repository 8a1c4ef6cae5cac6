"""Cases of money that lies idle or is spent late: BT-13 and PF-01."""

import datetime as dt

from demonstrations.made_up.books import Day, FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import AS_OF, LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

WITHIN_A_YEAR = Text(
    "收到超过 365 日应已支付或下达，超过 730 日更严重",
    "Money is paid or passed on within 365 days; beyond 730 it is graver",
)
ON_SCHEDULE = Text(
    "当年收到的资金到 9 月底应支付 75%",
    "Of the money of a year 75 % is to be paid by the end of September",
)
NODE = dt.date(LAST_YEAR, 9, 30)


def leave_idle(scene: Scene, on: Day, unspent: int, *, assigned: bool = True) -> str:
    """Money of a day of which some fen, or all, are not spent; returns its reference."""
    line: FundLine = (scene.book.number("示范结余资金"), "county", False)
    reference = scene.reference()
    document = scene.book.document("预", on.year)
    fen = scene.fen()
    scene.book.appropriate(document, on, fen, line, external_reference=reference)
    if assigned:
        project = scene.project(on - days(130))
        scene.fund(project, fen, document, assigned_on=on + days(10))
        if unspent < fen:
            pay(project, scene.company(), fen - unspent, on + days(60), document)
    return reference


def left_idle(scene: Scene) -> None:
    """BT-13, planted: a fen on day 366, and on day 731; all of it, not even assigned."""
    for on, unspent, assigned, what in (
        (AS_OF - days(366), 1, True, Text("第 366 日剩一分", "A fen left on day 366")),
        (AS_OF - days(731), 1, True, Text("第 731 日剩一分", "A fen left on day 731")),
        (AS_OF - days(500), 0, False, Text("一年多没有安排", "Not assigned for over a year")),
    ):
        scene.plant(leave_idle(scene, on, unspent, assigned=assigned), what, WITHIN_A_YEAR)


def left_for_a_year(scene: Scene) -> None:
    """BT-13, spared: day 365; spent to the last fen; before the rule; a gift."""
    for on, unspent, what in (
        (AS_OF - days(365), 1, Text("第 365 日剩一分", "A fen left on day 365")),
        (AS_OF - days(700), 0, Text("早已付清", "All spent long ago")),
        (dt.date(2014, 12, 31), 1, Text("2015 年以前收到", "Received before 2015")),
    ):
        scene.spare(leave_idle(scene, on, unspent), what, WITHIN_A_YEAR)


def spend_in_time(scene: Scene, paid: int, of: int, *, arrived_on: Day, paid_on: Day) -> str:
    """A fund line of the last year of which some fen are paid on a day; returns its name."""
    line: FundLine = (scene.book.number("示范进度资金"), "county", False)
    source = scene.money(of, line, on=arrived_on)
    project = scene.project(dt.date(LAST_YEAR - 1, 10, 10))
    scene.fund(project, of, source, assigned_on=min(arrived_on + days(30), paid_on))
    if paid:
        pay(project, scene.company(), paid, paid_on, source)
    return line[0]


def spent_late(scene: Scene) -> None:
    """PF-01, planted: a fen short at the end of September; all of it paid a day later; nothing."""
    fen = scene.fen() // 4 * 4
    arrived_on = dt.date(LAST_YEAR, 2, 1) + scene.shift
    for paid, paid_on, what in (
        (fen * 3 // 4 - 1, NODE, Text("9 月底差一分到 75%", "A fen short of 75 %")),
        (fen, NODE + days(1), Text("10 月 1 日才支付", "Paid on 1 October")),
        (0, NODE, Text("没有支付", "Nothing paid")),
    ):
        line = spend_in_time(scene, paid, fen, arrived_on=arrived_on, paid_on=paid_on)
        scene.plant(line, what, ON_SCHEDULE)


def spent_on_schedule(scene: Scene) -> None:
    """PF-01, spared: exactly 75 % on the day itself; money that arrived only in October."""
    fen = scene.fen() // 4 * 4
    arrived_on = dt.date(LAST_YEAR, 2, 1) + scene.shift
    for arrived, paid, what in (
        (arrived_on, fen * 3 // 4, Text("9 月 30 日恰好 75%", "Exactly 75 % on 30 September")),
        (NODE + days(2), 0, Text("10 月才收到的资金", "Money that arrived in October")),
    ):
        line = spend_in_time(
            scene, paid, fen, arrived_on=arrived, paid_on=max(NODE, arrived + days(1))
        )
        scene.spare(line, what, ON_SCHEDULE)


CASES = (
    ("BT-13", left_idle),
    ("BT-13", left_for_a_year),
    ("PF-01", spent_late),
    ("PF-01", spent_on_schedule),
)
