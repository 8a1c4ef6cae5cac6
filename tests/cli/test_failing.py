"""What fails is one clear line on the error stream and an exit code, never a traceback."""

import socket
import subprocess
from pathlib import Path

import pytest
from builders import COUNTY
from commands import environment, free_port, mingzhang
from sqlalchemy import text
from workbooks import payment, payments, write_workbook

from ledger.database import open_engine


def says_in_one_line(done: "subprocess.CompletedProcess[str]", exit_code: int, *words: str) -> None:
    """A failure is one line that holds these words, and nothing is said besides."""
    assert done.returncode == exit_code, done.stderr
    assert done.stderr.count("\n") == 1, done.stderr
    assert done.stderr.startswith(("Error: ", "错误: "))
    assert "Traceback" not in done.stderr
    assert [word for word in words if word not in done.stderr] == []


def test_done_is_0_problems_in_the_data_are_1(own: dict[str, str], tmp_path: Path) -> None:
    wrong = write_workbook(tmp_path / "县.xlsx", {"支付": payments(payment("ZF1", "一千元"))})
    assert mingzhang(own, "import", wrong).returncode == 1
    assert mingzhang(own, "import", wrong, "--json").returncode == 1
    assert mingzhang(own, "version").returncode == 0


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (["balance", "000001"], "000001"),
        (["trace", COUNTY, "没有"], "990121"),
        (["audit", "--book", "没有"], "没有"),
        (["flags", "--book", "没有"], "没有"),
        (["flags", "--rule", "XX"], "DP-03"),
        (["user", "add", "zhang san", "张三"], "zhang san"),
        (["jobs", "run", "nothing"], "nightly_audit"),
        (["subscriptions", "add", "x", "not an address", "--division", "990000"], "address"),
        (["subscriptions", "end", "999"], "999"),
        (["template", "-o", "x.csv"], ".xlsx"),
        (["import", "/nowhere/x.xlsx"], "/nowhere/x.xlsx"),
    ],
)
def test_wrong_use_is_2(told: dict[str, str], command: list[str], said: str) -> None:
    says_in_one_line(mingzhang(told, *command), 2, said)


@pytest.mark.parametrize("language", ["fr", "cs_CZ.UTF-8", "中文"])
def test_a_language_that_we_do_not_have_is_2(language: str) -> None:
    done = mingzhang(environment(MINGZHANG_LANG=language), "version")
    says_in_one_line(done, 2, "MINGZHANG_LANG", language)


def test_a_template_that_was_filled_in_is_not_overwritten(tmp_path: Path) -> None:
    filled = tmp_path / "县账.xlsx"
    filled.write_bytes(b"filled in")
    says_in_one_line(mingzhang(environment(), "template", "-o", filled), 2, "--force")
    assert filled.read_bytes() == b"filled in"
    assert mingzhang(environment(), "template", "-o", filled, "--force").returncode == 0
    assert filled.read_bytes() != b"filled in"


@pytest.mark.parametrize("command", [["nonsense"], ["balance"], ["audit", "--as-of", "2022-13-45"]])
def test_an_argument_that_cannot_be_read_is_2(command: list[str]) -> None:
    done = mingzhang(environment(), *command)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert "Error: " in done.stderr


@pytest.mark.parametrize("port", ["", "0", "65536", "eighty", "-1", "8000.0"])
@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_a_port_that_is_none_is_2(port: str, language: str, tmp_path: Path) -> None:
    done = mingzhang(
        environment(language, MINGZHANG_PORT=port, MINGZHANG_DATA_DIR=str(tmp_path)), "up"
    )
    says_in_one_line(done, 2, "MINGZHANG_PORT", "65535")


def test_a_database_of_another_kind_is_2() -> None:
    done = mingzhang(environment(MINGZHANG_DATABASE_URL="mysql://root@localhost/x"), "migrate")
    says_in_one_line(done, 2, "MINGZHANG_DATABASE_URL", "mysql")


@pytest.mark.parametrize("command", [["flags"], ["migrate"], ["jobs"], ["up"]])
def test_a_database_that_cannot_be_reached_is_3_and_keeps_its_password(
    command: list[str], tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    url = f"postgresql://clerk:geheim@127.0.0.1:{port}/ledger"
    surroundings = environment(
        MINGZHANG_DATABASE_URL=url,
        MINGZHANG_DATA_DIR=str(tmp_path),
        MINGZHANG_PORT=str(free_port()),
    )
    done = mingzhang(surroundings, *command)
    says_in_one_line(done, 3, str(port))
    assert "geheim" not in done.stderr + done.stdout


@pytest.mark.parametrize("command", [["flags"], ["jobs"], ["balance", COUNTY]])
def test_a_database_that_was_not_migrated_is_3(
    server_url: str, command: list[str], tmp_path: Path
) -> None:
    surroundings = environment(MINGZHANG_DATABASE_URL=server_url, MINGZHANG_DATA_DIR=str(tmp_path))
    says_in_one_line(mingzhang(surroundings, *command), 3, "mingzhang migrate")


def test_a_database_of_a_newer_version_is_3(database: str, own: dict[str, str]) -> None:
    owner = open_engine(database, role=None)
    with owner.begin() as connection:
        connection.execute(text("UPDATE public.alembic_version SET version_num = '9999'"))
    owner.dispose()
    for command in ("migrate", "flags"):
        says_in_one_line(mingzhang(own, command), 3, "9999")


@pytest.mark.parametrize("command", [["flags"], ["migrate"], ["up", "--empty"]])
def test_a_data_directory_of_another_version_is_3(command: list[str], tmp_path: Path) -> None:
    (tmp_path / "postgres").mkdir()
    (tmp_path / "postgres" / "PG_VERSION").write_text("15\n")
    surroundings = environment(MINGZHANG_DATA_DIR=str(tmp_path), MINGZHANG_PORT=str(free_port()))
    says_in_one_line(mingzhang(surroundings, *command), 3, "PostgreSQL 15", str(tmp_path))
    assert (tmp_path / "postgres" / "PG_VERSION").read_text() == "15\n"


@pytest.mark.parametrize("command", [["flags"], ["up", "--empty"]])
def test_a_data_directory_that_cannot_be_written_is_3(command: list[str], tmp_path: Path) -> None:
    # A file where a folder should be: it cannot be written even by root.
    (tmp_path / "file").write_text("")
    surroundings = environment(
        MINGZHANG_DATA_DIR=str(tmp_path / "file" / "var"), MINGZHANG_PORT=str(free_port())
    )
    says_in_one_line(mingzhang(surroundings, *command), 3, "MINGZHANG_DATA_DIR")


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_a_port_that_is_taken_is_3_before_anything_is_started(
    language: str, tmp_path: Path
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        surroundings = environment(language, MINGZHANG_DATA_DIR=str(tmp_path), MINGZHANG_PORT=port)
        says_in_one_line(mingzhang(surroundings, "up"), 3, port)
    assert list(tmp_path.iterdir()) == []


def test_a_rule_that_could_not_be_run_is_3_and_says_which(
    database: str, own: dict[str, str]
) -> None:
    owner = open_engine(database, role=None)
    with owner.begin() as connection:
        connection.execute(text("ALTER VIEW facts.notice RENAME TO notice_of_old"))
    owner.dispose()
    done = mingzhang(own, "audit", "--as-of", "2022-06-01")
    assert done.returncode == 3
    assert "facts.notice" in done.stdout
    assert "did not run" in done.stdout
    assert "Traceback" not in done.stderr + done.stdout
