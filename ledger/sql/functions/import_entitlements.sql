-- Registers what households are due, and a new version of it where more or something else is said.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_entitlements(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE entitling AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.entitlement_id,
        given.entitlement_code,
        given.entitlement_code AS external_reference,
        given.project_code,
        NULL::bigint AS project_id,
        given.household_code,
        household.log_position AS household_id,
        coalesce(given.period_from, known.period_from) AS period_from,
        -- Without a last day of its own it is for the very first day.
        coalesce(given.period_until, known.period_until, given.period_from) AS period_until,
        coalesce(given.quantity, known.quantity) AS quantity,
        coalesce(given.unit, known.unit) AS unit,
        coalesce(given.standard_amount, known.standard_amount) AS standard_amount,
        coalesce(given.standard_document, known.standard_document) AS standard_document,
        coalesce(given.approved_amount, known.approved_amount) AS approved_amount,
        coalesce(given.approved_on, known.approved_on) AS approved_on,
        coalesce(given.due_on, known.due_on) AS due_on,
        coalesce(given.confirmed_amount, known.confirmed_amount) AS confirmed_amount,
        coalesce(given.confirmed_on, known.confirmed_on) AS confirmed_on,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.entitlement_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_entitlements AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.household AS household
        ON book.book_id = household.book_id AND given.household_code = household.household_code
    LEFT JOIN facts.entitlement AS known
        ON book.book_id = known.book_id AND given.entitlement_code = known.entitlement_code;
    PERFORM ledger.report_repeated_references('entitling', 'entitlement_code');
    PERFORM ledger.resolve_projects('entitling');
    PERFORM ledger.report_days_to_come('entitling', 'confirmed_on');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'household_code', 'unknown_household',
        jsonb_build_object('household', household_code)
    FROM entitling
    WHERE household_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'households')
    UNION ALL
    SELECT sheet_number, row_number, 'period_until', 'end_before_start', '{}'::jsonb
    FROM entitling
    WHERE period_until < period_from
    UNION ALL
    SELECT sheet_number, row_number, 'period_from', 'required', '{}'::jsonb
    FROM entitling
    WHERE period_until IS NOT NULL AND period_from IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'end_before_start', '{}'::jsonb
    FROM entitling
    WHERE due_on < approved_on
    UNION ALL
    SELECT sheet_number, row_number, 'confirmed_on', 'confirmation_incomplete', '{}'::jsonb
    FROM entitling
    WHERE (confirmed_amount IS NULL) <> (confirmed_on IS NULL) OR confirmed_amount < 0;
    PERFORM ledger.report_overlapping_entitlements();
    PERFORM ledger.drop_faulty_rows('entitling');
    DELETE FROM entitling WHERE project_id IS NULL OR household_id IS NULL;

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM entitling AS merged
    LEFT JOIN facts.entitlement AS known
        ON merged.book_id = known.book_id AND merged.entitlement_id = known.entitlement_id
    WHERE known.entitlement_id IS NULL OR (
        known.project_id, known.household_id, known.period_from, known.period_until,
        known.quantity, known.unit, known.standard_amount, known.standard_document,
        known.approved_amount, known.approved_on, known.due_on, known.confirmed_amount,
        known.confirmed_on, known.evidence
    ) IS DISTINCT FROM (
        merged.project_id, merged.household_id, merged.period_from, merged.period_until,
        merged.quantity, merged.unit, merged.standard_amount, merged.standard_document,
        merged.approved_amount, merged.approved_on, merged.due_on, merged.confirmed_amount,
        merged.confirmed_on, merged.evidence
    );
    PERFORM ledger.note_changes(
        'entitlement',
        '{"period_from": "period_from", "period_until": "period_until", "quantity": "quantity",
          "standard_amount": "standard_amount", "approved_amount": "approved_amount",
          "approved_on": "approved_on", "due_on": "due_on",
          "confirmed_amount": "confirmed_amount"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.entitlement (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        entitlement_id, entitlement_code, project_id, household_id, period_from, period_until,
        quantity, unit, standard_amount, standard_document, approved_amount, approved_on, due_on,
        confirmed_amount, confirmed_on, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(entitlement_id, log_position), entitlement_code, project_id, household_id,
        period_from, period_until, quantity, unit, standard_amount, standard_document,
        approved_amount, approved_on, due_on, confirmed_amount, confirmed_on, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE entitling, changed;
    RETURN posted;
END
$$;
