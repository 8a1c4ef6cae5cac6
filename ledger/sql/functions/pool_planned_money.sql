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
    SELECT
        compared.ordinal, compared.book_id, compared.import_id, compared.sheet_number,
        compared.row_number, compared.plan_id, compared.plan_code, compared.source_id,
        compared.occurred_on, compared.amount - compared.before AS change,
        'integration' AS event, 'day' AS occurred_on_precision, compared.plan_code AS summary,
        FALSE AS already
    FROM (
        SELECT
            planning.*,
            coalesce(
                lag(planning.amount) OVER (
                    PARTITION BY planning.book_id, planning.plan_code, planning.source_id
                    ORDER BY planning.version_number
                ),
                (
                    SELECT sum(
                        CASE done.direction WHEN 'into_pool' THEN done.amount ELSE -done.amount END
                    )
                    FROM ledger.integration AS done
                    INNER JOIN ledger.integration_plan AS plan
                        ON done.book_id = plan.book_id AND done.plan_id = plan.log_position
                    WHERE done.book_id = planning.book_id
                        AND done.source_id = planning.source_id
                        AND plan.plan_code = planning.plan_code
                ),
                0
            ) AS before
        FROM planning
        WHERE planning.item_kind = 'pooled'
    ) AS compared
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
