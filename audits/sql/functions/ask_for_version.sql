-- Asks that a version of a rule be the one that is run, and puts its text on record where it is
-- not yet. Another person decides. Returns the request's number.
CREATE OR REPLACE FUNCTION audits.ask_for_version(
    of_rule_code text, of_version integer, of_sha256 text, of_text jsonb, of_ground text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    place text := of_text ->> 'division';
    asker text := audits.check_rule_power(place);
    said jsonb := jsonb_build_object('rule', of_rule_code, 'version', of_version);
    asked bigint;
BEGIN
    IF coalesce(btrim(of_ground), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    INSERT INTO audits.rule_version (rule_code, version, sha256, text, recorded_at)
    VALUES (of_rule_code, of_version, of_sha256, of_text, clock_timestamp())
    ON CONFLICT (rule_code, version) DO NOTHING;
    IF EXISTS (
        SELECT FROM audits.rule_version AS known
        WHERE known.rule_code = of_rule_code AND known.version = of_version
            AND known.sha256 <> of_sha256
    ) THEN
        PERFORM ledger.refuse(2, 'rule_text_changed', said);
    END IF;
    -- A rule's place is part of its first text: a rule of a county does not become everybody's.
    IF EXISTS (
        SELECT FROM audits.rule_version AS known
        WHERE known.rule_code = of_rule_code
            AND (known.text ->> 'division') IS DISTINCT FROM place
    ) THEN
        PERFORM ledger.refuse(11, 'rule_of_other_place', said);
    END IF;
    INSERT INTO audits.rule_request (
        recorded_at, recorded_by, kind, rule_code, version, division_id, ground
    )
    VALUES (
        clock_timestamp(), asker, 'version', of_rule_code, of_version, place, btrim(of_ground)
    )
    RETURNING request_id INTO asked;
    RETURN asked;
END
$$;
