-- Registers the payees and bank accounts of a set of rows. The set has book_id, import_id,
-- row_number, payee_code, name, kind, identity_*, household_code, account_*, bank, effective_on,
-- evidence. Returns how many payees are new or changed.
CREATE OR REPLACE FUNCTION ledger.register_payees(set_of_rows text, author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    posted integer;
BEGIN
    EXECUTE format(
        $query$
        WITH merged AS MATERIALIZED (
            SELECT
                given.book_id, given.import_id, given.row_number, known.payee_id,
                given.payee_code,
                coalesce(given.name, known.name) AS name,
                coalesce(given.kind, known.kind) AS kind,
                coalesce(given.identity_hash, known.identity_hash) AS identity_hash,
                coalesce(given.identity_masked, known.identity_masked) AS identity_masked,
                given.identity_sealed,
                coalesce(given.household_code, known.household_code) AS household_code,
                given.evidence,
                -- A first version holds from the beginning: else what names it would find nothing.
                CASE
                    WHEN known.payee_id IS NOT NULL
                        THEN coalesce(given.effective_on, ledger.today_in_beijing())
                END AS effective_on
            FROM %1$I AS given
            LEFT JOIN facts.payee AS known
                ON given.book_id = known.book_id AND given.payee_code = known.payee_code
        ),
        changed AS MATERIALIZED (
            SELECT merged.*, earlier.identity_sealed AS sealed_before
            FROM merged
            LEFT JOIN facts.payee AS known
                ON merged.book_id = known.book_id AND merged.payee_id = known.payee_id
            LEFT JOIN ledger.payee AS earlier
                ON merged.book_id = earlier.book_id AND merged.payee_id = earlier.log_position
            WHERE known.payee_id IS NULL OR (
                known.name, known.kind, known.identity_hash, known.household_code
            ) IS DISTINCT FROM (
                merged.name, merged.kind, merged.identity_hash, merged.household_code
            )
        ),
        taken AS MATERIALIZED (
            SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM changed))
        ),
        placed AS (
            SELECT
                changed.*,
                taken.recorded_at,
                taken.base + row_number() OVER (
                    PARTITION BY changed.book_id ORDER BY changed.row_number
                ) AS log_position
            FROM changed
            INNER JOIN taken ON changed.book_id = taken.book_id
        )
        INSERT INTO ledger.payee (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
            payee_id, payee_code, name, kind, identity_hash, identity_masked, identity_sealed,
            household_code, evidence
        )
        SELECT
            book_id, log_position, recorded_at, %2$L, import_id, row_number, effective_on,
            coalesce(payee_id, log_position), payee_code, name, kind, identity_hash,
            identity_masked, coalesce(identity_sealed, sealed_before), household_code, evidence
        FROM placed
        $query$,
        set_of_rows, author
    );
    GET DIAGNOSTICS posted = ROW_COUNT;

    EXECUTE format(
        $query$
        WITH fresh AS MATERIALIZED (
            SELECT DISTINCT ON (given.book_id, given.account_hash)
                given.book_id, given.import_id, given.row_number, given.account_hash,
                given.account_masked, given.account_sealed, given.bank, payee.payee_id
            FROM %1$I AS given
            INNER JOIN ledger.payee AS payee
                ON given.book_id = payee.book_id AND given.payee_code = payee.payee_code
                AND payee.log_position = payee.payee_id
            WHERE given.account_hash IS NOT NULL AND NOT EXISTS (
                SELECT FROM ledger.bank_account AS known
                WHERE known.book_id = given.book_id AND known.number_hash = given.account_hash
            )
            ORDER BY given.book_id, given.account_hash, given.row_number
        ),
        taken AS MATERIALIZED (
            SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM fresh))
        )
        INSERT INTO ledger.bank_account (
            book_id, log_position, recorded_at, recorded_by, import_id, import_row, number_hash,
            number_masked, number_sealed, bank_name, holder_payee_id
        )
        SELECT
            fresh.book_id,
            taken.base + row_number() OVER (PARTITION BY fresh.book_id ORDER BY fresh.row_number),
            taken.recorded_at, %2$L, fresh.import_id, fresh.row_number, fresh.account_hash,
            fresh.account_masked, fresh.account_sealed, fresh.bank, fresh.payee_id
        FROM fresh
        INNER JOIN taken ON fresh.book_id = taken.book_id
        $query$,
        set_of_rows, author
    );
    RETURN posted;
END
$$;
