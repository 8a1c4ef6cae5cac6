-- Registers notices, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_notices(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        NULL::bigint AS project_id,
        given.notice_code AS external_reference
    FROM staged_notices AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'notice_code');
    PERFORM ledger.resolve_projects('registering');
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT given.sheet_number, given.row_number, 'ends_on', 'end_before_start', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN facts.notice AS known
        ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    WHERE coalesce(given.ends_on, known.ends_on) < coalesce(given.starts_on, known.starts_on)
    UNION ALL
    SELECT given.sheet_number, given.row_number, 'checked_on', 'check_before_start', '{}'::jsonb
    FROM registering AS given
    LEFT JOIN facts.notice AS known
        ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    WHERE coalesce(given.checked_on, known.checked_on)
        < coalesce(given.starts_on, known.starts_on)
    UNION ALL
    SELECT sheet_number, row_number, 'reachable', 'check_without_day_or_answer', '{}'::jsonb
    FROM registering
    WHERE (checked_on IS NULL) <> (reachable IS NULL);
    PERFORM ledger.report_days_to_come('registering', 'checked_on');

    PERFORM ledger.drop_faulty_rows('registering');

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            known.notice_id, given.notice_code,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.level, known.level) AS level,
            coalesce(given.channel, known.channel) AS channel,
            coalesce(given.document_no, known.document_no) AS document_no,
            coalesce(given.project_id, known.project_id) AS project_id,
            coalesce(given.starts_on, known.starts_on) AS starts_on,
            -- The day it was put up is on record; what is said of it later is no event.
            coalesce(given.starts_on = known.starts_on, FALSE) AS already,
            coalesce(given.ends_on, known.ends_on) AS ends_on,
            coalesce(given.place, known.place) AS place,
            coalesce(given.published_amount, known.published_amount) AS published_amount,
            coalesce(given.gives_sources, known.gives_sources) AS gives_sources,
            coalesce(given.gives_principle, known.gives_principle) AS gives_principle,
            coalesce(given.gives_table, known.gives_table) AS gives_table,
            coalesce(given.gives_phone, known.gives_phone) AS gives_phone,
            coalesce(given.gives_hotline, known.gives_hotline) AS gives_hotline,
            coalesce(given.gives_regions, known.gives_regions) AS gives_regions,
            coalesce(given.gives_projects, known.gives_projects) AS gives_projects,
            coalesce(ledger.personal_data_in(given.published_text), known.exposed) AS exposed,
            coalesce(given.checked_on, known.checked_on) AS checked_on,
            coalesce(given.reachable, known.reachable) AS reachable,
            coalesce(given.photo_sha256, known.photo_sha256) AS photo_sha256,
            coalesce(given.evidence, known.evidence) AS evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.notice_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        LEFT JOIN facts.notice AS known
            ON given.book_id = known.book_id AND given.notice_code = known.notice_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.notice AS known
        ON merged.book_id = known.book_id AND merged.notice_id = known.notice_id
    WHERE known.notice_id IS NULL OR (
        known.kind, known.level, known.channel, known.document_no, known.project_id,
        known.starts_on, known.ends_on, known.place, known.photo_sha256, known.evidence,
        known.published_amount, known.gives_sources, known.gives_principle, known.gives_table,
        known.gives_phone, known.gives_hotline, known.gives_regions, known.gives_projects,
        known.exposed, known.checked_on, known.reachable
    ) IS DISTINCT FROM (
        merged.kind, merged.level, merged.channel, merged.document_no, merged.project_id,
        merged.starts_on, merged.ends_on, merged.place, merged.photo_sha256, merged.evidence,
        merged.published_amount, merged.gives_sources, merged.gives_principle,
        merged.gives_table, merged.gives_phone, merged.gives_hotline, merged.gives_regions,
        merged.gives_projects, merged.exposed,
        merged.checked_on, merged.reachable
    );
    PERFORM ledger.note_changes(
        'notice',
        '{"kind": "kind", "channel": "channel", "document_no": "document_no",
          "published_amount": "published_amount", "starts_on": "starts_on", "ends_on": "ends_on"}'
    );
    PERFORM ledger.report_closed_days('changed', 'starts_on', 'starts_on');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.notice (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        notice_id, notice_code, kind, level, channel, document_no, project_id, starts_on,
        ends_on, place, published_amount, gives_sources, gives_principle, gives_table,
        gives_phone, gives_hotline, gives_regions, gives_projects, exposed, checked_on, reachable,
        photo_sha256, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(notice_id, log_position), notice_code, kind, level, channel, document_no,
        project_id, starts_on, ends_on, place, published_amount, gives_sources,
        gives_principle, gives_table, gives_phone, gives_hotline, gives_regions, gives_projects,
        exposed, checked_on,
        reachable, photo_sha256, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE registering, changed;
    RETURN posted;
END
$$;
