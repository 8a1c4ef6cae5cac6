"""Cases of money that lies idle or is spent late: BT-13, BT-12 and PF-01."""

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
TWO_YEARS = Text(
    "到第二年终了仍未用完的，作为结余收回",
    "What is not used up at the end of the second year is taken back",
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


def end_year(scene: Scene, on: Day, kind: str, *, goes_on: int = 0) -> str:
    """Money of a day that nobody spent by the end of its year: taken back, or carried over.

    Args:
        scene: where it is.
        on: the day it arrived.
        kind: of the row of take-backs.
        goes_on: of what is carried over, the fen that are still not spent.

    Returns:
        The reference of the money: of what was taken back, the old one; else that of the new one.
    """
    line: FundLine = (scene.book.number("示范结余资金"), "county", False)
    first, reference = scene.reference(), scene.reference()
    document = scene.book.document("预", on.year)
    fen, end = scene.fen(), dt.date(on.year, 12, 31)
    scene.book.appropriate(document, on, fen, line, external_reference=first)
    new = scene.book.document("预", on.year + 1) if kind == "carry_over" else None
    scene.book.write(
        "take_backs",
        kind=kind,
        document_no=scene.book.document("财收", on.year),
        occurred_on=end,
        source_document=document,
        amount=fen,
        new_document_no=new,
        external_reference=reference,
    )
    if new is None:
        return first
    project = scene.project(end - days(100))
    scene.fund(project, fen, new, assigned_on=end + days(30))
    pay(project, scene.company(), fen - goes_on, end + days(90), new)
    return f"carry_over|{reference}"


def left_idle(scene: Scene) -> None:
    """BT-13, planted: a fen on day 366, and on day 731; all of it; what was only carried over."""
    for on, unspent, assigned, what in (
        (AS_OF - days(366), 1, True, Text("第 366 日剩一分", "A fen left on day 366")),
        (AS_OF - days(731), 1, True, Text("第 731 日剩一分", "A fen left on day 731")),
        (AS_OF - days(500), 0, False, Text("一年多没有安排", "Not assigned for over a year")),
    ):
        idle = leave_idle(scene, on, unspent, assigned=assigned)
        scene.plant(idle, what, WITHIN_A_YEAR)
        if on.year < LAST_YEAR - 1:
            scene.truth.plant("BT-12", scene.book.code, idle, what, TWO_YEARS)
    carried = end_year(scene, AS_OF - days(366), "carry_over", goes_on=1)
    what = Text("结转后仍剩一分，从首次收到算起第 366 日", "A fen left of what was carried over")
    scene.plant(carried, what, WITHIN_A_YEAR)


def left_for_a_year(scene: Scene) -> None:
    """BT-13, spared: day 365; spent to the last fen; before the rule; ends of years in order."""
    for on, unspent, what in (
        (AS_OF - days(365), 1, Text("第 365 日剩一分", "A fen left on day 365")),
        (AS_OF - days(700), 0, Text("早已付清", "All spent long ago")),
        (dt.date(2014, 12, 31), 1, Text("2015 年以前收到", "Received before 2015")),
    ):
        scene.spare(leave_idle(scene, on, unspent), what, WITHIN_A_YEAR)
    for on, kind, goes_on, what in (
        (AS_OF - days(500), "take_back", 0, Text("年终已收回", "Taken back at the year's end")),
        (AS_OF - days(500), "carry_over", 0, Text("结转后付清", "Carried over and spent")),
        (
            AS_OF - days(365), "carry_over", 1,
            Text("结转后剩一分，第 365 日", "A fen left of what was carried over, on day 365"),
        ),
    ):  # fmt: skip
        scene.spare(end_year(scene, on, kind, goes_on=goes_on), what, WITHIN_A_YEAR)


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


def held_beyond_two_years(scene: Scene) -> None:
    """BT-12, planted: all of the money of two years ago is paid only in February."""
    on = scene.day(2, 4).replace(year=LAST_YEAR - 2)
    reference = held_until(scene, on, dt.date(LAST_YEAR, 2, 1))
    scene.plant(reference, Text("第三年 2 月才付清", "Paid only in February"), TWO_YEARS)


def paid_within_grace(scene: Scene) -> None:
    """BT-12, spared: paid on the last day of grace; of last year; taken back in time."""
    on = scene.day(2, 4).replace(year=LAST_YEAR - 2)
    for reference, what in (
        (
            held_until(scene, on, dt.date(LAST_YEAR, 1, 31)),
            Text("宽限期最后一日付清", "Paid on the last day of grace"),
        ),
        (
            held_until(scene, dt.date(LAST_YEAR - 1, 1, 1), dt.date(LAST_YEAR, 2, 1)),
            Text("上一年的资金，期限未到", "Money of last year: the term runs"),
        ),
    ):
        scene.spare(reference, what, TWO_YEARS)


def held_until(scene: Scene, arrived_on: Day, paid_on: Day) -> str:
    """Money of a day that a project has from the spring, and pays for on a day; its reference."""
    line: FundLine = (scene.book.number("示范结余资金"), "county", False)
    reference, fen = scene.reference(), scene.fen()
    document = scene.book.document("预", arrived_on.year)
    scene.book.appropriate(document, arrived_on, fen, line, external_reference=reference)
    project = scene.project(arrived_on - days(130))
    scene.fund(project, fen, document, assigned_on=arrived_on + days(60))
    pay(project, scene.company(), fen, paid_on, document)
    return reference


CASES = (
    ("BT-12", held_beyond_two_years),
    ("BT-12", paid_within_grace),
    ("BT-13", left_idle),
    ("BT-13", left_for_a_year),
    ("PF-01", spent_late),
    ("PF-01", spent_on_schedule),
)
