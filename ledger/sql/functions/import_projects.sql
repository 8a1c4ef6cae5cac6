-- Registers projects, and a new version of one where more or something else is said of it.
-- An empty cell says nothing: it leaves what is registered as it is. One import may hold several
-- versions of a project, each with its own day; they are taken in turn.
CREATE OR REPLACE FUNCTION ledger.import_projects(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer := 0;
    inserted integer;
    turning integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        -- Of one day a project has one version.
        concat_ws('|', given.project_code, given.effective_on) AS external_reference,
        (row_number() OVER one_project)::integer AS turn,
        count(*) OVER (PARTITION BY book.book_id, given.project_code) AS versions
    FROM staged_projects AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    WINDOW one_project AS (
        PARTITION BY book.book_id, given.project_code
        ORDER BY given.effective_on NULLS FIRST, given.sheet_number, given.row_number
    );
    PERFORM ledger.report_repeated_references('registering', 'project_code');

    PERFORM ledger.drop_faulty_rows('registering');
    -- Of a history that is given again, only what is new in it is a version.
    DELETE FROM registering AS given
    USING ledger.project AS said
    WHERE
        given.versions > 1
        AND given.book_id = said.book_id
        AND given.project_code = said.project_code
        AND given.effective_on IS NOT DISTINCT FROM said.effective_on
        AND (
            coalesce(given.name, said.name), coalesce(given.category, said.category),
            coalesce(given.nature, said.nature),
            coalesce(given.place_division, said.place_division_id),
            coalesce(given.place, said.place),
            coalesce(given.planned_start_on, said.planned_start_on),
            coalesce(given.planned_finish_on, said.planned_finish_on),
            coalesce(given.responsible_unit, said.responsible_unit),
            coalesce(given.task, said.task), coalesce(given.approved_total, said.approved_total),
            coalesce(given.feasibility_estimate, said.feasibility_estimate),
            coalesce(given.approved_estimate, said.approved_estimate),
            coalesce(given.scale_quantity, said.scale_quantity),
            coalesce(given.scale_unit, said.scale_unit), coalesce(given.funding, said.funding),
            coalesce(given.beneficiaries, said.beneficiaries),
            coalesce(given.performance_target, said.performance_target),
            coalesce(given.linkage, said.linkage),
            coalesce(given.project_year, said.project_year),
            coalesce(given.evidence, said.evidence)
        ) IS NOT DISTINCT FROM (
            said.name, said.category, said.nature, said.place_division_id, said.place,
            said.planned_start_on, said.planned_finish_on, said.responsible_unit, said.task,
            said.approved_total, said.feasibility_estimate, said.approved_estimate,
            said.scale_quantity, said.scale_unit, said.funding, said.beneficiaries,
            said.performance_target, said.linkage, said.project_year, said.evidence
        );

    FOR turning IN SELECT DISTINCT turn FROM registering ORDER BY turn LOOP
        CREATE TEMPORARY TABLE changed AS
        WITH merged AS MATERIALIZED (
            SELECT
                given.book_id, given.import_id, given.sheet_number, given.row_number,
                known.project_id, given.project_code,
                coalesce(given.name, known.name) AS name,
                coalesce(given.category, known.category) AS category,
                coalesce(given.nature, known.nature) AS nature,
                coalesce(given.place_division, known.place_division_id) AS place_division_id,
                coalesce(given.place, known.place) AS place,
                coalesce(given.planned_start_on, known.planned_start_on) AS planned_start_on,
                coalesce(given.planned_finish_on, known.planned_finish_on) AS planned_finish_on,
                coalesce(given.responsible_unit, known.responsible_unit) AS responsible_unit,
                coalesce(given.task, known.task) AS task,
                coalesce(given.approved_total, known.approved_total) AS approved_total,
                coalesce(given.feasibility_estimate, known.feasibility_estimate)
                    AS feasibility_estimate,
                coalesce(given.approved_estimate, known.approved_estimate) AS approved_estimate,
                coalesce(given.scale_quantity, known.scale_quantity) AS scale_quantity,
                coalesce(given.scale_unit, known.scale_unit) AS scale_unit,
                coalesce(given.funding, known.funding) AS funding,
                coalesce(given.beneficiaries, known.beneficiaries) AS beneficiaries,
                coalesce(given.performance_target, known.performance_target) AS performance_target,
                coalesce(given.linkage, known.linkage) AS linkage,
                coalesce(given.project_year, known.project_year) AS project_year,
                coalesce(given.evidence, known.evidence) AS evidence,
                -- A first version holds from the beginning: else what names it would find nothing.
                CASE
                    WHEN known.project_id IS NOT NULL
                        THEN coalesce(given.effective_on, ledger.today_in_beijing())
                END AS effective_on
            FROM registering AS given
            LEFT JOIN facts.project AS known
                ON given.book_id = known.book_id AND given.project_code = known.project_code
            WHERE given.turn = turning
        )
        SELECT merged.*
        FROM merged
        LEFT JOIN facts.project AS known
            ON merged.book_id = known.book_id AND merged.project_id = known.project_id
        WHERE known.project_id IS NULL OR (
            known.name, known.category, known.nature, known.place_division_id, known.place,
            known.planned_start_on, known.planned_finish_on, known.responsible_unit, known.task,
            known.approved_total, known.funding, known.beneficiaries, known.performance_target,
            known.linkage, known.project_year, known.evidence,
            known.feasibility_estimate, known.approved_estimate,
            known.scale_quantity, known.scale_unit
        ) IS DISTINCT FROM (
            merged.name, merged.category, merged.nature, merged.place_division_id, merged.place,
            merged.planned_start_on, merged.planned_finish_on, merged.responsible_unit,
            merged.task, merged.approved_total, merged.funding, merged.beneficiaries,
            merged.performance_target, merged.linkage, merged.project_year, merged.evidence,
            merged.feasibility_estimate, merged.approved_estimate,
            merged.scale_quantity, merged.scale_unit
        );
        PERFORM ledger.note_changes(
            'project',
            '{"name": "name", "category": "category", "approved_total": "approved_total",
              "project_year": "project_year", "responsible_unit": "responsible_unit"}'
        );
        PERFORM ledger.place_rows('changed');
        INSERT INTO ledger.project (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
            project_id, project_code, name, category, nature, place_division_id, place,
            planned_start_on, planned_finish_on, responsible_unit, task, approved_total, funding,
            beneficiaries, performance_target, linkage, project_year, evidence,
            feasibility_estimate, approved_estimate, scale_quantity, scale_unit
        )
        SELECT
            book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
            coalesce(project_id, log_position), project_code, name, category, nature,
            place_division_id, place, planned_start_on, planned_finish_on, responsible_unit, task,
            approved_total, funding, beneficiaries, performance_target, linkage, project_year,
            evidence, feasibility_estimate, approved_estimate, scale_quantity, scale_unit
        FROM changed;
        GET DIAGNOSTICS inserted = ROW_COUNT;
        posted := posted + inserted;
        DROP TABLE changed;
    END LOOP;
    DROP TABLE registering;
    RETURN posted;
END
$$;
