-- Notes the bank accounts of units, as the bank or the unit itself lists them.
CREATE OR REPLACE FUNCTION ledger.import_listed_accounts(author text)
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
        given.*,
        concat_ws('|', given.listed_by, given.as_of, encode(given.account_hash, 'hex'))
            AS external_reference,
        FALSE AS already
    FROM staged_listed_accounts AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'closed_on', 'end_before_start', '{}'::jsonb
    FROM noting
    WHERE closed_on < opened_on;
    PERFORM ledger.report_days_to_come('noting', 'as_of');
    PERFORM ledger.report_repeated_references('noting', 'account');
    PERFORM ledger.pass_over_recorded(
        'noting', 'listed_account', 'account',
        '{"holder": "holder", "balance": "balance", "closed_on": "closed_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    INSERT INTO ledger.listed_account (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, listed_by, origin, as_of, holder, account_hash, account_masked,
        bank_name, account_kind, opened_on, closed_on, balance, approval_document
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        listed_by, origin, as_of, holder, account_hash, account_masked, bank, account_kind,
        opened_on, closed_on, balance, approval_document
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;
