-- Registers pairings, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_aid_pairings(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE pairing_up AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, known.aid_pairing_id,
        given.pairing_code,
        given.pairing_code AS external_reference,
        coalesce(given.helper, known.helper) AS helper,
        coalesce(given.helper_division, known.helper_division_id) AS helper_division_id,
        coalesce(given.helped_kind, known.helped_kind) AS helped_kind,
        coalesce(given.helped_name, known.helped_name) AS helped_name,
        coalesce(given.starts_on, known.starts_on) AS starts_on,
        coalesce(given.ends_on, known.ends_on) AS ends_on,
        coalesce(given.exited_on, known.exited_on) AS exited_on,
        coalesce(given.pledged_amount, known.pledged_amount) AS pledged_amount,
        coalesce(given.due_on, known.due_on) AS due_on,
        coalesce(given.document_no, known.document_no) AS document_no,
        coalesce(given.evidence, known.evidence) AS evidence,
        -- A first version holds from the beginning: else what names it would find nothing.
        CASE
            WHEN known.aid_pairing_id IS NOT NULL
                THEN coalesce(given.effective_on, ledger.today_in_beijing())
        END AS effective_on
    FROM staged_aid_pairings AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN facts.aid_pairing AS known
        ON book.book_id = known.book_id AND given.pairing_code = known.pairing_code;
    PERFORM ledger.report_repeated_references('pairing_up', 'pairing_code');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM pairing_up
    WHERE ends_on < starts_on
    UNION ALL
    SELECT sheet_number, row_number, 'due_on', 'end_before_start', '{}'::jsonb
    FROM pairing_up
    WHERE due_on < starts_on
    UNION ALL
    SELECT sheet_number, row_number, 'pledged_amount', 'pledge_incomplete', '{}'::jsonb
    FROM pairing_up
    WHERE (pledged_amount IS NULL) <> (due_on IS NULL)
        OR (pledged_amount IS NOT NULL AND helper_division_id IS NULL);
    PERFORM ledger.drop_faulty_rows('pairing_up');

    CREATE TEMPORARY TABLE changed AS
    SELECT merged.*
    FROM pairing_up AS merged
    LEFT JOIN facts.aid_pairing AS known
        ON merged.book_id = known.book_id AND merged.aid_pairing_id = known.aid_pairing_id
    WHERE known.aid_pairing_id IS NULL OR (
        known.helper, known.helper_division_id, known.helped_kind, known.helped_name,
        known.starts_on, known.ends_on, known.exited_on, known.pledged_amount, known.due_on,
        known.document_no, known.evidence
    ) IS DISTINCT FROM (
        merged.helper, merged.helper_division_id, merged.helped_kind, merged.helped_name,
        merged.starts_on, merged.ends_on, merged.exited_on, merged.pledged_amount, merged.due_on,
        merged.document_no, merged.evidence
    );
    PERFORM ledger.note_changes(
        'aid_pairing',
        '{"helper": "helper", "helped_name": "helped_name", "starts_on": "starts_on",
          "ends_on": "ends_on", "pledged_amount": "pledged_amount", "due_on": "due_on"}'
    );
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.aid_pairing (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        aid_pairing_id, pairing_code, helper, helper_division_id, helped_kind, helped_name, starts_on,
        ends_on, exited_on, pledged_amount, due_on, document_no, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(aid_pairing_id, log_position), pairing_code, helper, helper_division_id, helped_kind,
        helped_name, starts_on, ends_on, exited_on, pledged_amount, due_on, document_no, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE pairing_up, changed;
    RETURN posted;
END
$$;
