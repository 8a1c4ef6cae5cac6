"""Cases of tenders, guarantees and the beginning of works: PC-01, PC-03, PC-08 and PC-14."""

from demonstrations.made_up.cases.awards import bought
from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

TENDERED = Text(
    "预算资金 200 万元以上的项目，施工 400 万元以上的合同必须招标",
    "With 2 million of the budget's money, works from 4 million on are tendered",
)
PROCURED = Text(
    "货物、服务 100 万元以上应政府采购，200 万元以上应公开招标",
    "Goods and services from 1 million on are procured, from 2 million on tendered openly",
)
WITHIN_SHARES = Text(
    "投标保证金不超过估算价 2%，履约保证金不超过合同 10%，工程质保金不超过 3%",
    "A bid bond is up to 2 % of the estimate, a performance bond up to 10 % of the contract, 3 % "
    "of works are retained",
)
CONTRACT_FIRST = Text(
    "先签合同后开工，结算后及时付清",
    "The contract comes before the works, payment after settlement",
)
#: 4 million, 2 million and 1 million yuan, in fen.
WORKS_FROM, OPEN_FROM, PROCURED_FROM = 400_000_000, 200_000_000, 100_000_000
WORKS: dict[str, object] = {"kind": "works", "retention_percent": 3}


def not_tendered(scene: Scene) -> None:
    """PC-01, planted: works of exactly 4 million by consultation."""
    large = bought(scene, **WORKS, procurement_method="竞争性磋商", estimate_amount=WORKS_FROM)
    # The budget gives less than 2 million to so small a project.
    scene.spare(large, Text("预算资金不到 200 万元", "Less than 2 million of the budget"), TENDERED)
    code = large_contract(scene, WORKS_FROM, **WORKS, procurement_method="竞争性磋商")
    scene.plant(code, Text("正好 400 万元", "Exactly 4 million"), TENDERED)


def tendered(scene: Scene) -> None:
    """PC-01, spared: a fen less; tendered by invitation; a ground that is stated."""
    for fen, more, what in (
        (WORKS_FROM - 1, {"procurement_method": "竞争性磋商"}, Text("少一分", "A fen less")),
        (WORKS_FROM, {"procurement_method": "邀请招标"}, Text("邀请招标", "By invitation")),
        (
            WORKS_FROM,
            {"procurement_method": "直接发包", "method_ground": "以工代赈，示范发改〔虚构〕1号"},
            Text("以工代赈", "Work relief"),
        ),
    ):
        scene.spare(large_contract(scene, fen, **WORKS, **more), what, TENDERED)


def large_contract(scene: Scene, fen: int, **more: object) -> str:
    """A contract of that size, settled and paid; its code."""
    project, source = scene.funded(fen)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    code = contract(scene, project, supplier, fen, source, settled_on=settled_on, **more)
    pay(project, supplier, fen, settled_on, source, contract_code=code)
    return code


def not_procured(scene: Scene) -> None:
    """PC-03, planted: goods of a million without a record; of two by inquiry."""
    for more, what in (
        (
            {"procurement_method": None, "awarded_on": None, "estimate_amount": PROCURED_FROM},
            Text("100 万元没有采购记录", "A million without a record"),
        ),
        ({"estimate_amount": OPEN_FROM}, Text("200 万元询价采购", "Two million by inquiry")),
    ):
        scene.plant(bought(scene, **more), what, PROCURED)


def procured(scene: Scene) -> None:
    """PC-03, spared: a fen less; tendered openly; approved by the city."""
    for more, what in (
        ({"estimate_amount": OPEN_FROM - 1}, Text("200 万元少一分", "A fen less than 2 million")),
        (
            {"estimate_amount": OPEN_FROM, "procurement_method": "公开招标"},
            Text("公开招标", "Tendered openly"),
        ),
        (
            {"estimate_amount": OPEN_FROM, "method_ground": "示范市财采〔虚构〕2号"},
            Text("市财政批准了其他方式", "The city approved another method"),
        ),
    ):
        scene.spare(bought(scene, **more), what, PROCURED)


def guarantees_above(scene: Scene) -> None:
    """PC-08, planted: each guarantee above its share."""
    for more, what in (
        (
            {"estimate_amount": 5_000_000, "bid_bond_amount": 100_001},
            Text("投标保证金多一分", "A fen more bid bond"),
        ),
        (
            {"performance_bond_amount": 900_000_00},
            Text("履约保证金超过合同", "A performance bond above the contract"),
        ),
        ({"kind": "works"}, Text("工程质保金 5%", "5 % retained of works")),
    ):
        scene.plant(bought(scene, **more), what, WITHIN_SHARES)


def guarantees_within(scene: Scene) -> None:
    """PC-08, spared: exactly 2 %; 5 % retained of goods."""
    exact = bought(scene, estimate_amount=5_000_000, bid_bond_amount=100_000)
    scene.spare(exact, Text("投标保证金正好 2%", "A bid bond of exactly 2 %"), WITHIN_SHARES)
    goods = bought(scene, performance_bond_amount=None)
    scene.spare(goods, Text("货物留质保金 5%", "5 % retained of goods"), WITHIN_SHARES)


def works_before_contract(scene: Scene) -> None:
    """PC-14, planted: begun the day before; a fen not paid after settlement."""
    early = bought(scene, **WORKS, signed_on=scene.day(3, 17), awarded_on=scene.day(3, 14))
    scene.plant(early, Text("先开工后签合同", "Begun before the contract"), CONTRACT_FIRST)
    unpaid = paid_short(scene, 1)
    scene.plant(unpaid, Text("结算后差一分未付", "A fen short after settlement"), CONTRACT_FIRST)


def works_after_contract(scene: Scene) -> None:
    """PC-14, spared: begun on the day; all but the retention paid; goods that came later."""
    same_day = bought(scene, **WORKS, signed_on=scene.day(3, 2) + days(14))
    scene.spare(same_day, Text("签订当天开工", "Begun on the day"), CONTRACT_FIRST)
    scene.spare(
        paid_short(scene, 0), Text("只剩质保金未付", "Only the retention is unpaid"), CONTRACT_FIRST
    )
    goods = bought(scene, signed_on=scene.day(4, 6), awarded_on=scene.day(4, 1))
    scene.spare(goods, Text("开工后采购材料", "Material bought later"), CONTRACT_FIRST)


def paid_short(scene: Scene, fen: int) -> str:
    """Works that were settled in June and paid, less the retention and so much; the code.

    A loan pays them, which may lie longer than the budget's money.
    """
    whole = scene.fen() // 10_000 * 10_000
    project, source = scene.project(), borrowed(scene, whole)
    scene.fund(project, whole, source)
    supplier = scene.company()
    settled_on = scene.day(6, 20)
    part = whole // 2
    code = contract(scene, project, supplier, part, source, settled_on=settled_on, **WORKS)
    pay(project, supplier, part * 97 // 100 - fen, settled_on, source, contract_code=code)
    pay(project, scene.company(), whole - part, settled_on, source)
    return code


def borrowed(scene: Scene, fen: int) -> str:
    """A loan of a platform company in January; its document."""
    document, on = scene.book.document("借", scene.year), scene.day(1, 20)
    scene.book.write(
        "other_sources",
        kind="platform_loan",
        document_no=document,
        occurred_on=on,
        amount=fen,
        giver="示范县域扶贫开发投资有限公司",
        due_on=on + days(1800),
        annual_rate_percent="4.1",
        purpose="产业路",
        cash_on=on,
    )
    return document


CASES = (
    ("PC-01", not_tendered),
    ("PC-01", tendered),
    ("PC-03", not_procured),
    ("PC-03", procured),
    ("PC-08", guarantees_above),
    ("PC-08", guarantees_within),
    ("PC-14", works_before_contract),
    ("PC-14", works_after_contract),
)
