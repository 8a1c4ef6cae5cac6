"""Cases of the vouchers of other bookkeeping software: AC-01 to AC-04, AC-06, AC-08, AC-09."""

import datetime as dt

from demonstrations.made_up.books import CENTRAL_LINE
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.journals import TREASURY, AccountSet, Line, paid, working
from demonstrations.made_up.plan import LAST_YEAR
from demonstrations.made_up.projects import days
from ledger.language import Text

BALANCED = Text("借贷相等", "Debit is credit")
NUMBERED = Text("凭证连续编号", "Vouchers are numbered without gaps")
LEFT = Text("记账后不改，更正另制凭证", "What is posted stays; corrections are vouchers")
SETTLED = Text(
    "往来一年内结清，拨出的三十日内付到最终收款人",
    "Dealings are settled within a year, money passed on is spent within 30 days",
)
AGREE = Text("上下级月末相符，只差在途", "Two levels agree but for what is in transit")
CODED = Text("资金、文号、项目、科目齐全", "Spending is coded whole")
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
    gap = books.voucher(paid(scene.fen()), voucher_number=4)
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


def lent(fen: int) -> tuple[Line, ...]:
    """What the treasury lends somebody."""
    return ("1021", "借出款项", fen, 0), (*TREASURY, 0, fen)


def left_standing(scene: Scene) -> None:
    """AC-08, planted: a fen of a loan after 366 days. Spared: on day 365; settled."""
    on, unit = dt.date(scene.year - 1, 10, 5), scene.reference()
    books = AccountSet(scene.book, f"示范县总会计{unit}", on.replace(day=1), on + days(366))
    for day, back, what, planted in (
        (on, 1, Text("第 366 日还差一分", "A fen short on day 366"), True),
        (on + days(1), 1, Text("第 365 日", "On day 365"), False),
        (on, 0, Text("全部结清", "Settled"), False),
    ):
        fen = scene.fen()
        more = {"counterparty_name": f"示范单位{day}{back}", "entered_on": None, "occurred_on": day}
        reference = books.voucher(lent(fen), **more)
        books.voucher(lent(-fen + back), **more)
        (scene.plant if planted else scene.spare)(f"{reference}-1", what, SETTLED)


def passed_on(scene: Scene) -> None:
    """AC-08, planted: the town spends it on day 31. Spared: on day 30."""
    unit = scene.reference()
    county, town = accounts(scene), accounts(scene)
    county.name, town.name = f"示范县总会计{unit}", f"示范镇{unit}"
    on = county.month.replace(day=10)
    for after, what, planted in (
        (31, Text("第 31 日才支出", "Spent on day 31"), True),
        (30, Text("第 30 日支出", "Spent on day 30"), False),
    ):
        fen, document = scene.fen(), f"示拨〔{scene.year}〕{unit}{after}号"
        reference = county.voucher(paid(fen), counterparty_name=town.name, document_no=document)
        town.voucher(
            (("5001", "业务活动费用", fen, 0), ("1002", "银行存款", 0, fen)),
            document_no=document,
            occurred_on=on + days(after),
            entered_on=None,
            posted_on=None,
        )
        (scene.plant if planted else scene.spare)(f"{reference}-1", what, SETTLED)


def levels_apart(scene: Scene) -> None:
    """AC-06, planted: the county has a fen less. Spared: the city, but for what is under way.

    All years are compared in the last, up to the end of May.
    """
    month, unit = dt.date(LAST_YEAR, 4, 1), scene.reference()
    exported_on = dt.date(LAST_YEAR, 6, 20)
    fen = scene.fen()
    for below, received, under_way in ((scene.book, fen - 1, 0), (scene.city, fen, 77)):
        above = AccountSet(scene.province, f"示范省拨{below.code}{unit}", month, exported_on)
        books = AccountSet(below, f"示范收省拨{unit}", month, exported_on)
        above.voucher(granted(fen), counterparty=below.code)
        got = (*TREASURY, received, 0), ("4011", "补助收入", 0, received)
        books.voucher(got, counterparty=scene.province.code)
        if under_way:
            late = {"occurred_on": dt.date(LAST_YEAR, 5, 21), "entered_on": None}
            above.voucher(granted(under_way), counterparty=below.code, **late)
    scene.plant(scene.book.code, Text("少记一分", "A fen less"), AGREE)
    scene.spare(scene.city.code, Text("在途", "In transit"), AGREE, scene.city)


def granted(fen: int) -> tuple[Line, ...]:
    """What the treasury grants a level below."""
    return ("5011", "补助支出", fen, 0), (*TREASURY, 0, fen)


def coded(scene: Scene) -> None:
    """AC-09, planted: without a project; under running costs. Spared: whole; the office's own."""
    books = accounts(scene)
    whole: dict[str, object] = {
        "fund_line": CENTRAL_LINE[0],
        "document_no": f"示专财农〔{scene.year}〕{books.name[-3:]}号",
        "project_code": "示范项目",
        "function_code": "2130505",
        "economic_code": "50302",
    }
    for more, what, planted in (
        ({"project_code": None}, Text("缺项目编号", "No project"), True),
        ({"function_code": "2130501"}, Text("列行政运行", "Under running costs"), True),
        ({}, Text("要素齐全", "All there"), False),
        (
            {"fund_line": "部门预算", "function_code": "2130501", "project_code": None},
            Text("本部门的运转支出", "The office's own running costs"),
            False,
        ),
    ):
        reference = books.voucher(paid(scene.fen()), **(whole | more))
        (scene.plant if planted else scene.spare)(f"{reference}-1", what, CODED)


CASES = (
    ("AC-01", unbalanced),
    ("AC-02", out_of_number),
    ("AC-03", changed),
    ("AC-04", back_dated),
    ("AC-06", levels_apart),
    ("AC-08", left_standing),
    ("AC-08", passed_on),
    ("AC-09", coded),
)
