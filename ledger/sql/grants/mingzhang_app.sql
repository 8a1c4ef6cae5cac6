-- The application reads everything it shows and writes facts only through the posting functions.
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA ledger FROM public;
GRANT USAGE ON SCHEMA ledger, facts, audits TO mingzhang_app;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts TO mingzhang_app;
-- Numbers are given out one by one, by ledger.sealed_number(), and keys only wrapped.
REVOKE ALL ON TABLE ledger.personal_number, ledger.data_key FROM mingzhang_app;
GRANT EXECUTE ON FUNCTION
ledger.act_on_period(integer, text, integer, text, text),
ledger.attach_file(integer, bigint, text, text, bigint, text, text),
ledger.balances_as_of(integer, bigint[], bigint[], date, timestamptz),
ledger.begin_data_keys(bytea, bytea, bytea),
ledger.begin_import(),
ledger.check_imported_parties(),
ledger.closed_through(integer),
ledger.end_statement_match(integer, bigint, text, text),
ledger.hold_data_keys(),
ledger.import_assignments(text),
ledger.import_carried_cash(text),
ledger.import_cash_movements(text),
ledger.import_claim_steps(text),
ledger.import_claims(text),
ledger.import_contract_changes(text),
ledger.import_contracts(text),
ledger.import_disbursements(text),
ledger.import_donated_goods(text),
ledger.import_donated_goods_movements(text),
ledger.import_donor_wills(text),
ledger.import_households(text),
ledger.import_integration_plans(text),
ledger.import_matching_lists(text),
ledger.import_notices(text),
ledger.import_opening_balances(text),
ledger.import_opening_sources(text),
ledger.import_payee_substitutions(text),
ledger.import_payees(text),
ledger.import_progress_reports(text),
ledger.import_project_steps(text),
ledger.import_projects(text),
ledger.import_refunds(text),
ledger.import_reversals(text),
ledger.import_sign_offs(text),
ledger.import_sources(text),
ledger.import_statement_lines(text),
ledger.import_statements(text),
ledger.import_take_backs(text),
ledger.import_transfer_adjustments(text),
ledger.import_transfer_issues(text),
ledger.keep_numbers(),
ledger.match_by_hand(integer, bigint, bigint[], bigint[], text),
ledger.match_by_rule(integer, integer, text),
ledger.month_of(date),
ledger.open_book(text, text),
ledger.open_staged_books(text[], text, text, text, boolean),
ledger.post_disbursement(
    integer, text, date, bigint, bigint, bigint, bigint, bigint, numeric, text, date, text, text,
    bigint, text, text
),
ledger.report_excess_payments(),
ledger.report_overdrafts(),
ledger.reverse_voucher(integer, bigint, date, text, text, bigint),
ledger.roll_up_balances(integer),
ledger.sealed_number(text, bytea, integer, text),
ledger.slice_positions(integer),
ledger.statutory_codes(text, text, text, text, date),
ledger.take_horizon(date),
ledger.today_in_beijing(),
ledger.trial_balance(integer, integer)
TO mingzhang_app;
DO $$
DECLARE
    -- Since PostgreSQL 16 who made a role is its member, but may not yet act as it.
    acting text := CASE
        WHEN current_setting('server_version_num')::integer >= 160000 THEN 'SET' ELSE 'MEMBER'
    END;
BEGIN
    -- Whoever migrates must be able to act as the application; a superuser is, without a grant.
    IF NOT pg_has_role(current_user, 'mingzhang_app', acting) THEN
        EXECUTE format('GRANT mingzhang_app TO %I', current_user);
    END IF;
END
$$;
