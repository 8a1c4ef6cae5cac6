"""Cases of what the money may not be spent on: IN-06 and DP-11."""

from demonstrations.made_up.cases.plans import Version, pooled_money, projects_of, write_plan
from demonstrations.made_up.cases.scenes import FIRST_COMPANY, Scene
from demonstrations.made_up.names import CASE_ACCOUNT_PREFIX, account_number, credit_code
from demonstrations.made_up.payments import Payee, pay
from ledger.language import Text

NOT_ON_THE_LIST = Text(
    "专项资金不得用于负面清单的支出", "Poverty money is not spent on what the negative list names"
)
WORKS_CLASS = "31005"


def hotel(scene: Scene) -> Payee:
    """A hotel that is paid for the first time."""
    code = scene.book.number("ALQ")
    serial = FIRST_COMPANY + int(code[3:])
    found = Payee(
        code,
        f"{scene.book.name}示范大酒店{serial}",
        "enterprise",
        credit_code(scene.book.code, serial),
        account_number(CASE_ACCOUNT_PREFIX, scene.book.code, 900_000_000 + serial),
    )
    found.register(scene.book)
    return found


def listed(scene: Scene) -> None:
    """DP-11, planted: hospitality, a bonus, a hotel. Spared: works, a barn, a post's allowance."""
    named = hotel(scene)
    worker = scene.payee(scene.somebody())
    for payee, cells, what, planted in (
        (None, {"economic_class": "30217"}, Text("公务接待费", "Hospitality"), True),
        (None, {"purpose": "年终奖金"}, Text("摘要是奖金", "Its purpose is a bonus"), True),
        (named, {"purpose": "会务"}, Text("付给酒店", "Paid to a hotel"), True),
        (None, {"economic_class": WORKS_CLASS}, Text("基础设施建设", "Works"), False),
        (None, {"purpose": "烤烟房建设"}, Text("烤烟房不是烟酒", "A barn for tobacco"), False),
        (worker, {"purpose": "岗位津贴"}, Text("付给农户的津贴", "A household's post"), False),
    ):
        fen = scene.subsidy() if payee is worker else scene.fen()
        kind = ("公益岗位项目", "public_posts") if payee is worker else None
        project, source = scene.funded(fen, what=kind)
        reference = pay(project, payee or scene.company(), fen, scene.day(6, 8), source, **cells)
        (scene.plant if planted else scene.spare)(reference, what, NOT_ON_THE_LIST)


def forbidden(scene: Scene) -> None:
    """IN-06, planted: debts by class, facades by word. Spared: works, and walls made safe."""
    fen = scene.fen()
    cases = (
        ({"economic_class": "30701"}, Text("付债务利息", "Interest on debts"), True),
        ({"purpose": "沿街外墙粉饰"}, Text("外墙粉饰", "Facades"), True),
        ({"economic_class": WORKS_CLASS}, Text("基础设施建设", "Works"), False),
        ({"purpose": "墙体加固"}, Text("墙体加固", "Walls made safe"), False),
    )
    source = pooled_money(scene, fen * len(cases))
    projects = projects_of(scene, source, *(fen for _ in cases))
    planned = Version(scene.day(2, 20), {project.code: fen for project in projects})
    write_plan(scene, source, fen * len(cases), planned)
    for project, (cells, what, planted) in zip(projects, cases, strict=True):
        reference = pay(project, scene.company(), fen, scene.day(6, 8), source, **cells)
        (scene.plant if planted else scene.spare)(reference, what, NOT_ON_THE_LIST)


CASES = (("DP-11", listed), ("IN-06", forbidden))
