"""What is taken out of the ledger as a file is put on record before it leaves."""

import json

from sqlalchemy import Engine, text

from ledger.language import Text

#: What can be taken out, in words; the words in braces are the details of the record.
EXPORTS: dict[str, Text] = {
    "vouchers": Text("凭证打印 {period}-{numbers}", "vouchers printed, {period}-{numbers}"),
    "attachment": Text("附件 {sha256}", "attachment {sha256}"),
    "marked_workbook": Text("标注的工作簿 {sha256}", "marked workbook {sha256}"),
    "account_statement": Text(
        "明细账 CSV {first}—{last} {account}", "account statement as CSV, {first}—{last} {account}"
    ),
    "receipt": Text("存证回执 {of}", "receipt of {of}"),
    "run": Text("第 {run} 次检查的全部疑点 {form}", "all that run {run} found, {form}"),
    "run_changes": Text(
        "第 {run} 次检查与第 {base} 次相比 CSV", "run {run} compared with run {base}, as CSV"
    ),
    "trace": Text("追溯 CSV {of}", "trace as CSV, {of}"),
}


def note_export(engine: Engine, what: str, book_id: int | None, **details: object) -> None:
    """Records that whoever acts takes something out; called before it is given.

    Args:
        engine: which acts for them.
        what: of EXPORTS.
        book_id: whose book it is of; None: of no book yet.
        details: what the words of it name.
    """
    with engine.begin() as connection:
        connection.execute(
            text("SELECT ledger.note_access('export', :book_id, :subject, CAST(:said AS jsonb))"),
            {
                "book_id": book_id,
                "subject": EXPORTS[what].zh.format(**details),
                "said": json.dumps({"export": what} | details, ensure_ascii=False, default=str),
            },
        )
