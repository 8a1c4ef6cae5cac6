"""Cases of sheets that four parties sign: DP-16."""

import datetime as dt
from dataclasses import replace

from demonstrations.made_up.books import Book, Day
from demonstrations.made_up.budgets import write_budgets
from demonstrations.made_up.cases.library import enter
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.divisions import signing_county
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import Project, days
from demonstrations.made_up.signing import FOR_PERSONS, FOR_PROJECT
from ledger.language import Text

SIGNED = Text(
    "到人的发放后、项目的末次付款前，四方依次签字",
    "Four parties sign in order: after persons were paid, before a project's last payment",
)
Hands = tuple[tuple[str, str, int], ...]


def elsewhere(scene: Scene) -> Scene:
    """The scene, set in a county that has sheets signed, and has no other business."""
    serial = int(scene.province.number("签", 1)[1:])
    code, name = signing_county(serial - 1)
    there = replace(scene, book=Book(scene.book.folder, code, name, "county", name))
    write_budgets(there.book, scene.truth, first=False)
    for year in range(scene.year, AS_OF.year):
        enter(there, there.book, dt.date(year, 10, 20))
    return there


def sign(scene: Scene, project: Project, hands: Hands, first_on: Day, **subject: object) -> None:
    """All hands under one sheet."""
    code = scene.book.number(f"SLQ{scene.year}", 3)
    for role, signer, after in hands:
        scene.book.write(
            "sign_offs",
            sign_off_code=code,
            project_code=project.code,
            role=role,
            signer=signer,
            signed_on=first_on + days(after),
            **subject,
        )


def paid(scene: Scene, on: Day, **more: object) -> Project:
    """A project of which all money is paid at once, in a batch or as the retention."""
    fen = scene.fen()
    project, source = scene.funded(fen)
    pay(project, scene.company(), fen, on, source, **more)
    return project


def sign_offs(scene: Scene) -> None:
    """DP-16, planted: never signed, a hand short, signed too late. Spared: in time."""
    there = elsewhere(scene)
    on = there.day(6, 8)
    for kind, hands, after, what, keep in (
        ("person", (), 0, Text("发放后没有签", "Never signed"), there.plant),
        ("person", FOR_PERSONS[1:], 5, Text("少一人签字", "A hand short"), there.plant),
        ("person", FOR_PERSONS, 5, Text("发放后签齐", "All signed after it was paid"), there.spare),
        ("project", FOR_PROJECT, -3, Text("付款次日才签齐", "Signed the day after"), there.plant),
        ("project", FOR_PROJECT, -4, Text("付款当日签齐", "Signed that day"), there.spare),
    ):
        if kind == "person":
            batch = there.book.number("PQ", 4)
            project = paid(there, on, batch_no=batch)
            subject = {"kind": kind, "batch_no": batch, "village": "甲村"}
        else:
            project = paid(there, on, stage="retention")
            subject = {"kind": kind}
        sign(there, project, hands, on + days(after), **subject)
        keep(project.code, what, SIGNED)


CASES = (("DP-16", sign_offs),)
