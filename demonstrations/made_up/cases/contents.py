"""Cases of what notices say: DS-03, DS-05 and DS-07."""

from demonstrations.made_up.cases.notices import extra_notice
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.projects import days
from ledger.language import Text

COMPLETE = Text(
    "县级公告应写明资金来源、分配原则、分配表、电话和 12317",
    "A county's notice gives sources, principle, table, telephone and 12317",
)
TRUE = Text(
    "公布的金额与账上该文号的金额一致",
    "The sum published is that of the document in the books",
)
PRIVATE = Text(
    "公示不得有身份证号、账号、手机号和病情", "A notice shows no numbers or ailments of persons"
)


def published(scene: Scene, fen: int, **said: object) -> str:
    """A notice of an assignment of a project in good order; returns its code."""
    assigned_on = scene.day(3, 2)
    source, project = scene.money(fen), scene.project()
    document = scene.fund(project, fen, source, published_after=None)
    scene.spend(project, fen, source)
    return scene.book.publish_allocation(document, assigned_on + days(3), **said)


def incomplete(scene: Scene) -> None:
    """DS-03, planted: without the hotline, without the table. Spared: where nobody said."""
    for said, what, keep in (
        ({"gives_hotline": False}, Text("没有公布 12317", "No hotline"), scene.plant),
        ({"gives_table": False}, Text("没有分配表", "No table"), scene.plant),
        ({"gives_phone": None}, Text("电话没有登记有无", "Nobody said"), scene.spare),
        ({}, Text("各项齐全", "All of it"), scene.spare),
    ):
        keep(published(scene, scene.fen(), **said), what, COMPLETE)


def another_sum(scene: Scene) -> None:
    """DS-05, planted: a fen less and a fen more. Spared: the same sum."""
    for off, what, keep in (
        (-1, Text("少公布一分", "A fen less"), scene.plant),
        (1, Text("多公布一分", "A fen more"), scene.plant),
        (0, Text("与账上一致", "The same"), scene.spare),
    ):
        fen = scene.fen()
        keep(published(scene, fen, published_amount=fen + off), what, TRUE)


def shows_persons(scene: Scene) -> None:
    """DS-07, planted: an ID number, an account, an illness. Spared: masked, and none."""
    who = scene.somebody()
    for words, what, keep in (
        (f"{who.name} {who.identity}", Text("有身份证号", "An ID number"), scene.plant),
        ("账号 6217009900123456789", Text("有银行账号", "A bank account"), scene.plant),
        (f"{who.name} 患有慢性病", Text("有病情", "An illness"), scene.plant),
        (
            f"{who.name} {who.identity[:6]}********{who.identity[-4:]}",
            Text("证件号已遮掩", "A masked number"),
            scene.spare,
        ),
        ("监督电话 12317", Text("没有个人信息", "None"), scene.spare),
    ):
        keep(extra_notice(scene, "other", 12, published_text=words), what, PRIVATE)


CASES = (
    ("DS-03", incomplete),
    ("DS-05", another_sum),
    ("DS-07", shows_persons),
)
