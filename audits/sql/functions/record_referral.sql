-- Records whether a confirmed flag is referred, or how a referral went on. Who may refer, and none
-- else, reads it again: whoever was audited does not learn of it here.
CREATE OR REPLACE FUNCTION audits.record_referral(
    of_book_id integer, of_flag_id bigint, of_step text, on_day date, to_receiver text,
    of_note text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    referrer text := ledger.check_power_in('refer', of_book_id);
    receiver text := nullif(btrim(to_receiver), '');
    sent_on date;
    recorded bigint;
BEGIN
    IF NOT coalesce((
        SELECT outcome = 'confirmed'
        FROM audits.flag_judgement
        WHERE book_id = of_book_id AND flag_id = of_flag_id
        ORDER BY judgement_id DESC
        LIMIT 1
    ), FALSE) THEN
        PERFORM ledger.refuse(6, 'referral_of_doubt', jsonb_build_object('flag', of_flag_id));
    END IF;
    IF coalesce(btrim(of_note), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF on_day IS NULL OR on_day > ledger.today_in_beijing() THEN
        PERFORM ledger.refuse(6, 'referral_day', '{}'::jsonb);
    END IF;
    SELECT max(occurred_on) INTO sent_on
    FROM audits.referral_step
    WHERE book_id = of_book_id AND flag_id = of_flag_id AND step = 'sent';
    IF of_step NOT IN ('not_needed', 'sent') AND coalesce(on_day < sent_on, TRUE) THEN
        PERFORM ledger.refuse(6, 'referral_not_sent', '{}'::jsonb);
    END IF;
    IF (of_step IN ('sent', 'passed_on')) <> (receiver IS NOT NULL) THEN
        PERFORM ledger.refuse(6, 'referral_receiver', '{}'::jsonb);
    END IF;
    INSERT INTO audits.referral_step (
        book_id, flag_id, recorded_at, recorded_by, step, occurred_on, receiver, note
    )
    VALUES (
        of_book_id, of_flag_id, clock_timestamp(), referrer, of_step, on_day, receiver,
        btrim(of_note)
    )
    RETURNING referral_step_id INTO recorded;
    RETURN recorded;
END
$$;
