-- Registers the sheet of payees with their bank accounts, and a new version of a payee where
-- something changed. An empty cell says nothing: it leaves what is registered as it is.
CREATE OR REPLACE FUNCTION ledger.import_payees(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.payee_code AS external_reference
    FROM staged_payees AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'payee_code');
    PERFORM ledger.drop_faulty_rows('registering');

    CREATE TEMPORARY TABLE changed AS
    WITH merged AS MATERIALIZED (
        SELECT
            given.book_id, given.import_id, given.sheet_number, given.row_number,
            known.payee_id, given.payee_code,
            coalesce(given.name, known.name) AS name,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.identity_hash, known.identity_hash) AS identity_hash,
            coalesce(given.identity_masked, known.identity_masked) AS identity_masked,
            given.identity_sealed,
            coalesce(given.phone_hash, known.phone_hash) AS phone_hash,
            coalesce(given.phone_masked, known.phone_masked) AS phone_masked,
            given.phone_sealed,
            coalesce(given.household_code, known.household_code) AS household_code,
            given.evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.payee_id IS NOT NULL
                    THEN coalesce(given.effective_on, ledger.today_in_beijing())
            END AS effective_on
        FROM registering AS given
        LEFT JOIN facts.payee AS known
            ON given.book_id = known.book_id AND given.payee_code = known.payee_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.payee AS known
        ON merged.book_id = known.book_id AND merged.payee_id = known.payee_id
    WHERE known.payee_id IS NULL OR (
        known.name, known.kind, known.identity_hash, known.phone_hash, known.household_code
    ) IS DISTINCT FROM (
        merged.name, merged.kind, merged.identity_hash, merged.phone_hash, merged.household_code
    );
    PERFORM ledger.note_changes(
        'payee',
        '{"name": "name", "kind": "kind", "identity_masked": "identity",
          "phone_masked": "phone", "household_code": "household_code"}'
    );
    PERFORM ledger.gather_numbers('changed', 'identity', 'identity');
    PERFORM ledger.gather_numbers('changed', 'phone', 'phone');
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.payee (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        payee_id, payee_code, name, kind, identity_hash, identity_masked, phone_hash,
        phone_masked, household_code, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(payee_id, log_position), payee_code, name, kind, identity_hash,
        identity_masked, phone_hash, phone_masked, household_code, evidence
    FROM changed;
    GET DIAGNOSTICS posted = ROW_COUNT;

    CREATE TEMPORARY TABLE opening AS
    SELECT DISTINCT ON (given.book_id, given.account_hash)
        given.book_id, given.import_id, given.sheet_number, given.row_number,
        given.account_hash, given.account_masked, given.account_sealed, given.bank,
        payee.payee_id
    FROM registering AS given
    INNER JOIN ledger.payee AS payee
        ON given.book_id = payee.book_id AND given.payee_code = payee.payee_code
        AND payee.log_position = payee.payee_id
    WHERE given.account_hash IS NOT NULL AND NOT EXISTS (
        SELECT FROM ledger.bank_account AS known
        WHERE known.book_id = given.book_id AND known.number_hash = given.account_hash
    )
    ORDER BY given.book_id, given.account_hash, given.sheet_number, given.row_number;
    PERFORM ledger.gather_numbers('opening', 'account', 'account');
    PERFORM ledger.place_rows('opening');
    INSERT INTO ledger.bank_account (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, number_hash,
        number_masked, bank_name, holder_payee_id
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, account_hash,
        account_masked, bank, payee_id
    FROM opening;
    DROP TABLE registering, changed, opening;
    RETURN posted;
END
$$;
