"""Cases of payments by contract that come too early or are too large: DP-04 and DP-05."""

from demonstrations.made_up.cases.payments import contract
from demonstrations.made_up.cases.scenes import FINISHED_AFTER, Scene
from demonstrations.made_up.payments import pay
from demonstrations.made_up.projects import days
from ledger.language import Text

WITHIN_THE_SHARES = Text(
    "工程预付款在合同金额的 10% 到 30% 之间",
    "Works are paid in advance from 10 % to 30 % of their contract",
)
BY_PROGRESS = Text(
    "付款不超过核实进度 20 个百分点，验收后才付结算款",
    "Payments are no more than twenty points ahead, and settlement follows acceptance",
)


def advance_paid(scene: Scene, share_of_fen: int, more_fen: int) -> str:
    """Works of which a share and some fen are paid in advance; returns the contract's code."""
    fen = scene.fen() // 10_000 * 10_000
    project, source = scene.funded(fen)
    supplier = scene.company()
    code = contract(scene, project, supplier, fen, source, kind="works", retention_percent=0)
    advance = fen * share_of_fen // 100 + more_fen
    common = {"contract_code": code}
    pay(project, supplier, advance, scene.day(3, 20), source, stage="advance", **common)
    pay(project, supplier, fen - advance, scene.day(6, 8), source, **common)
    return code


def advance_outside_the_shares(scene: Scene) -> None:
    """DP-04, planted: a fen above three tenths; a fen below one."""
    for share, fen, what in (
        (30, 1, Text("预付超出 30% 一分钱", "A fen above 30 %")),
        (10, -1, Text("预付不足 10%，差一分钱", "A fen below 10 %")),
    ):
        scene.plant(advance_paid(scene, share, fen), what, WITHIN_THE_SHARES)


def advance_within_the_shares(scene: Scene) -> None:
    """DP-04, spared: exactly three tenths, exactly one."""
    for share in (30, 10):
        scene.spare(
            advance_paid(scene, share, 0),
            Text(f"预付恰好 {share}%", f"Exactly {share} % in advance"),
            WITHIN_THE_SHARES,
        )


def paid_by_stages(scene: Scene, ahead_fen: int, early_days: int) -> tuple[str, str]:
    """A contract paid by progress and at settlement; returns the numbers of both payments."""
    fen = scene.fen() // 10_000 * 10_000
    project, source = scene.funded(fen)
    supplier = scene.company()
    code = contract(scene, project, supplier, fen, source, retention_percent=0)
    common = {"contract_code": code}
    accepted_on = scene.day(3, 2) + days(FINISHED_AFTER + 10)
    for on, percent in ((scene.day(4, 8), "50"), (scene.day(5, 8), "100")):
        scene.book.write(
            "progress_reports",
            project_code=project.code,
            contract_code=code,
            occurred_on=on,
            percent=percent,
            verified_by="示范监理公司 监理员",
        )
    part = fen * 70 // 100 + ahead_fen
    by_progress = pay(project, supplier, part, scene.day(4, 10), source, stage="progress", **common)
    settled = pay(
        project,
        supplier,
        fen - part,
        accepted_on - days(early_days),
        source,
        stage="settlement",
        **common,
    )
    return by_progress, settled


def paid_ahead_of_the_work(scene: Scene) -> None:
    """DP-05, planted: a fen more than twenty points ahead; settled the day before acceptance."""
    ahead, settled = paid_by_stages(scene, 1, 1)
    scene.plant(ahead, Text("超前 20 个百分点又一分钱", "A fen too far ahead"), BY_PROGRESS)
    scene.plant(
        settled, Text("验收前一日付结算款", "Settled the day before acceptance"), BY_PROGRESS
    )


def paid_with_the_work(scene: Scene) -> None:
    """DP-05, spared: exactly twenty points ahead; settled on the day of acceptance."""
    exact, settled = paid_by_stages(scene, 0, 0)
    scene.spare(exact, Text("恰好超前 20 个百分点", "Exactly twenty points ahead"), BY_PROGRESS)
    scene.spare(settled, Text("验收当日付结算款", "Settled on the day"), BY_PROGRESS)


CASES = (
    ("DP-04", advance_outside_the_shares),
    ("DP-04", advance_within_the_shares),
    ("DP-05", paid_ahead_of_the_work),
    ("DP-05", paid_with_the_work),
)
