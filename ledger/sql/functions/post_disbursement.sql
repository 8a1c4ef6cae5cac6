-- Posts one payment with its voucher. The same external reference is answered with the payment
-- it already is, however often and from wherever it is sent (promise 7).
CREATE OR REPLACE FUNCTION ledger.post_disbursement(
    of_book_id integer, reference text, paid_on date, from_source_id bigint, for_project_id bigint,
    under_contract_id bigint, to_payee_id bigint, into_account_id bigint, paid_amount numeric,
    by_method text, approval_date date, payment_purpose text, author text,
    under_claim_id bigint DEFAULT NULL, of_stage text DEFAULT NULL,
    reissue_of_reference text DEFAULT NULL,
    OUT disbursement_id bigint, OUT voucher_id bigint, OUT posted boolean
)
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Planning anew for every payment costs as much as posting it.
SET plan_cache_mode = force_generic_plan
AS $$
#variable_conflict use_column
DECLARE
    first_position bigint;
    written_at timestamptz;
    voucher_number integer;
    month integer := extract(YEAR FROM paid_on) * 100 + extract(MONTH FROM paid_on);
BEGIN
    -- The update is the lock, too: under it nobody else can post the same reference between the
    -- look and the posting. What `open_vouchers` does for sets costs more than one posting. Places
    -- for the two entries, which `move_payments` writes, are taken at once.
    UPDATE ledger.book_head
    SET
        last_position = last_position + 4,
        last_recorded_at = greatest(clock_timestamp(), last_recorded_at)
    WHERE book_id = of_book_id
    RETURNING last_position - 3, last_recorded_at INTO STRICT first_position, written_at;
    SELECT log_position, voucher_id, FALSE INTO disbursement_id, voucher_id, posted
    FROM ledger.disbursement
    WHERE book_id = of_book_id AND external_reference = reference;
    IF FOUND THEN
        -- Nothing was written: the positions are given back.
        UPDATE ledger.book_head
        SET last_position = last_position - 4
        WHERE book_id = of_book_id;
        RETURN;
    END IF;

    UPDATE ledger.voucher_counter SET last_number = last_number + 1
    WHERE book_id = of_book_id AND period = month
    RETURNING last_number INTO voucher_number;
    IF NOT FOUND THEN
        -- The first one of the month; the head's lock keeps others from writing it, too.
        INSERT INTO ledger.voucher_counter (book_id, period, last_number)
        VALUES (of_book_id, month, 1)
        RETURNING last_number INTO voucher_number;
    END IF;
    INSERT INTO ledger.voucher (
        book_id, log_position, recorded_at, period, number, event, occurred_on, date_precision,
        summary, recorded_by
    )
    VALUES (
        of_book_id, first_position, written_at, month, voucher_number, 'disbursement', paid_on,
        'day', coalesce(payment_purpose, ''), author
    );
    INSERT INTO ledger.disbursement (
        book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
        claim_id, payee_id, bank_account_id, occurred_on, approved_on, amount,
        external_reference, stage, reissue_of, method, purpose
    )
    VALUES (
        of_book_id, first_position + 1, written_at, first_position, from_source_id,
        for_project_id, under_contract_id, under_claim_id, to_payee_id, into_account_id, paid_on,
        approval_date, paid_amount, reference, of_stage, reissue_of_reference, by_method,
        payment_purpose
    );
    disbursement_id := first_position + 1;
    voucher_id := first_position;
    posted := TRUE;
END
$$;
