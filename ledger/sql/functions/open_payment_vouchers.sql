-- Opens the vouchers of a slice of payments. Payments of a batch and day share one, whichever slice
-- they come in; a payment without a batch has its own, in `own_voucher`. Where no purpose is given,
-- the voucher is told by the number of its batch or payment.
CREATE OR REPLACE FUNCTION ledger.open_payment_vouchers(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    UPDATE paid_batch SET voucher_id = sibling.voucher_id, recorded_at = sibling.recorded_at
    FROM (
        SELECT DISTINCT book_id, occurred_on, batch_no, voucher_id, recorded_at
        FROM paid_batch
        WHERE voucher_id IS NOT NULL AND batch_no IS NOT NULL
    ) AS sibling
    WHERE paid_batch.voucher_id IS NULL AND paid_batch.book_id = sibling.book_id
        AND paid_batch.occurred_on = sibling.occurred_on
        AND paid_batch.batch_no = sibling.batch_no;

    CREATE TEMPORARY TABLE wanted_voucher AS
    SELECT
        batch.book_id, batch.occurred_on, batch.batch_no, batch.import_id,
        coalesce(min(batch.purpose), batch.batch_no) AS summary, min(rows_of.ordinal) AS ordinal
    FROM paid_batch AS batch
    INNER JOIN (
        SELECT batch, min(sheet_number::bigint * 4294967296 + row_number) AS ordinal
        FROM staged_disbursements
        GROUP BY batch
    ) AS rows_of ON batch.batch = rows_of.batch
    WHERE batch.batch_no IS NOT NULL AND batch.voucher_id IS NULL
    GROUP BY batch.book_id, batch.occurred_on, batch.batch_no, batch.import_id
    UNION ALL
    SELECT
        batch.book_id, batch.occurred_on, NULL, batch.import_id,
        coalesce(batch.purpose, staged.external_reference),
        staged.sheet_number::bigint * 4294967296 + staged.row_number
    FROM paid_batch AS batch
    INNER JOIN staged_disbursements AS staged ON batch.batch = staged.batch
    WHERE batch.batch_no IS NULL;

    CREATE TEMPORARY TABLE opened_voucher AS
    SELECT wanted.*, opened.voucher_id, opened.recorded_at
    FROM ledger.open_vouchers((
        SELECT array_agg((
            ordinal, book_id, 'disbursement', occurred_on, 'day', summary, author,
            import_id, NULL, NULL
        )::ledger.voucher_request)
        FROM wanted_voucher
    )) AS opened
    INNER JOIN wanted_voucher AS wanted ON opened.ordinal = wanted.ordinal;

    UPDATE paid_batch SET voucher_id = opened.voucher_id, recorded_at = opened.recorded_at
    FROM opened_voucher AS opened
    WHERE paid_batch.book_id = opened.book_id AND paid_batch.occurred_on = opened.occurred_on
        AND paid_batch.batch_no = opened.batch_no;
    TRUNCATE own_voucher;
    INSERT INTO own_voucher (sheet_number, row_number, voucher_id, recorded_at)
    SELECT ordinal / 4294967296, ordinal % 4294967296, voucher_id, recorded_at
    FROM opened_voucher
    WHERE batch_no IS NULL;
    INSERT INTO staged_voucher
    SELECT book_id, voucher_id, ordinal / 4294967296, ordinal % 4294967296
    FROM opened_voucher;
    DROP TABLE wanted_voucher, opened_voucher;
END
$$;
