-- Asks that a parameter of a rule have a value at a division and below, from a day on; without a
-- value it is again what holds above. Another person decides. Returns the request's number.
CREATE OR REPLACE FUNCTION audits.ask_for_parameter(
    of_rule_code text, of_name text, at_division_id text, since date, of_value numeric,
    of_ground text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    asker text := audits.check_rule_power(at_division_id);
    asked bigint;
BEGIN
    IF coalesce(btrim(of_ground), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_request (
        recorded_at, recorded_by, kind, rule_code, division_id, name, valid_from, value, ground
    )
    VALUES (
        clock_timestamp(), asker, 'parameter', of_rule_code, at_division_id, of_name, since,
        of_value, btrim(of_ground)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;
