-- Posts one payment with its voucher. The same external reference is answered with the payment
-- it already is, however often and from wherever it is sent (promise 7).
CREATE OR REPLACE FUNCTION ledger.post_disbursement(
    of_book_id integer, reference text, paid_on date, from_source_id bigint, for_project_id bigint,
    under_contract_id bigint, to_payee_id bigint, into_account_id bigint, paid_amount numeric,
    by_method text, approval_date date, payment_purpose text, author text
)
RETURNS TABLE (disbursement_id bigint, voucher_id bigint, posted boolean)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    opened bigint;
BEGIN
    -- Under the lock nobody else can post the same reference between the look and the posting.
    PERFORM 1 FROM ledger.book_head WHERE book_id = of_book_id FOR UPDATE;
    RETURN QUERY
    SELECT log_position, voucher_id, FALSE
    FROM ledger.disbursement
    WHERE book_id = of_book_id AND external_reference = reference;
    IF FOUND THEN
        RETURN;
    END IF;

    SELECT voucher_id INTO STRICT opened
    FROM ledger.open_vouchers(ARRAY[(
        1, of_book_id, 'disbursement', paid_on, 'day', coalesce(payment_purpose, ''), author,
        NULL, NULL, NULL
    )::ledger.voucher_request]);

    RETURN QUERY
    INSERT INTO ledger.disbursement (
        book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
        payee_id, bank_account_id, occurred_on, approved_on, amount, external_reference,
        payee_name, method, purpose
    )
    SELECT
        of_book_id, taken.base + 1, voucher.recorded_at, opened, from_source_id, for_project_id,
        under_contract_id, to_payee_id, into_account_id, paid_on, approval_date, paid_amount,
        reference, payee.name, by_method, payment_purpose
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
    INNER JOIN ledger.voucher AS voucher
        ON voucher.book_id = of_book_id AND voucher.log_position = opened
    INNER JOIN ledger.payee AS payee
        ON payee.book_id = of_book_id AND payee.log_position = to_payee_id
    RETURNING log_position, voucher_id, TRUE;
END
$$;
