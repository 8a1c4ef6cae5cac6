-- Runs and jobs read the facts of all books as the horizon shows them, the tables under these views
-- among them, and write what was found and who was told; of people they see nothing.
GRANT USAGE ON SCHEMA ledger, facts, audits TO mingzhang_jobs;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts, audits TO mingzhang_jobs;
REVOKE SELECT ON
ledger.access_record, ledger.data_key, ledger.draft, ledger.draft_piece, ledger.draft_step,
ledger.personal_number, ledger.user_account
FROM mingzhang_jobs;
GRANT INSERT ON
audits.rule_version, audits.run, audits.run_rule, audits.run_outcome,
audits.flag, audits.flag_sighting, audits.alert, audits.alert_delivery
TO mingzhang_jobs;
GRANT INSERT, UPDATE, DELETE ON audits.job_tick TO mingzhang_jobs;
-- UPDATE, to hold a row.
GRANT INSERT, UPDATE ON ledger.turn TO mingzhang_jobs;
GRANT EXECUTE ON FUNCTION
audits.refresh_statistics(),
ledger.closed_through(integer),
ledger.month_of(date),
ledger.roll_up_balances(integer),
ledger.slice_positions(integer),
ledger.statutory_codes(text, text, text, text, date),
ledger.take_horizon(date),
ledger.today_in_beijing()
TO mingzhang_jobs;
