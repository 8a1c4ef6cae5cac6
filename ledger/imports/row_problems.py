"""What the posting functions found wrong, put into words and given its place and its value."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, text

from ledger.imports.converting import shown
from ledger.imports.files import Table
from ledger.imports.headers import Header, column_letter
from ledger.imports.problem_words import NOTES
from ledger.imports.problems import Problem, describe
from ledger.language import Text

#: More are not put into words: nobody mends five thousand rows by reading.
LIMIT = 5_000

ACCOUNT_IN_WORDS = {
    "available": Text("来源 {document} ", "source {document}"),
    "pooled": Text("来源 {document} 的统筹整合资金", "the pool of source {document}"),
    "issued": Text("来源 {document} 已下达的指标", "what source {document} issued"),
    "assigned": Text(
        "项目 {project} 从来源 {document} 得到的安排",
        "what project {project} was assigned from source {document}",
    ),
    "committed": Text(
        "合同 {contract} 从来源 {document} 占用的资金",
        "what contract {contract} holds of source {document}",
    ),
    "disbursed": Text("来源 {document} 已支付的资金", "what source {document} disbursed"),
    "treasury": Text("来源 {document} 已到账的库款", "the cash of source {document}"),
    "cash_out": Text("来源 {document} 已付出的库款", "the cash source {document} paid out"),
}
ADVICE = {
    "available": Text(
        "请核对金额，或先登记追加的指标。", "Check the amount, or enter the money first."
    ),
    "pooled": Text(
        "请先在“整合方案”中纳入这笔资金。", "Pool the money in an integration plan first."
    ),
    "assigned": Text(
        "请先在“资金安排”中安排给该项目；按合同支付的要填合同编号。",
        "Assign the money to the project first; a payment under a contract names the contract.",
    ),
    "committed": Text(
        "支付超过合同，请核对合同与金额。", "It is paid above the contract; check both."
    ),
    "treasury": Text(
        "请先在“资金下达”或“本级安排”中填写库款日期，或登记“到账”行。",
        "Enter the day the cash arrived first, or a row of cash in.",
    ),
}
#: Where the event tells more than the account: money that goes back has to be free first.
ADVICE_ON_EVENT: dict[tuple[str, str], Text] = {
    ("transfer_adjusted", "available"): Text(
        "请先在“资金安排”中从项目调减，或先收回已下达、已整合的，再追减、收回。",
        "Withdraw the money from its project first, or recall what was issued or pooled.",
    ),
    ("take_back", "assigned"): Text(
        "请核对项目余额；合同占用的，先在“合同变更”中调减或终止。",
        "Check what the project still has; money bound by a contract is freed by a reduction or "
        "termination first.",
    ),
    ("reversal", "available"): Text(
        "这笔钱已经安排、下达或支付；请先冲销用掉它的凭证。",
        "The money was assigned, issued or paid since: reverse what used it first.",
    ),
}
ADVICE_ON_EVENT["carry_over", "assigned"] = ADVICE_ON_EVENT["take_back", "assigned"]
NO_ADVICE = Text("请核对。", "Please check.")
WHY_NOT_REVERSED = {
    "reversal": Text("它本身就是冲销", "it is itself a reversal"),
    "reversed": Text(
        "它已经在另一天或以另一个原因冲销",
        "it was reversed already, on another day or for another reason",
    ),
    "refunded": Text(
        "其中的支付已有退款，请先冲销退款", "some of its payments were refunded: reverse that first"
    ),
    "adjusted": Text(
        "其中的指标已有调整，请先冲销调整", "its transfer was adjusted: reverse that first"
    ),
    "paid_again": Text(
        "退回的钱已经补发或再次支付，请先冲销那笔支付",
        "what bounced was paid again: reverse that payment first",
    ),
    "earlier": Text("冲销日期早于原凭证", "the reversal is dated before it"),
}


def has_row_problems(connection: Connection) -> bool:
    """Whether a posting function has named a row that keeps the import from being done."""
    asked = text("SELECT EXISTS (SELECT FROM staged_problem WHERE code <> ALL(:notes))")
    return bool(connection.execute(asked, {"notes": list(NOTES)}).scalar())


def row_problems(connection: Connection, tables: list[tuple[Table, Header]]) -> list[Problem]:
    """What the posting functions found, with its place and value in the user's file."""
    found = connection.execute(
        text(
            "SELECT sheet_number, row_number, column_key, code, details FROM staged_problem"
            " ORDER BY sheet_number, row_number, column_key LIMIT :limit"
        ),
        {"limit": LIMIT},
    )
    by_table: dict[int, list[Problem]] = {}
    for number, row_number, column_key, code, details in found:
        table, header = tables[number]
        problem = one_problem(table, header, column_key, code, details | where(header, tables))
        by_table.setdefault(number, []).append(replace(problem, row=row_number))
    return [
        problem
        for number, problems in by_table.items()
        for problem in with_values(*tables[number], problems)
    ]


def where(header: Header, tables: list[tuple[Table, Header]]) -> dict[str, str]:
    """What to say of an earlier row's place: it may stand in another table of the same noun."""
    if sum(other.sheet is header.sheet for _, other in tables) > 1:
        return {
            "where_zh": "本表或同类另一张表",
            "where_en": " of this sheet or another of its kind",
        }
    return {"where_zh": "", "where_en": ""}


def one_problem(
    table: Table, header: Header, column_key: str, code: str, details: dict[str, Any]
) -> Problem:
    """One finding in words, without its row."""
    if code == "same_reference_differs":
        # Marked where it differs, not where the number stands.
        column_key = next(
            (key for key, _ in fields_of(details) if key in header.positions), column_key
        )
    position = header.positions.get(column_key)
    return Problem(
        code,
        describe(code, in_words(header, code, details | {"column": column_key})),
        table.file_name,
        table.sheet_name,
        None,
        None if position is None else column_letter(position),
        header_of(header, column_key),
    )


def in_words(header: Header, code: str, details: dict[str, Any]) -> dict[str, Any]:
    """The details of a finding, with codes put into words."""
    if code == "below_zero":
        account = ACCOUNT_IN_WORDS[details["kind"]]
        kind = details["kind"]
        advice = ADVICE_ON_EVENT.get((details["event"], kind), ADVICE.get(kind, NO_ADVICE))
        return {
            "account_zh": account.zh.format(**details),
            "account_en": account.en.format(**details),
            "advice_zh": advice.zh,
            "advice_en": advice.en,
            **{key: f"{details[key]:,.2f}" for key in ("standing", "used", "excess")},
        }
    if "reference" in details:
        # One that was made from the row's own cells: kind of row first, then what tells it apart.
        parts = str(details["reference"]).split("|")
        details = details | {"reference": " ".join(parts[1:] or parts)}
    if code == "same_reference_differs":
        return details | {
            "fields": "；".join(said_of(header, *each) for each in fields_of(details))
        }
    if code == "registered_changes":
        values = {
            key: in_choice(header, details["column"], details[key]) for key in ("known", "given")
        }
        return details | values
    if code == "cannot_reverse":
        why = WHY_NOT_REVERSED[details["why"]]
        return details | {"why_zh": why.zh, "why_en": why.en}
    return details


def fields_of(details: dict[str, Any]) -> list[tuple[str, str]]:
    """The columns in which a row differs from what is posted, each with what is posted, if told."""
    return [
        (key, known)
        for key, _, known in (line.partition("=") for line in str(details["fields"]).split("\n"))
    ]


def said_of(header: Header, key: str, known: str) -> str:
    """One column that differs, in the words of the user's file."""
    words = header_of(header, key) or key
    return f"{words}：账上 {in_choice(header, key, known)}" if known else words


def in_choice(header: Header, key: str, value: str) -> str:
    """The words of a choice for its code; anything else as it is."""
    choices = (column.choices for column in header.sheet.columns if column.key == key)
    return {each.code: each.text.zh for each in next(choices, ())}.get(value, value)


def header_of(header: Header, key: str) -> str | None:
    """The header of a column as the user wrote it, else as the template has it.

    None where the sheet has no such column: a reversal has no amount of its own.
    """
    named = [column.header.zh for column in header.sheet.columns if column.key == key]
    return header.headers.get(key) or (named[0] if named else None)


def with_values(table: Table, header: Header, problems: list[Problem]) -> Iterator[Problem]:
    """The problems with the values that stand in their cells: the file is read once more."""
    wanted = {problem.row for problem in problems}
    last = max(row for row in wanted if row is not None)
    rows = {}
    for number, row in enumerate(table.rows(), 1):
        if number in wanted:
            rows[number] = row
        if number == last:
            break
    positions = {column_letter(position): position for position in header.positions.values()}
    for problem in problems:
        position = positions.get(problem.column or "")
        row = rows.get(problem.row or 0, [])
        if position is None or position >= len(row):
            yield problem
        else:
            yield replace(problem, value=shown(header, position, row[position]))
