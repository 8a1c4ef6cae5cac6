-- Posts what the pooled rows of `planning` change: into the pool, or back out of it, version by
-- version in the order of their numbers.
CREATE OR REPLACE FUNCTION ledger.pool_planned_money(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE pooling AS
    WITH version AS MATERIALIZED (
        SELECT
            book_id, plan_code, version_number, plan_id, occurred_on,
            min(import_id) AS import_id, min(sheet_number) AS sheet_number,
            min(row_number) AS row_number
        FROM planning
        GROUP BY book_id, plan_code, version_number, plan_id, occurred_on
    ),
    pooled_before AS MATERIALIZED (
        SELECT
            plan.book_id, plan.plan_code, done.source_id,
            sum(CASE done.direction WHEN 'into_pool' THEN done.amount ELSE -done.amount END)
                AS amount
        FROM (SELECT DISTINCT book_id, plan_code FROM version) AS named
        INNER JOIN ledger.integration_plan AS plan
            ON named.book_id = plan.book_id AND named.plan_code = plan.plan_code
        INNER JOIN ledger.integration AS done
            ON plan.book_id = done.book_id AND plan.log_position = done.plan_id
        WHERE NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = done.book_id AND undoing.reverses_id = done.voucher_id
        )
        GROUP BY plan.book_id, plan.plan_code, done.source_id
    ),
    -- A source that a version leaves out is pooled no longer.
    concerned AS (
        SELECT book_id, plan_code, source_id FROM pooled_before
        UNION
        SELECT book_id, plan_code, source_id FROM planning WHERE item_kind = 'pooled'
    ),
    compared AS (
        SELECT
            version.book_id, version.plan_code, version.plan_id, version.import_id,
            version.occurred_on, concerned.source_id,
            coalesce(listed.sheet_number, version.sheet_number) AS sheet_number,
            coalesce(listed.row_number, version.row_number) AS row_number,
            coalesce(listed.amount, 0) AS amount,
            coalesce(
                lag(coalesce(listed.amount, 0)) OVER (
                    PARTITION BY version.book_id, version.plan_code, concerned.source_id
                    ORDER BY version.version_number
                ),
                pooled_before.amount,
                0
            ) AS before
        FROM version
        INNER JOIN concerned
            ON version.book_id = concerned.book_id AND version.plan_code = concerned.plan_code
        LEFT JOIN planning AS listed
            ON version.book_id = listed.book_id AND version.plan_id = listed.plan_id
            AND concerned.source_id = listed.source_id AND listed.item_kind = 'pooled'
        LEFT JOIN pooled_before
            ON concerned.book_id = pooled_before.book_id
            AND concerned.plan_code = pooled_before.plan_code
            AND concerned.source_id = pooled_before.source_id
    )
    SELECT
        compared.*,
        row_number() OVER (
            ORDER BY compared.book_id, compared.plan_id, compared.source_id
        )::integer AS ordinal,
        compared.amount - compared.before AS change,
        'integration' AS event,
        'day' AS occurred_on_precision,
        compared.plan_code AS summary,
        FALSE AS already
    FROM compared
    WHERE compared.amount <> compared.before;

    PERFORM ledger.open_row_vouchers('pooling', author);
    INSERT INTO ledger.integration (
        book_id, log_position, recorded_at, voucher_id, import_row, plan_id, source_id,
        direction, amount, occurred_on
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, plan_id, source_id,
        CASE WHEN change > 0 THEN 'into_pool' ELSE 'out_of_pool' END, abs(change), occurred_on
    FROM pooling;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE pooling;
    RETURN posted;
END
$$;
