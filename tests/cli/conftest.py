"""A ledger with a payment, a flag and a subscription, which the commands are asked about."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from audit_runs import hold_money_too_long, run_late_pass_down, tell
from builders import COUNTY, PROVINCE, post
from commands import environment, mingzhang
from conftest import administer, copy_of
from papers import PDF

from expectations.rule import fact
from ledger.database import open_engine
from ledger.personal import Protector

DOCUMENT = "财农〔2022〕7号"


@pytest.fixture(scope="session")
def told(
    server_url: str, template: str, protector: Protector, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[dict[str, str]]:
    """The environment of commands over that ledger."""
    name = f"test_told_{os.getpid()}"
    url = copy_of(server_url, template, name)
    engine = open_engine(url)
    hold_money_too_long(engine, protector)
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("transfers", document_no=DOCUMENT, counterparty=PROVINCE, amount="1000.10"),
            fact("assignments", project_code="XM1", source_document=DOCUMENT, amount="1000.10"),
            fact(
                "disbursements",
                project_code="XM1",
                source_document=DOCUMENT,
                external_reference="ZF1",
                amount="1000.10",
            ),
        )
        tell(connection, "sjt@sfs.example")
    run_late_pass_down(engine, url)
    engine.dispose()
    surroundings = around(url, tmp_path_factory.mktemp("var"))
    paper = tmp_path_factory.mktemp("papers") / "发票.pdf"
    paper.write_bytes(PDF)
    done = mingzhang(surroundings, "attach", COUNTY, "202205-1", paper)
    assert done.returncode == 0, done.stderr
    yield surroundings
    administer(server_url, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def around(url: str, data_dir: Path) -> dict[str, str]:
    """The environment of commands over a database."""
    return environment(MINGZHANG_DATABASE_URL=url, MINGZHANG_DATA_DIR=str(data_dir))


@pytest.fixture
def own(database: str, tmp_path: Path) -> dict[str, str]:
    """The environment of commands over a ledger of the test's own."""
    return around(database, tmp_path / "var")
