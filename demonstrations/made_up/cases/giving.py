"""Cases of gifts that lie idle or off the books and of paired aid: SF-03, SF-04 and PA-04."""

from demonstrations.made_up.books import AID_LINE, Book, Day
from demonstrations.made_up.cases.gifts import give
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.divisions import PARTNER
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

ON_RECORD = Text(
    "账户收到的捐赠，十日内登记入账", "A gift that the bank has is on record within ten days"
)
NOT_IDLE = Text(
    "捐赠一年内用完，另约定期限的从约定",
    "A gift is used within a year, or within the term that was agreed",
)
IN_THE_BOOKS = Text(
    "对账单上的收付，三十日内账上都有", "What a statement has is in the books within thirty days"
)
BOTH_ENDS = Text(
    "对口帮扶资金，给出和接收双方都登记，金额一致",
    "Paired aid is on record at both ends with one amount",
)


def credit(scene: Scene, on: Day, fen: int, purpose: str) -> str:
    """A line of the city's statement by which money came in; returns its number.

    The counties' statements reconcile.
    """
    line = scene.city.number(f"ALLS{scene.year}", 4)
    scene.city.write(
        "statement_lines",
        line_reference=line,
        occurred_on=on,
        direction="in",
        amount=fen,
        counterparty_name="示范热心企业",
        purpose=purpose,
    )
    return line


def give_city(scene: Scene, on: Day, fen: int) -> None:
    """A gift to the city, for years to come."""
    scene.city.write(
        "donations",
        donation_code=scene.city.number(f"ALJZ{scene.year}", 3),
        event="gift",
        donor="示范爱心人士",
        occurred_on=on,
        amount=fen,
        cash_on=on,
        will="分年使用",
        use_by=AS_OF + days(365),
    )


def not_on_record(scene: Scene) -> None:
    """SF-03, planted: never entered; on the 11th day; with another amount. Spared: on day 10."""
    on, city = scene.day(2, 4), scene.city
    never = credit(scene, on, scene.fen() + 1, "爱心捐款")
    scene.plant(never, Text("捐款没有登记", "Never entered"), ON_RECORD, city)
    missing = Text("账上没有", "Not in the books")
    scene.truth.plant("AC-07", city.code, never, missing, IN_THE_BOOKS)
    for after, off, what, keep in (
        (11, 0, Text("第 11 日才登记", "Entered on day 11"), scene.plant),
        (5, 1, Text("少登记一分", "Entered with a fen less"), scene.plant),
        (10, 0, Text("第 10 日登记", "Entered on day 10"), scene.spare),
    ):
        # Amounts that end in such fen are no other gift's.
        fen = scene.fen() + 30 + after
        line = credit(scene, on, fen, "定向捐赠")
        give_city(scene, on + days(after), fen - off)
        keep(line, what, ON_RECORD, city)
        if off:
            scene.truth.plant("AC-07", city.code, line, missing, IN_THE_BOOKS)
    other = credit(scene, on, scene.fen() + 3, "利息")
    scene.spare(other, Text("不是捐赠", "Not a gift"), ON_RECORD, city)
    scene.truth.plant("AC-07", city.code, other, missing, IN_THE_BOOKS)


def lies_idle(scene: Scene) -> None:
    """SF-04, planted: 366 days unused; the day after its term. Spared: the days before."""
    for code, fen, more, what, planted in (
        ("甲", scene.fen(), {"occurred_on": AS_OF - days(366)},
         Text("第 366 日没有使用", "Unused on day 366"), True),
        ("乙", scene.fen(), {"occurred_on": AS_OF - days(900), "use_by": AS_OF - days(1)},
         Text("约定期限过后一日", "The day after its term"), True),
        ("丙", scene.fen(), {"occurred_on": AS_OF - days(365)},
         Text("第 365 日没有使用", "Unused on day 365"), False),
        ("丁", scene.fen(), {"occurred_on": AS_OF - days(900), "use_by": AS_OF},
         Text("约定期限的最后一日", "On the last day of its term"), False),
    ):  # fmt: skip
        reference = f"{scene.reference()}{code}"
        give(scene, fen, cash_on=more["occurred_on"], external_reference=reference, **more)
        (scene.plant if planted else scene.spare)(reference, what, NOT_IDLE)


def partner_of(scene: Scene) -> Book:
    """The book of the city that helps."""
    return Book(scene.province.folder, PARTNER, "示范友市", "city", "友市")


def aid(scene: Scene, fen: int, on: Day, received: int | None, **more: object) -> str:
    """Aid that the partner city gives, received or not; returns its reference.

    What is given is the partner's money of that year's budget; what comes is spent.
    """
    reference = scene.reference()
    document = f"示友市专财农〔{on.year}〕{reference}号"
    partner = partner_of(scene)
    partner.appropriate(f"{document}预算", on - days(5), fen, AID_LINE)
    partner.issue(
        document,
        on,
        fen,
        f"{document}预算",
        scene.book.code,
        kind="paired_aid",
        fund_line=AID_LINE[0],
        external_reference=reference,
    )
    if received is not None:
        cells: dict[str, object] = {"kind": "paired_aid", "fund_class": "paired_aid"} | more
        scene.book.receive(document, on + days(10), received, AID_LINE, PARTNER, **cells)
        scene.use_up(received, document)
    return reference


def aid_not_on_record(scene: Scene) -> None:
    """PA-04, planted: a fen less; as a transfer; missing. Spared: the term runs; the same."""
    on, fen = scene.day(1, 26), scene.fen()
    for reference, what in (
        (aid(scene, fen, on, fen - 1), Text("少登记一分", "A fen less")),
        (
            aid(scene, fen, on, fen, kind="transfer", fund_class="general_budget"),
            Text("登记成转移支付", "On record as a transfer"),
        ),
        (
            aid(scene, fen, AS_OF - days(31), None),
            Text("第 31 日没有登记", "Not on record on day 31"),
        ),
    ):
        scene.plant(reference, what, BOTH_ENDS, partner_of(scene))
    for reference, what in (
        (aid(scene, fen, on, fen), Text("双方一致", "Both ends agree")),
        (
            aid(scene, fen, AS_OF - days(30), None),
            Text("第 30 日尚未登记", "Not on record on day 30"),
        ),
    ):
        scene.spare(reference, what, BOTH_ENDS, partner_of(scene))


CASES = (
    ("SF-03", not_on_record),
    ("SF-04", lies_idle),
    ("PA-04", aid_not_on_record),
)
