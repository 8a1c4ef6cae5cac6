-- The papers that vouchers stand on, each once: by fingerprint, and by file where it was handed in.
CREATE OR REPLACE VIEW facts.attachment WITH (security_invoker = TRUE) AS
SELECT
    paper.book_id,
    paper.attachment_id,
    paper.voucher_id,
    paper.sha256,
    paper.file_name,
    content.size,
    content.media_type,
    paper.recorded_at,
    paper.recorded_by
FROM (
    -- What was handed in tells more than the fingerprint that was given before it.
    SELECT DISTINCT ON (attachment.book_id, attachment.voucher_id, attachment.sha256)
        attachment.book_id,
        attachment.log_position AS attachment_id,
        attachment.voucher_id,
        attachment.sha256,
        attachment.file_name,
        attachment.content_sha256,
        attachment.recorded_at,
        attachment.recorded_by
    FROM ledger.attachment AS attachment
    INNER JOIN facts.horizon AS horizon
        ON
            attachment.book_id = horizon.book_id
            AND attachment.log_position <= horizon.log_position
    ORDER BY
        attachment.book_id ASC, attachment.voucher_id ASC, attachment.sha256 ASC,
        (attachment.file_name IS NULL) ASC
) AS paper
LEFT JOIN ledger.attachment_content AS content ON paper.content_sha256 = content.sha256;
