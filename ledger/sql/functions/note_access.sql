-- Records what the application alone knows of: what somebody takes out, and what was refused, also
-- to nobody; of these no more than a hundred an hour, or whoever has the application's password
-- could bury the others under them.
CREATE OR REPLACE FUNCTION ledger.note_access(
    of_kind text, of_book_id integer, of_subject text, what jsonb
)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    of_nobody bigint;
BEGIN
    IF of_kind NOT IN ('export', 'refused') THEN
        RAISE EXCEPTION 'accesses of the kind % are recorded where they happen', of_kind
        USING ERRCODE = 'insufficient_privilege';
    END IF;
    IF of_kind = 'refused' AND ledger.acting_login() IS NULL THEN
        SELECT count(*) INTO of_nobody
        FROM ledger.access_record AS record
        WHERE record.login IS NULL AND record.kind = 'refused'
            AND record.recorded_at > clock_timestamp() - INTERVAL '1 hour';
        IF of_nobody >= 100 THEN
            PERFORM ledger.refuse(11, 'refusals_of_nobody', '{}'::jsonb);
        END IF;
    ELSE
        PERFORM ledger.check_signed_in();
    END IF;
    PERFORM ledger.record_access(of_kind, of_book_id, of_subject, what);
END
$$;
