-- Registers foundations' years, and a new version of one where more or something else is said of
-- it. An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_foundation_years(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE reported_year AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number,
        known.foundation_year_id, given.report_code,
        given.report_code AS external_reference,
        coalesce(given.foundation, known.foundation) AS foundation,
        coalesce(given.ends_on, known.ends_on) AS ends_on,
        coalesce(given.may_raise, known.may_raise) AS may_raise,
        coalesce(given.spending_amount, known.spending_amount) AS spending_amount,
        coalesce(given.charity_amount, known.charity_amount) AS charity_amount,
        coalesce(given.management_amount, known.management_amount) AS management_amount,
        coalesce(given.income_before_amount, known.income_before_amount) AS income_before_amount,
        coalesce(given.average_income_amount, known.average_income_amount)
            AS average_income_amount,
        coalesce(given.exemption, known.exemption) AS exemption,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.foundation_year_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_foundation_years AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.foundation_year AS known
        ON book.book_id = known.book_id AND given.report_code = known.report_code;
    PERFORM ledger.report_repeated_references('reported_year', 'report_code');
    PERFORM ledger.report_days_to_come('reported_year', 'ends_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'management_amount', 'part_above_whole', '{}'::jsonb
    FROM reported_year
    WHERE management_amount > spending_amount
    UNION ALL
    SELECT sheet_number, row_number, 'charity_amount', 'part_above_whole', '{}'::jsonb
    FROM reported_year
    WHERE charity_amount > spending_amount;
    PERFORM ledger.drop_faulty_rows('reported_year');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM reported_year AS merged
    LEFT JOIN facts.foundation_year AS known
        ON merged.book_id = known.book_id
        AND merged.foundation_year_id = known.foundation_year_id
    WHERE known.foundation_year_id IS NULL OR (
        known.foundation, known.ends_on, known.may_raise, known.spending_amount,
        known.charity_amount, known.management_amount, known.income_before_amount,
        known.average_income_amount, known.exemption, known.evidence
    ) IS DISTINCT FROM (
        merged.foundation, merged.ends_on, merged.may_raise, merged.spending_amount,
        merged.charity_amount, merged.management_amount, merged.income_before_amount,
        merged.average_income_amount, merged.exemption, merged.evidence
    );
    PERFORM ledger.note_changes(
        'foundation_year',
        '{"foundation": "foundation", "ends_on": "ends_on", "spending_amount": "spending_amount",
          "charity_amount": "charity_amount", "management_amount": "management_amount"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.foundation_year (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        foundation_year_id, report_code, foundation, ends_on, may_raise, spending_amount,
        charity_amount, management_amount, income_before_amount, average_income_amount, exemption,
        evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(foundation_year_id, log_position), report_code, foundation, ends_on, may_raise,
        spending_amount, charity_amount, management_amount, income_before_amount,
        average_income_amount, exemption, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE reported_year, changed;
    RETURN posted;
END
$$;
