-- Records what audit reports ask to put right.
CREATE OR REPLACE FUNCTION ledger.import_findings(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE found AS
    SELECT
        book.book_id, book.import_id, given.*, given.finding_code AS external_reference,
        FALSE AS already
    FROM staged_findings AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('found', 'finding_code');
    PERFORM ledger.report_days_to_come('found', 'reported_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'due_on', 'due_before_report',
        jsonb_build_object('reported_on', reported_on, 'due_on', due_on)
    FROM found
    WHERE due_on < reported_on;
    PERFORM ledger.pass_over_recorded(
        'found', 'finding', 'problem',
        '{"report_number": "report_number", "reported_on": "reported_on", "problem": "problem",
          "responsible_unit": "responsible_unit", "amount": "amount", "manner": "manner",
          "due_on": "due_on"}'
    );
    PERFORM ledger.report_closed_days('found', 'reported_on', 'reported_on');
    PERFORM ledger.place_new_rows('found');
    INSERT INTO ledger.finding (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, report_number, reported_on, problem, responsible_unit, amount, manner,
        due_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        report_number, reported_on, problem, responsible_unit, amount, manner, due_on, evidence
    FROM found;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE found;
    RETURN posted;
END
$$;
