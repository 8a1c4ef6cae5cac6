"""Cases of budgets and shares: BT-06, BT-14 and IN-07."""

import datetime as dt

from demonstrations.made_up.books import Day, FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.divisions import CITY, PROVINCE
from demonstrations.made_up.names import account_number
from demonstrations.made_up.plan import AS_OF, LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

IN_THE_BUDGET = Text(
    "收到后三十日内列入本级预算，年中增加的向人大常委会报告",
    "Entered in the own budget within 30 days; what was added is reported",
)
IN_THE_TREASURY = Text(
    "专户、单位账户有余额应有开户批准或依据",
    "A balance outside the treasury stands on an approval or a law",
)
AS_FAST = Text(
    "可整合资金分给贫困县的增幅不低于该项资金",
    "What a line gives to poor counties grows as fast as the line",
)
OUTSIDE_PREFIX = "9933"


def entered(scene: Scene) -> None:
    """BT-06, planted: never, on day 31, added and not reported. Spared: on day 30; reported."""
    arrived_on = scene.day(2, 8)
    entered_on = arrived_on + days(10)
    added: dict[str, object] = {"added": True}
    for budget, what, keep in (
        (None, Text("没有列入", "Never entered"), scene.plant),
        ({"entered_on": arrived_on + days(31)}, Text("第 31 日才列入", "Day 31"), scene.plant),
        ({"entered_on": arrived_on + days(30)}, Text("第 30 日列入", "Day 30"), scene.spare),
        (added, Text("年中增加，没有报告", "Added and not reported"), scene.plant),
        (
            added | {"reported_on": entered_on + days(180)},
            Text("第 180 日报告", "Reported on day 180"),
            scene.spare,
        ),
    ):
        fen, reference = scene.fen(), scene.reference()
        document = scene.issue(
            fen, arrived_on - days(2), scene.from_centre(fen, arrived_on - days(9))
        )
        scene.receive(document, fen, arrived_on, external_reference=reference, budget=budget)
        scene.use_up(fen, document, assigned_on=arrived_on + days(22))
        keep(reference, what, IN_THE_BUDGET)


def parked(scene: Scene) -> None:
    """BT-14, planted: a fiscal account without a ground. Spared: with one; emptied."""
    for kind, ground, fen, what, keep in (
        ("fiscal_account", None, 1, Text("专户剩一分", "A fen, no ground"), scene.plant),
        ("unit_account", None, scene.fen(), Text("单位账户有余额", "A unit's own"), scene.plant),
        (
            "fiscal_account", "示财库批〔2019〕3号", scene.fen(),
            Text("有开户批准", "The account was approved"), scene.spare,
        ),
        ("unit_account", None, 0, Text("已清零", "Emptied"), scene.spare),
    ):  # fmt: skip
        reference = scene.reference()
        account = account_number(
            OUTSIDE_PREFIX, PROVINCE, int(scene.province.number("专户", 4)[2:])
        )
        scene.province.write(
            "statements",
            external_reference=reference,
            account=account,
            account_kind=kind,
            account_ground=ground,
            bank="示范银行",
            starts_on=dt.date(LAST_YEAR, 8, 1),
            ends_on=dt.date(LAST_YEAR, 8, 31),
            opening_balance=fen,
            closing_balance=fen,
        )
        keep(reference, what, IN_THE_TREASURY, scene.province)


def give(scene: Scene, line: FundLine, year: int, county: int, city: int) -> None:
    """A year's money of a line: some for the county, which spends it, some for the city."""
    province, on = scene.province, dt.date(year, 2, 10)
    source = province.document("预", year)
    province.appropriate(source, on, county + city, line)
    province.publish_budget(dt.date(year, 1, 28))
    document = scene.issue(county, on + days(12), source, fund_line=line[0])
    scene.receive(document, county, on + days(14), (line[0], line[1], False))
    project = scene.project(on - days(130))
    scene.fund(project, county, document, assigned_on=on + days(20))
    scene.spend(project, county, document, on + days(90))
    other = province.document("专财农", year)
    province.issue(other, on + days(12), city, source, CITY, fund_line=line[0])
    province.publish_allocation(other, on + days(15))
    exempt = {"exemption": "settled_by_actuals"}
    scene.city.receive(other, on + days(13), city, (line[0], line[1], False), PROVINCE, **exempt)
    take_back(scene, other, city, dt.date(year, 12, 31))


def take_back(scene: Scene, source: str, fen: int, on: Day) -> None:
    """The city has no use for it: the general budget takes it."""
    order = scene.city.document("财收", on.year)
    scene.city.write(
        "take_backs",
        kind="take_back",
        document_no=order,
        occurred_on=on,
        source_document=source,
        amount=fen,
        reason="据实结算结余收回",
    )
    scene.city.send_cash(order, on, fen, source)


def shared_out(scene: Scene) -> None:
    """IN-07, planted: the county's share stays while the line grows. Spared: it grows alike."""
    fen = scene.fen() // 200 * 200
    for now, what, keep in (
        (fen * 3 // 2 - 100, Text("少增一元", "A yuan less than alike"), scene.plant),
        (fen * 3 // 2, Text("同幅增长", "Grown alike"), scene.spare),
    ):
        line: FundLine = (scene.province.number("示范整合资金"), "province", True)
        give(scene, line, AS_OF.year - 2, fen, fen)
        give(scene, line, AS_OF.year - 1, now, fen * 3 // 2)
        keep(line[0], what, AS_FAST, scene.province)


CASES = (
    ("BT-06", entered),
    ("BT-14", parked),
    ("IN-07", shared_out),
)
