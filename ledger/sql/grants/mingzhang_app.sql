-- The application reads everything it shows and writes facts only through the posting functions.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM public;
GRANT USAGE ON SCHEMA ledger, facts, audits TO mingzhang_app;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts TO mingzhang_app;
-- Numbers are given out one by one, by ledger.sealed_number(), and keys only wrapped.
REVOKE ALL ON TABLE ledger.personal_number, ledger.data_key FROM mingzhang_app;
GRANT EXECUTE ON FUNCTION
ledger.act_on_period(integer, text, integer, text),
ledger.acting_login(),
ledger.ask_for_right(text, text, text, text, boolean, date, text),
ledger.attach_file(integer, bigint, text, text, bigint, text),
ledger.await_same_file(text),
ledger.balances_as_of(integer, bigint[], bigint[], date, timestamptz),
ledger.begin_data_keys(bytea, bytea, bytea),
ledger.begin_import(bigint, text, text, boolean, jsonb),
ledger.books_of(text),
ledger.check_imported_parties(),
ledger.check_power(text, text),
ledger.check_power_anywhere(text[]),
ledger.check_power_in(text, integer),
ledger.closed_through(integer),
ledger.count_rows_anew(),
ledger.decide_on_right(bigint, text, text),
ledger.divisions_of(text),
ledger.end_import(),
ledger.end_statement_match(integer, bigint, text),
ledger.holds(text),
ledger.holds_at(text, text),
ledger.holds_in(text, integer),
ledger.import_digest(),
ledger.keep_draft(
    bigint, text, text, text, text, text, boolean, text[], bytea, jsonb
),
ledger.keep_draft_piece(bigint, integer, text, bytea),
ledger.keep_staged_piece(bigint, integer, text, bytea),
ledger.match_by_hand(integer, bigint, bigint[], bigint[]),
ledger.match_by_rule(integer, integer),
ledger.month_of(date),
ledger.not_received(integer, integer),
ledger.note_access(text, integer, text, jsonb),
ledger.open_staged_books(text[], text[]),
ledger.post_staged(text),
ledger.hold_data_keys(),
ledger.own_powers(),
ledger.report_excess_payments(),
ledger.report_overdrafts(),
ledger.return_draft(bigint, text),
ledger.review_draft(bigint, bytea),
ledger.settle_import(),
ledger.sealed_number(text, bytea, integer, text),
ledger.slice_positions(integer),
ledger.statutory_codes(text, text, text, text, date),
ledger.sums_of_import(),
ledger.today_in_beijing(),
ledger.trial_balance(integer, integer),
ledger.withdraw_draft(bigint),
ledger.withdraw_right_request(bigint)
TO mingzhang_app;
