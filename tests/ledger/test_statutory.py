"""The statutory codes: what is known and how well, and what an office says instead."""

import csv
import datetime as dt
from pathlib import Path

import pytest
from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import IntegrityError

from ledger.errors import DataProblem, WrongUse
from ledger.statutory import mapping
from ledger.statutory_files import ACCOUNTS, MAPPING, load_office_files, load_statutory

PAYMENT = ("disbursement", "transfer", "treasury", "cash_out")
OURS = {
    "regime": "2015",
    "chart": "general",
    "event": "disbursement",
    "source_kind": "*",
    "credit_kind": "treasury",
    "debit_kind": "cash_out",
    "debit_code": "5099",
    "credit_code": "1001",
    "valid_from": "2020-01-01",
    "valid_to": "2021-12-31",
    "standing": "confirmed",
    "basis": "本单位",
}
ACCOUNT = {
    "regime": "2015",
    "chart": "general",
    "code": "5099",
    "name": "专项支出",
    "balance_side": "debit",
    "closes_to": "3001",
    "standing": "confirmed",
    "basis": "本单位",
}


def codes(
    connection: Connection, movement: tuple[str, str, str, str], on: str
) -> list[tuple[str, str | None, str | None, str]]:
    """Chart, debit and credit code and standing of a movement on a day."""
    event, source_kind, credit_kind, debit_kind = movement
    rows = connection.execute(
        text(
            "SELECT chart, debit_code, credit_code, standing"
            " FROM ledger.statutory_codes(:event, :kind, :from_kind, :to_kind, :on)"
        ),
        {
            "event": event,
            "kind": source_kind,
            "from_kind": credit_kind,
            "to_kind": debit_kind,
            "on": dt.date.fromisoformat(on),
        },
    )
    return [tuple(row) for row in rows]


def write(folder: Path, name: str, columns: tuple[str, ...], *rows: dict[str, str]) -> Path:
    """A file of an office."""
    with (folder / name).open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.mark.parametrize(
    ("movement", "debit", "credit"),
    [
        (("cash_in", "transfer", "cash_in", "treasury"), "1001", "4011"),
        (("cash_out", "transfer", "treasury", "cash_out"), "5011", "1001"),
        (PAYMENT, "5001", "1001"),
        (("refund", "transfer", "cash_out", "treasury"), "1001", "5001"),
        (("cash_in", "paired_aid", "cash_in", "treasury"), "1001", "4013"),
        (("cash_in", "bond", "cash_in", "treasury"), "1001", "4042"),
        (("opening", "opening", "cash_in", "treasury"), "1001", "3001"),
        (("cash_in", "platform_loan", "cash_in", "treasury"), None, None),
        (("disbursement", "platform_loan", "treasury", "cash_out"), None, None),
        (("unheard_of", "transfer", "treasury", "cash_out"), None, None),
    ],
)
def test_cash_of_2022_has_the_codes_of_the_chart_then_in_force(
    connection: Connection,
    movement: tuple[str, str, str, str],
    debit: str | None,
    credit: str | None,
) -> None:
    assert codes(connection, movement, "2022-12-31") == [("general", debit, credit, "unconfirmed")]


def test_from_2023_two_books_are_kept_in_parallel(connection: Connection) -> None:
    assert codes(connection, PAYMENT, "2023-01-01") == [
        ("financial", None, "1001", "unconfirmed"),
        ("budget", "7001", "8041", "unconfirmed"),
    ]


def test_nothing_is_said_of_the_time_before_the_first_regime(connection: Connection) -> None:
    assert codes(connection, PAYMENT, "2015-12-31") == []


def test_no_code_is_called_confirmed_whose_source_nobody_has_seen(connection: Connection) -> None:
    rows = mapping(connection)
    assert len(rows) > 40
    assert {(row.standing, row.origin) for row in rows} == {("unconfirmed", "product")}
    assert all(row.basis for row in rows)
    seen = connection.execute(
        text(
            "SELECT count(*) FROM ledger.statutory_account"
            " WHERE standing <> 'unconfirmed' OR basis NOT LIKE '%no source found%'"
        )
    ).scalar_one()
    assert seen == 0


def test_two_regimes_are_never_in_force_on_one_day(owner: Engine) -> None:
    with owner.connect() as connection, pytest.raises(IntegrityError, match="one_a_day"):
        connection.execute(
            text("UPDATE ledger.statutory_regime SET valid_to = NULL WHERE regime = '2015'")
        )


def test_an_office_says_better_from_a_day_to_a_day(owner: Engine, tmp_path: Path) -> None:
    write(tmp_path, "accounts.csv", ACCOUNTS, ACCOUNT)
    write(tmp_path, "mapping.csv", MAPPING, OURS)
    with owner.begin() as connection:
        assert load_office_files(connection, tmp_path) == 2
    with owner.begin() as connection:
        load_statutory(connection)
        assert codes(connection, PAYMENT, "2019-12-31")[0][1] == "5001"
        assert codes(connection, PAYMENT, "2020-01-01") == [
            ("general", "5099", "1001", "confirmed")
        ]
        assert codes(connection, PAYMENT, "2021-12-31")[0][1] == "5099"
        assert codes(connection, PAYMENT, "2022-01-01")[0][1] == "5001"


def test_loading_again_replaces_what_the_office_said(owner: Engine, tmp_path: Path) -> None:
    write(tmp_path, "accounts.csv", ACCOUNTS, ACCOUNT, ACCOUNT | {"code": "1001", "name": "库款"})
    write(tmp_path, "mapping.csv", MAPPING, OURS)
    with owner.begin() as connection:
        load_office_files(connection, tmp_path)
    (tmp_path / "accounts.csv").unlink()
    write(tmp_path, "mapping.csv", MAPPING, OURS | {"debit_code": "5002"})
    with owner.begin() as connection:
        load_office_files(connection, tmp_path)
    with owner.connect() as connection:
        assert codes(connection, PAYMENT, "2021-01-01")[0][1] == "5002"
        names = connection.execute(
            text(
                "SELECT code, name FROM ledger.statutory_account"
                " WHERE regime = '2015' AND code IN ('1001', '5099')"
            )
        ).all()
    assert [tuple(row) for row in names] == [("1001", "国库存款")]


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("regime", "2014"),
        ("chart", "budget"),
        ("event", ""),
        ("credit_kind", "available"),
        ("debit_code", "9999"),
        ("valid_from", "2020年"),
        ("standing", "sure"),
    ],
)
def test_a_row_that_cannot_be_is_named_and_nothing_changes(
    owner: Engine, tmp_path: Path, column: str, value: str
) -> None:
    row = OURS | {"debit_code": "5002"}
    write(tmp_path, "mapping.csv", MAPPING, row, row | {"event": "refund", column: value})
    with owner.connect() as connection, pytest.raises(DataProblem, match=r"mapping\.csv row 3"):
        load_office_files(connection, tmp_path)


def test_the_same_row_twice_is_named(owner: Engine, tmp_path: Path) -> None:
    row = OURS | {"debit_code": "5002"}
    write(tmp_path, "mapping.csv", MAPPING, row, row)
    with owner.connect() as connection, pytest.raises(DataProblem, match=r"row 2 event.*row 3"):
        load_office_files(connection, tmp_path)


def test_a_file_with_other_columns_or_no_file_is_refused(owner: Engine, tmp_path: Path) -> None:
    with owner.connect() as connection:
        with pytest.raises(WrongUse, match=r"accounts\.csv"):
            load_office_files(connection, tmp_path)
        (tmp_path / "mapping.csv").write_text("regime,code\n2015,1001\n", encoding="utf-8")
        with pytest.raises(WrongUse, match="columns"):
            load_office_files(connection, tmp_path)
        (tmp_path / "mapping.csv").write_bytes("制度,科目\n".encode("gb18030"))
        with pytest.raises(WrongUse, match="UTF-8"):
            load_office_files(connection, tmp_path)
