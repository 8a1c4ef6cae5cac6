-- Promise 3: no account but those where money enters the book goes below zero.
-- It looks at the balance anew, because an import defers it to its end.
CREATE OR REPLACE FUNCTION ledger.refuse_negative_balance()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    standing ledger.balance;
BEGIN
    SELECT * INTO standing
    FROM ledger.balance
    WHERE book_id = new.book_id AND source_id = new.source_id AND kind = new.kind
        AND project_id = new.project_id AND contract_id = new.contract_id;
    IF standing.amount < 0 THEN
        PERFORM ledger.refuse(3, 'below_zero', to_jsonb(standing));
    END IF;
    RETURN NULL;
END
$$;
