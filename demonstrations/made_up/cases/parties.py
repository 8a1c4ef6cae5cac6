"""Cases of whom contracts are split among and whom they go to: PC-02, PC-10 and PC-12."""

from demonstrations.made_up.cases.listed import list_person
from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import days
from ledger.language import Text

WHOLE = Text(
    "同一单位、同一供应商或同一乡镇同类的未招标合同，合计不应到招标限额",
    "What a unit lets untendered to one supplier, or in one township, stays below the limit",
)
NO_CADRE = Text(
    "供应商的人员不在干部及其亲属名单上", "Nobody of a supplier is a cadre or a relative of one"
)
SOUND = Text(
    "供应商中标时应已登记满 90 天、没有注销、没有失信",
    "At the award a supplier is 90 days old, not cancelled and not untrustworthy",
)
#: Half of 4 million yuan, in fen.
HALF = 200_000_000


def let(scene: Scene, supplier: Payee, fen: int, unit: str | None = None, **more: object) -> str:
    """A contract with a supplier, settled and paid; its code."""
    source, project = scene.money(fen), scene.project()
    if unit is not None:
        project.record["responsible_unit"] = unit
    scene.fund(project, fen, source)
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on, **more)
    pay(project, supplier, fen, settled_on, source, contract_code=code)
    return code


def let_in_two(scene: Scene, second: int, **more: object) -> tuple[str, str]:
    """Works of one unit and supplier, in two contracts a few days apart; their codes."""
    supplier, unit = scene.company(), f"{scene.book.name}示范{scene.reference()}工程队"
    works: dict[str, object] = {
        "kind": "works",
        "retention_percent": 3,
        "procurement_method": "竞争性磋商",
    }
    earlier = {"awarded_on": scene.day(3, 5), "signed_on": scene.day(3, 9)}
    first = let(scene, supplier, HALF, unit, **(works | earlier))
    return first, let(scene, supplier, second, unit, **(works | more))


def split(scene: Scene) -> None:
    """PC-02, planted: two halves of exactly 4 million and a fen; spared: the first of them."""
    first, second = let_in_two(scene, HALF + 1)
    scene.plant(second, Text("两份合计到 400 万元", "Two that come to 4 million"), WHOLE)
    scene.spare(first, Text("只签了第一份时不到", "The first alone is below"), WHOLE)


def not_split(scene: Scene) -> None:
    """PC-02, spared: a fen less than 4 million; one of the two tendered; work relief."""
    for second, more, what in (
        (HALF - 1, {}, Text("合计少一分", "A fen less in all")),
        (HALF + 1, {"procurement_method": "公开招标"}, Text("后一份招标了", "One was tendered")),
        (
            HALF + 1,
            {"method_ground": "以工代赈，示范发改〔虚构〕3号"},
            Text("后一份是以工代赈", "One is work relief"),
        ),
    ):
        for code in let_in_two(scene, second, **more):
            scene.spare(code, what, WHOLE)


def cadres_company(scene: Scene) -> None:
    """PC-10, planted: a cadre's company, a relative's; spared: one left, one came later."""
    signed_on = scene.day(3, 14)
    for kind, office, share, named, what in (
        ("village_cadre", {}, {}, True, Text("村干部的公司", "A cadre's company")),
        ("cadre_relative", {}, {}, True, Text("干部亲属的公司", "A relative's company")),
        (
            "village_cadre", {"ends_on": signed_on - days(1)}, {}, False,
            Text("前一日已离任", "Out of office the day before"),
        ),
        (
            "village_cadre", {}, {"starts_on": signed_on + days(1)}, False,
            Text("次日才入股", "An owner from the day after"),
        ),
        ("public_payroll", {}, {}, False, Text("不是干部", "No cadre")),
    ):  # fmt: skip
        who, supplier = scene.somebody(), scene.company()
        list_person(scene.book, kind, who, scene, **office)
        founder = {"company": supplier.name, "object_kind": "company"}
        list_person(scene.province, "business", scene.somebody(), scene, **founder)
        list_person(scene.province, "business", who, scene, **(founder | share))
        code = let(scene, supplier, scene.fen())
        (scene.plant if named else scene.spare)(code, what, NO_CADRE)


def unsound(scene: Scene) -> None:
    """PC-12, planted and spared: by a day of registration, cancellation and standing."""
    awarded_on = scene.day(3, 12)
    for kind, more, named, what in (
        ("business", {"starts_on": awarded_on - days(89)}, True,
         Text("登记才 89 天", "Registered for 89 days")),
        ("business", {"ends_on": awarded_on - days(1)}, True,
         Text("前一日已注销", "Cancelled the day before")),
        ("untrustworthy", {"starts_on": awarded_on}, True,
         Text("中标当日失信", "Untrustworthy from the day of the award")),
        ("business", {"starts_on": awarded_on - days(90)}, False,
         Text("登记满 90 天", "Registered for 90 days")),
        ("business", {"ends_on": awarded_on}, False, Text("当日注销", "Cancelled on the day")),
        ("untrustworthy", {"ends_on": awarded_on - days(1)}, False,
         Text("前一日已移出", "Taken off the day before")),
    ):  # fmt: skip
        supplier = scene.company()
        listing = {"company": supplier.name} | more
        list_person(scene.book, kind, scene.somebody(), scene, **listing)
        code = let(scene, supplier, scene.fen(), awarded_on=awarded_on)
        (scene.plant if named else scene.spare)(code, what, SOUND)


CASES = (
    ("PC-02", split),
    ("PC-02", not_split),
    ("PC-10", cadres_company),
    ("PC-12", unsound),
)
