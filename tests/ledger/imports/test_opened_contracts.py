"""What openings bring of a contract is bound once, and what they cannot bring is named once."""

from builders import COUNTY
from histories import codes, reverse_last, send
from opened_book import DOCUMENT, OPENED, REGISTERED, balance, changed
from sqlalchemy import Connection, Engine
from workbooks import import_sheets

from ledger.personal import Protector


def test_a_contract_whose_opening_was_reversed_binds_money_as_any_other(
    engine: Engine, protector: Protector
) -> None:
    project = REGISTERED[0]
    contract = changed(REGISTERED[1], signed_on="2022-02-01", source_document=DOCUMENT)
    assert codes(send(engine, protector, project, contract, *OPENED)) == []
    reverse_last(engine, "opening")
    anew = changed(OPENED[0], external_reference="重记", assigned_amount=800, cash_amount=1000)
    assert codes(send(engine, protector, anew)) == []
    less = changed(contract, amount=499)
    assert codes(send(engine, protector, less)) == ["contract_amount_changed"]
    assert codes(send(engine, protector, contract)) == []
    assert send(engine, protector, contract, changed(project, project_code="Q")).done
    with engine.connect() as connection:
        stands = balance(connection)
    assert (stands["assigned"], stands["committed"]) == (300, 500)


def test_what_several_openings_bring_of_a_contract_is_no_more_than_it(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, *REGISTERED, *OPENED)) == []
    more = changed(OPENED[1], document_no="另", amount="0.01", committed_amount="0.01")
    more = changed(more, disbursed_amount="")
    assert codes(send(engine, protector, more)) == ["opening_exceeds_contract"]
    reverse_last(engine, "opening")
    assert codes(send(engine, protector, more)) == []


def test_a_row_that_names_something_unknown_is_named_once(
    engine: Engine, protector: Protector
) -> None:
    assert codes(send(engine, protector, REGISTERED[0])) == []
    parts = changed(OPENED[1], amount=800, assigned_amount=300, cash_amount=1)
    assert codes(send(engine, protector, parts)) == ["unknown_contract"]
    elsewhere = changed(parts, project_code="Q")
    assert codes(send(engine, protector, elsewhere)) == ["unknown_contract", "unknown_project"]


def test_a_document_in_two_sheets_is_named_where_its_first_row_stands(
    connection: Connection, protector: Protector
) -> None:
    said = {
        "账簿": COUNTY,
        "文号": DOCUMENT,
        "期初日": "2022-01-01",
        "原到达日期": "2021-03-01",
        "文件金额(元)": "1000",
        "资金名称": "衔接资金",
        "可用(元)": "1",
        "依据": "上年决算",
    }
    header, row = list(said), list(said.values())
    other = list((said | {"文号": "另文", "文件金额(元)": "1"}).values())
    # The document stands in row 3 of the first sheet and in row 2 of the second.
    sheets = {"一表": [header, other, row], "二表": [header, row]}
    problems = import_sheets(connection, protector, sheets).problems
    assert [(each.code, each.sheet, each.row) for each in problems] == [
        ("opening_does_not_add_up", "一表", 3)
    ]
