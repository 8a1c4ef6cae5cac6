"""What each role can do by the functions of the database that the application may call."""

from matrix_people import PLACES, Actor
from matrix_requests import ask_for_parameter, ask_for_right
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
    "add_user": (
        "right",
        "ledger.add_user('new', '新人', '{division}', '\\x00', 1, 1, 1, '\\x00')",
    ),
    "act_on_period": ("close", "ledger.act_on_period({book_id}, 'closed', 202203, '测试')"),
    "ask_for_right": (
        "right",
        "ledger.ask_for_right('grant', 'newcomer', 'clerk', '{division}', FALSE, NULL, '测试')",
    ),
    "ask_for_parameter": (
        "rule",
        "audits.ask_for_parameter('BT-01', 'days_allowed', '{division}', '2022-01-01', 20, '测试')",
    ),
    "ask_for_version": (
        "rule",
        (
            "audits.ask_for_version('XX-09', 1, 'x', jsonb_build_object('division',"
            " '{division}'), '测试')"
        ),
    ),
    "attach_file": (
        "attach",
        "ledger.attach_file({book_id}, {voucher_id}, repeat('a', 64), 'a.txt', 1, 'text/plain')",
    ),
    "judge_flag": (
        "judge",
        "audits.judge_flag({book_id}, {flag_id}, 'dismissed', 'other', '测试')",
    ),
    "record_referral": (
        "refer",
        "audits.record_referral({book_id}, {flag_id}, 'not_needed', '2022-06-01', NULL, '测试')",
    ),
    "check_power": ("money", "ledger.check_power('money', '{division}')"),
    "not_received": ("money", "ledger.not_received({book_id}, 202203)"),
    "check_power_in": ("money", "ledger.check_power_in('money', {book_id})"),
    "decide_on_rule": ("rule", "audits.decide_on_rule({rule_request_id}, 'released', '')"),
    "decide_on_right": ("release", "ledger.decide_on_right({request_id}, 'released', '')"),
    "disable_user": ("right", "ledger.disable_user('{resident}', TRUE)"),
    "end_statement_match": ("match", "ledger.end_statement_match({book_id}, 1, '测试')"),
    "keep_draft": (
        "draft",
        (
            "ledger.keep_draft(NULL, 'rows', 'x', 'projects', repeat('a', 64), NULL, FALSE,"
            " ARRAY['{division}'], '\\x00', '{{}}')"
        ),
    ),
    "link_user": ("right", "ledger.link_user('{resident}', 'https://id.example', 'x')"),
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
    "reset_user": (
        "right",
        "ledger.reset_user('{resident}', '\\x00', 1, 1, 1, '\\x00')",
    ),
    "return_draft": ("review", "ledger.return_draft({draft_id}, '测试')"),
    "review_draft": ("review", "ledger.review_draft({draft_id}, '\\x00')"),
    "sealed_number": (
        "reveal",
        "ledger.sealed_number('identity', '\\x{identity}', {book_id}, '测试')",
    ),
}
#: Of these, what holds in all books below the place: refused to whoever may not there, too.
WITH_ALL_BELOW = {"ask_for_parameter", "ask_for_version", "decide_on_rule"}
#: By a power at the place: nothing is seen without it.
SIGHTS: dict[str, tuple[str, str]] = {
    "balances_as_of": ("money", "ledger.balances_as_of({book_id}, NULL, NULL, NULL, NULL)"),
    "books_of": ("money", "unnest(ledger.books_of('money')) AS book WHERE book = {book_id}"),
    "divisions_of": (
        "money",
        "unnest(ledger.divisions_of('money')) AS place WHERE place = '{division}'",
    ),
    "holds_at": ("money", "(SELECT) AS one WHERE ledger.holds_at('money', '{division}')"),
    "holds_in": ("money", "(SELECT) AS one WHERE ledger.holds_in('money', {book_id})"),
    "trial_balance": ("money", "ledger.trial_balance({book_id}, 202203)"),
    "user_accounts": (
        "account",
        "ledger.user_accounts() AS account WHERE account.login = '{resident}'",
    ),
}
#: By a power held anywhere.
ANYWHERE: dict[str, tuple[str, str]] = {
    "check_power_anywhere": ("money", "ledger.check_power_anywhere(ARRAY['money'])"),
}
#: What is only for whoever drafted, or asked: here somebody else did.
OTHERS: dict[str, str] = {
    "keep_draft_piece": "ledger.keep_draft_piece({draft_id}, 1, 'x', '\\x00')",
    "keep_staged_piece": "ledger.keep_staged_piece({draft_id}, 1, 'x', '\\x00')",
    "withdraw_draft": "ledger.withdraw_draft({draft_id})",
    "withdraw_right_request": "ledger.withdraw_right_request({request_id})",
}
#: Let nobody in, and switch nobody's second factor, without the key of the door, which the database
#: does not give out.
AT_THE_DOOR: dict[str, str] = {
    "confirm_second_factor": "ledger.confirm_second_factor('\\x00', '\\x00', 1, '{{}}')",
    "drop_second_factor": "ledger.drop_second_factor('\\x00', '\\x00', 1, NULL)",
    "open_provider_session": (
        "ledger.open_provider_session('https://id.example', 'x', '\\x00', '\\x00', '', '', '')"
    ),
    "open_session": ("ledger.open_session('{resident}', '\\x00', '\\x00', '\\x00', '', '', '')"),
    "pass_second_factor": "ledger.pass_second_factor('\\x00', 1, NULL, '\\x00', '')",
}
#: For everybody: they say of whoever asks who they are and what they may do, compute without the
#: ledger, give keys only wrapped, have the planner know how large tables are, or belong to an
#: import that was begun, whose rows take a place in the log of a book.
HARMLESS = {
    "acting_login", "await_same_file", "begin_data_keys", "begin_import", "change_password",
    "check_imported_parties", "closed_through", "count_rows_anew", "end_import", "end_sessions",
    "hold_data_keys", "holds", "import_digest", "is_released", "month_of", "note_access",
    "offer_second_factor", "own_powers", "password_parameters", "post_staged",
    "report_excess_payments", "report_overdrafts", "sealed_second_factor", "sessions_of_mine",
    "settle_import", "sign_out", "slice_positions", "statutory_codes", "sums_of_import",
    "today_in_beijing", "who_acts",
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
            found["request_id"] = ask_for_right(connection, division)
            found["rule_request_id"] = ask_for_parameter(connection, division)
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
        for name, call in AT_THE_DOOR.items():
            tried[name, place] = f"SELECT FROM {call.format(**numbers)} WHERE outcome = 'right'"
        for name, (_, call) in SIGHTS.items():
            tried[name, place] = f"SELECT FROM {call.format(**numbers)}"
    return tried


def done(story: Story, actor: Actor) -> dict[tuple[str, str], str]:
    """What came of somebody's calls: rows, or the code of the error."""
    return outcomes(story.engine, actor, calls(story))


def allowed(name: str, came: str) -> bool:
    """Whether a call was let through: whatever else may have been wrong with it."""
    if name in SIGHTS or name in AT_THE_DOOR:
        return came.isdigit() and int(came) > 0
    if name in OTHERS:
        return not came.startswith("!MZ0")
    return came not in REFUSALS


def expected(actor: Actor, name: str, place: str) -> bool:
    """Whether somebody's call should be let through."""
    if name in OTHERS or name in AT_THE_DOOR:
        return False
    if name in ANYWHERE:
        return actor.holds_anywhere(ANYWHERE[name][0])
    if name in WITH_ALL_BELOW and actor.reach != "below":
        return False
    return actor.holds((ACTS | SIGHTS)[name][0], place)
