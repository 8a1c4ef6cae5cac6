-- Notes the vouchers of other bookkeeping software as they were exported, line by line. Nothing is
-- posted: they are evidence, and may speak of a month that is closed.
CREATE OR REPLACE FUNCTION ledger.import_journal_lines(author text)
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
        given.account_set,
        given.exported_on,
        given.period,
        given.voucher_number,
        given.line_number,
        given.occurred_on,
        given.entered_on,
        given.posted_on,
        given.closed_on,
        given.summary,
        given.account_code,
        given.account_name,
        given.counterparty,
        given.counterparty_name,
        given.fund_line,
        given.document_no,
        given.project_code,
        given.function_code,
        given.economic_code,
        coalesce(given.debit, 0) AS debit,
        coalesce(given.credit, 0) AS credit,
        coalesce(given.voucher_word, '记') AS voucher_word,
        concat_ws(
            '|', given.exported_on, given.account_set, given.period,
            concat(coalesce(given.voucher_word, '记'), given.voucher_number), given.occurred_on
        ) AS voucher_reference,
        NULL::text AS external_reference,
        FALSE AS already
    FROM staged_journal_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    UPDATE noting SET external_reference = concat_ws('|', voucher_reference, line_number);
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'period', 'not_a_period', '{}'::jsonb
    FROM noting
    WHERE period NOT BETWEEN 190001 AND 210013 OR period % 100 NOT BETWEEN 1 AND 13
    UNION ALL
    SELECT sheet_number, row_number, 'debit', 'journal_line_sides', '{}'::jsonb
    FROM noting
    WHERE (debit = 0) = (credit = 0);
    PERFORM ledger.report_days_to_come('noting', 'exported_on');
    PERFORM ledger.report_repeated_references('noting', 'line_number');
    PERFORM ledger.pass_over_recorded(
        'noting', 'journal_line', 'line_number',
        '{"account_code": "account_code", "debit": "debit", "credit": "credit"}'
    );
    PERFORM ledger.place_new_rows('noting');
    INSERT INTO ledger.journal_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, voucher_reference, account_set, exported_on, period, voucher_word,
        voucher_number, line_number, occurred_on, entered_on, posted_on, closed_on, summary,
        account_code, account_name, debit, credit, counterparty_division_id,
        counterparty_name, fund_line_name, document_no, project_code, function_code, economic_code
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        voucher_reference, account_set, exported_on, period, voucher_word, voucher_number,
        line_number, occurred_on, entered_on, posted_on, closed_on, summary, account_code,
        account_name, debit, credit, counterparty, counterparty_name, fund_line,
        document_no, project_code, function_code, economic_code
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;
