-- Notes what stood on accounts by the statements of treasury and banks. Nothing is posted: a
-- statement is evidence, and may speak of a month that is closed.
CREATE OR REPLACE FUNCTION ledger.import_statements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE noting AS
    SELECT
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.account_hash,
        given.account_masked,
        given.account_sealed,
        given.bank,
        given.account_kind,
        given.account_ground,
        given.starts_on,
        given.ends_on,
        given.opening_balance,
        given.closing_balance,
        given.evidence,
        coalesce(
            given.external_reference,
            concat_ws(
                '|', 'statement' || encode(given.account_hash, 'hex'), given.starts_on, given.ends_on
            )
        ) AS external_reference,
        FALSE AS already
    FROM staged_statements AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM noting
    WHERE ends_on < starts_on;
    PERFORM ledger.report_days_to_come('noting', 'ends_on');
    PERFORM ledger.report_repeated_references('noting', 'external_reference');
    PERFORM ledger.pass_over_recorded(
        'noting', 'statement', 'external_reference',
        '{"opening_balance": "opening_balance", "closing_balance": "closing_balance",
          "account_kind": "account_kind", "account_ground": "account_ground",
          "starts_on": "starts_on", "ends_on": "ends_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    INSERT INTO ledger.statement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, account_hash, account_masked, bank_name, account_kind,
        account_ground, starts_on,
        ends_on, opening_balance, closing_balance, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        account_hash, account_masked, bank, account_kind, account_ground, starts_on, ends_on, opening_balance,
        closing_balance, evidence
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;
