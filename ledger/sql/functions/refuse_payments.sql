-- Names the rows of a slice of payments whose batch or payee is refused, and takes them out.
CREATE OR REPLACE FUNCTION ledger.refuse_payments()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        staged.sheet_number, staged.row_number, refused.column_key, refused.code, refused.details
    FROM refused_batch AS refused
    INNER JOIN staged_disbursements AS staged ON refused.batch = staged.batch
    UNION ALL
    SELECT
        staged.sheet_number, staged.row_number, 'payee_code', 'unknown_payee',
        jsonb_build_object('payee', party.payee_code)
    FROM paid_party AS party
    INNER JOIN staged_disbursements AS staged ON party.party = staged.party
    WHERE party.payee_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payees');

    IF EXISTS (SELECT FROM paid_batch WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL) THEN
        PERFORM ledger.refuse_payees();
    END IF;

    IF EXISTS (SELECT FROM staged_problem) OR EXISTS (SELECT FROM staged_faulty) THEN
        DELETE FROM staged_disbursements AS staged
        WHERE NOT EXISTS (SELECT FROM paid_batch WHERE paid_batch.batch = staged.batch)
            OR NOT EXISTS (
                SELECT FROM paid_party
                WHERE paid_party.party = staged.party AND paid_party.payee_id IS NOT NULL
            );
    END IF;
END
$$;
