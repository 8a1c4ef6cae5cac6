"""Cases of money shared out by registered persons: PA-05."""

import datetime as dt

from demonstrations.made_up.books import Book, FundLine
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.divisions import PROVINCE, REGISTER_CITIES
from demonstrations.made_up.names import person
from demonstrations.made_up.plan import LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

BY_PERSONS = Text(
    "精准扶贫开发资金按建档立卡人数分配，占比相差不超过五个百分点",
    "Shared by registered persons, with no more than five points between the shares",
)
LINE: FundLine = ("示范精准扶贫开发资金", "province", False)
#: Persons that a scene registers in either city: six tenths are of the first.
PERSONS = (6, 4)
#: Of so many parts of a document's money the first city would have sixty by persons.
PARTS = 10_000


def shared_out(scene: Scene) -> None:
    """PA-05, planted: more than five points too much, or too little. Spared: exactly five off."""
    scene.year = LAST_YEAR - 1
    cities = [
        Book(scene.book.folder, code, name, "city", name[2:], scene.province.numbers)
        for code, name in REGISTER_CITIES
    ]
    register(scene, cities)
    for parts, what, keep in (
        (6_501, Text("多给五个百分点零一", "A little more than five points too much"), scene.plant),
        (5_499, Text("少给五个百分点零一", "A little more than five points less"), scene.plant),
        (6_500, Text("恰好多五个百分点", "Exactly five points more"), scene.spare),
        (6_000, Text("按人数分配", "By persons"), scene.spare),
    ):
        unit = scene.fen() // PARTS
        document = give(scene, cities, (unit * parts, unit * (PARTS - parts)))
        keep(document, what, BY_PERSONS, scene.province)


def register(scene: Scene, cities: list[Book]) -> None:
    """Registers persons in the cities, a household each."""
    for city, count in zip(cities, PERSONS, strict=True):
        for _ in range(count):
            number = int(scene.province.number("城户")[2:])
            somebody = person(scene.dice, city.code, number)
            city.write(
                "households",
                household_code=f"HC{number:05d}",
                name=somebody.name,
                identity=somebody.identity,
                relation="户主",
                registered_on=dt.date(2015, 3, 1),
            )


def give(scene: Scene, cities: list[Book], shares: tuple[int, ...]) -> str:
    """A document of the province's own money for the cities, which take it back unspent."""
    province, on = scene.province, scene.day(2, 10)
    source = province.document("预", scene.year)
    province.appropriate(source, on, sum(shares), LINE)
    province.publish_budget(dt.date(scene.year, 1, 28))
    document, issued_on = province.document("专财农", scene.year), on + days(12)
    for number, (city, fen) in enumerate(zip(cities, shares, strict=True), 1):
        line = {"document_line": number}
        province.issue(document, issued_on, fen, source, city.code, fund_line=LINE[0], **line)
        city.receive(
            document,
            issued_on + days(1),
            fen,
            LINE,
            PROVINCE,
            exemption="settled_by_actuals",
            **line,
        )
        order = f"{city.name}财收{document}"
        end = dt.date(scene.year, 12, 31)
        city.write(
            "take_backs",
            kind="take_back",
            document_no=order,
            occurred_on=end,
            source_document=document,
            source_line=number,
            amount=fen,
            reason="据实结算结余收回",
        )
        city.write(
            "transfers",
            direction="cash_out",
            document_no=order,
            occurred_on=end,
            amount=fen,
            source_document=document,
            source_line=number,
        )
    province.publish_allocation(document, issued_on + days(3))
    return document


CASES = (("PA-05", shared_out),)
