-- Promise 11 for rules: who asks for a figure, or releases it, may do so in every book that it
-- reaches: that of its division and those below; a version that is run everywhere, in all. Returns
-- who acts.
CREATE OR REPLACE FUNCTION audits.check_rule_power(at_division_id text)
RETURNS text
LANGUAGE plpgsql
STABLE
SET search_path = audits, pg_temp
AS $$
DECLARE
    login text;
BEGIN
    IF at_division_id IS NULL THEN
        login := ledger.check_power_anywhere(ARRAY['rule']);
    ELSE
        login := ledger.check_power('rule', at_division_id);
    END IF;
    IF EXISTS (
        SELECT FROM ledger.book_reach AS reached
        WHERE (at_division_id IS NULL OR reached.division_id = at_division_id)
            AND reached.book_id <> ALL (ledger.books_of('rule'))
    ) THEN
        PERFORM ledger.refuse(11, 'rule_power_not_everywhere', jsonb_build_object('login', login));
    END IF;
    RETURN login;
END
$$;
