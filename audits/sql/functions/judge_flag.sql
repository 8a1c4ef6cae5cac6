-- Records that somebody verified a flag: it is so, or it is dismissed for a reason. Who may judge
-- the flags of a book, and never who drafted, reviewed or posted something in it (promise 6): whose
-- money is in doubt does not say that all is well. A later judgement stands in place of an earlier.
CREATE OR REPLACE FUNCTION audits.judge_flag(
    of_book_id integer, of_flag_id bigint, of_outcome text, of_reason text, of_note text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = audits, pg_temp
AS $$
DECLARE
    judge text := ledger.check_power_in('judge', of_book_id);
    judged bigint;
BEGIN
    IF NOT EXISTS (
        SELECT FROM audits.flag WHERE book_id = of_book_id AND flag_id = of_flag_id
    ) THEN
        PERFORM ledger.refuse(11, 'unknown_flag', jsonb_build_object('flag', of_flag_id));
    END IF;
    IF EXISTS (
        SELECT FROM ledger.import_batch AS batch
        WHERE batch.book_id = of_book_id
            AND judge IN (batch.recorded_by, batch.reviewed_by, batch.posted_by)
    ) THEN
        PERFORM ledger.refuse(6, 'judge_of_own_book', jsonb_build_object('login', judge));
    END IF;
    IF coalesce(btrim(of_note), '') = '' THEN
        PERFORM ledger.refuse(6, 'reason_missing', '{}'::jsonb);
    END IF;
    IF of_outcome NOT IN ('confirmed', 'dismissed')
        OR (of_outcome = 'dismissed') <> (of_reason IS NOT NULL)
        OR of_reason NOT IN ('data_lag', 'lawful_exception', 'rule_defect', 'other')
    THEN
        PERFORM ledger.refuse(6, 'judgement_incomplete', '{}'::jsonb);
    END IF;
    INSERT INTO audits.flag_judgement (
        book_id, flag_id, recorded_at, recorded_by, outcome, reason, note
    )
    VALUES (
        of_book_id, of_flag_id, clock_timestamp(), judge, of_outcome, of_reason, btrim(of_note)
    )
    RETURNING judgement_id INTO judged;
    RETURN judged;
END
$$;
