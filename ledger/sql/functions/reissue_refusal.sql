-- Why a payment does not pay again what it says it does: the code of the problem, or null. A
-- payment is paid again once some of it bounced, and no more than bounced; where the second payment
-- bounced too, that one is named.
CREATE OR REPLACE FUNCTION ledger.reissue_refusal(
    of_book_id integer, original_reference text, on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN original.log_position IS NULL THEN 'unknown_payment'
        WHEN ledger.bounced_of_payment(of_book_id, original.log_position, on_day) = 0
            THEN 'payment_not_bounced'
        WHEN ledger.reissued_of_payment(of_book_id, original_reference)
            > ledger.bounced_of_payment(of_book_id, original.log_position)
            THEN 'reissue_exceeds'
    END
    FROM (VALUES (of_book_id)) AS book (book_id)
    LEFT JOIN ledger.disbursement AS original
        ON book.book_id = original.book_id AND original.external_reference = original_reference;
$$;
