-- What a disbursement names must exist in its own book, and its codes must be known ones. Once a
-- statement, not row by row: the tables looked into are append-only, so what is found here cannot
-- vanish later. The payees of a statement of many rows are left to `check_imported_parties`, which
-- looks at all rows of an import at once.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.check_disbursement_references()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    missing text;
BEGIN
    SELECT concat_ws(
        ', ',
        CASE WHEN voucher.log_position IS NULL THEN 'voucher' END,
        CASE WHEN source.log_position IS NULL THEN 'source' END,
        CASE WHEN project.log_position IS NULL THEN 'project' END,
        CASE
            WHEN named.contract_id IS NOT NULL AND contract.log_position IS NULL THEN 'contract'
        END,
        CASE
            WHEN named.method NOT IN (
                'direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated'
            )
                THEN 'method'
        END,
        CASE
            WHEN named.cash_purpose NOT IN ('farm_produce', 'travel', 'withdrawal', 'other')
                THEN 'cash purpose'
        END
    ) INTO missing
    FROM (
        SELECT DISTINCT
            book_id, voucher_id, occurred_on, source_id, project_id, contract_id, method,
            cash_purpose
        FROM new_rows
    ) AS named
    LEFT JOIN LATERAL (
        SELECT known.log_position
        FROM ledger.voucher AS known
        WHERE known.book_id = named.book_id AND known.log_position = named.voucher_id
            AND known.event = 'disbursement' AND known.occurred_on = named.occurred_on
        LIMIT 1
    ) AS voucher ON TRUE
    LEFT JOIN LATERAL (
        SELECT known.log_position
        FROM ledger.source AS known
        WHERE known.book_id = named.book_id AND known.log_position = named.source_id
        LIMIT 1
    ) AS source ON TRUE
    LEFT JOIN LATERAL (
        SELECT known.log_position
        FROM ledger.project AS known
        WHERE known.book_id = named.book_id AND known.log_position = named.project_id
            AND known.log_position = known.project_id
        LIMIT 1
    ) AS project ON TRUE
    LEFT JOIN LATERAL (
        SELECT known.log_position
        FROM ledger.contract AS known
        WHERE known.book_id = named.book_id AND known.log_position = named.contract_id
            AND known.log_position = known.contract_id
        LIMIT 1
    ) AS contract ON TRUE
    WHERE voucher.log_position IS NULL OR source.log_position IS NULL
        OR project.log_position IS NULL
        OR (named.contract_id IS NOT NULL AND contract.log_position IS NULL)
        OR named.method NOT IN (
            'direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated'
        )
        OR named.cash_purpose NOT IN ('farm_produce', 'travel', 'withdrawal', 'other')
    LIMIT 1;
    IF missing IS NULL THEN
        SELECT 'payee or bank account' INTO missing
        FROM new_rows AS named
        WHERE (SELECT count(*) FROM (SELECT FROM new_rows LIMIT 1001) AS few) <= 1000
            AND (
                NOT EXISTS (
                    SELECT FROM ledger.payee AS known
                    WHERE known.book_id = named.book_id AND known.log_position = named.payee_id
                        AND known.log_position = known.payee_id
                ) OR (
                    named.bank_account_id IS NOT NULL AND NOT EXISTS (
                        SELECT FROM ledger.bank_account AS known
                        WHERE known.book_id = named.book_id
                            AND known.log_position = named.bank_account_id
                    )
                )
            )
        LIMIT 1;
    END IF;
    IF missing IS NOT NULL THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a ' || missing || ' that is not known in its book';
    END IF;
    RETURN NULL;
END
$$;
