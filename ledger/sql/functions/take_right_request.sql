-- A request for a right that nobody has decided on yet; two who decide at once take their turn.
CREATE OR REPLACE FUNCTION ledger.take_right_request(of_request_id bigint)
RETURNS ledger.right_request
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    taken ledger.right_request;
BEGIN
    SELECT * INTO taken
    FROM ledger.right_request
    WHERE request_id = of_request_id
    FOR UPDATE;
    IF taken.request_id IS NULL THEN
        PERFORM ledger.refuse(
            11, 'unknown_right_request', jsonb_build_object('request', of_request_id)
        );
    END IF;
    RETURN taken;
END
$$;
