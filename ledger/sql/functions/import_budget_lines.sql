-- Registers budget lines, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_budget_lines(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE budgeting AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.budget_line_id,
        given.line_code,
        given.line_code AS external_reference,
        coalesce(given.fiscal_year, known.fiscal_year) AS fiscal_year,
        coalesce(given.kind, known.kind) AS kind,
        coalesce(given.amount, known.amount) AS amount,
        coalesce(given.entered_on, known.entered_on) AS entered_on,
        coalesce(given.document_no, known.document_no) AS document_no,
        coalesce(given.added, known.added) AS added,
        coalesce(given.reported_on, known.reported_on) AS reported_on,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.budget_line_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_budget_lines AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.budget_line AS known
        ON book.book_id = known.book_id AND given.line_code = known.line_code;
    PERFORM ledger.report_repeated_references('budgeting', 'line_code');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'fiscal_year', 'not_a_fiscal_year', '{}'::jsonb
    FROM budgeting
    WHERE fiscal_year NOT BETWEEN 1950 AND 2199
    UNION ALL
    SELECT sheet_number, row_number, 'document_no', 'budget_document_required', '{}'::jsonb
    FROM budgeting
    WHERE kind = 'transfer' AND document_no IS NULL;
    PERFORM ledger.drop_faulty_rows('budgeting');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM budgeting AS merged
    LEFT JOIN facts.budget_line AS known
        ON merged.book_id = known.book_id AND merged.budget_line_id = known.budget_line_id
    WHERE known.budget_line_id IS NULL OR (
        known.fiscal_year, known.kind, known.amount, known.entered_on, known.document_no,
        known.added, known.reported_on, known.evidence
    ) IS DISTINCT FROM (
        merged.fiscal_year, merged.kind, merged.amount, merged.entered_on, merged.document_no,
        merged.added, merged.reported_on, merged.evidence
    );
    PERFORM ledger.note_changes(
        'budget_line',
        '{"fiscal_year": "fiscal_year", "kind": "kind", "amount": "amount",
          "entered_on": "entered_on", "document_no": "document_no", "added": "added",
          "reported_on": "reported_on"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.budget_line (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        budget_line_id, line_code, fiscal_year, kind, amount, entered_on, document_no, added,
        reported_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(budget_line_id, log_position), line_code, fiscal_year, kind, amount, entered_on,
        document_no, added, reported_on, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE budgeting, changed;
    RETURN posted;
END
$$;
