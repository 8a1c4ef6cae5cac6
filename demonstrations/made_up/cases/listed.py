"""Cases of persons on lists and in the register: BN-01, BN-03 to BN-07, BN-09 and BN-11."""

import datetime as dt
from collections.abc import Callable

from demonstrations.made_up.books import Book
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import Person
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

SUBSIDY = ("临时生活补助", "social_security")

#: By rule: the kind of list, what it must be about, what does not count, and why.
LISTS: dict[str, tuple[str, str | None, str | None, Text]] = {
    "BN-03": (
        "public_payroll", None, None,
        Text("财政供养人员家庭一般不享受补助", "Households on the public payroll draw no benefit"),
    ),
    "BN-04": (
        "vehicle", "car", "farm_vehicle",
        Text("有小汽车的户一般不享受补助", "Households with a car draw no benefit"),
    ),
    "BN-05": (
        "property", "shop", "relocation_housing",
        Text("有商品房、商铺的户一般不享受补助", "Households with a flat or shop draw none"),
    ),
    "BN-06": (
        "business", "company", "cooperative",
        Text("有公司、个体经营的户一般不享受补助", "Households with a business draw none"),
    ),
    "BN-07": (
        "village_cadre", None, None,
        Text("村干部及近亲属领取的要逐笔核实", "What cadres and relatives draw is looked at"),
    ),
}  # fmt: skip


def list_person(keeper: Book, kind: str, who: Person, scene: Scene, **more: object) -> None:
    """A list with one person on it, from before the scene's payments."""
    cells: dict[str, object] = {
        "list_code": keeper.number("示范比对名单", 3),
        "kind": kind,
        "origin": "示范主管部门",
        "legal_ground": "示范部门间信息共享协议",
        "as_of": dt.date(scene.year, 8, 31),
        "name": who.name,
        "identity": who.identity,
        "starts_on": dt.date(2015, 3, 1),
    }
    keeper.write("matching_lists", **(cells | more))


def draws(rule: str) -> Callable[[Scene], None]:
    """Persons on a list who draw a subsidy, and their likes who may."""

    def draw(scene: Scene) -> None:
        kind, counts, does_not, why = LISTS[rule]
        fen, on = scene.subsidy(), scene.day(6, 8)
        project, source = scene.funded(6 * fen, SUBSIDY)

        def drawn(who: Person) -> str:
            return pay(project, scene.payee(who), fen, on, source, method="one_card")

        himself, head, other = scene.somebody(), scene.somebody(), scene.somebody()
        list_person(scene.book, kind, himself, scene, object_kind=counts, ends_on=on)
        scene.plant(drawn(himself), Text("终止当日领取", "Drawn on the last day"), why)
        list_person(scene.province, kind, other, scene, object_kind=counts)
        if rule == "BN-07":
            head = other
        else:
            scene.household(head, other)
        scene.plant(drawn(head), Text("在省级名单上", "On the province's list"), why)

        former, expired, excused = scene.somebody(), scene.somebody(), scene.somebody()
        list_person(scene.book, kind, former, scene, object_kind=counts, ends_on=on - days(1))
        scene.spare(drawn(former), Text("前一日已终止", "It ended the day before"), why)
        list_person(
            scene.book, kind, expired, scene, object_kind=counts, expires_on=AS_OF - days(1)
        )
        scene.spare(drawn(expired), Text("名单已失效", "The list has expired"), why)
        if does_not:
            list_person(scene.book, kind, excused, scene, object_kind=does_not)
        else:
            list_person(scene.book, kind, excused, scene, starts_on=on + days(1))
        scene.spare(drawn(excused), Text("名单所列不算", "What is listed does not count"), why)
        scene.spare(drawn(scene.somebody()), Text("不在名单上", "On no list"), why)

    return draw


def drew_as_registered(scene: Scene) -> None:
    """BN-01, planted: on nobody's register, and a day before entry; spared: on the day, after."""
    fen, on = scene.subsidy(), scene.day(6, 8)
    project, source = scene.funded(4 * fen, SUBSIDY)
    why = Text("按建档立卡户享受的，应当在册", "Who draws as registered is in the register")
    for entered_on, more, named, what in (
        (None, {}, True, Text("不在册", "Not in the register")),
        (on + days(1), {}, True, Text("次日才纳入", "Entered the day after")),
        (on, {}, False, Text("当日纳入", "Entered that day")),
        (
            dt.date(2015, 3, 1), {"exited_on": dt.date(2020, 12, 20)}, False,
            Text("已脱贫，政策继续享受", "Risen from poverty, benefits go on"),
        ),
    ):  # fmt: skip
        who = scene.somebody()
        if entered_on:
            scene.household(who, registered_on=entered_on, **more)
        payee = scene.payee(who, "registered_household")
        reference = pay(project, payee, fen, on, source, method="one_card")
        (scene.plant if named else scene.spare)(reference, what, why)


def drew_twice(scene: Scene) -> None:
    """BN-09, planted: twice for June; spared: for June and for July, and of two persons."""
    fen, on = scene.subsidy(), scene.day(7, 8)
    project, source = scene.funded(5 * fen, SUBSIDY)
    why = Text("同一补贴同一时段只享受一次", "A subsidy is drawn once for a time")
    june, july = dt.date(scene.year, 6, 1), dt.date(scene.year, 7, 1)
    twice, monthly = scene.payee(scene.somebody()), scene.payee(scene.somebody())
    references = [
        pay(project, who, fen + extra, on + days(later), source, method="one_card",
            period_from=month)
        for who, month, later, extra in (
            (twice, june, 0, 0), (twice, june, 9, -100), (monthly, june, 0, 0),
            (monthly, july, 1, 100), (scene.payee(scene.somebody()), june, 0, 0),
        )
    ]  # fmt: skip
    scene.plant(references[1], Text("六月的又发一次", "June's once more"), why)
    scene.spare(references[0], Text("六月的第一次", "June's for the first time"), why)
    scene.spare(references[3], Text("七月的", "July's"), why)
    scene.spare(references[4], Text("另一人六月的", "Another person's for June"), why)


def drew_under_another_name(scene: Scene) -> None:
    """BN-11, planted: an ID number that the register has for somebody else; spared: the same."""
    fen, on = scene.subsidy(), scene.day(6, 8)
    project, source = scene.funded(3 * fen, SUBSIDY)
    why = Text("姓名和身份证号应与农户表一致", "Name and ID number are as in the register")
    wrong, right, absent = scene.somebody(), scene.somebody(), scene.somebody()
    scene.household(wrong, name=f"{wrong.name}某")
    scene.household(right)
    for who, what in (
        (wrong, Text("农户表上是另一姓名", "Another name in the register")),
        (right, Text("姓名一致", "The same name")),
        (absent, Text("不在农户表上", "Not in the register")),
    ):
        reference = pay(project, scene.payee(who), fen, on, source, method="one_card")
        (scene.plant if who is wrong else scene.spare)(reference, what, why)


CASES = (
    *((rule, draws(rule)) for rule in LISTS),
    ("BN-01", drew_as_registered),
    ("BN-09", drew_twice),
    ("BN-11", drew_under_another_name),
)
