-- Takes out of staging the payments that are posted already, and names those that say something
-- else than what is posted, and those that stand in the file twice.
CREATE OR REPLACE FUNCTION ledger.set_aside_known_payments()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE known_payment AS
    SELECT
        staged.sheet_number, staged.row_number, staged.external_reference,
        CASE WHEN voucher.import_id = batch.import_id THEN known.import_row END AS first_row,
        concat_ws(
            E'\n',
            CASE WHEN known.amount <> staged.amount THEN 'amount=' || known.amount END,
            CASE
                WHEN known.occurred_on <> batch.occurred_on
                    THEN 'occurred_on=' || known.occurred_on
            END,
            CASE WHEN known.project_id <> batch.project_id THEN 'project_code' END,
            CASE WHEN known.source_id <> batch.source_id THEN 'source_document' END,
            CASE
                WHEN known.contract_id IS DISTINCT FROM batch.contract_id THEN 'contract_code'
            END,
            CASE WHEN known.claim_id IS DISTINCT FROM batch.claim_id THEN 'claim_code' END,
            CASE WHEN known.stage IS DISTINCT FROM batch.stage THEN 'stage' END,
            CASE
                WHEN known.reissue_of IS DISTINCT FROM staged.reissue_of THEN 'reissue_of'
            END,
            CASE WHEN known.payee_id <> party.payee_id THEN 'payee_name' END,
            CASE
                WHEN known.bank_account_id IS DISTINCT FROM party.bank_account_id THEN 'account'
            END
        ) AS fields,
        EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
        ) AS reversed
    FROM staged_disbursements AS staged
    INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
    INNER JOIN paid_party AS party ON staged.party = party.party
    INNER JOIN ledger.disbursement AS known
        ON batch.book_id = known.book_id AND staged.external_reference = known.external_reference
    INNER JOIN ledger.voucher AS voucher
        ON known.book_id = voucher.book_id AND known.voucher_id = voucher.log_position
    UNION ALL
    SELECT sheet_number, row_number, external_reference, first_row, '', FALSE
    FROM (
        SELECT
            staged.sheet_number, staged.row_number, staged.external_reference,
            first_value(staged.row_number) OVER same_reference AS first_row,
            row_number() OVER same_reference AS nth
        FROM staged_disbursements AS staged
        INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
        WINDOW same_reference AS (
            PARTITION BY batch.book_id, staged.external_reference
            ORDER BY staged.sheet_number, staged.row_number
        )
    ) AS numbered
    WHERE nth > 1;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'external_reference', 'same_reference_twice',
        jsonb_build_object('first_row', first_row)
    FROM known_payment
    WHERE first_row IS NOT NULL
    UNION ALL
    SELECT
        sheet_number, row_number, 'external_reference', 'same_reference_differs',
        jsonb_build_object('reference', external_reference, 'fields', fields)
    FROM known_payment
    WHERE first_row IS NULL AND fields <> ''
    UNION ALL
    SELECT sheet_number, row_number, 'external_reference', 'posted_and_reversed', '{}'::jsonb
    FROM known_payment
    WHERE first_row IS NULL AND fields = '' AND reversed;
    DELETE FROM staged_disbursements AS staged
    USING known_payment
    WHERE staged.sheet_number = known_payment.sheet_number
        AND staged.row_number = known_payment.row_number;
    DROP TABLE known_payment;
END
$$;
