-- Records the versions of integration plans with their items, and moves money into the pool.
-- A version lists all that is pooled; what is posted is the difference to what was pooled before.
CREATE OR REPLACE FUNCTION ledger.import_integration_plans(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE planning AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.*,
        given.approved_on AS occurred_on,
        NULL::bigint AS source_id,
        NULL::bigint AS project_id,
        NULL::bigint AS plan_id,
        FALSE AS already,
        concat_ws(
            '|', given.plan_code, given.version_number, given.item_kind,
            coalesce(given.project_code, given.source_document), given.source_line
        ) AS external_reference
    FROM staged_integration_plans AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'source_document', 'source_document_required', '{}'::jsonb
    FROM planning
    WHERE item_kind = 'pooled' AND source_document IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'project_code', 'project_code_required', '{}'::jsonb
    FROM planning
    WHERE item_kind = 'project' AND project_code IS NULL
    UNION ALL
    SELECT sheet_number, row_number, 'approved_on', 'plan_rows_differ', '{}'::jsonb
    FROM (
        SELECT
            sheet_number, row_number, approved_on,
            min(approved_on) OVER (
                PARTITION BY book_id, plan_code, version_number
            ) AS first_approved_on
        FROM planning
    ) AS compared
    WHERE approved_on <> first_approved_on;
    PERFORM ledger.report_repeated_references('planning', 'amount');
    PERFORM ledger.resolve_sources('planning');
    PERFORM ledger.resolve_projects('planning');

    -- A version that is registered takes no other row; the same rows again are passed over.
    UPDATE planning SET already = TRUE
    FROM ledger.integration_plan AS plan
    WHERE planning.book_id = plan.book_id AND planning.plan_code = plan.plan_code
        AND planning.version_number = plan.version_number;
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        planning.sheet_number, planning.row_number, 'version_number', 'plan_version_exists',
        jsonb_build_object('plan', planning.plan_code, 'version', planning.version_number)
    FROM planning
    INNER JOIN ledger.integration_plan AS plan
        ON planning.book_id = plan.book_id AND planning.plan_code = plan.plan_code
        AND planning.version_number = plan.version_number
    LEFT JOIN ledger.integration_plan_item AS item
        ON plan.book_id = item.book_id AND plan.log_position = item.plan_id
        AND planning.project_id = item.project_id
    WHERE planning.approved_on <> plan.approved_on
        OR (planning.item_kind = 'project' AND item.amount IS DISTINCT FROM planning.amount)
        -- What was pooled by then, unless some of it was reversed since.
        OR (planning.item_kind = 'pooled' AND planning.source_id IS NOT NULL AND planning.amount <> (
            SELECT
                CASE
                    WHEN bool_or(undoing.log_position IS NOT NULL) THEN planning.amount
                    ELSE coalesce(sum(
                        CASE done.direction WHEN 'into_pool' THEN done.amount ELSE -done.amount END
                    ), 0)
                END
            FROM ledger.integration_plan AS earlier
            INNER JOIN ledger.integration AS done
                ON earlier.book_id = done.book_id AND earlier.log_position = done.plan_id
            LEFT JOIN ledger.voucher AS undoing
                ON done.book_id = undoing.book_id AND done.voucher_id = undoing.reverses_id
            WHERE earlier.book_id = plan.book_id AND earlier.plan_code = plan.plan_code
                AND earlier.log_position <= plan.log_position
                AND done.source_id = planning.source_id
        ));
    PERFORM ledger.drop_faulty_rows('planning');
    DELETE FROM planning WHERE already OR (source_id IS NULL AND project_id IS NULL);
    PERFORM ledger.report_unpostable_days('planning', 'approved_on');

    WITH versions AS MATERIALIZED (
        SELECT DISTINCT ON (book_id, plan_code, version_number)
            book_id, import_id, row_number, plan_code, version_number, approved_on, approved_by,
            filed_on, filed_with
        FROM planning
        ORDER BY book_id, plan_code, version_number, row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM versions))
    ),
    written AS (
        INSERT INTO ledger.integration_plan (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, plan_code,
            version_number, approved_on, approved_by, filed_on, filed_with
        )
        SELECT
            versions.book_id,
            taken.base + row_number() OVER (
                PARTITION BY versions.book_id ORDER BY versions.plan_code, versions.version_number
            ),
            taken.recorded_at, author, versions.import_id, versions.row_number,
            versions.plan_code, versions.version_number, versions.approved_on,
            versions.approved_by, versions.filed_on, versions.filed_with
        FROM versions
        INNER JOIN taken ON versions.book_id = taken.book_id
        RETURNING book_id, log_position, plan_code, version_number
    )
    UPDATE planning SET plan_id = written.log_position
    FROM written
    WHERE planning.book_id = written.book_id AND planning.plan_code = written.plan_code
        AND planning.version_number = written.version_number;

    WITH item AS MATERIALIZED (
        SELECT * FROM planning WHERE item_kind = 'project'
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM item))
    )
    INSERT INTO ledger.integration_plan_item (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, plan_id,
        project_id, amount, evidence
    )
    SELECT
        item.book_id,
        taken.base + row_number() OVER (PARTITION BY item.book_id ORDER BY item.ordinal),
        taken.recorded_at, author, item.import_id, item.row_number, item.plan_id,
        item.project_id, item.amount, item.evidence
    FROM item
    INNER JOIN taken ON item.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;

    posted := posted + ledger.pool_planned_money(author);
    DROP TABLE planning;
    RETURN posted;
END
$$;
