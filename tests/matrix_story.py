"""A ledger with money, projects and papers in the books of all four places, and the people."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from accounts import write_secret
from attached import bring
from audit_runs import AS_OF
from builders import CITY, COUNTY, PROVINCE, id_number, post
from conftest import administer, copy_of
from matrix_people import PEOPLE, PLACES, add_people
from papers import PDF
from persons import add_person, sign_in
from sealed import seal_all
from servers import as_in_use
from sqlalchemy import Engine, text

from audits.running import run
from expectations.catalogue import rule
from expectations.checker import Checker
from expectations.rule import Fact, fact
from ledger.attachment_stores import FolderStore
from ledger.database import open_engine
from ledger.personal import Protector

#: Where whoever is paid has it paid to.
ACCOUNT = "6228480402564890018"
#: To whom each passes some of its money on.
BELOW = {PROVINCE: CITY, CITY: COUNTY}
#: What of each book names a page: the table, and a condition.
NAMED = {
    "source_id": ("ledger.source", "TRUE"),
    "issue_id": ("ledger.transfer_issue", "TRUE"),
    "project_id": ("ledger.project", "TRUE"),
    "claim_id": ("ledger.claim", "TRUE"),
    "disbursement_id": ("ledger.disbursement", "TRUE"),
    "flag_id": ("audits.flag", "TRUE"),
    "line_id": ("ledger.statement_line", "TRUE"),
    "attachment_id": ("ledger.attachment", "file_name IS NOT NULL"),
}


def secret(division: str) -> str:
    """Words that stand in the book of one place and nowhere else."""
    return f"机密{division}"


def resident(division: str) -> str:
    """Somebody of a place who has an account and no right."""
    return f"resident_{division}"


def story(division: str) -> list[Fact]:
    """What happened in a book: money came, part of it went on, and some was paid for a project."""
    said = {"book": division}
    mine = secret(division)
    facts = [
        fact("transfers", **said, direction="received", counterparty="000000",
             document_no=f"{mine}来文", amount=100000, occurred_on="2022-03-01"),
        fact("projects", **said, project_code="XM1", name=f"{mine}项目"),
        fact("assignments", **said, project_code="XM1", source_document=f"{mine}来文",
             document_no=f"{mine}安排", amount=5000),
        fact("claims", **said, claim_code="BZ1", project_code="XM1", claimant=f"{mine}单位"),
        fact("claim_steps", **said, claim_code="BZ1"),
        fact("disbursements", **said, project_code="XM1", source_document=f"{mine}来文",
             external_reference=f"ZF{division}", payee_code=f"SKR{division}",
             payee_name=f"{mine}村民", account=ACCOUNT, amount=100, purpose=f"{mine}工程款"),
        fact("payees", **said, payee_code=f"SKR{division}", name=f"{mine}村民", kind="person",
             identity=id_number(int(division) % 1000), account=ACCOUNT, phone="13800000001"),
        fact("statement_lines", **said, line_reference=f"LS{division}", amount=100,
             counterparty_name=f"{mine}村民"),
    ]  # fmt: skip
    if division in BELOW:
        facts.append(
            fact("transfers", **said, direction="issued", counterparty=BELOW[division],
                 source_document=f"{mine}来文", document_no=f"{mine}下文", amount=1000,
                 occurred_on="2022-05-10")
        )  # fmt: skip
    return facts


@dataclass(frozen=True)
class Story:
    """The ledger, where it is, and what is in it."""

    engine: Engine
    owner: Engine
    url: str
    name: str
    data_dir: Path
    #: By place and what it names.
    numbers: dict[str, dict[str, int | str]]


@contextmanager
def told_story(
    server_url: str, template: str, protector: Protector, data_dir: Path
) -> Iterator[Story]:
    """The ledger while it is looked at; nobody acts in it but who is signed in."""
    name = f"test_story_{os.getpid()}"
    url = copy_of(server_url, template, name)
    engine, owner = open_engine(url), open_engine(url, role=None)
    with engine.begin() as connection:
        post(connection, protector, *(each for code in PLACES.values() for each in story(code)))
    audit = open_engine(url, "mingzhang_jobs")
    # Money given to a project that is in no library: a flag in every book.
    summary = run(
        audit, Checker(url), [rule("BT-01"), rule("PL-01")], as_of=AS_OF, started_by="测试员"
    )
    assert summary.new_flags > len(PLACES)
    audit.dispose()
    numbers = {place: numbers_of(owner, code) for place, code in PLACES.items()}
    for number in numbers.values():
        voucher = int(number["book_id"]), int(number["voucher_id"])
        content = PDF + f"%{number['division']}".encode()
        bring(engine, FolderStore(data_dir / "attachments"), voucher, content)
    seal_all(url, data_dir / "keys" / "signing.key")
    numbers = {place: numbers_of(owner, code) for place, code in PLACES.items()}
    engine.dispose()
    administer(server_url, f"ALTER DATABASE {name} RESET mingzhang.session")
    with owner.begin() as connection:
        as_in_use(connection)
        add_people(connection)
        for person in PEOPLE:
            write_secret(connection, person.name)
        add_person(connection, "newcomer")
        for division in PLACES.values():
            add_person(connection, resident(division))
            write_secret(connection, resident(division))
            connection.execute(
                text("UPDATE ledger.user_account SET division_id = :division WHERE login = :login"),
                {"division": division, "login": resident(division)},
            )
        for asker in ("other_asker",):
            add_person(connection, asker, ("security_administrator", CITY, True))
            sign_in(connection, asker)
    engine = open_engine(url)
    try:
        yield Story(engine, owner, url, name, data_dir, numbers)
    finally:
        engine.dispose()
        owner.dispose()
        administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def numbers_of(owner: Engine, division: str) -> dict[str, int | str]:
    """What addresses, commands and functions name in the book of a place."""
    with owner.connect() as connection:
        book = connection.execute(
            text("SELECT book_id FROM ledger.book WHERE division_id = :d"), {"d": division}
        ).scalar_one()
        found: dict[str, int | str] = {
            "book_id": book,
            "log_id": book,
            "division": division,
            "resident": resident(division),
        }
        for name, (table, condition) in NAMED.items():
            number = connection.execute(
                text(
                    f"SELECT coalesce(min({'flag_id' if name == 'flag_id' else 'log_position'}), 1)"
                    f" FROM {table} WHERE book_id = :book AND {condition}"
                ),
                {"book": book},
            ).scalar_one()
            found[name] = number
        paid = connection.execute(
            text(
                "SELECT paid.voucher_id, voucher.period || '-' || voucher.number AS name"
                " FROM ledger.disbursement AS paid INNER JOIN ledger.voucher AS voucher"
                " ON paid.book_id = voucher.book_id AND paid.voucher_id = voucher.log_position"
                " WHERE paid.book_id = :book"
            ),
            {"book": book},
        ).one()
        found["voucher_id"], found["name"] = paid.voucher_id, paid.name
        found["tree_size"] = connection.execute(
            text("SELECT coalesce(max(tree_size), 1) FROM ledger.checkpoint WHERE log_id = :book"),
            {"book": book},
        ).scalar_one()
        found["identity"] = connection.execute(
            text(
                "SELECT encode(identity_hash, 'hex') FROM ledger.payee WHERE book_id = :book"
                " AND identity_hash IS NOT NULL"
            ),
            {"book": book},
        ).scalar_one()
        found["sha256"] = connection.execute(
            text(
                "SELECT coalesce(min(sha256), repeat('0', 64)) FROM ledger.attachment"
                " WHERE book_id = :book"
            ),
            {"book": book},
        ).scalar_one()
    return found
