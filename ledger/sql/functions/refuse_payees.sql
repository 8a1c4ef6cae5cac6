-- Names the rows of a slice of payments whose payee may not be paid under their contract or claim,
-- and takes them out.
CREATE OR REPLACE FUNCTION ledger.refuse_payees()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE refused_payee AS
    SELECT named.batch, named.party, named.code, ledger.payment_grounds(
        named.book_id, named.contract_id, named.claim_id
    ) AS details
    FROM (
        SELECT
            given.batch, given.party, batch.book_id, batch.contract_id, batch.claim_id,
            ledger.payee_refusal(
                batch.book_id, batch.contract_id, batch.claim_id, party.payee_id,
                batch.occurred_on
            ) AS code
        FROM (
            SELECT DISTINCT staged.batch, staged.party
            FROM staged_disbursements AS staged
            INNER JOIN paid_batch AS batch ON staged.batch = batch.batch
            WHERE batch.contract_id IS NOT NULL OR batch.claim_id IS NOT NULL
        ) AS given
        INNER JOIN paid_batch AS batch ON given.batch = batch.batch
        INNER JOIN paid_party AS party ON given.party = party.party
        WHERE party.payee_id IS NOT NULL
    ) AS named
    WHERE named.code IS NOT NULL;

    WITH refused AS (
        DELETE FROM staged_disbursements AS staged
        USING refused_payee AS named
        WHERE staged.batch = named.batch AND staged.party = named.party
        RETURNING staged.sheet_number, staged.row_number, named.code, named.details
    )
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT sheet_number, row_number, 'payee_name', code, details
    FROM refused
    -- Who may be paid instead is not known where that sheet could not be read.
    WHERE code <> 'payee_not_of_contract'
        OR NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'payee_substitutions');
    DROP TABLE refused_payee;
END
$$;
