-- Records the fingerprints of papers that the posted payments name, under their vouchers.
CREATE OR REPLACE FUNCTION ledger.attach_papers(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT FROM staged_disbursements WHERE attachments IS NOT NULL) THEN
        RETURN;
    END IF;
    WITH paper AS MATERIALIZED (
        SELECT DISTINCT ON (paid.book_id, paid.voucher_id, fingerprint.sha256)
            paid.book_id, batch.import_id, staged.row_number, paid.voucher_id, fingerprint.sha256
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
        INNER JOIN ledger.disbursement AS paid
            ON batch.book_id = paid.book_id
            AND staged.external_reference = paid.external_reference
        CROSS JOIN LATERAL unnest(string_to_array(staged.attachments, ' ')) AS fingerprint (sha256)
        ORDER BY paid.book_id, paid.voucher_id, fingerprint.sha256, staged.row_number
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM paper))
    )
    INSERT INTO ledger.attachment (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, voucher_id, sha256
    )
    SELECT
        paper.book_id,
        taken.base + row_number() OVER (PARTITION BY paper.book_id ORDER BY paper.row_number),
        taken.recorded_at, author, paper.import_id, paper.row_number, paper.voucher_id,
        paper.sha256
    FROM paper
    INNER JOIN taken ON paper.book_id = taken.book_id;
END
$$;
