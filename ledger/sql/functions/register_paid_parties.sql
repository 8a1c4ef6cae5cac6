-- Finds or registers the payees and accounts that a slice of payments names for the first time,
-- and adds them to `paid_party`.
CREATE OR REPLACE FUNCTION ledger.register_paid_parties(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    CREATE TEMPORARY TABLE party AS
    SELECT
        given.party,
        book.book_id,
        book.import_id,
        given.payee_code,
        given.payee_name AS name,
        NULL::text AS kind,
        given.identity_hash, given.identity_masked, given.identity_sealed,
        given.account_hash, given.account_masked, given.account_sealed,
        given.bank
    FROM staged_disbursements_party AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    TRUNCATE staged_disbursements_party;

    PERFORM ledger.find_paid_payees();
    PERFORM ledger.register_new_payees(author);
    PERFORM ledger.register_new_accounts(author);
    INSERT INTO paid_party (party, payee_id, bank_account_id, payee_name, payee_code)
    SELECT
        party, payee_id, bank_account_id, CASE WHEN registered_name <> name THEN name END,
        payee_code
    FROM known_party;
    DROP TABLE party, paid_payee, known_party;
END
$$;
