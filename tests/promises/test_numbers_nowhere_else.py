"""A personal number that is imported stands nowhere in the clear: it is planted and looked for.

Excepted are the clerk's own files: what they upload, until it is posted or thrown away, and the
marked copy that they get back. Words that people write, such as a purpose, are theirs and kept as
written, but an ID number in the wrong column is masked where it is shown as a mistake.
"""

import io
import json
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import unescape
from pathlib import Path
from urllib.parse import urljoin

import pytest
import requests
from builders import COUNTY, id_number
from commands import environment, mingzhang
from keys import MASTER_FILE
from persons import EVERYWHERE, FORM_TOKEN, SECOND, TESTER, token_of
from pypdf import PdfReader
from servers import prepared_server
from sites import served
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from visits import let_in
from workbooks import ASSIGNMENTS, PAYMENT_HEADER, PROJECTS, TRANSFERS, payment, write_workbook

from ledger.data_keys import load_protector
from ledger.database import open_engine
from ledger.roles import ROLES
from web.serving import keep_log

ACCOUNT, PHONE = "6228480402564890018", "13912345678"
TYPOS = {
    "identity": id_number(5)[:-1] + "A",
    "account": "622848040256489002!",
    "phone": "12912345678",
}
#: Numbers that are right, and mistyped ones: neither may be found.
PLANTED = {
    *(id_number(n) for n in range(1, 6)),
    *(ACCOUNT[:-1] + str(n) for n in range(4)),
    *(PHONE[:-1] + str(n) for n in range(3)),
    *TYPOS.values(),
}
PAYEE_HEADER = ["账簿", "收款人编号", "名称", "类型", "证件号码", "账号", "手机号"]
HOUSEHOLD_HEADER = ["账簿", "户编号", "姓名", "身份证号", "纳入日期", "手机号"]
GOOD = {
    "资金下达": TRANSFERS,
    "项目": PROJECTS,
    "资金安排": ASSIGNMENTS,
    "收款人": [
        PAYEE_HEADER,
        [COUNTY, "S1", "张三", "农户", id_number(1), ACCOUNT[:-1] + "0", PHONE[:-1] + "0"],
    ],
    "农户": [
        HOUSEHOLD_HEADER,
        [COUNTY, "H1", "李四", id_number(2), "2016-01-01", PHONE[:-1] + "1"],
    ],
    "支付": [
        [*PAYMENT_HEADER, "证件号码", "收款账号"],
        [*payment("ZF1"), id_number(3), ACCOUNT[:-1] + "1"],
    ],
    "对账单明细": [
        ["账簿", "流水编号", "交易日期", "金额(元)", "对方账号", "本方账号"],
        [COUNTY, "LS1", "2022-05-02", "100", ACCOUNT[:-1] + "1", ACCOUNT[:-1] + "2"],
    ],
}  # fmt: skip
WRONG = {
    "收款人": [
        PAYEE_HEADER,
        [COUNTY, "S2", "王五", "农户", TYPOS["identity"], TYPOS["account"], TYPOS["phone"]],
    ],
    # An ID number where the amount, the number and the day should be.
    "支付": [
        PAYMENT_HEADER,
        payment("ZF2", id_number(5)),
        payment(id_number(4), 支付日期=id_number(5)),
    ],
}  # fmt: skip
COMMANDS = [
    ("draft",), ("draft", "--json"), ("draft", "show", "1"), ("flags", "--json"),
    ("balance", COUNTY, "--json"), ("vouchers", "list", COUNTY, "--json"),
    ("trace", COUNTY, "ZF1"), ("reconcile", "list", COUNTY, "--json"), ("users",),
    ("reveal", COUNTY, "--payee", "S1", "--reason", " "), ("keys",), ("keys", "--json"),
]  # fmt: skip


@dataclass
class Office:
    """A ledger with real processes around it, and all that they said."""

    folder: Path
    url: str
    said: list[str] = field(default_factory=list)

    def command(
        self, *arguments: str | Path, login: str = TESTER
    ) -> subprocess.CompletedProcess[str]:
        """Runs a command as somebody, in the folder's environment."""
        surroundings = environment(
            MINGZHANG_DATABASE_URL=self.url,
            MINGZHANG_DATA_DIR=str(self.folder / "var"),
            MINGZHANG_SESSION=token_of(login),
        )
        done = mingzhang(surroundings, *arguments)
        self.said.append(f"{arguments}\n{done.stdout}\n{done.stderr}")
        return done


@pytest.fixture(scope="module")
def office() -> Iterator[Office]:
    """The numbers imported, drafted, reviewed and posted by commands; wrong ones refused."""
    folder = Path(tempfile.mkdtemp(prefix="mz-"))
    opened = Office(folder, prepared_server(folder / "var"))
    good = write_workbook(folder / "good.xlsx", GOOD)
    wrong = write_workbook(folder / "wrong.xlsx", WRONG)
    tried = opened.command("import", good, "--dry-run")
    assert tried.returncode == 0, tried.stdout
    drafted = opened.command("import", good)
    assert drafted.returncode == 0, drafted.stdout + drafted.stderr
    for step, login in (("review", SECOND), ("post", TESTER)):
        done = opened.command("draft", step, "1", login=login)
        assert done.returncode == 0, done.stdout + done.stderr
    assert opened.command("import", wrong).returncode == 1
    assert opened.command("import", wrong, "--json").returncode == 1
    rows = folder / "rows.json"
    typed = {"book": COUNTY, "payee_code": "S3", "name": "赵六", "kind": "person"}
    rows.write_text(json.dumps([typed | TYPOS]), encoding="utf-8")
    assert opened.command("enter", "payees", "--json", rows).returncode == 1
    # The clerk's own files are not looked through.
    for path in (good, wrong, rows):
        path.unlink()
    yield opened
    shutil.rmtree(folder, ignore_errors=True)


def found_in(words: str) -> set[str]:
    """The planted numbers that some words hold."""
    return {number for number in PLANTED if number in words}


def test_the_numbers_are_in_the_vault(office: Office) -> None:
    shown = office.command("reveal", COUNTY, "--payee", "S1", "--reason", "核对", "--json")
    assert {each["number"] for each in json.loads(shown.stdout)} == {
        id_number(1), ACCOUNT[:-1] + "0", PHONE[:-1] + "0",
    }  # fmt: skip
    office.said.pop()


def test_no_command_says_one(office: Office) -> None:
    office.command("audit")
    for arguments in COMMANDS:
        office.command(*arguments)
    target = office.folder / "凭证.pdf"
    office.command("vouchers", "print", COUNTY, "--month", "202205", "-o", target)
    assert found_in("".join(page.extract_text() for page in PdfReader(target).pages)) == set()
    target.unlink()
    for words in office.said:
        assert found_in(words) == set(), words


def test_no_page_shows_one_and_no_log_tells_one(office: Office) -> None:
    owner, engine = open_engine(office.url, role=None), open_engine(office.url)
    keep_log(office.folder / "var" / "logs")
    someone = let_in(owner, "looker", *((role, EVERYWHERE, True) for role in ROLES))
    wrong = write_workbook(office.folder / "wrong.xlsx", WRONG)
    with served(engine, load_protector(engine, MASTER_FILE), office.folder / "var") as (url, _):
        with wrong.open("rb") as file:
            checked = someone.post(
                f"{url}/imports", {"form_token": FORM_TOKEN}, files={"file": file}, timeout=60
            )
        assert checked.status_code == 200, checked.text
        assert found_in(checked.text) == set()
        # What fails inside is logged, with all that is said of it.
        someone.get(f"{url}/books/{id_number(1)}/disbursements?before=x", timeout=60)
        pages = crawl(someone, url)
    # The pages are those that would show them: the payment's account is there, masked.
    assert any(f"{ACCOUNT[:4]}****{ACCOUNT[-4:-1]}1" in words for words in pages.values())
    assert {address: found for address, words in pages.items() if (found := found_in(words))} == {}
    wrong.unlink()
    engine.dispose()
    owner.dispose()


def crawl(someone: requests.Session, url: str) -> dict[str, str]:
    """Every page that leads from the first one, with its words; printed files as text."""
    waiting, pages = [f"{url}/"], {}
    while waiting and len(pages) < 400:
        address = waiting.pop()
        if address in pages or "/sign-out" in address:
            continue
        answer = someone.get(address, timeout=60)
        if answer.headers.get("Content-Type", "").startswith("application/pdf"):
            reader = PdfReader(io.BytesIO(answer.content))
            pages[address] = "".join(page.extract_text() for page in reader.pages)
            continue
        pages[address] = unescape(answer.text)
        links = re.findall(r'href="([^"#]+)"', answer.text)
        waiting += [to for to in (urljoin(address, link) for link in links) if to.startswith(url)]
    return pages


def test_a_statement_that_fails_is_told_without_the_values_it_was_asked_with(
    office: Office,
) -> None:
    engine = open_engine(office.url)
    with engine.connect() as connection, pytest.raises(DBAPIError) as error:
        connection.execute(text("SELECT 1 / 0, CAST(:number AS text)"), {"number": id_number(1)})
    engine.dispose()
    assert "division by zero" in str(error.value)
    assert found_in(str(error.value)) == set()
    log = (office.folder / "var" / "postgres" / "log").read_text(encoding="utf-8")
    assert "division by zero" in log
    assert found_in(log) == set()


def test_no_file_holds_one(office: Office) -> None:
    owner = open_engine(office.url, role=None)
    with owner.connect() as connection:
        # What is compressed on disk is looked through as its own words.
        tables = connection.execute(
            text(
                "SELECT format('%I.%I', schemaname, tablename) FROM pg_tables"
                " WHERE schemaname IN ('ledger', 'audits')"
            )
        ).scalars()
        for table in tables.all():
            rows = connection.execute(text(f"SELECT told::text FROM {table} AS told")).scalars()
            assert found_in("\n".join(rows)) == set(), table
        connection.execute(text("CHECKPOINT"))
    owner.dispose()
    uploads = office.folder / "var" / "uploads"
    looked_at = 0
    for path in office.folder.rglob("*"):
        if path.is_file() and uploads not in path.parents:
            content = path.read_bytes()
            looked_at += 1
            assert {str(path) for each in PLANTED if each.encode() in content} == set()
    assert looked_at > 100
    assert (office.folder / "var" / "logs" / "web.log").exists()


def test_an_upload_is_kept_for_its_owner_only(office: Office) -> None:
    kept = [path for path in (office.folder / "var" / "uploads").rglob("*") if path.is_file()]
    assert [path.stat().st_mode & 0o777 for path in kept if path.name == "wrong.xlsx"] == [0o600]
    folders = {path.parent for path in kept} | {office.folder / "var" / "uploads"}
    assert {path.stat().st_mode & 0o777 for path in folders} == {0o700}
