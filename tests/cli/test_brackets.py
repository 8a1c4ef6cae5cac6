"""What the ledger holds is printed as it is: square brackets and colons are no instructions."""

import datetime as dt
import subprocess
import sys
from typing import NoReturn

import pytest
from auditing import auditing
from builders import COUNTY, PROVINCE, post
from commands import ROOT, mingzhang
from sqlalchemy import Engine

from expectations.rule import fact
from jobs.ticks import perform
from ledger.personal import Protector

SAID = "停在 [/var/x] :smile: [bold]"


def fail() -> NoReturn:
    """Work that fails, in the words of a path."""
    raise OSError(SAID)


def printed(own: dict[str, str], *command: str) -> str:
    """What a command prints."""
    done = mingzhang(own, *command)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_a_failed_tick_is_told_in_its_own_words(engine: Engine, own: dict[str, str]) -> None:
    perform(auditing(engine), "nightly_audit", dt.datetime.now(dt.UTC), fail)
    assert SAID in printed(own, "jobs")


@pytest.mark.parametrize(
    ("listing", "adding"),
    [
        ("users", ["add", "zhang", SAID]),
        ("subscriptions", ["add", SAID, "sjt@sfs.example", "--division", PROVINCE]),
    ],
)
def test_a_name_is_listed_as_it_was_given(
    own: dict[str, str], listing: str, adding: list[str]
) -> None:
    printed(own, listing, *adding)
    assert SAID in printed(own, listing)


def test_a_trace_names_the_payee_as_on_record(
    engine: Engine, own: dict[str, str], protector: Protector
) -> None:
    with engine.begin() as connection:
        post(
            connection,
            protector,
            fact("transfers", document_no="甲1号", counterparty=PROVINCE, amount="10"),
            fact("assignments", project_code="XM1", source_document="甲1号", amount="10"),
            fact(
                "disbursements",
                project_code="XM1",
                source_document="甲1号",
                external_reference="ZF1",
                amount="10",
                payee_name=SAID,
            ),
        )
    assert SAID in printed(own, "trace", COUNTY, "ZF1")


def test_a_step_of_an_import_is_shown_with_the_name_of_its_sheet() -> None:
    script = (
        "import sys; sys.stderr.isatty = lambda: True\n"
        "from cli.output import progress_bar\n"
        f"with progress_bar() as tell: tell('read {SAID}', 1, 2)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
