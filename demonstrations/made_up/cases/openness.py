"""Cases of notices that stay and of villages that post in turn: DS-06 and DS-09."""

import datetime as dt

from demonstrations.made_up.cases.notices import extra_notice
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import AS_OF, LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

STAYS = Text("公告信息长期保持公开", "What was announced stays open for good")
IN_TURN = Text(
    "村务每季度公开一次，往来多的村财务每月公开一次",
    "Villages post their affairs every quarter and, where much happens, their finances monthly",
)


def gone_from_the_web(scene: Scene) -> None:
    """DS-06, planted: gone at the last check. Spared: still there, its term over, a board."""
    on = scene.day(4, 3)
    web = {"level": "county", "channel": "government_website", "ends_on": None}
    for more, what, keep in (
        ({"reachable": False}, Text("核查时打不开", "Gone when looked for"), scene.plant),
        ({"reachable": True}, Text("核查时仍在公开", "Still there"), scene.spare),
        (
            {"reachable": False, "ends_on": on + days(30)},
            Text("公示期满撤下", "Taken down after its term"),
            scene.spare,
        ),
        (
            {"reachable": False, "level": "village", "channel": "village_board"},
            Text("村公告栏", "A village's board"),
            scene.spare,
        ),
    ):
        cells = web | {"checked_on": on + days(31)} | more
        keep(extra_notice(scene, "other", 30, on, **cells), what, STAYS)


def post_village(scene: Scene, kind: str, place: str, on: dt.date) -> str:
    """A posting on a village's board that stays until the next; returns its code."""
    code = scene.book.number("GS")
    scene.book.write(
        "notices",
        notice_code=code,
        kind=kind,
        level="village",
        channel="village_board",
        starts_on=on,
        place=place,
        photo_sha256=scene.book.fingerprint("照片", code),
    )
    return code


def villages_in_turn(scene: Scene) -> None:
    """DS-09, planted: a quarter and a month left out. Spared: on the last day of the term."""
    year = LAST_YEAR
    gap = Text("隔了一期才公开", "A turn was left out")
    next_one = Text("下一次在期限最后一日", "The next on the last day of its term")
    for kind, dates in (
        ("village_affairs", ((1, 10, True), (7, 5, False))),
        ("village_affairs", ((1, 1, False), (6, 30, False), (9, 30, False))),
        ("village_finances", ((6, 10, True), (8, 1, False), (9, 30, False))),
    ):
        place = f"{scene.book.number('示范新村', 2)}公开栏"
        for month, day, planted in dates:
            code = post_village(scene, kind, place, dt.date(year, month, day))
            if planted:
                scene.plant(code, gap, IN_TURN)
            else:
                scene.spare(code, next_one, IN_TURN)
    place = f"{scene.book.number('示范新村', 2)}公开栏"
    stopped = post_village(scene, "village_finances", place, dt.date(year, 8, 20))
    scene.plant(stopped, Text("上月没有公开", "Nothing last month"), IN_TURN)
    running = post_village(scene, "village_affairs", place, AS_OF - days(90))
    scene.spare(running, Text("本季度还没有过完", "The quarter is not over"), IN_TURN)


CASES = (
    ("DS-06", gone_from_the_web),
    ("DS-09", villages_in_turn),
)
