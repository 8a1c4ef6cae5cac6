-- Finds the transfer that each row of `adjusting` means: the issue or the receipt of its book under
-- that document, line, counterparty and reference, as far as the row gives them. Rows that name
-- none, several, or one that was reversed are named.
CREATE OR REPLACE FUNCTION ledger.resolve_transfers()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE named_transfer AS
    SELECT asked.ordinal, transfer.*, EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = asked.book_id AND undoing.reverses_id = transfer.voucher_id
    ) AS undone
    FROM adjusting AS asked
    CROSS JOIN LATERAL (
        SELECT
            issue.voucher_id, issue.log_position AS transfer_issue_id, issue.source_id,
            issue.external_reference, issue.document_line, issue.amount, issue.occurred_on,
            issue.recipient_division_id AS division_id, issue.recipient_name AS name
        FROM ledger.transfer_issue AS issue
        WHERE asked.side = 'issued' AND asked.book_id = issue.book_id
            AND asked.transfer_document = issue.document_no
        UNION ALL
        SELECT
            source.voucher_id, NULL, source.log_position,
            source.external_reference, source.document_line, source.amount,
            source.occurred_on, source.issuer_division_id, source.issuer_name
        FROM ledger.source AS source
        WHERE asked.side = 'received' AND asked.book_id = source.book_id
            AND asked.transfer_document = source.document_no
            AND source.kind IN ('transfer', 'paired_aid', 'bond')
    ) AS transfer
    WHERE coalesce(asked.transfer_reference, transfer.external_reference)
            = transfer.external_reference
        AND coalesce(asked.transfer_line, transfer.document_line) = transfer.document_line
        AND coalesce(asked.counterparty, transfer.division_id)
            IS NOT DISTINCT FROM transfer.division_id
        AND (
            asked.counterparty IS NOT NULL
            OR coalesce(asked.counterparty_name, transfer.name)
                IS NOT DISTINCT FROM transfer.name
        );

    UPDATE adjusting AS asked SET
        transfer_issue_id = found.transfer_issue_id,
        source_id = found.source_id,
        transfer_amount = found.amount,
        transferred_on = date_trunc(voucher.date_precision, found.occurred_on::timestamp)
    FROM named_transfer AS found, ledger.voucher AS voucher
    WHERE asked.ordinal = found.ordinal AND NOT found.undone
        AND asked.book_id = voucher.book_id AND found.voucher_id = voucher.log_position
        AND NOT EXISTS (
            SELECT FROM named_transfer AS other
            WHERE other.ordinal = found.ordinal AND NOT other.undone
                AND other.voucher_id <> found.voucher_id
        );

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'transfer_document',
        CASE
            WHEN candidates.standing > 1 THEN 'ambiguous_transfer'
            WHEN candidates.n > 0 THEN 'transfer_reversed'
            ELSE 'unknown_transfer'
        END,
        jsonb_build_object('document', asked.transfer_document, 'count', candidates.standing)
    FROM adjusting AS asked
    CROSS JOIN LATERAL (
        SELECT count(*) AS n, count(*) FILTER (WHERE NOT named.undone) AS standing
        FROM named_transfer AS named
        WHERE named.ordinal = asked.ordinal
    ) AS candidates
    WHERE asked.source_id IS NULL AND (
        candidates.n > 0
        OR NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'transfers')
    );
    DROP TABLE named_transfer;
END
$$;
