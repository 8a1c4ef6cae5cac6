"""Cases of who receives: BN-02 and BN-08."""

import datetime as dt
from collections.abc import Sequence

from demonstrations.made_up.books import Book, Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.names import Person
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import AS_OF
from demonstrations.made_up.projects import days
from ledger.language import Text

ALIVE = Text(
    "死亡次月起不得再领取补贴；死后补发生前的只作提示",
    "Nobody is paid for time after the month of death; what was due in life is only a tip",
)

OWN_ACCOUNT = Text(
    "补贴打入本户账户；一次发放中一个账户最多为两人收款",
    "Subsidies go to the household's own account, which receives for two persons at once at most",
)
#: What these cases pay: a subsidy, not a road.
SUBSIDY = ("临时生活补助", "social_security")


def list_death(
    book: Book, dead: Person, died_on: Day, as_of: Day, expires_on: Day | None = None
) -> None:
    """A list of deaths with one person on it."""
    book.write(
        "matching_lists",
        list_code=book.number("示范死亡名单", 3),
        kind="death",
        origin="示范民政部门",
        legal_ground="示范部门间信息共享协议",
        as_of=as_of,
        expires_on=expires_on,
        name=dead.name,
        identity=dead.identity,
        starts_on=died_on,
    )


def paid_the_dead(scene: Scene) -> None:
    """BN-02, planted: the month after; next month's subsidy the day after; a tip."""
    fen = scene.subsidy()
    project, source = scene.funded(3 * fen, SUBSIDY)
    died_on = dt.date(scene.year, 6, 3) + scene.shift
    next_month = dt.date(scene.year, 7, 1)
    for on, period, what in (
        (next_month, None, Text("死亡次月一日支付", "Paid on the first of the next month")),
        (died_on + days(1), next_month, Text("死亡次日发下月补贴", "Next month's, a day after")),
        (next_month, died_on.replace(day=1), Text("死后补发当月补贴", "That month's, paid later")),
    ):
        dead = scene.somebody()
        list_death(scene.book, dead, died_on, dt.date(scene.year, 8, 31))
        paid = pay(
            project, scene.payee(dead), fen, on, source, period_from=period, method="one_card"
        )
        scene.plant(paid, what, ALIVE)


def paid_the_living(scene: Scene) -> None:
    """BN-02, spared: within the month of death; on the day itself; by lists that do not count."""
    fen = scene.subsidy()
    project, source = scene.funded(4 * fen, SUBSIDY)
    died_on = dt.date(scene.year, 6, 3) + scene.shift
    next_month = dt.date(scene.year, 7, 1)
    listed_on = dt.date(scene.year, 8, 31)
    for on, period, keeper, expires_on, what in (
        (
            dt.date(scene.year, 6, 30), None, scene.province, None,
            Text("死亡当月最后一日支付", "On the last day of the month of death"),
        ),
        (
            died_on, next_month, scene.book, None,
            Text("死亡当日预发下月补贴", "Next month's, on the day of death"),
        ),
        (
            next_month, None, scene.book, AS_OF - days(1),
            Text("名单前一日已失效", "The list expired the day before"),
        ),
    ):  # fmt: skip
        dead = scene.somebody()
        list_death(keeper, dead, died_on, listed_on, expires_on)
        paid = pay(
            project, scene.payee(dead), fen, on, source, period_from=period, method="one_card"
        )
        scene.spare(paid, what, ALIVE)
    alive = pay(project, scene.payee(scene.somebody()), fen, next_month, source, method="one_card")
    scene.spare(alive, Text("名单上没有此人", "On no list"), ALIVE)


def share_account(
    scene: Scene, households: Sequence[str | None], *, in_one_run: bool = True
) -> str:
    """Persons, each of a household or none, all paid into the account of the first.

    Returns the account's number as it is shown.
    """
    fen = scene.subsidy()
    project, source = scene.funded(fen * len(households), SUBSIDY)
    on = scene.day(6, 8)
    people = [scene.somebody() for _ in households]
    for code in dict.fromkeys(households):
        if code is not None:
            of_it = [who for who, home in zip(people, households, strict=True) if home == code]
            scene.household(*of_it)
    account = people[0].account
    batch = scene.book.number("ALPC", 3)
    for number, who in enumerate(people):
        pay(
            project,
            scene.payee(who, account=account),
            fen,
            on if in_one_run else on + days(number),
            source,
            approved_on=on,
            batch_no=batch if in_one_run else f"{batch}{number}",
            method="one_card",
        )
    return f"{account[:4]}****{account[-4:]}"


def paid_into_anothers_account(scene: Scene) -> None:
    """BN-08, planted: of two households; three persons at once, of one household or unknown."""
    for households, what in (
        (["甲", "乙"], Text("收两户的钱", "Of two households")),
        (["甲"] * 3, Text("一次收一户三人的钱", "Of three persons of a household at once")),
        ([None] * 3, Text("一次收三人的钱", "Of three persons at once")),
    ):
        scene.plant(share_account(scene, households), what, OWN_ACCOUNT)


def paid_into_the_household_account(scene: Scene) -> None:
    """BN-08, spared: two of one household; two whose households are not known; not at once."""
    for households, in_one_run, what in (
        (["甲"] * 2, True, Text("一户两人", "Two of one household")),
        ([None] * 2, True, Text("一次两人，户别不明", "Two at once, households not known")),
        (["甲"] * 3, False, Text("一户三人，分三次", "Three of one household, not at once")),
    ):
        account = share_account(scene, households, in_one_run=in_one_run)
        scene.spare(account, what, OWN_ACCOUNT)


CASES = (
    ("BN-02", paid_the_dead),
    ("BN-02", paid_the_living),
    ("BN-08", paid_into_anothers_account),
    ("BN-08", paid_into_the_household_account),
)
