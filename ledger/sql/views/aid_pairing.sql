-- Who helps whom, from when to when, and what was pledged: each in its latest version that the
-- horizon sees.
CREATE OR REPLACE VIEW facts.aid_pairing WITH (security_invoker = TRUE) AS
SELECT
    pairing.book_id,
    pairing.aid_pairing_id,
    pairing.pairing_code,
    pairing.helper,
    pairing.helper_division_id,
    pairing.helped_kind,
    pairing.helped_name,
    pairing.starts_on,
    pairing.ends_on,
    pairing.exited_on,
    pairing.pledged_amount,
    pairing.due_on,
    pairing.document_no,
    pairing.evidence
FROM ledger.aid_pairing AS pairing
INNER JOIN facts.horizon AS horizon
    ON
        pairing.book_id = horizon.book_id
        AND pairing.log_position <= horizon.log_position
        AND (pairing.effective_on IS NULL OR pairing.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.aid_pairing AS later
    WHERE
        later.book_id = pairing.book_id
        AND later.aid_pairing_id = pairing.aid_pairing_id
        AND later.log_position <> later.aid_pairing_id
        AND later.log_position > pairing.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
