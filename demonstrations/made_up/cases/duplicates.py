"""Cases of what is paid twice, and of papers that are missing or used twice: DP-10 and AC-05."""

import datetime as dt

from demonstrations.made_up.books import Day
from demonstrations.made_up.cases.scenes import Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

PAID_AGAIN = Text(
    "退票应在 10 个工作日内重发", "What bounces is paid again within ten working days"
)
ONCE = Text(
    "同一张发票、三十日内同一项目同一收款人同一金额只付一次",
    "An invoice is paid once, and so is an amount to a payee of a project within 30 days",
)
OWN_PAPERS = Text(
    "每张支付凭证有附件，同一附件不用于两张凭证",
    "Every voucher of payments has papers, and no paper stands under two",
)


def paid_twice(scene: Scene) -> None:
    """DP-10, planted: the same again on day 30; and one invoice paid to two companies."""
    fen = scene.fen()
    project, source = scene.funded(4 * fen + 1)
    on = scene.day(6, 8)
    payee = scene.company()
    pay(project, payee, fen, on, source)
    again = pay(project, payee, fen, on + days(30), source)
    scene.plant(again, Text("第 30 日又付同样一笔", "The same again on day 30"), ONCE)
    invoice = scene.book.number("示票", 6)
    pay(project, scene.company(), fen, on, source, invoice_no=invoice)
    other = pay(project, scene.company(), fen + 1, on + days(70), source, invoice_no=invoice)
    scene.plant(other, Text("同一张发票又付一次", "One invoice paid again"), ONCE)


def paid_again_on_day_31(scene: Scene) -> None:
    """DP-10, spared: day 31; a fen apart; another month's subsidy."""
    fen = scene.fen()
    project, source = scene.funded(6 * fen + 1)
    on = scene.day(6, 8)
    for second, more, what in (
        (fen, {"days": 31}, Text("第 31 日又付同样一笔", "The same again on day 31")),
        (fen + 1, {"days": 2}, Text("金额差一分", "A fen apart")),
        (fen, {"days": 20, "period_from": on + days(20)}, Text("另一所属期", "Another period")),
    ):
        payee = scene.company()
        apart = int(str(more.pop("days")))
        pay(project, payee, fen, on, source)
        scene.spare(pay(project, payee, second, on + days(apart), source, **more), what, ONCE)


def paid_again_after_reversal(scene: Scene) -> None:
    """DP-10, spared: the first payment was reversed.

    It is set in a month in which its book has no other voucher, so that its number is known.
    """
    month = scene.book.numbers["months"]
    scene.book.numbers["months"] += 1
    on = dt.date(2018 + month // 12, month % 12 + 1, 8)
    fen = scene.fen()
    source = scene.money(fen, on=dt.date(2017, 1, 20))
    project = scene.project(dt.date(2016, 10, 10))
    scene.fund(project, fen, source, assigned_on=dt.date(2017, 3, 2))
    payee = scene.company()
    invoice = scene.book.number("示票", 6)
    wrong = pay(project, payee, fen, on, source, invoice_no=invoice)
    scene.book.reverse_payment(f"{on:%Y%m}-1", fen, on + days(3), "收款账号记错，退回")
    right = pay(project, payee, fen, on + days(5), source, invoice_no=invoice)
    for reference in (wrong, right):
        scene.spare(reference, Text("第一笔已红字冲销", "The first has been reversed"), ONCE)


def paid_again_after_it_bounced(scene: Scene) -> None:
    """DP-10, spared: the bank sent the first payment back."""
    fen, on = scene.fen(), scene.day(6, 8)
    project, source = scene.funded(fen)
    payee, invoice = scene.company(), scene.book.number("示票", 6)
    bounced = pay(project, payee, fen, on, source, invoice_no=invoice)
    bounce(scene, bounced, fen, on + days(3))
    again = pay(project, payee, fen, on + days(6), source, invoice_no=invoice, reissue_of=bounced)
    for reference in (bounced, again):
        scene.spare(reference, Text("第一笔被银行退票", "The first bounced"), ONCE)


def bounced_and_left(scene: Scene) -> None:
    """DP-17, planted: what the bank sent back in May was never paid again, or not all of it."""
    for part in (0, 3):
        fen, on = scene.fen(), scene.day(5, 8)
        project, source = scene.funded(fen)
        payee = scene.company()
        bounced = pay(project, payee, fen, on, source)
        scene.plant(
            bounce(scene, bounced, fen, on + days(3)),
            Text("至今没有全部重发", "Not all of it was paid again"),
            PAID_AGAIN,
        )
        again = fen // part if part else 0
        if again:
            pay(project, payee, again, on + days(6), source, reissue_of=bounced)
        # The project spends it on somebody else: no money lies idle.
        pay(project, scene.company(), fen - again, on + days(30), source)


def bounced_and_paid_again(scene: Scene) -> None:
    """DP-17, spared: paid again in two parts."""
    fen, on = scene.fen(), scene.day(5, 8)
    project, source = scene.funded(fen)
    payee = scene.company()
    bounced = pay(project, payee, fen, on, source)
    reference = bounce(scene, bounced, fen, on + days(3))
    scene.spare(reference, Text("分两次重发", "Paid again in two parts"), PAID_AGAIN)
    for number, part in enumerate((fen // 3, fen - fen // 3)):
        pay(project, payee, part, on + days(6 + number), source, reissue_of=bounced)


def bounce(scene: Scene, payment: str, fen: int, on: Day) -> str:
    """The bank sends a payment back; returns the record's number."""
    reference = scene.book.number("TP", 6)
    scene.book.write(
        "refunds",
        payment_reference=payment,
        kind="bounced",
        occurred_on=on,
        amount=fen,
        reason="账号不符",
        external_reference=reference,
    )
    return reference


def without_papers(scene: Scene) -> None:
    """AC-05, planted: no paper at all; and one paper under two vouchers."""
    fen = scene.fen()
    project, source = scene.funded(3 * fen)
    on = scene.day(6, 8)
    bare = pay(project, scene.company(), fen, on, source, attachment_count=0, attachments=None)
    scene.plant(bare, Text("没有附件", "No paper"), OWN_PAPERS)
    paper = scene.book.fingerprint("重复附件", bare)
    for later in (0, 40):
        reused = pay(project, scene.company(), fen, on + days(later), source, attachments=paper)
        scene.plant(reused, Text("附件用于两张凭证", "One paper, two vouchers"), OWN_PAPERS)


def with_papers(scene: Scene) -> None:
    """AC-05, spared: a paper shared by a batch; counted as none but there; nothing entered."""
    fen = scene.fen()
    project, source = scene.funded(4 * fen)
    on = scene.day(6, 8)
    batch = scene.book.number("ALPC", 3)
    roster = scene.book.fingerprint("批次附件", batch)
    first, _ = (
        pay(
            project, scene.company(), fen, on, source, batch_no=batch, approved_on=on,
            attachments=roster,
        )
        for _ in range(2)
    )  # fmt: skip
    uncounted = pay(project, scene.company(), fen, on, source, attachment_count=0)
    unknown = pay(
        project, scene.company(), fen, on, source, attachment_count=None, attachments=None
    )
    for reference, what in (
        (first, Text("同批次共用一张附件", "A batch shares a paper")),
        (uncounted, Text("张数填零，但有附件", "Counted as none, but a paper is there")),
        (unknown, Text("张数和附件都没有填", "Nothing was entered")),
    ):
        scene.spare(reference, what, OWN_PAPERS)


CASES = (
    ("DP-10", paid_twice),
    ("DP-10", paid_again_on_day_31),
    ("DP-10", paid_again_after_reversal),
    ("DP-10", paid_again_after_it_bounced),
    ("DP-17", bounced_and_left),
    ("DP-17", bounced_and_paid_again),
    ("AC-05", without_papers),
    ("AC-05", with_papers),
)
