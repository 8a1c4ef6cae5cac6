"""A made-up project built under contract: claimed, checked and paid stage by stage."""

import datetime as dt
from dataclasses import dataclass

from demonstrations.made_up.awards import awarded
from demonstrations.made_up.books import CENTRAL_LINE, PROVINCIAL_LINE, Day
from demonstrations.made_up.desk import Desk
from demonstrations.made_up.names import ACCOUNT_PREFIX, account_number
from demonstrations.made_up.payments import Payee, pay
from demonstrations.made_up.projects import Project, days
from demonstrations.made_up.signing import sign_off_project

#: Central money goes to industry first: this road serves it, and costs more than all else together.
ROAD = ("industry", "产业园区道路硬化项目", CENTRAL_LINE)
WATER = ("village_services", "村级饮水安全项目", PROVINCIAL_LINE)
RETENTION_PERCENT = 3
#: A supplement or a reduction is this part of what the works cost, and so is a return of it.
CHANGE_PERCENT, RETURNED_PERCENT = 5, 10
WAGES_PERCENT = 20


@dataclass(frozen=True)
class Works:
    """The project, its contract and its supplier."""

    desk: Desk
    project: Project
    contract: str
    supplier: Payee
    source: str


def build_road(desk: Desk) -> None:
    """A road whose contract is supplemented; the workers' wages go to an account of their own."""
    cost = desk.dice.randrange(60_000_000, 90_000_000, 10_000)
    supplement = cost * CHANGE_PERCENT // 100
    works = begin(desk, ROAD, cost, cost - supplement)
    wages = register_wages_account(works)
    change(works, "supplement", supplement, "补充协议：增加排水沟")
    pay_stages(works, cost, wages)


def supply_water(desk: Desk) -> None:
    """Water works whose contract is reduced: what was freed buys material, and some comes back."""
    cost = desk.dice.randrange(20_000_000, 90_000_000, 10_000)
    freed = cost * CHANGE_PERCENT // 100
    works = begin(desk, WATER, cost, cost)
    change(works, "reduction", freed, "变更单：减少管线")
    pay_stages(works, cost - freed)
    bought = pay(works.project, desk.supplier(), freed, desk.day(8, 25), works.source)
    returned = freed * RETURNED_PERCENT // 100
    desk.book.write(
        "refunds",
        payment_reference=bought,
        kind="returned",
        occurred_on=desk.day(9, 3),
        amount=returned,
        reason="多付退回",
        external_reference=desk.book.number("TK", 6),
    )
    if not desk.is_last_year:
        # It stands with the project again; nobody needs it there.
        take_back(works, returned)


def begin(desk: Desk, what: tuple[str, str, tuple[str, str, bool]], cost: int, fen: int) -> Works:
    """Writes the project with all its money, and the contract that is signed for some fen."""
    category, name, line = what
    project = desk.project(
        category,
        name,
        0,
        started=desk.day(4, 20),
        finished=desk.day(8, 6),
        accepted=desk.day(8, 16),
        handed_over=desk.day(8, 30),
    )
    desk.fund(project, line, cost)
    supplier = desk.supplier()
    contract = desk.book.number(f"HT{desk.year}", 3)
    source = desk.chain.source_of(line)
    desk.book.write(
        "contracts",
        contract_code=contract,
        project_code=project.code,
        supplier_name=supplier.name,
        supplier_identity=supplier.identity,
        kind="works",
        procurement_method="公开招标",
        signed_on=desk.day(4, 18),
        amount=fen,
        **awarded(supplier.name, fen, desk.day(4, 18)),
        retention_percent=RETENTION_PERCENT,
        settled_on=desk.day(8, 18),
        source_document=source,
    )
    return Works(desk, project, contract, supplier, source)


def change(works: Works, kind: str, fen: int, why: str) -> None:
    """A supplement or a reduction of the contract in July."""
    works.desk.book.write(
        "contract_changes",
        contract_code=works.contract,
        kind=kind,
        occurred_on=works.desk.day(7, 10),
        amount=fen,
        source_document=works.source,
        evidence=why,
    )


def register_wages_account(works: Works) -> Payee:
    """The workers' account that may be paid under the contract besides its supplier."""
    desk = works.desk
    code = desk.book.number("SKZ")
    name = f"{works.supplier.name}农民工工资专用账户"
    account = account_number(ACCOUNT_PREFIX, desk.book.code, 950_000_000 + int(code[3:]))
    desk.book.write(
        "payees", payee_code=code, name=name, kind="other", account=account, bank="示范农村商业银行"
    )
    desk.book.write(
        "payee_substitutions",
        contract_code=works.contract,
        kind="labour_wages",
        occurred_on=desk.day(5, 20),
        payee_code=code,
        payee_name=name,
        document_no=desk.book.document("人社监", desk.year),
    )
    return Payee(code, name, "other", "", account)


def pay_stages(works: Works, fen: int, wages: Payee | None = None) -> None:
    """Four claims and their payments: in advance, by progress, at settlement, and the retention."""
    desk = works.desk
    retained = fen * RETENTION_PERCENT // 100
    # Within three tenths of the contract before its supplement, too.
    advance, progress = fen * 28 // 100, fen * 42 // 100
    for on, verified in ((desk.day(6, 18), "70"), (desk.day(8, 8), "100")):
        desk.book.write(
            "progress_reports",
            project_code=works.project.code,
            contract_code=works.contract,
            occurred_on=on,
            percent=verified,
            verified_by="示范监理公司 监理员",
        )
    for stage, part, on, percent in (
        ("advance", advance, desk.day(5, 12), None),
        ("progress", progress, desk.day(6, 28), "70"),
        ("settlement", fen - retained - advance - progress, desk.day(8, 20), "100"),
        ("retention", retained, desk.day(9, 10), "100"),
    ):
        final = stage == "retention"
        claim = submit_claim(works, stage, part, on, progress_percent=percent, is_final=final)
        if final:
            sign_off_project(desk, works.project, desk.day(9, 1))
        to_workers = part * WAGES_PERCENT // 100 if wages and stage == "progress" else 0
        common = {"contract_code": works.contract, "claim_code": claim, "stage": stage}
        pay(works.project, works.supplier, part - to_workers, on, works.source, **common)
        if wages and to_workers:
            pay(works.project, wages, to_workers, on, works.source, **common)


def submit_claim(works: Works, stage: str, fen: int, paid_on: Day, **more: object) -> str:
    """A claim of the supplier: handed in, checked and approved before it is paid."""
    book = works.desk.book
    code = book.number(f"BZ{works.desk.year}", 3)
    submitted_on = paid_on - days(8)
    book.write(
        "claims",
        claim_code=code,
        project_code=works.project.code,
        contract_code=works.contract,
        claimant=works.supplier.name,
        amount=fen,
        stage=stage,
        submitted_on=submitted_on,
        attachments=book.fingerprint("报账资料", code),
        evidence="申请表、工程量清单",
        **more,
    )
    for step, on, actor, opinion in (
        ("checked", submitted_on + days(2), "示范审核员", "资料齐全，工程量属实"),
        ("approved", submitted_on + days(5), "示范局长", None),
    ):
        book.write(
            "claim_steps", claim_code=code, step=step, occurred_on=on, actor=actor, reason=opinion
        )
    return code


def take_back(works: Works, fen: int) -> None:
    """What the project has left at the end of the year goes back to the general budget."""
    book, on = works.desk.book, dt.date(works.desk.year, 12, 31)
    document = book.document("财收", works.desk.year)
    book.write(
        "take_backs",
        kind="take_back",
        document_no=document,
        occurred_on=on,
        source_document=works.source,
        project_code=works.project.code,
        amount=fen,
        reason="供应商退回的多付款",
    )
    book.send_cash(document, on, fen, works.source)
