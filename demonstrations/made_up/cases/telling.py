"""Cases of donors who are told of the use of their gifts, and answered: SF-02."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.gifts import give
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

TOLD = Text(
    "用款、询问后 30 日内向捐赠人反馈；用款跨六个月以上的，92 日内",
    "Donors are told within 30 days of a use or a query; within 92 where uses span six months",
)


def use(scene: Scene, *on: Day) -> tuple[str, str]:
    """A gift used up on some days, of which nobody is told; returns its code and reference."""
    fen = scene.fen()
    reference = scene.reference()
    code = give(scene, fen, external_reference=reference)
    scene.book.donors.untold.add(code)
    project = scene.project()
    scene.fund(project, fen, code)
    payee = scene.company()
    part = fen // len(on)
    for day in on[1:]:
        pay(project, payee, part, day, code)
    pay(project, payee, fen - part * (len(on) - 1), on[0], code)
    return code, reference


def say(scene: Scene, code: str, kind: str, on: Day) -> None:
    """What passed between the donor and the county."""
    contents = {
        "report": "告知捐款用途",
        "query": "来电询问捐款用到哪里",
        "answer": "答复捐款用途",
    }
    scene.book.write(
        "feedback",
        donation_code=code,
        kind=kind,
        occurred_on=on,
        means="电话",
        contents=contents[kind],
    )


def not_told(scene: Scene) -> None:
    """SF-02, planted: never told; told on day 31; asked and answered on day 31."""
    on = scene.day(6, 8)
    _, never = use(scene, on)
    scene.plant(never, Text("用款后没有反馈", "Never told"), TOLD)
    code, late = use(scene, on)
    say(scene, code, "report", on + days(31))
    scene.plant(late, Text("第 31 日才反馈", "Told on day 31"), TOLD)
    code, asked = use(scene, on)
    say(scene, code, "report", on + days(2))
    say(scene, code, "query", on + days(3))
    say(scene, code, "answer", on + days(34))
    scene.plant(asked, Text("询问后第 31 日才答复", "Answered on day 31"), TOLD)


def told(scene: Scene) -> None:
    """SF-02, spared: told and answered on day 30; told on day 92 of uses that span half a year."""
    on = scene.day(3, 18)
    code, just = use(scene, on)
    say(scene, code, "report", on + days(30))
    say(scene, code, "query", on)
    say(scene, code, "answer", on + days(30))
    scene.spare(just, Text("第 30 日反馈、答复", "Told and answered on day 30"), TOLD)
    last = on + days(185)
    code, long = use(scene, on, last)
    say(scene, code, "report", on + days(92))
    say(scene, code, "report", last + days(1))
    scene.spare(long, Text("用款跨六个月，第 92 日反馈", "Told on day 92 of a long use"), TOLD)


CASES = (
    ("SF-02", not_told),
    ("SF-02", told),
)
