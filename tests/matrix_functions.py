"""What each role can do by the functions of the database that the application may call."""

from matrix_people import PLACES, Actor
from matrix_story import Story
from matrix_tables import outcomes
from sqlalchemy import Connection, text

GRANTED = """
SELECT proname FROM pg_proc INNER JOIN pg_namespace AS home ON pronamespace = home.oid
WHERE nspname IN ('ledger', 'facts', 'audits')
    AND has_function_privilege('mingzhang_app', pg_proc.oid, 'EXECUTE')
"""
#: Codes by which somebody is refused for who they are.
REFUSALS = {"!MZ011", "!42501"}
#: By a power at the place: refused without it.
ACTS: dict[str, tuple[str, str]] = {
    "act_on_period": ("close", "ledger.act_on_period({book_id}, 'closed', 202203, '测试')"),
    "ask_for_right": (
        "right",
        "ledger.ask_for_right('grant', 'newcomer', 'clerk', '{division}', FALSE, NULL, '测试')",
    ),
    "attach_file": (
        "attach",
        "ledger.attach_file({book_id}, {voucher_id}, repeat('a', 64), 'a.txt', 1, 'text/plain')",
    ),
    "check_power": ("money", "ledger.check_power('money', '{division}')"),
    "check_power_in": ("money", "ledger.check_power_in('money', {book_id})"),
    "decide_on_right": ("release", "ledger.decide_on_right({request_id}, 'released', '')"),
    "end_statement_match": ("match", "ledger.end_statement_match({book_id}, 1, '测试')"),
    "keep_draft": (
        "draft",
        (
            "ledger.keep_draft(NULL, 'rows', 'x', 'projects', repeat('a', 64), NULL, FALSE,"
            " ARRAY['{division}'], '\\x00', '{{}}')"
        ),
    ),
    "match_by_hand": (
        "match",
        (
            "ledger.match_by_hand({book_id}, {line_id}, ARRAY[{voucher_id}]::bigint[],"
            " ARRAY[NULL]::bigint[])"
        ),
    ),
    "match_by_rule": ("match", "ledger.match_by_rule({book_id}, 5)"),
    "open_staged_books": (
        "write",
        (
            "ledger.begin_import(NULL, 'x', repeat('a', 64), FALSE,"
            ' \'{{"staged_tried": [["book", "text"]]}}\');'
            " INSERT INTO staged_tried VALUES ('{division}');"
            " SELECT ledger.open_staged_books(ARRAY['staged_tried'], '{{}}')"
        ),
    ),
    "return_draft": ("review", "ledger.return_draft({draft_id}, '测试')"),
    "review_draft": ("review", "ledger.review_draft({draft_id}, '\\x00')"),
}
#: By a power at the place: nothing is seen without it.
SIGHTS: dict[str, tuple[str, str]] = {
    "balances_as_of": ("money", "ledger.balances_as_of({book_id}, NULL, NULL, NULL, NULL)"),
    "books_of": ("money", "unnest(ledger.books_of('money')) AS book WHERE book = {book_id}"),
    "divisions_of": (
        "money",
        "unnest(ledger.divisions_of('money')) AS place WHERE place = '{division}'",
    ),
    "holds_at": ("money", "(SELECT) AS one WHERE ledger.holds_at('money', '{division}')"),
    "trial_balance": ("money", "ledger.trial_balance({book_id}, 202203)"),
}
#: By a power held anywhere.
ANYWHERE: dict[str, tuple[str, str]] = {
    "check_power_anywhere": ("money", "ledger.check_power_anywhere(ARRAY['money'])"),
}
#: What is only for whoever drafted, or asked: here somebody else did.
OTHERS: dict[str, str] = {
    "keep_draft_piece": "ledger.keep_draft_piece({draft_id}, 1, 'x', '\\x00')",
    "withdraw_draft": "ledger.withdraw_draft({draft_id})",
    "withdraw_right_request": "ledger.withdraw_right_request({request_id})",
}
#: For everybody: they say of whoever asks who they are and what they may do, compute without the
#: ledger, or belong to an import that was begun, whose rows take a place in the log of a book.
HARMLESS = {
    "acting_login", "begin_import", "check_imported_parties", "closed_through", "end_import",
    "holds", "import_digest", "month_of", "note_access", "own_powers", "post_staged",
    "recognise_personal_key", "report_excess_payments", "report_overdrafts", "settle_import",
    "slice_positions", "statutory_codes", "today_in_beijing",
}  # fmt: skip


def granted(connection: Connection) -> set[str]:
    """The functions that the application may call."""
    return set(connection.execute(text(GRANTED)).scalars())


def prepare_requests(story: Story) -> None:
    """Somebody else's request for a right and draft at each place, for others to act on.

    The draft was withdrawn: it has no content that a page could show.
    """
    with story.owner.begin() as connection:
        for place, division in PLACES.items():
            found = story.numbers[place]
            found["request_id"] = connection.execute(
                text(
                    "INSERT INTO ledger.right_request (recorded_at, recorded_by, kind, login, role,"
                    " division_id, with_subtree, reason) VALUES (clock_timestamp(), 'other_asker',"
                    " 'grant', 'newcomer', 'clerk', :division, FALSE, '测试') RETURNING request_id"
                ),
                {"division": division},
            ).scalar_one()
            found["draft_id"] = connection.execute(
                text(
                    "INSERT INTO ledger.draft (kind, name, content_sha256, partial, division_id,"
                    " fingerprint, summary, state, drafted_by, changed_at) VALUES ('rows', 'x',"
                    " lpad(:division, 64, '0'), FALSE, :division, '\\x00',"
                    " '{\"sums\": []}', 'withdrawn',"
                    " 'other_asker',"
                    " clock_timestamp()) RETURNING draft_id"
                ),
                {"division": division},
            ).scalar_one()


def calls(story: Story) -> dict[tuple[str, str], str]:
    """What is tried of each function at each place."""
    tried: dict[tuple[str, str], str] = {}
    for place in PLACES:
        numbers = story.numbers[place]
        for name, (_, call) in (ACTS | ANYWHERE).items():
            tried[name, place] = f"SELECT {call.format(**numbers)}"
        for name, call in OTHERS.items():
            tried[name, place] = f"SELECT {call.format(**numbers)}"
        for name, (_, call) in SIGHTS.items():
            tried[name, place] = f"SELECT FROM {call.format(**numbers)}"
    return tried


def done(story: Story, actor: Actor) -> dict[tuple[str, str], str]:
    """What came of somebody's calls: rows, or the code of the error."""
    return outcomes(story.engine, actor, calls(story))


def allowed(name: str, came: str) -> bool:
    """Whether a call was let through: whatever else may have been wrong with it."""
    if name in SIGHTS:
        return came.isdigit() and int(came) > 0
    if name in OTHERS:
        return not came.startswith("!MZ0")
    return came not in REFUSALS


def expected(actor: Actor, name: str, place: str) -> bool:
    """Whether somebody's call should be let through."""
    if name in OTHERS:
        return False
    if name in ANYWHERE:
        return actor.holds_anywhere(ANYWHERE[name][0])
    return actor.holds((ACTS | SIGHTS)[name][0], place)
