"""Loads the statutory charts: our reference files, and the files in which an office says better."""

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import Connection, text

from ledger.balances import CASH_KINDS
from ledger.database import rows_of
from ledger.errors import DataProblem, WrongUse
from ledger.reference_data import stage
from ledger.statutory import CHARTS, STANDINGS

HERE = Path(__file__).resolve().parent / "reference" / "statutory"
ACCOUNTS = (*("regime", "chart", "code", "name", "balance_side", "closes_to", "standing", "basis"),)
MAPPING = (
    *("regime", "chart", "event", "source_kind", "credit_kind", "debit_kind"),
    *("debit_code", "credit_code", "valid_from", "valid_to", "standing", "basis"),
)
REGIMES = (
    *("regime", "document_no", "name", "charts", "valid_from", "valid_to", "standing", "basis"),
)
#: The files of an office, each optional, with the columns of ours.
FILES = {"accounts.csv": ACCOUNTS, "mapping.csv": MAPPING}


@dataclass(frozen=True)
class Fault:
    """A row of an office's file that cannot be loaded, and why."""

    file: str
    row_number: int
    column_key: str
    value: str | None


def load_statutory(connection: Connection) -> None:
    """Brings regimes, accounts and mapping to what our files say; an office's rows stay."""
    stage(connection, "regime_row", read(HERE / "regimes.csv", REGIMES))
    connection.execute(text(LOAD_REGIMES))
    put(connection, "product", HERE)


def load_office_files(connection: Connection, folder: Path) -> int:
    """Replaces what the office has said before by what its files say now.

    Args:
        connection: as the owner of the schema, in a transaction.
        folder: with `accounts.csv`, `mapping.csv` or both.

    Returns:
        How many rows were loaded.

    Raises:
        WrongUse: the folder has neither file, or a file has other columns.
        DataProblem: rows cannot be loaded; they are named.
    """
    if not any((folder / name).is_file() for name in FILES):
        raise WrongUse(
            f"{folder} 里没有 accounts.csv，也没有 mapping.csv。",
            f"{folder} has neither accounts.csv nor mapping.csv.",
        )
    connection.execute(text("DELETE FROM ledger.statutory_mapping WHERE origin = 'office'"))
    connection.execute(text("DELETE FROM ledger.statutory_account WHERE origin = 'office'"))
    load_statutory(connection)
    return put(connection, "office", folder)


def put(connection: Connection, origin: str, folder: Path) -> int:
    """Loads the files that a folder has, as said by `origin`; how many rows they have."""
    count = 0
    for name, columns in FILES.items():
        rows = read(folder / name, columns) if (folder / name).is_file() else []
        for number, row in enumerate(rows, 2):
            row["row_number"] = str(number)
        stage(connection, f"{name[:-4]}_row", rows, [*columns, "row_number"])
        count += len(rows)
    refuse_faulty(connection, folder)
    connection.execute(text(LOAD_ACCOUNTS), {"origin": origin})
    if origin == "product":
        connection.execute(text("DELETE FROM ledger.statutory_mapping WHERE origin = 'product'"))
    connection.execute(text(LOAD_MAPPING), {"origin": origin})
    return count


def read(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a file.

    Raises:
        WrongUse: it has other columns, or is not UTF-8.
    """
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader = csv.DictReader(file, restkey="", restval="")
            rows, found = list(reader), reader.fieldnames or []
    except UnicodeDecodeError as error:
        raise WrongUse(f"{path} 应为 UTF-8 编码。", f"{path} should be UTF-8.") from error
    if list(found) != list(columns) or any("" in row for row in rows):
        raise WrongUse(
            f"{path} 的列应为：{','.join(columns)}",
            f"The columns of {path} should be: {','.join(columns)}",
        )
    return rows


def refuse_faulty(connection: Connection, folder: Path) -> None:
    """Names the rows that cannot be loaded.

    Raises:
        DataProblem: there are some.
    """
    allowed = {"charts": [*CHARTS], "kinds": [*CASH_KINDS], "standings": [*STANDINGS]}
    faults = rows_of(Fault, connection.execute(text(FAULTS), allowed))
    if faults:
        zh = "；".join(f"{e.file} 第 {e.row_number} 行 {e.column_key}={e.value}" for e in faults)
        en = "; ".join(f"{e.file} row {e.row_number} {e.column_key}={e.value}" for e in faults)
        raise DataProblem(
            f"{folder} 有不能载入的值，什么也没有改：{zh}",
            f"{folder} has values that cannot be loaded, nothing was changed: {en}",
        )


LOAD_REGIMES = """
INSERT INTO ledger.statutory_regime AS known (
    regime, document_no, name, charts, valid_from, valid_to, standing, basis
)
SELECT
    regime, document_no, name, string_to_array(charts, ' '), valid_from::date,
    nullif(valid_to, '')::date, standing, basis
FROM regime_row
ON CONFLICT (regime) DO UPDATE SET
    document_no = excluded.document_no, name = excluded.name, charts = excluded.charts,
    valid_from = excluded.valid_from, valid_to = excluded.valid_to,
    standing = excluded.standing, basis = excluded.basis
"""

#: An office's account stands before ours of that code.
LOAD_ACCOUNTS = """
INSERT INTO ledger.statutory_account AS known (
    regime, chart, code, name, balance_side, closes_to, standing, basis, origin
)
SELECT
    regime, chart, code, name, balance_side, nullif(closes_to, ''), standing, basis, :origin
FROM accounts_row
ON CONFLICT (regime, chart, code) DO UPDATE SET
    name = excluded.name, balance_side = excluded.balance_side, closes_to = excluded.closes_to,
    standing = excluded.standing, basis = excluded.basis, origin = excluded.origin
WHERE known.origin = 'product' OR excluded.origin = 'office'
"""

LOAD_MAPPING = """
INSERT INTO ledger.statutory_mapping (
    regime, chart, event, source_kind, credit_kind, debit_kind, debit_code, credit_code,
    valid_from, valid_to, standing, basis, origin
)
SELECT
    regime, chart, event, source_kind, credit_kind, debit_kind, nullif(debit_code, ''),
    nullif(credit_code, ''), valid_from::date, nullif(valid_to, '')::date, standing, basis, :origin
FROM mapping_row
"""

#: What the constraints would refuse one by one, all at once and by row.
FAULTS = """
WITH code AS (
    SELECT regime, chart, code FROM ledger.statutory_account
    UNION
    SELECT regime, chart, code FROM accounts_row
),
said AS (
    SELECT 'accounts.csv' AS file, given.row_number, said.*
    FROM (
        SELECT *, count(*) OVER (PARTITION BY regime, chart, code) AS alike FROM accounts_row
    ) AS given
    CROSS JOIN LATERAL (VALUES
        ('regime', regime, EXISTS (
            SELECT FROM ledger.statutory_regime AS known
            WHERE known.regime = given.regime AND given.chart = ANY (known.charts)
        )),
        ('chart', chart, chart = ANY (:charts)),
        ('code', code, code <> '' AND alike = 1),
        ('name', name, name <> ''),
        ('balance_side', balance_side, balance_side IN ('debit', 'credit')),
        ('closes_to', closes_to, closes_to = '' OR EXISTS (
            SELECT FROM code WHERE code.regime = given.regime AND code.chart = given.chart
                AND code.code = given.closes_to
        )),
        ('standing', standing, standing = ANY (:standings))
    ) AS said (column_key, value, fits)
    UNION ALL
    SELECT 'mapping.csv', given.row_number, said.*
    FROM (
        SELECT *, count(*) OVER (
            PARTITION BY regime, chart, event, source_kind, credit_kind, debit_kind, valid_from
        ) AS alike
        FROM mapping_row
    ) AS given
    CROSS JOIN LATERAL (VALUES
        ('regime', regime, EXISTS (
            SELECT FROM ledger.statutory_regime AS known
            WHERE known.regime = given.regime AND given.chart = ANY (known.charts)
        )),
        ('event', event, event <> '' AND alike = 1),
        ('source_kind', source_kind, source_kind <> ''),
        ('credit_kind', credit_kind, credit_kind = ANY (:kinds)),
        ('debit_kind', debit_kind, debit_kind = ANY (:kinds)),
        ('debit_code', debit_code, debit_code = '' OR EXISTS (
            SELECT FROM code WHERE code.regime = given.regime AND code.chart = given.chart
                AND code.code = given.debit_code
        )),
        ('credit_code', credit_code, credit_code = '' OR EXISTS (
            SELECT FROM code WHERE code.regime = given.regime AND code.chart = given.chart
                AND code.code = given.credit_code
        )),
        ('valid_from', valid_from, valid_from ~ '^\\d{4}-\\d\\d-\\d\\d$'),
        ('valid_to', valid_to, valid_to ~ '^(\\d{4}-\\d\\d-\\d\\d)?$'),
        ('standing', standing, standing = ANY (:standings))
    ) AS said (column_key, value, fits)
)
SELECT file, CAST(row_number AS integer), column_key, value
FROM said
WHERE NOT fits
ORDER BY file, CAST(row_number AS integer)
LIMIT 20
"""
