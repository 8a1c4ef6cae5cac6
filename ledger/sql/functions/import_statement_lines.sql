-- Notes the lines of treasury and bank statements that are not known yet: statements overlap. An
-- amount below zero, as treasuries write what came back, went the other way. Nothing is posted.
CREATE OR REPLACE FUNCTION ledger.import_statement_lines(author text)
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
        moved.net,
        abs(moved.net) AS moved_amount,
        CASE WHEN moved.net > 0 THEN 'in' ELSE 'out' END AS moved_direction,
        concat_ws(
            '|',
            concat(
                CASE WHEN moved.net > 0 THEN 'in' ELSE 'out' END, encode(given.account_hash, 'hex')
            ),
            given.line_reference
        ) AS external_reference,
        FALSE AS already
    FROM staged_statement_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    CROSS JOIN LATERAL (
        SELECT
            coalesce(given.amount_in, 0)
            + CASE WHEN given.direction = 'in' THEN 1 ELSE -1 END * coalesce(given.amount, 0) AS net
    ) AS moved;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'transaction_type', 'year_end_line', '{}'::jsonb
    FROM noting
    WHERE transaction_type LIKE '%年终结转%';
    PERFORM ledger.drop_faulty_rows('noting');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'amount_in', 'line_both_ways', '{}'::jsonb
    FROM noting
    WHERE amount_in <> 0 AND (amount <> 0 OR direction = 'out')
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'line_without_amount', '{}'::jsonb
    FROM noting
    WHERE coalesce(amount, 0) = 0 AND coalesce(amount_in, 0) = 0;
    PERFORM ledger.report_days_to_come('noting', 'occurred_on');
    PERFORM ledger.drop_faulty_rows('noting');
    -- Statements that overlap may be imported together: the same line in another of them is known.
    DELETE FROM noting
    USING noting AS earlier
    WHERE noting.book_id = earlier.book_id AND noting.sheet_number > earlier.sheet_number
        AND noting.external_reference = earlier.external_reference
        AND noting.net = earlier.net AND noting.occurred_on = earlier.occurred_on;
    PERFORM ledger.report_repeated_references('noting', 'line_reference');

    -- What is told of a difference names the columns of the sheet.
    ALTER TABLE noting RENAME COLUMN amount TO amount_given;
    ALTER TABLE noting RENAME COLUMN moved_amount TO amount;
    PERFORM ledger.pass_over_recorded(
        'noting', 'statement_line', 'line_reference',
        '{"amount": "amount", "occurred_on": "occurred_on"}'
    );
    PERFORM ledger.place_new_rows('noting');
    PERFORM ledger.gather_numbers('noting', 'account', 'account');
    PERFORM ledger.gather_numbers('noting', 'account', 'counterparty_account');
    INSERT INTO ledger.statement_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, line_reference, direction, amount, occurred_on, cleared_on,
        account_hash, account_masked, counterparty_name, counterparty_account_hash,
        counterparty_account_masked, counterparty_bank, transaction_type, fiscal_year,
        budget_unit, function_class, project_name, document_no, payment_method, settlement, purpose,
        salt
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        line_reference, moved_direction, amount, occurred_on, cleared_on, account_hash,
        account_masked, counterparty_name, counterparty_account_hash, counterparty_account_masked,
        counterparty_bank, transaction_type, fiscal_year, budget_unit, function_class,
        project_name, document_no, payment_method, settlement, purpose,
        CASE
            WHEN num_nonnulls(
                counterparty_name, counterparty_account_hash, counterparty_account_masked
            ) > 0 THEN gen_random_uuid()
        END
    FROM noting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE noting;
    RETURN posted;
END
$$;
