-- A payment that names a contract or a claim goes to whom, for what and when these allow
-- (promise 13). Most payments name neither: they cost one look at the statement's rows.
CREATE OR REPLACE FUNCTION ledger.check_payment_grounds()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    IF NOT EXISTS (SELECT FROM new_rows WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL) THEN
        RETURN NULL;
    END IF;
    IF EXISTS (
        SELECT
        FROM (SELECT DISTINCT book_id, claim_id FROM new_rows WHERE claim_id IS NOT NULL) AS named
        LEFT JOIN ledger.claim AS claim
            ON named.book_id = claim.book_id AND named.claim_id = claim.log_position
        WHERE claim.log_position IS NULL
    ) THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a claim that is not known in its book';
    END IF;

    SELECT found.* INTO wrong
    FROM (
        SELECT
            named.*,
            ledger.claim_refusal(
                named.book_id, named.claim_id, named.project_id, named.contract_id,
                named.occurred_on
            ) AS code
        FROM (
            SELECT DISTINCT book_id, claim_id, project_id, contract_id, occurred_on
            FROM new_rows
            WHERE claim_id IS NOT NULL
        ) AS named
    ) AS found
    WHERE found.code IS NOT NULL
    LIMIT 1;
    IF NOT FOUND THEN
        SELECT found.* INTO wrong
        FROM (
            SELECT
                named.*,
                ledger.payee_refusal(
                    named.book_id, named.contract_id, named.claim_id, named.payee_id,
                    named.occurred_on
                ) AS code
            FROM (
                SELECT DISTINCT book_id, claim_id, contract_id, payee_id, occurred_on
                FROM new_rows
                WHERE contract_id IS NOT NULL OR claim_id IS NOT NULL
            ) AS named
        ) AS found
        WHERE found.code IS NOT NULL
        LIMIT 1;
    END IF;
    IF FOUND THEN
        PERFORM ledger.refuse(13, wrong.code, ledger.payment_grounds(
            wrong.book_id, wrong.contract_id, wrong.claim_id
        ));
    END IF;
    RETURN NULL;
END
$$;
