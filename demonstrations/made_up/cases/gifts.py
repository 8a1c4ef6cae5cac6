"""Cases of gifts and their donors' wills: SF-01."""

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import Person
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import Project, days
from ledger.language import Text

AS_WISHED = Text(
    "捐赠按捐赠人的意愿使用，改变用途须事先同意",
    "A gift is used as its donor wants; another use needs consent beforehand",
)


def give(scene: Scene, fen: int, **will: object) -> str:
    """A gift with its will; returns its code."""
    on = scene.day(1, 25)
    code = scene.book.number(f"ALJZ{scene.year}", 3)
    cells: dict[str, object] = {
        "donation_code": code,
        "event": "gift",
        "donor": "示范爱心人士",
        "occurred_on": on,
        "amount": fen,
        "cash_on": on,
        "will": "按登记的限定使用",
    }
    scene.book.write("donations", **(cells | will))
    return code


def consent(scene: Scene, code: str, on: Day, category: str) -> None:
    """The donor's consent to another category."""
    scene.book.write(
        "donations",
        donation_code=code,
        event="consent",
        donor="示范爱心人士",
        occurred_on=on,
        restricted_category=category,
    )


def use(
    scene: Scene, project: Project, on: Day, who: Person | None = None, **will: object
) -> tuple[str, str]:
    """A gift, and a payment of all of it; returns the payment's number and the gift's code."""
    fen = scene.fen()
    code = give(scene, fen, **will)
    if who is not None:
        # A person is helped, not paid for works.
        project.category = "social_security"
    scene.fund(project, fen, code)
    payee = scene.company() if who is None else scene.payee(who)
    return pay(project, payee, fen, on, code), code


def used_otherwise(scene: Scene) -> None:
    """SF-01, planted: another category, place, project or payee, and too late."""
    on = scene.day(6, 8)
    gone, unknown = scene.somebody(), scene.somebody()
    scene.household(gone, exited_on=on - days(1))
    elsewhere = scene.project()
    other_town = f"{scene.book.code}{100 + (elsewhere.township + 1) % 3}"
    fen = scene.fen()
    another, money = scene.funded(fen)
    scene.spend(another, fen, money)
    for project, who, will, what in (
        (
            scene.project(), None, {"restricted_category": "education"},
            Text("限定助学，用于道路", "For education, used for a road"),
        ),
        (
            elsewhere, None, {"restricted_division": other_town},
            Text("用在别的乡镇", "Used in another township"),
        ),
        (
            scene.project(), None, {"restricted_project": another.code},
            Text("用于别的项目", "Used for another project"),
        ),
        (
            scene.project(), None, {"use_by": on - days(1)},
            Text("期限过后一日使用", "The day after the term"),
        ),
        (
            scene.project(), gone, {"registered_only": True},
            Text("收款人前一日已退出", "The payee left the register the day before"),
        ),
        (
            scene.project(), unknown, {"registered_only": True},
            Text("收款人不是建档立卡户", "The payee is not registered"),
        ),
    ):  # fmt: skip
        reference, _ = use(scene, project, on, who, **will)
        scene.plant(reference, what, AS_WISHED)
    late, code = use(scene, scene.project(), on, restricted_category="education")
    consent(scene, code, on + days(1), "village_infrastructure")
    scene.plant(late, Text("使用次日捐赠人才同意", "The consent came the day after"), AS_WISHED)


def used_as_wished(scene: Scene) -> None:
    """SF-01, spared: within each restriction, on its last day, and with consent that day."""
    on = scene.day(6, 8)
    leaving = scene.somebody()
    scene.household(leaving, exited_on=on)
    in_place = scene.project()
    for project, who, will, what in (
        (
            in_place, None, {"restricted_division": in_place.place},
            Text("用在限定的乡镇", "Used in the township"),
        ),
        (
            scene.project(), None, {"use_by": on},
            Text("期限最后一日使用", "On the last day of the term"),
        ),
        (
            scene.project(), leaving, {"registered_only": True},
            Text("收款人当日退出", "The payee left the register that day"),
        ),
    ):  # fmt: skip
        reference, _ = use(scene, project, on, who, **will)
        scene.spare(reference, what, AS_WISHED)
    agreed, code = use(scene, scene.project(), on, restricted_category="education")
    consent(scene, code, on, "village_infrastructure")
    scene.spare(agreed, Text("使用当日捐赠人同意", "The consent came that day"), AS_WISHED)


CASES = (
    ("SF-01", used_otherwise),
    ("SF-01", used_as_wished),
)
