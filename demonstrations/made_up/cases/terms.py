"""Cases of documents that issue money: BT-02, BT-07, BT-08, BT-09 and DS-08."""

from collections.abc import Callable

from demonstrations.made_up.books import DIRECT_LINE, SERVICES_LINE, Day, FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.projects import days
from ledger.language import Text

SAME_LINE = Text(
    "下达的资金名称应与来源一致，或先有批准改变的文件",
    "Money is issued under the line it came by, or the change was approved before",
)
NO_MATCH = Text(
    "专项转移支付不得要求下级配套，国务院有规定的除外",
    "A special transfer asks for no match unless the State Council has said so",
)
BY_FINANCE = Text("转移支付由财政部门下达", "Transfers are issued by finance departments")
IN_TIME = Text(
    "预算批准后一般性三十日、专项六十日内下达",
    "After the budget's approval: general in 30 days, special in 60",
)
IN_DETAIL = Text(
    "批准后二十日内公开，一般性到地区，专项到地区和项目",
    "Published within 20 days: general by region, special by region and project",
)
Keep = Callable[..., None]


def send_on(scene: Scene, line: FundLine = DIRECT_LINE, **more: object) -> str:
    """Central money issued to the county, received and spent; returns the issue's reference."""
    reference, fen, received_on = scene.reference(), scene.fen(), scene.day(2, 1)
    source = scene.from_centre(fen, received_on)
    issued_on = received_on + days(9)
    document = scene.issue(
        fen, issued_on, source, external_reference=reference, fund_line=line[0], **more
    )
    scene.receive(document, fen, issued_on + days(2), line)
    scene.use_up(fen, document, assigned_on=issued_on + days(20))
    return reference


def under_another_line(scene: Scene) -> None:
    """BT-07, planted: without approval; approved a day later. Spared: approved that day."""
    issued_on = scene.day(2, 1) + days(9)
    for on, what, keep in (
        (None, Text("改了资金名称，没有批准", "Another line, no approval"), scene.plant),
        (issued_on + days(1), Text("次日才批准改变", "Approved a day later"), scene.plant),
        (issued_on, Text("当日批准改变", "Approved that day"), scene.spare),
    ):
        order = on and scene.province.document("政改", on.year)
        reference = send_on(scene, SERVICES_LINE, change_document=order, changed_on=on)
        keep(reference, what, SAME_LINE, scene.province)


def with_a_match(scene: Scene) -> None:
    """BT-08, planted: a match without a ground. Spared: with one; of a general transfer."""
    cases: tuple[tuple[dict[str, object], Text, Keep], ...] = (
        ({}, Text("要求配套，没有依据", "A match without a ground"), scene.plant),
        (
            {"match_ground": "示国办发〔2018〕6号"},
            Text("国务院规定共同承担", "The State Council has said so"),
            scene.spare,
        ),
        ({"transfer_type": "general"}, Text("一般性转移支付", "General"), scene.spare),
    )
    for more, what, keep in cases:
        cells: dict[str, object] = {"required_match": scene.fen()} | more
        keep(send_on(scene, DIRECT_LINE, **cells), what, NO_MATCH, scene.province)


def by_whom(scene: Scene) -> None:
    """BT-09, planted: another department. Spared: finance."""
    for kind, what, keep in (
        ("other", Text("其他部门下达", "By another department"), scene.plant),
        ("finance", Text("财政部门下达", "By finance"), scene.spare),
    ):
        keep(send_on(scene, issuer_kind=kind), what, BY_FINANCE, scene.province)


def own_money(scene: Scene, approved_on: Day, after: int, **more: object) -> tuple[str, str]:
    """The province's own money issued so many days after its approval; both references."""
    first, second, fen = scene.reference(), scene.reference(), scene.fen()
    source = scene.province.document("预", approved_on.year)
    scene.province.appropriate(
        source,
        approved_on + days(2),
        fen,
        SERVICES_LINE,
        approved_on=approved_on,
        external_reference=first,
    )
    issued_on = approved_on + days(after)
    document = scene.issue(
        fen, issued_on, source, fund_line=SERVICES_LINE[0], external_reference=second, **more
    )
    scene.receive(document, fen, issued_on + days(2), SERVICES_LINE)
    project = scene.project(approved_on - days(130))
    scene.fund(project, fen, document, assigned_on=issued_on + days(5))
    scene.spend(project, fen, document, issued_on + days(60))
    return first, second


def issued_late(scene: Scene) -> None:
    """BT-02, planted: special on day 61, general on day 31. Spared: a day earlier each."""
    for kind, after, what, keep in (
        ("special", 61, Text("专项第 61 日下达", "Special on day 61"), scene.plant),
        ("special", 60, Text("专项第 60 日下达", "Special on day 60"), scene.spare),
        ("general", 31, Text("一般性第 31 日下达", "General on day 31"), scene.plant),
        ("general", 30, Text("一般性第 30 日下达", "General on day 30"), scene.spare),
    ):
        _, reference = own_money(scene, scene.day(1, 5), after, transfer_type=kind)
        keep(reference, what, IN_TIME, scene.province)


def published(scene: Scene) -> None:
    """DS-08, planted: never; not by project. Spared: in detail on day 20."""
    for month, day, detail, what, keep in (
        (3, 1, None, Text("没有公开", "Never published"), scene.plant),
        (4, 20, False, Text("没有细化到项目", "Not by project"), scene.plant),
        (5, 2, True, Text("第 20 日公开到项目", "In detail on day 20"), scene.spare),
    ):
        approved_on = scene.day(month, day)
        reference, _ = own_money(scene, approved_on, 10)
        if detail is not None:
            scene.province.publish_budget(approved_on + days(20), gives_projects=detail)
        keep(reference, what, IN_DETAIL, scene.province)


CASES = (
    ("BT-07", under_another_line),
    ("BT-08", with_a_match),
    ("BT-09", by_whom),
    ("BT-02", issued_late),
    ("DS-08", published),
)
