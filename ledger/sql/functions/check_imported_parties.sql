-- Whether every payment of this import names a payee and an account of its own book: the check that
-- `check_disbursement_references` leaves to the end of an import of many rows.
-- Each pair is one payee and at most one account, by their keys, so counting the joins tells.
CREATE OR REPLACE FUNCTION ledger.check_imported_parties()
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    payments bigint;
    accounts bigint;
    with_payee bigint;
    with_account bigint;
BEGIN
    SELECT count(*), count(paid.bank_account_id), count(payee.book_id), count(account.book_id)
    INTO payments, accounts, with_payee, with_account
    FROM (
        SELECT DISTINCT paid.book_id, paid.payee_id, paid.bank_account_id
        FROM staged_book AS book
        INNER JOIN ledger.disbursement AS paid
            ON book.book_id = paid.book_id AND paid.log_position > book.import_id
    ) AS paid
    LEFT JOIN ledger.payee AS payee
        ON paid.book_id = payee.book_id AND paid.payee_id = payee.log_position
        AND payee.log_position = payee.payee_id
    LEFT JOIN ledger.bank_account AS account
        ON paid.book_id = account.book_id AND paid.bank_account_id = account.log_position;
    IF payments <> with_payee OR accounts <> with_account THEN
        RAISE foreign_key_violation USING
            MESSAGE = 'a disbursement names a payee or bank account that is not known in its book';
    END IF;
END
$$;
