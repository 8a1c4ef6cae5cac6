"""A large draft is posted from rows that its review staged; where they fail, from its content."""

import pytest
from bureaus import CLERK, HEAD, REVIEWER, Bureau, refused
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from ledger.imports import draft_contents, drafting, staged_rows
from ledger.imports.columns import Sheet
from ledger.imports.converting import Slice
from ledger.imports.staged_rows import StagedRows, kept_slices
from ledger.key_rotation import rotate

STAGED = "SELECT count(*) > 0 FROM ledger.draft_piece WHERE staged"


@pytest.fixture(autouse=True)
def every_draft_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Has the rows of the smallest draft kept."""
    monkeypatch.setattr(draft_contents, "MOST_PIECES_SHOWN", 0)


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The drafts whose content was read."""
    drafts: list[int] = []
    content_of = drafting.content_of

    def noted(engine: object, protector: object, folder: object, draft: object) -> object:
        drafts.append(draft.draft_id)  # type: ignore[attr-defined]
        return content_of(engine, protector, folder, draft)  # type: ignore[arg-type]

    monkeypatch.setattr(drafting, "content_of", noted)
    return drafts


def test_it_is_posted_without_its_content(bureau: Bureau, read: list[int]) -> None:
    draft = bureau.reviewed(bureau.file())
    assert bureau.asked(STAGED) == [(True,)]
    read.clear()
    outcome = drafting.post(bureau.of(HEAD), bureau.protector, bureau.drafts, draft)
    assert (read, outcome.problems, outcome.rows["disbursements"]) == ([], [], 1)
    assert (outcome.posted["disbursements"], outcome.draft_id) == (1, draft)
    assert bureau.paid() == [("ZF1", "100.00")]
    assert bureau.asked("SELECT count(*) FROM ledger.draft_piece") == [(0,)]


def test_one_with_something_wrong_is_told_as_its_content_is(
    bureau: Bureau, read: list[int]
) -> None:
    draft = bureau.reviewed(bureau.file("ZF1", "100"))
    bureau.post(bureau.reviewed(bureau.file("ZF1", "70")))
    read.clear()
    outcome = drafting.post(bureau.of(HEAD), bureau.protector, bureau.drafts, draft)
    (problem,) = outcome.problems
    assert (problem.code, problem.sheet, problem.row) == ("same_reference_differs", "支付", 2)
    assert read == [draft]
    assert (bureau.state(draft), bureau.paid()) == ("reviewed", [("ZF1", "70.00")])


DAMAGES = {
    "moved": "UPDATE ledger.draft_piece SET piece_number = piece_number + 1000 WHERE staged",
    "changed": "UPDATE ledger.draft_piece SET sealed = sealed || '\\x00' WHERE staged",
    "short of one": "DELETE FROM ledger.draft_piece WHERE staged AND piece_number = 0",
}


@pytest.mark.parametrize("damage", DAMAGES)
def test_damaged_rows_are_not_posted_but_the_content_is(
    bureau: Bureau, read: list[int], damage: str
) -> None:
    draft = bureau.reviewed(bureau.file())
    with bureau.owner.begin() as connection:
        connection.execute(text(DAMAGES[damage]))
    read.clear()
    bureau.post(draft)
    assert (read, bureau.paid()) == ([draft], [("ZF1", "100.00")])


def test_rows_that_a_reviewer_made_up_are_not_posted(
    bureau: Bureau, read: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    add = StagedRows.add

    def dearer(self: StagedRows, of_sheet: Sheet, part: Slice) -> None:
        part.lines = [lines.replace(b"100", b"900") for lines in part.lines]
        add(self, of_sheet, part)

    monkeypatch.setattr(StagedRows, "add", dearer)
    draft = bureau.reviewed(bureau.file())
    read.clear()
    bureau.post(draft)
    assert (read, bureau.paid()) == ([draft], [("ZF1", "100.00")])


def test_a_draft_that_is_returned_forgets_them(bureau: Bureau) -> None:
    draft = bureau.reviewed(bureau.file())
    with bureau.of(HEAD).begin() as connection:
        drafting.return_draft(connection, draft, "金额不对")
    assert bureau.asked(STAGED) == [(False,)]
    bureau.drafted(bureau.file("ZF1", "80"), draft=draft)
    bureau.review(draft)
    bureau.post(draft)
    assert bureau.paid() == [("ZF1", "80.00")]


def test_a_new_key_has_the_content_read(bureau: Bureau, read: list[int]) -> None:
    draft = bureau.reviewed(bureau.file())
    done = rotate(bureau.owner, bureau.protector.master_file)
    assert bureau.asked(STAGED) == [(False,)]
    read.clear()
    bureau.post(draft)
    assert (read, bureau.paid()) == ([draft], [("ZF1", "100.00")])
    assert done.retired == [1]


@pytest.mark.parametrize("login", [CLERK, HEAD])
def test_nobody_keeps_rows_but_who_reviewed(bureau: Bureau, login: str) -> None:
    draft = bureau.reviewed(bureau.file())
    with pytest.raises(DBAPIError) as error, bureau.of(login).begin() as connection:
        connection.execute(text("SELECT ledger.keep_staged_piece(:d, 99, 'x', '')"), {"d": draft})
    assert refused(error.value)[0] in {6, 11}


def test_before_its_review_nobody_keeps_rows(bureau: Bureau) -> None:
    draft = bureau.drafted(bureau.file())
    with pytest.raises(DBAPIError) as error, bureau.of(REVIEWER).begin() as connection:
        connection.execute(text("SELECT ledger.keep_staged_piece(:d, 99, 'x', '')"), {"d": draft})
    assert refused(error.value)[0] == 6


def test_an_empty_slice_is_kept_and_large_ones_are_cut(
    bureau: Bureau, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(staged_rows, "PIECE_BYTES", 10)
    draft = bureau.reviewed(bureau.file())
    assert bureau.asked("SELECT count(*) > 5 FROM ledger.draft_piece WHERE staged") == [(True,)]
    slices = kept_slices(bureau.of(HEAD), bureau.protector, draft)
    assert [(of_sheet.key, part.rows) for of_sheet, part in slices] == [
        ("transfers", 1),
        ("projects", 1),
        ("assignments", 1),
        ("disbursements", 1),
    ]
