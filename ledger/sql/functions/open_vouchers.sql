-- Opens the vouchers asked for and numbers them 1..n in their book and month (promise 4).
-- The counter is advanced under the lock of the book's head, in the transaction that posts: a
-- rollback or a kill gives the number back.
CREATE OR REPLACE FUNCTION ledger.open_vouchers(requests ledger.voucher_request[])
RETURNS TABLE (
    ordinal bigint, book_id integer, voucher_id bigint, recorded_at timestamptz
)
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH request AS MATERIALIZED (
        SELECT asked.*, ledger.month_of(asked.occurred_on) AS period
        FROM unnest(requests) AS asked
    ),
    counted AS MATERIALIZED (
        SELECT request.book_id, count(*) AS n
        FROM request
        GROUP BY request.book_id
    ),
    wanted AS MATERIALIZED (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM counted
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    ),
    monthly AS MATERIALIZED (
        SELECT request.book_id, request.period, count(*)::integer AS n
        FROM request
        -- The join makes the lock come before the counter.
        INNER JOIN taken ON request.book_id = taken.book_id
        GROUP BY request.book_id, request.period
    ),
    counter AS (
        INSERT INTO ledger.voucher_counter AS existing (book_id, period, last_number)
        SELECT monthly.book_id, monthly.period, monthly.n
        FROM monthly
        ORDER BY monthly.book_id, monthly.period
        ON CONFLICT (book_id, period)
        DO UPDATE SET last_number = existing.last_number + excluded.last_number
        RETURNING existing.book_id, existing.period, existing.last_number
    ),
    numbered AS MATERIALIZED (
        SELECT
            request.*,
            taken.recorded_at,
            taken.base + row_number() OVER (
                PARTITION BY request.book_id ORDER BY request.ordinal
            ) AS log_position,
            counter.last_number - monthly.n + row_number() OVER (
                PARTITION BY request.book_id, request.period ORDER BY request.ordinal
            ) AS number
        FROM request
        INNER JOIN taken ON request.book_id = taken.book_id
        INNER JOIN monthly
            ON request.book_id = monthly.book_id AND request.period = monthly.period
        INNER JOIN counter
            ON request.book_id = counter.book_id AND request.period = counter.period
    ),
    written AS (
        INSERT INTO ledger.voucher (
            book_id, log_position, recorded_at, period, number, event, occurred_on,
            date_precision, summary, recorded_by, import_id, reverses_id, reversal_reason
        )
        SELECT
            numbered.book_id, numbered.log_position, numbered.recorded_at, numbered.period,
            numbered.number, numbered.event, numbered.occurred_on,
            coalesce(numbered.date_precision, 'day'), numbered.summary, numbered.recorded_by,
            numbered.import_id, numbered.reverses_id, numbered.reversal_reason
        FROM numbered
    )
    SELECT
        numbered.ordinal, numbered.book_id, numbered.log_position, numbered.recorded_at
    FROM numbered;
END
$$;
