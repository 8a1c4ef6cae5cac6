-- Names the rows of `stepping` that do not follow what is on record of their claim or stands with
-- them in the file: a claim is checked, then decided, once.
CREATE OR REPLACE FUNCTION ledger.report_claim_order()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number,
        CASE told.code WHEN 'claim_step_too_early' THEN 'occurred_on' ELSE 'step' END,
        told.code,
        jsonb_build_object(
            'claim', asked.claim_code,
            'decided_on', told.decided_on,
            'earliest', told.earliest
        )
    FROM stepping AS asked
    CROSS JOIN LATERAL (
        SELECT
            min(known.occurred_on) FILTER (WHERE known.step = 'checked') AS checked_on,
            min(known.occurred_on) FILTER (WHERE known.step <> 'checked') AS decided_on
        FROM (
            SELECT step.step, step.occurred_on
            FROM ledger.claim_step AS step
            WHERE step.book_id = asked.book_id AND step.claim_id = asked.claim_id
            UNION ALL
            -- Of the file, what is asked to happen in its own order.
            SELECT other.step, other.occurred_on
            FROM stepping AS other
            WHERE other.book_id = asked.book_id AND other.claim_id = asked.claim_id
                AND NOT other.already
                AND (
                    other.step = 'checked'
                    OR (
                        asked.step <> 'checked'
                        AND (other.sheet_number, other.row_number)
                        < (asked.sheet_number, asked.row_number)
                    )
                )
        ) AS known
    ) AS found
    CROSS JOIN LATERAL (
        SELECT
            found.decided_on,
            CASE
                WHEN asked.step = 'checked' THEN asked.submitted_on
                ELSE greatest(asked.submitted_on, found.checked_on)
            END AS earliest,
            CASE
                WHEN found.decided_on IS NOT NULL THEN 'claim_decided'
                WHEN asked.step = 'approved' AND found.checked_on IS NULL THEN 'claim_not_checked'
                WHEN asked.occurred_on < asked.submitted_on
                    OR (asked.step <> 'checked' AND asked.occurred_on < found.checked_on)
                    THEN 'claim_step_too_early'
            END AS code
    ) AS told
    WHERE asked.claim_id IS NOT NULL AND NOT asked.already AND told.code IS NOT NULL;
END
$$;
