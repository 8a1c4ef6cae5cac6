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
    -- What online posting writes is mostly in order, and is told so without the plan of sets.
    IF (
        SELECT count(*) = 1 AND bool_and(
            paid.method IN ('direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated')
            AND paid.cash_purpose IS NULL AND paid.stage IS NULL AND paid.contract_id IS NULL
            AND EXISTS (
                SELECT FROM ledger.voucher AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.voucher_id
                    AND known.event = 'disbursement' AND known.occurred_on = paid.occurred_on
            )
            AND EXISTS (
                SELECT FROM ledger.source AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.source_id
            )
            AND EXISTS (
                SELECT FROM ledger.project AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.project_id
                    AND known.log_position = known.project_id
            )
            AND EXISTS (
                SELECT FROM ledger.payee AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.payee_id
                    AND known.log_position = known.payee_id
            )
            AND (paid.bank_account_id IS NULL OR EXISTS (
                SELECT FROM ledger.bank_account AS known
                WHERE known.book_id = paid.book_id AND known.log_position = paid.bank_account_id
            ))
        )
        FROM (SELECT * FROM new_rows LIMIT 2) AS paid
    ) THEN
        RETURN NULL;
    END IF;

    SELECT looked_up.missing INTO missing
    FROM (
        SELECT concat_ws(
            ', ',
            CASE WHEN voucher.log_position IS NULL THEN 'voucher' END,
            CASE WHEN source.log_position IS NULL THEN 'source' END,
            CASE WHEN project.log_position IS NULL THEN 'project' END,
            CASE
                WHEN named.contract_id IS NOT NULL AND contract.log_position IS NULL THEN 'contract'
            END,
            CASE WHEN named.payee_id IS NOT NULL AND payee.log_position IS NULL THEN 'payee' END,
            CASE
                WHEN named.bank_account_id IS NOT NULL AND account.log_position IS NULL
                    THEN 'bank account'
            END,
            CASE
                WHEN named.method NOT IN (
                    'direct', 'authorised', 'transfer', 'one_card', 'cash', 'unstated'
                ) THEN 'method'
            END,
            CASE
                WHEN named.cash_purpose NOT IN ('farm_produce', 'travel', 'withdrawal', 'other')
                    THEN 'cash purpose'
            END,
            CASE
                WHEN named.stage NOT IN ('advance', 'progress', 'settlement', 'retention')
                    THEN 'stage'
            END
        ) AS missing
        FROM (
            SELECT DISTINCT
                paid.book_id, paid.voucher_id, paid.occurred_on, paid.source_id, paid.project_id,
                paid.contract_id,
                CASE WHEN statement.is_short THEN paid.payee_id END AS payee_id,
                CASE WHEN statement.is_short THEN paid.bank_account_id END AS bank_account_id,
                paid.method, paid.cash_purpose, paid.stage
            FROM new_rows AS paid
            CROSS JOIN (
                SELECT count(*) <= 1000 AS is_short FROM (SELECT FROM new_rows LIMIT 1001) AS few
            ) AS statement
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
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.payee AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.payee_id
                AND known.log_position = known.payee_id
            LIMIT 1
        ) AS payee ON TRUE
        LEFT JOIN LATERAL (
            SELECT known.log_position
            FROM ledger.bank_account AS known
            WHERE known.book_id = named.book_id AND known.log_position = named.bank_account_id
            LIMIT 1
        ) AS account ON TRUE
    ) AS looked_up
    WHERE looked_up.missing <> ''
    LIMIT 1;
    IF missing IS NOT NULL THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a ' || missing || ' that is not known in its book';
    END IF;
    RETURN NULL;
END
$$;
