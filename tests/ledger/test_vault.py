"""Each number that facts name stands in the vault once, sealed, and nowhere else."""

import pytest
from builders import COUNTY, OTHER_COUNTY, id_number, import_rows, post
from keys import MASTER_FILE
from sqlalchemy import Engine, text
from sqlalchemy.exc import DBAPIError
from vaults import lacking, numbers

from expectations.rule import Fact, fact
from ledger.database import Base
from ledger.errors import SystemFailed
from ledger.imports import importing
from ledger.migrations.tables import import_all
from ledger.personal import DataKeys, Protector

PAYEE = fact(
    "payees", payee_code="S1", identity=id_number(1), account="62284801", phone="13800000001"
)
OF_EACH_KIND: tuple[Fact, ...] = (
    PAYEE,
    fact("households", household_code="H1", identity=id_number(2), phone="+86 138 0000 0002"),
    fact(
        "disbursements",
        project_code="XM1",
        payee_name="张三",
        identity=id_number(3),
        account="62284803",
    ),
    fact("contracts", project_code="XM1", contract_code="HT1", supplier_identity=id_number(4)),
    fact(
        "payee_substitutions",
        contract_code="HT1",
        kind="assignment_of_claim",
        occurred_on="2022-06-01",
        document_no="债1号",
        payee_name="李四",
        identity=id_number(5),
    ),
    fact(
        "statements", starts_on="2022-01-01", ends_on="2022-06-30", account="62284806",
        closing_balance="0",
    ),
    fact(
        "statement_lines", occurred_on="2022-05-01", amount="1", account="62284806",
        counterparty_account="62284807",
    ),
    fact("matching_lists", identity=id_number(9)),
)  # fmt: skip


def test_every_number_that_facts_name_is_in_the_vault_and_opens(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, *OF_EACH_KIND)
    assert lacking(owner) == []
    assert set(numbers(owner, MASTER_FILE)) == {
        *(("identity", id_number(n)) for n in range(1, 6)),
        *(("account", f"6228480{n}") for n in (1, 3, 6, 7)),
        *(("phone", f"1380000000{n}") for n in (1, 2)),
    }


def test_a_number_of_two_books_stands_once_and_keeps_its_first_seal(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    with engine.begin() as connection:
        post(connection, protector, PAYEE)
    with owner.connect() as connection:
        seals = connection.execute(text("SELECT sealed FROM ledger.personal_number ORDER BY 1"))
        first = seals.scalars().all()
    with engine.begin() as connection:
        post(connection, protector, Fact("payees", PAYEE.cells | {"book": OTHER_COUNTY}))
    with owner.connect() as connection:
        seals = connection.execute(text("SELECT sealed FROM ledger.personal_number ORDER BY 1"))
        assert seals.scalars().all() == first


def test_what_is_refused_leaves_nothing_in_the_vault(
    owner: Engine, engine: Engine, protector: Protector
) -> None:
    wrong = fact("payees", payee_code="S2", phone="12800000000")
    rows = [(each.sheet, {"book": COUNTY, "name": "张三", "kind": "person"} | each.cells)
            for each in (PAYEE, wrong)]  # fmt: skip
    with engine.begin() as connection:
        outcome = import_rows(connection, protector, rows)
    assert [each.code for each in outcome.problems] == ["bad_phone"]
    assert numbers(owner, MASTER_FILE) == {}


def test_no_table_of_facts_has_a_sealed_number() -> None:
    import_all()
    sealed = [
        f"{table.fullname}.{column.name}"
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if "sealed" in column.name and column.name != "sealed_at"  # a day, not a number
    ]
    # A draft goes when it is posted, and a second factor is of a user.
    assert set(sealed) == {
        "ledger.draft_piece.sealed",
        "ledger.personal_number.sealed",
        "ledger.second_factor.sealed",
    }


@pytest.mark.parametrize(
    "statement",
    [
        "DELETE FROM ledger.personal_number",
        "TRUNCATE ledger.personal_number",
        "UPDATE ledger.personal_number SET hashed = hashed",
        "UPDATE ledger.personal_number SET kind = 'phone'",
        "DELETE FROM ledger.data_key",
        "UPDATE ledger.data_key SET version = 9",
    ],
)
def test_promise_2_a_number_or_key_is_never_another_and_never_gone(
    owner_of_shared: Engine, statement: str
) -> None:
    with owner_of_shared.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text(statement))
    assert getattr(error.value.orig, "pgcode", "") == "MZ002"


def test_a_sealed_number_opens_in_no_others_place(protector: Protector) -> None:
    one, other = protector.account("62284801"), protector.account("62284802")
    assert protector.open_number("account", one.hashed, one.sealed) == "62284801"
    with pytest.raises(SystemFailed, match="changed"):
        protector.open_number("account", other.hashed, one.sealed)
    with pytest.raises(SystemFailed, match="changed"):
        protector.open_number("phone", one.hashed, one.sealed)


def test_a_number_that_no_key_of_the_ledger_sealed_is_not_kept(
    engine: Engine, protector: Protector, monkeypatch: pytest.MonkeyPatch
) -> None:
    foreign = Protector(DataKeys(bytes(32), {9: bytes(32)}, MASTER_FILE))
    monkeypatch.setattr(importing, "hold_keys", lambda *_: foreign)
    with engine.begin() as connection:
        with pytest.raises(DBAPIError, match="a key that the ledger does not have"):
            post(connection, protector, PAYEE)
        connection.rollback()
