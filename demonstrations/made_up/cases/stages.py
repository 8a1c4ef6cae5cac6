"""Cases of payments for works: too early or too large, or to a person: DP-04, DP-05 and DP-07."""

from dataclasses import replace

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

UNITS_ACCOUNTS = Text(
    "工程和服务的钱付到单位账户", "Money for works and services goes to units' accounts"
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


def paid_to_a_person(scene: Scene) -> None:
    """DP-07, planted: a person is paid for works; a company, into a person's account."""
    fen = scene.fen()
    project, source = scene.funded(2 * fen)
    person = scene.payee(scene.somebody(), "person")
    on = scene.day(6, 8)
    direct = pay(project, person, fen, on, source)
    scene.plant(direct, Text("工程款付给个人", "A person is paid for works"), UNITS_ACCOUNTS)
    company = replace(scene.company(), account=person.account)
    hidden = pay(project, company, fen, on, source)
    scene.plant(hidden, Text("付给企业，账户是个人的", "Into a person's account"), UNITS_ACCOUNTS)
    scene.suspect(project)


def paid_to_a_person_as_due(scene: Scene) -> None:
    """DP-07, spared: a subsidy; farm produce in cash."""
    fen = scene.subsidy()
    subsidy, source = scene.funded(fen, ("产业奖补", "industry"))
    due = pay(subsidy, scene.payee(scene.somebody()), fen, scene.day(6, 8), source)
    scene.spare(due, Text("产业补助付给农户", "A subsidy of a household"), UNITS_ACCOUNTS)
    works, source = scene.funded(fen)
    cash = pay(
        works,
        scene.payee(scene.somebody()),
        fen,
        scene.day(6, 8),
        source,
        method="cash",
        cash_purpose="farm_produce",
    )
    scene.spare(cash, Text("现金收购农副产品", "Farm produce, in cash"), UNITS_ACCOUNTS)


CASES = (
    ("DP-04", advance_outside_the_shares),
    ("DP-04", advance_within_the_shares),
    ("DP-05", paid_ahead_of_the_work),
    ("DP-05", paid_with_the_work),
    ("DP-07", paid_to_a_person),
    ("DP-07", paid_to_a_person_as_due),
)
