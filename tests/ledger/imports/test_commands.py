"""`mingzhang template` and `mingzhang import` tell a clerk what was done or what to mend."""

import json
import os
import pty
import subprocess
import sys
import threading
from pathlib import Path

import openpyxl
import pytest
from commands import post_drafts
from keys import MASTER_FILE
from workbooks import BASE, payment, payments, write_workbook

RIGHT = {**BASE, "支付": payments(payment("ZF1", "1,234.50"))}
WRONG = {**BASE, "支付": payments(payment("ZF1"), payment("ZF2", "一千元"))}


@pytest.fixture
def environment(database: str, tmp_path: Path) -> dict[str, str]:
    """What the command finds around it: a ledger of its own, and Chinese."""
    return os.environ | {
        "MINGZHANG_DATABASE_URL": database,
        "MINGZHANG_DATA_DIR": str(tmp_path / "var"),
        "MINGZHANG_MASTER_KEY_FILE": str(MASTER_FILE),
        "MINGZHANG_LANG": "zh",
        "COLUMNS": "200",
    }


def mingzhang(
    environment: dict[str, str], *arguments: str | Path
) -> subprocess.CompletedProcess[str]:
    """Runs the command; nobody watches, so it draws nothing."""
    return subprocess.run(
        [sys.executable, "-m", "cli.main", *arguments],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_template_is_written_and_imports_as_nothing_to_post(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = tmp_path / "模板.xlsx"
    written = mingzhang(environment, "template", "-o", path)
    assert written.returncode == 0
    assert str(path) in written.stdout
    imported = mingzhang(environment, "import", path)
    assert imported.returncode == 0
    assert "没有可入账的内容" in imported.stdout


def test_a_template_that_cannot_be_written_is_one_line_and_exit_code_3(
    environment: dict[str, str], tmp_path: Path
) -> None:
    refused = mingzhang(environment, "template", "-o", tmp_path / "没有" / "模板.xlsx")
    assert refused.returncode == 3
    assert refused.stderr.count("\n") == 1
    assert "写不了" in refused.stderr


def test_a_template_whose_name_is_not_a_workbooks_is_wrong_use(
    environment: dict[str, str], tmp_path: Path
) -> None:
    assert mingzhang(environment, "template", "-o", tmp_path / "模板.csv").returncode == 2


def test_a_right_file_is_tried_posted_and_known_again(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", RIGHT)
    tried = mingzhang(environment, "import", path, "--dry-run")
    drafted = mingzhang(environment, "import", path)
    once = mingzhang(environment, "import", path)
    own = mingzhang(environment, "draft", "review", "1")
    post_drafts(environment)
    again = mingzhang(environment, "import", path)
    runs = (tried, drafted, once, again)
    assert [run.returncode for run in runs] == [0] * 4
    assert [run.stderr for run in runs] == [""] * 4
    assert "尚未入账" in tried.stdout
    assert "单据" not in tried.stdout
    assert "支付 1" in drafted.stdout
    assert all("单据 1：" in run.stdout for run in (drafted, once)), "it is one draft"
    assert (own.returncode, "要由另一人复核" in own.stderr) == (1, True)
    assert "没有重复入账" in again.stdout


def test_a_wrong_file_is_told_cell_by_cell_and_given_back_marked(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", WRONG)
    target = tmp_path / "标注.xlsx"
    refused = mingzhang(environment, "import", path, "--errors", target)
    assert refused.returncode == 1
    for words in ("支付", "3", "F 金额(元)", "一千元", "应为金额"):
        assert words in refused.stdout
    assert openpyxl.load_workbook(target)["支付"]["F3"].comment
    as_json = mingzhang(environment, "import", path, "--json")
    assert as_json.returncode == 1
    told = json.loads(as_json.stdout)
    assert told["draft"] is None
    assert told["posted"] == {}
    (problem,) = told["problems"]
    assert {key: problem[key] for key in ("sheet", "row", "column", "value", "code")} == {
        "sheet": "支付",
        "row": 3,
        "column": "F",
        "value": "一千元",
        "code": "not_money",
    }
    assert problem["zh"]
    assert problem["en"]


@pytest.mark.parametrize(
    "arguments",
    [
        ("没有.xlsx",),
        ("表.docx",),
        ("县.xlsx", "--errors", "县.xlsx"),
        ("县.xlsx", "--errors", "标注.xls"),
        ("县.xlsx", "--book", "无此县"),
        ("县.xlsx", "--no-such-option"),
        (),
    ],
)
def test_wrong_use_is_exit_code_2_and_touches_nothing(
    arguments: tuple[str, ...], environment: dict[str, str], tmp_path: Path
) -> None:
    (tmp_path / "表.docx").write_bytes(b"x")
    path = write_workbook(tmp_path / "县.xlsx", RIGHT)
    before = path.read_bytes()
    given = [str(tmp_path / each) if "." in each else each for each in arguments]
    refused = mingzhang(environment, "import", *given)
    assert refused.returncode == 2
    assert "Traceback" not in refused.stderr
    assert path.read_bytes() == before


def test_a_database_that_cannot_be_reached_is_exit_code_3(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", RIGHT)
    elsewhere = environment | {"MINGZHANG_DATABASE_URL": "postgresql://127.0.0.1:1/none"}
    failed = mingzhang(elsewhere, "import", path)
    assert failed.returncode == 3
    assert failed.stderr.count("\n") == 1


def watch(screen: int, seen: list[bytes]) -> None:
    """Reads what a terminal is sent, until nobody holds it any more."""
    try:
        while part := os.read(screen, 1 << 16):
            seen.append(part)
    except OSError:
        # So Linux says that the other end was closed.
        return


def test_progress_is_drawn_only_where_somebody_watches(
    environment: dict[str, str], tmp_path: Path
) -> None:
    path = write_workbook(tmp_path / "县.xlsx", RIGHT)
    screen, terminal = pty.openpty()
    seen: list[bytes] = []
    watcher = threading.Thread(target=watch, args=(screen, seen))
    watcher.start()
    drawn = subprocess.run(
        [sys.executable, "-m", "cli.main", "import", path, "--dry-run"],
        env=environment | {"TERM": "xterm"},
        stdout=subprocess.PIPE,
        stderr=terminal,
        text=True,
        check=True,
    )
    os.close(terminal)
    watcher.join()
    os.close(screen)
    assert "打开" in b"".join(seen).decode()
    assert b"\x1b" in b"".join(seen)
    assert "\x1b" not in drawn.stdout
