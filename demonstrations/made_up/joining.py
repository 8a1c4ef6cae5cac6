"""A made-up county that joins in mid-year: it begins with what it had, and nothing from before."""

import datetime as dt

from demonstrations.made_up.awards import awarded
from demonstrations.made_up.books import PROVINCIAL_LINE, Book, fund_line_cells
from demonstrations.made_up.desk import Desk
from demonstrations.made_up.payments import pay
from demonstrations.made_up.plan import JOINED_ON
from demonstrations.made_up.projects import days


def open_with_balances(desk: Desk, province: Book) -> None:
    """The county's money of one document: a part of it free, with a project, bound and paid.

    The province issued it the year before, and has it on record. All of it is spent here.
    """
    book, year_before = desk.book, desk.year - 1
    whole = desk.fen() * 10
    free, assigned, bound = whole // 10, whole // 10, whole // 4
    paid = whole - free - assigned - bound
    source = province.document("预", year_before)
    document = province.document("财农", year_before)
    issued_on = dt.date(year_before, 9, 5)
    province.appropriate(
        source,
        issued_on - days(16),
        whole,
        PROVINCIAL_LINE,
        approved_on=issued_on - days(20),
    )
    province.publish_budget(issued_on - days(10))
    province.issue(document, issued_on, whole, source, book.code, fund_line=PROVINCIAL_LINE[0])
    province.publish_allocation(document, issued_on + days(5))

    project = desk.project(
        "village_infrastructure",
        "续建产业园道路项目",
        whole - free,
        project_approved=dt.date(year_before, 9, 20),
        started=dt.date(year_before, 10, 5),
        finished=desk.day(3, 10),
    )
    project.entered_on = dt.date(year_before - 1, 10, 20)
    project.write()
    project.post("before_start", dt.date(year_before, 9, 22))
    project.post("after_completion", desk.day(3, 12))
    supplier = desk.supplier()
    contract = book.number(f"HT{year_before}", 3)
    book.write(
        "contracts",
        contract_code=contract,
        project_code=project.code,
        supplier_name=supplier.name,
        supplier_identity=supplier.identity,
        kind="works",
        procurement_method="公开招标",
        signed_on=dt.date(year_before, 10, 3),
        amount=bound + paid,
        **awarded(supplier.name, bound + paid, dt.date(year_before, 10, 3)),
        retention_percent=3,
        settled_on=desk.day(3, 20),
        source_document=document,
    )
    common: dict[str, object] = {
        "document_no": document,
        "occurred_on": JOINED_ON,
        "arrived_on": issued_on + days(4),
        "amount": whole,
        "counterparty": province.code,
        "project_code": project.code,
        "evidence": f"{year_before} 年 12 月指标结余表、国库对账单",
    } | fund_line_cells(PROVINCIAL_LINE)
    book.write(
        "opening_balances",
        available_amount=free,
        assigned_amount=assigned,
        cash_amount=whole - paid,
        **common,
    )
    book.write(
        "opening_balances",
        contract_code=contract,
        committed_amount=bound,
        disbursed_amount=paid,
        **common,
    )
    pay(project, supplier, bound, desk.day(3, 28), document, contract_code=contract)
    pay(project, desk.supplier(), assigned, desk.day(4, 8), document)
    desk.buy("village_services", "期初结余村内照明项目", free, document)
