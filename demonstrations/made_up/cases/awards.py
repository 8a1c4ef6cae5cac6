"""Cases of how contracts were awarded and signed: PC-04 and PC-05."""

from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

IN_TIME = Text(
    "中标后 30 日内签订，签订后 7 个工作日内备案、2 个工作日内公告",
    "Signed within 30 days of the award, filed within 7 working days, published within 2",
)
AS_AWARDED = Text(
    "合同的供应商和金额应与中标（成交）通知书一致",
    "Supplier and amount of a contract are those of the notice of award",
)


def bought(scene: Scene, **more: object) -> str:
    """A contract for goods with something particular about it, settled and paid; its code."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on, **more)
    pay(project, supplier, fen, settled_on, source, contract_code=code)
    return code


def formalities_late(scene: Scene) -> None:
    """PC-04, planted: signed on day 31; filed and published long after; not filed at all."""
    signed_on = scene.day(3, 14)
    for more, what in (
        ({"awarded_on": signed_on - days(31)}, Text("中标后第 31 日签订", "Signed on day 31")),
        ({"filed_on": signed_on + days(40)}, Text("四十日后才备案", "Filed after 40 days")),
        ({"published_on": signed_on + days(40)}, Text("四十日后才公告", "Published after 40 days")),
        ({"filed_on": None}, Text("没有备案", "Not filed")),
    ):
        scene.plant(bought(scene, **more), what, IN_TIME)


def formalities_in_time(scene: Scene) -> None:
    """PC-04, spared: signed on day 30; works that are not filed; no notice of award."""
    signed_on = scene.day(3, 14)
    for more, what in (
        ({"awarded_on": signed_on - days(30)}, Text("中标后第 30 日签订", "Signed on day 30")),
        (
            {"kind": "works", "retention_percent": 3, "filed_on": None, "published_on": None},
            Text("施工合同另有规定", "Works go by rules of their own"),
        ),
        (
            {"awarded_on": None, "filed_on": None},
            Text("没有中标通知日期", "No day of the award on record"),
        ),
    ):
        scene.spare(bought(scene, **more), what, IN_TIME)


def not_as_awarded(scene: Scene) -> None:
    """PC-05, planted: a fen off the award; signed with another than was awarded."""
    for more, what in (
        ({"award_amount": 7_000_000_01}, Text("金额不是中标金额", "Not the sum of the award")),
        ({"awarded_to": "示范另一中标公司"}, Text("签给了别人", "Signed with another")),
    ):
        scene.plant(bought(scene, **more), what, AS_AWARDED)


def as_awarded(scene: Scene) -> None:
    """PC-05, spared: as awarded; only the winner is on record."""
    scene.spare(bought(scene), Text("与中标一致", "As awarded"), AS_AWARDED)
    scene.spare(
        bought(scene, award_amount=None),
        Text("只登记了中标人", "Only the winner is on record"),
        AS_AWARDED,
    )


CASES = (
    ("PC-04", formalities_late),
    ("PC-04", formalities_in_time),
    ("PC-05", not_as_awarded),
    ("PC-05", as_awarded),
)
