"""What one person drafts another reviews and a third posts, in every state of a draft."""

import os
import signal
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from bureaus import CLERK, HEAD, OTHER_CLERK, REVIEWER, SIBLING, Bureau, refused, stage_by_hand
from persons import token_of
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.draft_questions import find_draft
from ledger.errors import Refused, SystemFailed, WrongUse
from ledger.imports import draft_contents, drafting
from ledger.imports.draft_contents import content_of
from ledger.imports.importing import import_path
from ledger.imports.outcomes import Request
from ledger.private_folders import clear_abandoned

#: A posting in a process of its own, which kills itself when it comes to a step.
VICTIM = """
import os, signal, sys
from pathlib import Path
from ledger.data_keys import load_protector
from ledger.database import acting_as, open_engine
from ledger.imports.drafting import post

url, key, token, folder, draft, last_step = sys.argv[1:]

def progress(step, done, of):
    if step == last_step:
        os.kill(os.getpid(), signal.SIGKILL)

engine = acting_as(open_engine(url), token)
post(engine, load_protector(engine, Path(key)), Path(folder), int(draft), progress)
"""


def test_an_import_without_a_draft_is_not_committed(bureau: Bureau) -> None:
    with pytest.raises((Refused, DBAPIError)) as python:
        import_path(bureau.of(CLERK), bureau.protector, bureau.file(), Request())
    assert refused(python.value)[0] == 6
    with pytest.raises(DBAPIError) as sql, bureau.of(CLERK).begin() as connection:
        stage_by_hand(connection, None)
    assert refused(sql.value)[0] == 6
    assert bureau.paid() == []


MOVED = {
    "between drafts": "SET draft_id = CASE draft_id WHEN :one THEN :other ELSE :one END",
    "in their order": "SET piece_number = CASE piece_number WHEN 0 THEN 1 ELSE 0 END"
    " WHERE draft_id = :one AND piece_number < 2",
    "into another file": "SET file_name = 'ZF9-100.xlsx' WHERE draft_id = :one",
}


@pytest.mark.parametrize("moved", MOVED)
def test_pieces_of_drafts_open_nowhere_but_in_their_place(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch, moved: str
) -> None:
    monkeypatch.setattr(draft_contents, "PIECE_BYTES", 5000)
    one, other = bureau.drafted(bureau.file()), bureau.drafted(bureau.file("ZF2", "7"))
    with bureau.owner.begin() as connection:
        connection.execute(text("ALTER TABLE ledger.draft_piece DROP CONSTRAINT draft_piece_pkey"))
        connection.execute(
            text(f"UPDATE ledger.draft_piece {MOVED[moved]}"), {"one": one, "other": other}
        )
    with pytest.raises(SystemFailed, match=r"打不开|cannot be opened"):
        bureau.review(one)
    assert bureau.state(one) == "drafted"


@pytest.mark.parametrize("login", [CLERK, SIBLING, HEAD])
def test_neither_the_drafter_nor_who_lacks_the_right_there_reviews(
    bureau: Bureau, login: str
) -> None:
    draft = bureau.drafted(bureau.file())
    # Who reads nothing there is told that there is no such draft.
    with pytest.raises((Refused, WrongUse, DBAPIError)) as python:
        drafting.review(bureau.of(login), bureau.protector, bureau.drafts, draft)
    fingerprint = bureau.asked("SELECT fingerprint FROM ledger.draft")[0][0]
    with pytest.raises(DBAPIError) as sql, bureau.of(login).begin() as connection:
        connection.execute(
            text("SELECT ledger.review_draft(:d, :f)"), {"d": draft, "f": fingerprint}
        )
    promise = 6 if login == CLERK else 11
    assert refused(sql.value)[0] == promise
    if login == SIBLING:
        assert "out of reach" in str(python.value)
    else:
        assert refused(python.value)[0] == promise
    assert bureau.state(draft) == "drafted"


def test_a_draft_that_nobody_reviewed_is_not_posted(bureau: Bureau) -> None:
    draft = bureau.drafted(bureau.file())
    with pytest.raises((Refused, DBAPIError)) as error:
        bureau.post(draft)
    assert refused(error.value)[0] == 6
    assert bureau.paid() == []


def test_a_changed_draft_is_reviewed_anew(bureau: Bureau) -> None:
    draft = bureau.reviewed(bureau.file())
    assert bureau.drafted(bureau.file("ZF1", "70"), draft=draft) == draft
    assert bureau.state(draft) == "drafted"
    with pytest.raises((Refused, DBAPIError)) as error:
        bureau.post(draft)
    assert refused(error.value)[0] == 6
    bureau.review(draft)
    with pytest.raises(DBAPIError) as piece, bureau.of(CLERK).begin() as connection:
        connection.execute(text("SELECT ledger.keep_draft_piece(:d, 9, 'x', '')"), {"d": draft})
    assert refused(piece.value)[0] == 6
    bureau.post(draft)
    assert bureau.paid() == [("ZF1", "70.00")]


@pytest.mark.parametrize("end", ["withdrawn", "posted"])
def test_a_draft_that_has_ended_is_not_changed(bureau: Bureau, end: str) -> None:
    draft = bureau.reviewed(bureau.file())
    if end == "posted":
        bureau.post(draft)
    else:
        with bureau.of(CLERK).begin() as connection:
            drafting.withdraw_draft(connection, draft)
    with pytest.raises((Refused, DBAPIError)) as error:
        bureau.drafted(bureau.file("ZF2"), draft=draft)
    assert refused(error.value)[0] == 2
    for act in (bureau.review, bureau.post):
        with pytest.raises(Refused) as again:
            act(draft)
        assert refused(again.value)[0] == 2
    assert bureau.state(draft) == end


def test_a_draft_is_returned_with_a_reason_and_can_be_edited(bureau: Bureau) -> None:
    draft = bureau.drafted(bureau.file())
    with pytest.raises((Refused, DBAPIError)), bureau.of(REVIEWER).begin() as connection:
        drafting.return_draft(connection, draft, " ")
    with bureau.of(REVIEWER).begin() as connection:
        drafting.return_draft(connection, draft, "金额不对")
    assert bureau.state(draft) == "returned"
    said = bureau.asked("SELECT reason FROM ledger.draft_step WHERE step = 'returned'")
    assert said == [("金额不对",)]
    with pytest.raises((Refused, DBAPIError)):
        bureau.review(draft)
    bureau.drafted(bureau.file("ZF1", "80"), draft=draft)
    bureau.review(draft)
    bureau.post(draft)
    assert bureau.paid() == [("ZF1", "80.00")]


def test_one_file_drafted_by_two_at_once_is_one_draft(bureau: Bureau) -> None:
    path = bureau.file()

    def tried(login: str) -> tuple[int | None, str] | int:
        try:
            return bureau.drafted(path, login)
        except (Refused, DBAPIError) as error:
            return refused(error)

    with ThreadPoolExecutor(2) as pool:
        came = list(pool.map(tried, [CLERK, OTHER_CLERK]))
    assert [each for each in came if isinstance(each, tuple) and each[0] == 7]
    assert bureau.asked("SELECT count(*) FROM ledger.draft") == [(1,)]
    assert isinstance(min(came, key=lambda each: isinstance(each, tuple)), int)


@pytest.mark.parametrize("moment", ["read 支付", "check balances", "commit"])
def test_a_kill_while_posting_leaves_the_draft_reviewed(
    bureau: Bureau, database: str, moment: str
) -> None:
    draft = bureau.reviewed(bureau.file())
    key = str(bureau.protector.master_file)
    folder = str(bureau.drafts)
    killed = subprocess.run(
        [sys.executable, "-c", VICTIM, database, key, token_of(HEAD), folder, str(draft), moment],
        env=os.environ | {"MINGZHANG_LANG": "en"},
        check=False,
    )
    assert killed.returncode == -signal.SIGKILL
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [])
    assert [path.name for path in files_in(bureau.drafts)] == ["ZF1-100.xlsx"]
    bureau.post(draft)
    assert bureau.paid() == [("ZF1", "100.00")]
    assert files_in(bureau.drafts) == []


def files_in(folder: Path) -> list[Path]:
    """The files that lie in clear, at whatever depth."""
    return [path for path in folder.rglob("*") if path.is_file() and path.name != ".lock"]


def test_what_a_draft_holds_lies_in_the_data_directory_and_only_while_it_is_read(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    draft = bureau.drafted(bureau.file())
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")
    with bureau.of(REVIEWER).connect() as connection:
        found = find_draft(connection, draft)
    with content_of(bureau.of(REVIEWER), bureau.protector, bureau.drafts, found):
        (file,) = files_in(bureau.drafts)
        assert file.name == "ZF1-100.xlsx"
        assert bureau.drafts in file.parents
        assert {path.stat().st_mode & 0o777 for path in (file.parent, bureau.drafts)} == {0o700}
        # Another who reads meanwhile leaves it alone.
        bureau.review(draft)
        clear_abandoned(bureau.drafts)
        assert files_in(bureau.drafts) == [file]
    assert files_in(bureau.drafts) == []


def test_what_was_posted_names_all_three_and_keeps_no_content(bureau: Bureau) -> None:
    draft = bureau.reviewed(bureau.file())
    assert bureau.asked("SELECT count(*) > 0 FROM ledger.draft_piece") == [(True,)]
    bureau.post(draft)
    assert bureau.asked("SELECT count(*) FROM ledger.draft_piece") == [(0,)]
    assert bureau.asked(
        "SELECT DISTINCT batch.recorded_by, batch.reviewed_by, batch.posted_by, batch.draft_id"
        " FROM ledger.voucher AS voucher INNER JOIN ledger.import_batch AS batch"
        " ON voucher.book_id = batch.book_id AND voucher.import_id = batch.log_position"
    ) == [(CLERK, REVIEWER, HEAD, draft)]
