"""Cases of a rush of payments at the year's end: DP-14."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from demonstrations.made_up.books import FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import LAST_YEAR
from ledger.language import Text

SPREAD = Text(
    "全年付款不集中在 12 月（40%）和最后十日（20%）",
    "Of a year's payments at most 40 % are in December, and 20 % in its last ten days",
)
#: The last year that has ended, whenever a scene is set.
ENDED = LAST_YEAR - 1
#: A line's payments come to so many fen in all.
TOTAL = 20_000_000


def rushes(scene: Scene) -> None:
    """DP-14, planted: 40.01 % in December; 20.01 % in the last days. Spared: 40 %, 20 %; four."""
    ended = replace(scene, year=ENDED)
    for late, what, planted in (
        (((12, 2, 4001), (12, 18, 4000)), Text("12 月付 80%", "80 % in December"), True),
        (((12, 3, 4001),), Text("12 月超过一点", "A little more than 40 %"), True),
        (((12, 22, 2001),), Text("最后十日超过一点", "A little more than 20 %"), True),
        (((12, 4, 2000), (12, 23, 2000)), Text("恰好 40% 和 20%", "Exactly at both"), False),
    ):
        name = spend_line(ended, late, 5)
        (scene.plant if planted else scene.spare)(name, what, SPREAD)
    few = spend_line(ended, ((12, 22, 2500), (12, 29, 2600)), 2)
    scene.spare(few, Text("全年只有四笔", "Only four payments in the year"), SPREAD)


def spend_line(scene: Scene, late: Sequence[tuple[int, int, int]], earlier: int) -> str:
    """A line of its own, paid in some parts in autumn and the rest late; returns its name.

    Args:
        scene: where it is.
        late: month, day and hundredths of a per cent of each payment in December.
        earlier: how many payments the rest is paid in.
    """
    line: FundLine = (scene.book.number("示范年末资金"), "county", False)
    source = scene.money(TOTAL, line)
    project = scene.project()
    scene.fund(project, TOTAL, source, assigned_on=dt.date(ENDED, 9, 20))
    late_fen = [TOTAL // 10_000 * share for *_, share in late]
    rest = TOTAL - sum(late_fen)
    shares = [rest // earlier + number * 100 for number in range(earlier - 1)]
    for number, fen in enumerate([*shares, rest - sum(shares)]):
        pay(project, scene.company(), fen, dt.date(ENDED, 11, 4 + number), source)
    for (month, day, _), fen in zip(late, late_fen, strict=True):
        pay(project, scene.company(), fen, dt.date(ENDED, month, day), source)
    return line[0]


CASES = (("DP-14", rushes),)
