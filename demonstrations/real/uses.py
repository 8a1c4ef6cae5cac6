"""What the money was used for: issued to places below, assigned to projects, and paid."""

from decimal import Decimal

from demonstrations.real.arrivals import NO_NUMBER, arrivals
from demonstrations.real.originals import Row, decisions, originals, read_rows

YUAN_IN_WAN = 10_000
#: What stands where a notice does not say who was paid.
PAYEE_NOT_STATED = "收款人公示未载"
ARRIVAL_NOT_STATED = "（到账日期公示未载；截至当日已支付，库款最迟当日到账）"
METHOD_NOT_STATED = "unstated"


def outgoing_document(number: str) -> str:
    """The document by which a row's money went out: its number, else whose it is and its date."""
    row, decision = originals()[number], decisions("allocations")[number]
    return (
        decision["document"] or row["doc_no"] or f"{row['issued_on']}{row['issuer']}安排{NO_NUMBER}"
    )


def using(key: str) -> Row:
    """The cells that say which money is used, and in which book."""
    arrival = arrivals()[key]
    return {
        "book": arrival.book,
        "source_document": arrival.document,
        "source_line": arrival.line or "1",
    }


def issue_rows() -> list[Row]:
    """Money issued to places below, as rows of the sheet of transfers."""
    rows = [
        issue(number, decision["uses"], decision["line"])
        for number, decision in decisions("allocations").items()
        if decision["entry"] == "issued"
    ]
    return rows + summed_issues() + cut_off_issues()


def summed_issues() -> list[Row]:
    """Rows whose two moneys are only known in all, issued as two sums."""
    rows = []
    for order, summed in enumerate(read_rows("mapping", "summed"), 1):
        members = summed["rows"].split()
        said = [f"{originals()[n]['recipient']}{originals()[n]['amount_wan']}" for n in members]
        rows.append(
            issue(members[0], summed["uses"], str(order))
            | {
                "external_reference": f"{summed['key']}-{order}",
                "amount": summed["amount_wan"],
                "counterparty_name": summed["recipient"],
                "purpose": "各乡镇两种资金合计（万元）：" + "、".join(said),
            }
        )
    return rows


def cut_off_issues() -> list[Row]:
    """What a document issued beyond the rows that could be read, as the total it states says."""
    checks = {row["notice"]: row for row in read_rows("notices", "allocation_checks")}
    return [
        issue(row["row"], row["uses"], "")
        | {
            "external_reference": row["key"],
            "amount": checks[row["check"]]["difference_wan"].removeprefix("-"),
            "counterparty_name": row["recipient"],
            "purpose": "公示写明的合计减去摘录所见各行",
        }
        for row in read_rows("mapping", "cut_off")
    ]


def issue(number: str, uses: str, line: str) -> Row:
    """One row of the allocations as an issue to a place below."""
    row = originals()[number]
    return using(uses) | {
        "direction": "issued",
        "document_no": outgoing_document(number),
        "document_line": line,
        "occurred_on": row["issued_on"],
        "amount": row["amount_wan"],
        "counterparty_name": row["recipient"],
        "fund_line": row["fund_line"],
        "purpose": row["purpose"],
        "external_reference": number,
        "evidence": row["source_url"],
    }


def assignment_rows() -> list[Row]:
    """Money assigned to projects: by rows of the allocations, and by the lists of projects."""
    rows = []
    for number, decision in decisions("allocations").items():
        if decision["entry"] in {"assigned", "withdrawn"}:
            row = originals()[number]
            rows.append(
                using(decision["uses"])
                | {
                    "direction": "assign" if decision["entry"] == "assigned" else "withdraw",
                    "document_no": outgoing_document(number),
                    "occurred_on": row["issued_on"],
                    "project_code": decision["project"],
                    "amount": row["amount_wan"].removeprefix("-"),
                    "external_reference": number,
                    "evidence": row["source_url"],
                }
            )
    return rows + [assignment_of_list(row) for row in read_rows("mapping", "assignments")]


def assignment_of_list(row: Row) -> Row:
    """What a list of projects says a project has of one money."""
    project = originals()[row["project"]]
    return using(row["uses"]) | {
        "direction": "assign",
        "document_no": row["document"]
        or f"{row['date']}{project['county']}项目资金安排{NO_NUMBER}",
        "occurred_on": row["date"],
        "project_code": row["project"],
        "amount": row["amount_wan"] or project["amount_wan"],
        "external_reference": f"{row['project']}-{row['uses']}",
        "evidence": project["source_url"],
    }


def payment_rows() -> list[Row]:
    """Payments, and what settlements say was paid in all, as rows of disbursements in yuan."""
    rows = []
    for number, decision in decisions("payments").items():
        if decision["entry"] == "paid":
            row = originals()[number]
            paid = {
                "occurred_on": row["date"],
                "payee_name": row["payee"],
                "amount": row["amount_yuan"],
                "purpose": row["basis"],
            }
            rows.append(payment(number, decision) | paid)
    for number, decision in decisions("settlements").items():
        if decision["entry"] == "paid":
            row = originals()[number]
            amount = Decimal(row["settled_or_paid_wan"]) * YUAN_IN_WAN
            paid = {
                "occurred_on": row["as_of"],
                "payee_name": PAYEE_NOT_STATED,
                "amount": str(amount),
                "purpose": f"截至{row['as_of']}累计支出；逐笔日期和收款人公示未载",
            }
            rows.append(payment(number, decision) | paid)
    return rows


def payment(number: str, decision: Row) -> Row:
    """What payments of both kinds share."""
    return using(decision["uses"]) | {
        "external_reference": number,
        "project_code": decision["project"],
        "method": METHOD_NOT_STATED,
        "evidence": originals()[number]["source_url"],
    }


def cash_rows() -> list[Row]:
    """The cash that payments prove was there on their day, as rows of the sheet of transfers."""
    found: dict[tuple[str, str], list[Row]] = {}
    by_reference = {**decisions("payments"), **decisions("settlements")}
    for row in payment_rows():
        uses = by_reference[row["external_reference"]]["uses"]
        found.setdefault((uses, row["occurred_on"]), []).append(row)
    return [
        {
            "book": rows[0]["book"],
            "direction": "cash_in",
            "document_no": rows[0]["source_document"],
            "source_document": rows[0]["source_document"],
            "source_line": rows[0]["source_line"],
            "occurred_on": day,
            "amount": str(sum(Decimal(row["amount"]) for row in rows) / YUAN_IN_WAN),
            "external_reference": f"{uses}-{day}",
            "evidence": f"{rows[0]['evidence']} {ARRIVAL_NOT_STATED}",
        }
        for (uses, day), rows in found.items()
    ]
