-- Writes a step of a draft, as it stands now, in the name of whoever acts.
CREATE OR REPLACE FUNCTION ledger.note_draft_step(of_draft_id bigint, of_step text, why text)
RETURNS void
LANGUAGE sql
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.draft_step (
    draft_id, step_number, recorded_at, recorded_by, step, fingerprint, reason
)
SELECT
    draft.draft_id,
    1 + (SELECT count(*) FROM ledger.draft_step AS taken WHERE taken.draft_id = draft.draft_id),
    clock_timestamp(), ledger.acting_login(), of_step, draft.fingerprint, why
FROM ledger.draft AS draft
WHERE draft.draft_id = of_draft_id;
$$;
