-- Posts a slice of payments with their vouchers.
CREATE OR REPLACE FUNCTION ledger.post_payments(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.open_payment_vouchers(author);

    WITH counted AS MATERIALIZED (
        SELECT batch.book_id, sum(rows_of.n)::bigint AS n
        FROM (
            SELECT batch, count(*) AS n FROM staged_disbursements GROUP BY batch
        ) AS rows_of
        INNER JOIN paid_batch AS batch ON rows_of.batch = batch.batch
        GROUP BY batch.book_id
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM (
            SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
            FROM counted
        ) AS wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    )
    INSERT INTO ledger.disbursement (
        book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
        claim_id, payee_id, bank_account_id, import_row, occurred_on, approved_on, period_from,
        attachment_count, amount, approval_limit, external_reference, payee_name, stage, reissue_of,
        method, cash_purpose, economic_class, purpose, approved_by, invoice_no, batch_no, evidence,
        salt
    )
    SELECT
        batch.book_id, placed.log_position, coalesce(batch.recorded_at, own.recorded_at),
        coalesce(batch.voucher_id, own.voucher_id), batch.source_id, batch.project_id,
        batch.contract_id, batch.claim_id, party.payee_id, party.bank_account_id, placed.row_number,
        batch.occurred_on, batch.approved_on, batch.period_from, placed.attachment_count,
        placed.amount, batch.approval_limit, placed.external_reference, party.payee_name,
        batch.stage, placed.reissue_of, batch.method, batch.cash_purpose,
        placed.economic_class, batch.purpose, batch.approved_by, placed.invoice_no, batch.batch_no,
        placed.evidence,
        CASE WHEN party.payee_name IS NOT NULL THEN gen_random_uuid() END
    FROM (
        -- Rows are put in order before they are joined to the many columns of their batch.
        SELECT
            staged.*,
            taken.base + row_number() OVER (
                PARTITION BY book_of.book_id ORDER BY staged.sheet_number, staged.row_number
            ) AS log_position
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS book_of ON staged.batch = book_of.batch
        INNER JOIN taken ON book_of.book_id = taken.book_id
    ) AS placed
    INNER JOIN paid_batch AS batch ON placed.batch = batch.batch
    INNER JOIN paid_party AS party ON placed.party = party.party
    LEFT JOIN own_voucher AS own
        ON placed.sheet_number = own.sheet_number AND placed.row_number = own.row_number;
    GET DIAGNOSTICS posted = ROW_COUNT;
    RETURN posted;
END
$$;
