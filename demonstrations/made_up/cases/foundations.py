"""Cases of what foundations spend on themselves: SF-06."""

import datetime as dt

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.plan import LAST_YEAR
from ledger.language import Text

LITTLE_ON_ITSELF = Text(
    "基金会管理费用不超过总支出的百分之十，慈善活动支出不低于收入的百分之七十",
    "At most a tenth of its spending on management, at least 70% of its income on charity",
)


def spends_on_itself(scene: Scene) -> None:
    """SF-06, planted: a fen too much, a fen too little. Spared: exactly; without the right."""
    for management, charity, more, what, keep in (
        (1, 0, {}, Text("管理费用多一分", "A fen more on management"), scene.plant),
        (0, -1, {}, Text("慈善活动支出少一分", "A fen less on charity"), scene.plant),
        (0, 0, {}, Text("恰好合规", "Exactly"), scene.spare),
        (1, 0, {"may_raise": False}, Text("没有公开募捐资格", "It may not raise"), scene.spare),
        (1, 0, {"exemption": "示民函"}, Text("已报告", "Reported"), scene.spare),
    ):
        code = scene.book.number("ALJJH", 3)
        cells: dict[str, object] = {
            "report_code": code,
            "foundation": f"示范基金会{code}",
            "ends_on": dt.date(LAST_YEAR - 1, 12, 31),
            "may_raise": True,
            "spending_amount": 100_000_000,
            "charity_amount": 70_000_000 + charity,
            "management_amount": 10_000_000 + management,
            "income_before_amount": 100_000_000,
            "average_income_amount": 100_000_000,
        }
        scene.book.write("foundation_years", **(cells | more))
        keep(code, what, LITTLE_ON_ITSELF)


CASES = (("SF-06", spends_on_itself),)
