"""Cases of the vouchers of other bookkeeping software: AC-01 to AC-04."""

import datetime as dt

from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.journals import AccountSet, paid, working
from demonstrations.made_up.projects import days
from ledger.language import Text

BALANCED = Text("借贷相等", "Debit is credit")
NUMBERED = Text("凭证连续编号", "Vouchers are numbered without gaps")
LEFT = Text("记账后不改，更正另制凭证", "What is posted stays; corrections are vouchers")
IN_TIME = Text(
    "三十日内、结账前录入，不在休息日", "Entered within 30 days, before closing, on working days"
)


def accounts(scene: Scene) -> AccountSet:
    """The April vouchers of a unit of its own, exported in June of the scene's year."""
    name = f"示范单位{scene.reference()}"
    month = dt.date(scene.year, 4, 1)
    return AccountSet(scene.book, name, month, dt.date(scene.year, 6, 20))


def unbalanced(scene: Scene) -> None:
    """AC-01, planted: a fen less of credit. Spared: three lines; in red."""
    books, fen = accounts(scene), scene.fen()
    (debit, credit) = paid(fen)
    less = books.voucher((debit, (*credit[:2], 0, fen - 1)))
    scene.plant(less, Text("贷方少一分", "A fen less of credit"), BALANCED)
    split = books.voucher((debit, (*credit[:2], 0, fen - 7), ("1005", "零余额账户", 0, 7)))
    scene.spare(split, Text("一借两贷", "Two credits"), BALANCED)
    scene.spare(books.voucher(paid(-fen)), Text("红字", "In red"), BALANCED)


def out_of_number(scene: Scene) -> None:
    """AC-02, planted: number 3 is missing. Spared: the next one; the year goes on in May."""
    books = accounts(scene)
    for _ in range(2):
        books.voucher(paid(scene.fen()))
    gap = books.voucher(paid(scene.fen()), number=4)
    scene.plant(gap, Text("缺 3 号", "Number 3 is missing"), NUMBERED)
    scene.spare(books.voucher(paid(scene.fen())), Text("接着 4 号", "After 4"), NUMBERED)
    books.month = dt.date(scene.year, 5, 1)
    scene.spare(books.voucher(paid(scene.fen())), Text("全年连续", "The year goes on"), NUMBERED)


def changed(scene: Scene) -> None:
    """AC-03, planted: another amount; gone. Spared: corrected in red; not posted yet."""
    first, fen = accounts(scene), scene.fen()
    later = first.again(30)
    for before, after, more, what, planted in (
        (paid(fen), paid(fen + 1), {}, Text("金额改了一分", "A fen more"), True),
        (paid(fen), (paid(fen)[0], ("1004", "其他财政存款", 0, fen)), {},
         Text("换了科目", "Another account"), True),
        (paid(fen), paid(fen), {}, Text("没有变", "The same"), False),
        (paid(fen), paid(fen + 1), {"posted_on": None}, Text("还没有记账", "Not posted"), False),
    ):  # fmt: skip
        reference = first.voucher(before, **more)
        later.voucher(after)
        (scene.plant if planted else scene.spare)(reference, what, LEFT)
    red = later.voucher(paid(-fen))
    scene.spare(red, Text("另制的红字凭证", "A voucher in red"), LEFT)


def back_dated(scene: Scene) -> None:
    """AC-04, planted: more than 30 days; after closing; on a Sunday. Spared: in time."""
    books = accounts(scene)
    on = dt.date(scene.year, 4, 10)
    late = working(on + days(31))
    closed_on = on + days(3)
    for more, what, planted in (
        ({"entered_on": late}, Text("超过三十日才录入", "After more than 30 days"), True),
        ({"entered_on": on + days(4), "closed_on": closed_on},
         Text("结账次日录入", "The day after closing"), True),
        ({"entered_on": on + days(6 - on.weekday())},
         Text("星期日录入", "On a Sunday"), True),
        ({"entered_on": None}, Text("没有制单日期", "No day of entry"), False),
        ({}, Text("按时录入", "In time"), False),
    ):  # fmt: skip
        reference = books.voucher(paid(scene.fen()), **more)
        (scene.plant if planted else scene.spare)(reference, what, IN_TIME)


CASES = (
    ("AC-01", unbalanced),
    ("AC-02", out_of_number),
    ("AC-03", changed),
    ("AC-04", back_dated),
)
