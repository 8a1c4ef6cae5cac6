"""Cases of who helps whom: PA-02 and PA-03."""

import datetime as dt

from demonstrations.made_up.books import AID_LINE, Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.divisions import helping_district
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

ARRIVES = Text(
    "协议约定的帮扶资金，到期后三十日内到位", "A pledge has arrived thirty days after it was due"
)
NOT_LEFT = Text("不脱贫不脱钩", "No unpairing before poverty is left")


def pledge(scene: Scene, fen: int, starts_on: Day, due_on: Day) -> tuple[str, str]:
    """A pledge of a district of its own; returns the pairing's code and the district's."""
    code = scene.book.number("ALJD", 3)
    district, name = helping_district(scene.book.numbers["ALJD"] - 1)
    scene.book.write(
        "aid_pairings",
        pairing_code=code,
        helper=name,
        helper_division=district,
        helped_kind="county",
        helped_name=scene.book.name,
        starts_on=starts_on,
        pledged_amount=fen,
        due_on=due_on,
        document_no=f"帮扶协议〔{starts_on.year}〕{code}号",
    )
    return code, district


def pledges(scene: Scene) -> None:
    """PA-02, planted: a fen short; on day 31. Spared: on day 30; on the last day of its term."""
    due_on = scene.day(1, 5)
    for off, after, what, keep in (
        (1, 10, Text("少到一分", "A fen short"), scene.plant),
        (0, 31, Text("第 31 日才到位", "Arrived on day 31"), scene.plant),
        (0, 30, Text("第 30 日到位", "Arrived on day 30"), scene.spare),
    ):
        fen = scene.fen()
        code, district = pledge(scene, fen, due_on - days(200), due_on)
        document = f"友区帮扶〔{scene.year}〕{scene.book.name}{code}号"
        scene.book.receive(
            document,
            due_on + days(after),
            fen - off,
            AID_LINE,
            district,
            kind="paired_aid",
            fund_class="paired_aid",
        )
        scene.use_up(fen - off, document)
        keep(code, what, ARRIVES)
    running, _ = pledge(scene, scene.fen(), AS_OF - days(200), AS_OF - days(30))
    scene.spare(running, Text("第 30 日，期限未过", "On day 30 the term runs"), ARRIVES)


def pair(scene: Scene, helped: str, starts_on: Day, ends_on: Day | None, **more: object) -> str:
    """A pairing with a village; returns its code."""
    code = scene.book.number("ALJC", 3)
    scene.book.write(
        "aid_pairings",
        pairing_code=code,
        helper=f"示范帮扶单位{code}",
        helped_kind="village",
        helped_name=helped,
        starts_on=starts_on,
        ends_on=ends_on,
        **more,
    )
    return code


def left_too_soon(scene: Scene) -> None:
    """PA-03, planted: left in poverty; followed on day 31. Spared: followed; out of poverty."""
    on = dt.date(2019, 5, 10) + scene.shift
    since = dt.date(2017, 6, 1)
    for after, exited_on, what, keep in (
        (None, None, Text("无人接续", "Nobody followed"), scene.plant),
        (None, on + days(1), Text("结束次日才脱贫", "Out of poverty a day later"), scene.plant),
        (31, None, Text("第 31 日才接续", "Followed on day 31"), scene.plant),
        (30, None, Text("第 30 日接续", "Followed on day 30"), scene.spare),
        (None, on, Text("当日脱贫", "Out of poverty that day"), scene.spare),
    ):
        village = scene.book.number("示范帮扶村", 2)
        code = pair(scene, village, since, on, exited_on=exited_on)
        if after is not None:
            pair(scene, village, on + days(after), None)
        keep(code, what, NOT_LEFT)


CASES = (
    ("PA-02", pledges),
    ("PA-03", left_too_soon),
)
