"""Cases of the chain of transfers: BT-01, BT-04 and BT-05."""

import datetime as dt

from demonstrations.made_up.books import SERVICES_LINE, Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

THIRTY_DAYS = Text(
    "省级接到后三十日内应全部下达（日历日）",
    "A province passes down all it received within 30 calendar days",
)
NOT_BEYOND = Text(
    "任何一天下达和安排的合计不得超过当时已到的",
    "On no day may more be issued and assigned than had arrived",
)
AS_ISSUED = Text(
    "下级应在十日内登记收到，金额、资金名称与下达一致",
    "The level below records it within ten days, with the amount and fund line as issued",
)


def pass_down(scene: Scene, received_on: Day, *parts: tuple[int, Day], **more: object) -> None:
    """Money from the centre, issued to the county in parts, received there and spent."""
    source = scene.from_centre(sum(fen for fen, _ in parts), received_on, **more)
    for fen, issued_on in parts:
        document = scene.issue(fen, issued_on, source)
        scene.receive(document, fen, issued_on + days(2))
        scene.use_up(fen, document, assigned_on=issued_on + days(25))


def passed_down_late(scene: Scene) -> None:
    """BT-01, planted: on day 31; and a part of it later still."""
    received_on, fen = scene.day(1, 6), scene.fen()
    first, second = scene.reference(), scene.reference()
    pass_down(scene, received_on, (fen, received_on + days(31)), external_reference=first)
    scene.plant(first, Text("第 31 日才下达", "Passed down on day 31"), THIRTY_DAYS, scene.province)
    pass_down(
        scene,
        received_on,
        (fen, received_on + days(9)),
        (1, received_on + days(45)),
        external_reference=second,
    )
    scene.plant(
        second, Text("有一分钱晚下达", "One fen of it passed down late"), THIRTY_DAYS,
        scene.province,
    )  # fmt: skip


def passed_down_on_day_30(scene: Scene) -> None:
    """BT-01, spared: the boundary day, the exceptions, and before the law."""
    received_on, fen = scene.day(1, 6), scene.fen()
    spared: list[tuple[str, Text]] = []

    def spare(zh: str, en: str) -> str:
        reference = scene.reference()
        spared.append((reference, Text(zh, en)))
        return reference

    pass_down(
        scene,
        received_on,
        (fen, received_on + days(12)),
        (fen, received_on + days(30)),
        external_reference=spare("第 30 日下达完", "The last of it passed down on day 30"),
    )
    pass_down(
        scene,
        received_on,
        (fen, received_on + days(40)),
        exemption="settled_by_actuals",
        external_reference=spare("据实结算，不计时限", "Settled by actuals: no clock"),
    )
    held = spare("收到第 30 日尚未下达，期限未过", "Held on day 30: the term has not passed")
    scene.from_centre(fen, AS_OF - days(30), external_reference=held)
    for arrived_on, issued_on, reference in (
        (
            dt.date(2014, 3, 3), dt.date(2014, 6, 3),
            spare("2015 年以前收到，法律尚未施行", "Received before the law was in force"),
        ),
        (
            f"{scene.year}年1月", scene.day(3, 6),
            spare("只知道月份，无法计时", "Only the month is known: no clock can be read"),
        ),
    ):  # fmt: skip
        source = scene.from_centre(
            fen,
            arrived_on,
            external_reference=reference,
            cash_on=issued_on,
            budget={"entered_on": issued_on - days(20)},
        )
        document = scene.issue(fen, issued_on, source)
        scene.receive(document, fen, issued_on + days(2))
        scene.use_up(fen, document, assigned_on=scene.day(3, 12))
    for reference, what in spared:
        scene.spare(reference, what, THIRTY_DAYS, scene.province)


def issued_beyond_what_arrived(scene: Scene) -> None:
    """BT-04, planted: issued the day before receipt; and assigned before it arrived."""
    received_on, fen = scene.day(2, 8), scene.fen()
    early = scene.reference()
    pass_down(scene, received_on, (fen, received_on - days(1)), external_reference=early)
    scene.plant(
        early, Text("收到的前一日就下达", "Issued the day before receipt"), NOT_BEYOND,
        scene.province,
    )  # fmt: skip
    reference = scene.reference()
    document = scene.book.document("预", scene.year)
    scene.book.appropriate(document, scene.day(3, 3), fen, external_reference=reference)
    scene.use_up(fen, document, assigned_on=scene.day(3, 2))
    scene.plant(
        reference,
        Text("本级安排的前一日已安排到项目", "Assigned the day before it was appropriated"),
        NOT_BEYOND,
    )


def issued_on_the_day_of_receipt(scene: Scene) -> None:
    """BT-04, spared: issued and assigned on the very day, to the last fen."""
    received_on, fen = scene.day(2, 8), scene.fen()
    same_day, own = scene.reference(), scene.reference()
    pass_down(scene, received_on, (fen, received_on), external_reference=same_day)
    scene.spare(
        same_day, Text("收到当日全部下达", "All issued on the day of receipt"), NOT_BEYOND,
        scene.province,
    )  # fmt: skip
    document = scene.book.document("预", scene.year)
    scene.book.appropriate(document, scene.day(3, 2), fen, external_reference=own)
    scene.use_up(fen, document, assigned_on=scene.day(3, 2))
    scene.spare(
        own, Text("当日全部安排到项目", "All assigned on the day it was appropriated"), NOT_BEYOND
    )


def received_otherwise(scene: Scene) -> None:
    """BT-05, planted: missing, late, a fen less, and under another fund line."""
    received_on, fen = scene.day(1, 16), scene.fen()
    issued_on = received_on + days(14)

    def issue(zh: str, en: str) -> str:
        reference = scene.reference()
        source = scene.from_centre(fen, received_on)
        scene.plant(reference, Text(zh, en), AS_ISSUED, scene.province)
        return scene.issue(fen, issued_on, source, external_reference=reference)

    issue("下级没有登记", "Not on record below")
    late = issue("第 11 日才登记", "On record on day 11")
    scene.receive(late, fen, issued_on + days(11))
    less = issue("少登记一分", "One fen less on record")
    scene.receive(less, fen - 1, issued_on + days(2))
    renamed = issue("资金名称不同", "Another fund line on record")
    scene.receive(renamed, fen, issued_on + days(2), SERVICES_LINE)
    for document, received in ((late, fen), (less, fen - 1), (renamed, fen)):
        scene.use_up(received, document, assigned_on=scene.day(3, 2))


def received_on_day_10(scene: Scene) -> None:
    """BT-05, spared: the boundary day, a term that still runs, and before it was in force."""
    received_on, fen = scene.day(1, 16), scene.fen()
    issued_on = received_on + days(14)
    on_time, running, old = scene.reference(), scene.reference(), scene.reference()
    document = scene.issue(
        fen, issued_on, scene.from_centre(fen, received_on), external_reference=on_time
    )
    scene.receive(document, fen, issued_on + days(10))
    scene.use_up(fen, document)
    scene.issue(
        fen,
        AS_OF - days(10),
        scene.from_centre(fen, AS_OF - days(15)),
        external_reference=running,
    )
    scene.issue(
        fen,
        dt.date(2020, 9, 30),
        scene.from_centre(fen, dt.date(2020, 9, 10)),
        external_reference=old,
    )
    for reference, what in (
        (on_time, Text("第 10 日登记", "On record on day 10")),
        (running, Text("下达第 10 日，期限未过", "Day 10 after issue: the term has not passed")),
        (old, Text("条例修订施行前一日下达", "Issued the day before it was in force")),
    ):
        scene.spare(reference, what, AS_ISSUED, scene.province)


CASES = (
    ("BT-01", passed_down_late),
    ("BT-01", passed_down_on_day_30),
    ("BT-04", issued_beyond_what_arrived),
    ("BT-04", issued_on_the_day_of_receipt),
    ("BT-05", received_otherwise),
    ("BT-05", received_on_day_10),
)
