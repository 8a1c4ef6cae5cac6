-- Why a payee may not be paid under a contract or a claim on a day: the code of the problem, or
-- null. A contract is paid to its supplier, or to whom a payee substitution names by then; a claim
-- to the payee it names, if it names one.
CREATE OR REPLACE FUNCTION ledger.payee_refusal(
    of_book_id integer, under_contract_id bigint, under_claim_id bigint, to_payee_id bigint,
    on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN under_contract_id IS NOT NULL
            AND NOT EXISTS (
                SELECT
                FROM (
                    SELECT version.payee_id
                    FROM ledger.contract AS version
                    WHERE version.book_id = of_book_id
                        AND version.log_position = under_contract_id
                    UNION
                    SELECT version.payee_id
                    FROM ledger.contract AS version
                    WHERE version.book_id = of_book_id
                        AND version.contract_id = under_contract_id
                        AND version.log_position <> version.contract_id
                    UNION
                    SELECT substitution.payee_id
                    FROM ledger.payee_substitution AS substitution
                    WHERE substitution.book_id = of_book_id
                        AND substitution.contract_id = under_contract_id
                        AND substitution.occurred_on <= on_day
                ) AS entitled
                WHERE ledger.is_same_party(of_book_id, entitled.payee_id, to_payee_id)
            )
            THEN 'payee_not_of_contract'
        WHEN EXISTS (
            SELECT
            FROM ledger.claim AS claim
            WHERE claim.book_id = of_book_id AND claim.log_position = under_claim_id
                AND claim.payee_name IS NOT NULL
                AND NOT EXISTS (
                    SELECT
                    FROM ledger.payee AS payee
                    WHERE payee.book_id = of_book_id AND payee.name = claim.payee_name
                        AND (
                            payee.log_position = to_payee_id
                            OR (
                                payee.payee_id = to_payee_id
                                AND payee.log_position <> payee.payee_id
                            )
                        )
                )
        )
            THEN 'payee_not_of_claim'
    END;
$$;
