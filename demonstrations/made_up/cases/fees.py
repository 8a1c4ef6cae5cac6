"""Cases of the fee for managing projects: DP-12."""

from demonstrations.made_up.books import FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.chains import CENTRE
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

AT_MOST_ONE_PERCENT = Text(
    "项目管理费不超过到账资金的 1%，不用于机构和人员开支",
    "The fee is at most 1 % of what arrived, and not for the office and its people",
)
KIND = ("项目管理费", "management_fee")


def central_money(scene: Scene, fen: int) -> str:
    """Money of a line of its own that came from the centre; returns the county's document."""
    line: FundLine = (scene.book.number("示范少数民族发展衔接资金"), "central", False)
    on = scene.day(2, 8)
    number = scene.province.number("上级")
    above = f"示专财农〔{scene.year}〕{int(number[2:])}号"
    scene.province.receive(above, on - days(9), fen, line, CENTRE)
    document = scene.issue(fen, on - days(2), above, fund_line=line[0])
    scene.receive(document, fen, on, line)
    return document


def fees(scene: Scene) -> None:
    """DP-12, planted: a fen above 1 %, travel, office goods. Spared: exactly 1 %, supervision."""
    hundredth = 50_000
    supervision, travel = {"economic_class": "30227"}, {"economic_class": "30211"}
    office = {"economic_class": "30201"}
    for paid in (
        (
            (hundredth - 1, supervision, Text("差一分到 1%", "A fen below 1 %"), False),
            (1, {}, Text("正好 1%", "Exactly 1 %"), False),
            (1, {}, Text("超过一分", "A fen above"), True),
        ),
        (
            (hundredth // 5, travel, Text("差旅费", "Travel"), True),
            (hundredth // 4, office, Text("办公费", "Office goods"), True),
            (hundredth // 2, supervision, Text("监理费", "Supervision"), False),
        ),
    ):
        fen, spent = hundredth * 100, sum(each for each, *_ in paid)
        document = central_money(scene, fen)
        project = scene.project(what=KIND)
        scene.fund(project, spent, document)
        for number, (each, cells, what, planted) in enumerate(paid):
            on = scene.day(5, 20) + days(number)
            reference = pay(project, scene.company(), each, on, document, **cells)
            (scene.plant if planted else scene.spare)(reference, what, AT_MOST_ONE_PERCENT)
        scene.use_up(fen - spent, document)


CASES = (("DP-12", fees),)
