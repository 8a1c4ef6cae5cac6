-- Records what was done about findings.
CREATE OR REPLACE FUNCTION ledger.import_rectifications(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE done AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.finding_code, given.step, given.occurred_on) AS external_reference,
        finding.log_position AS finding_id,
        FALSE AS already
    FROM staged_rectifications AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.finding AS finding
        ON
            book.book_id = finding.book_id
            AND given.finding_code = finding.external_reference;

    PERFORM ledger.report_repeated_references('done', 'occurred_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'finding_code', 'unknown_finding',
        jsonb_build_object('finding', finding_code)
    FROM done
    WHERE finding_id IS NULL;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'amount', 'amount_of_recovery', '{}'::jsonb
    FROM done
    WHERE (step = 'recovered') <> (amount IS NOT NULL);
    PERFORM ledger.report_days_to_come('done', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'done', 'rectification', 'step', '{"amount": "amount", "contents": "contents"}'
    );
    PERFORM ledger.report_closed_days('done', 'occurred_on', 'occurred_on');
    PERFORM ledger.place_new_rows('done');
    INSERT INTO ledger.rectification (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, finding_id, step, occurred_on, amount, contents, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        finding_id, step, occurred_on, amount, contents, evidence
    FROM done;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE done;
    RETURN posted;
END
$$;
