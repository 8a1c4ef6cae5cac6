-- Whoever asked for a right takes the request back before it is decided on.
CREATE OR REPLACE FUNCTION ledger.withdraw_right_request(of_request_id bigint)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    asked ledger.right_request := ledger.take_right_request(of_request_id);
BEGIN
    INSERT INTO ledger.right_decision (request_id, recorded_at, recorded_by, decision, reason)
    VALUES (
        of_request_id, clock_timestamp(), ledger.check_power('right', asked.division_id),
        'withdrawn', ''
    );
END
$$;
