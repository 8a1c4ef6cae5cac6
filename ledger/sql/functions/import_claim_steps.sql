-- Records what became of claims: checked, then approved or returned.
CREATE OR REPLACE FUNCTION ledger.import_claim_steps(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE stepping AS
    SELECT
        book.book_id, book.import_id, given.sheet_number, given.row_number, given.claim_code,
        given.step, given.occurred_on, given.actor, given.reason, given.evidence,
        claim.log_position AS claim_id,
        claim.amount AS claimed,
        claim.submitted_on,
        CASE
            WHEN given.step = 'approved' THEN coalesce(given.amount, claim.amount)
            ELSE given.amount
        END AS amount,
        concat_ws('|', given.claim_code, given.step) AS external_reference,
        FALSE AS already
    FROM staged_claim_steps AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND given.claim_code = claim.claim_code;

    PERFORM ledger.report_repeated_references('stepping', 'step');
    PERFORM ledger.report_days_to_come('stepping', 'occurred_on');
    PERFORM ledger.pass_over_recorded(
        'stepping', 'claim_step', 'step',
        '{"occurred_on": "occurred_on", "actor": "actor", "amount": "amount"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'claim_code', 'unknown_claim',
        jsonb_build_object('claim', claim_code)
    FROM stepping
    WHERE claim_id IS NULL AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'claims')
    UNION ALL
    SELECT
        sheet_number, row_number, 'amount', 'approved_above_claim',
        jsonb_build_object('claim', claim_code, 'claimed', claimed)
    FROM stepping
    WHERE amount > claimed
    UNION ALL
    SELECT sheet_number, row_number, 'amount', 'amount_without_approval', '{}'::jsonb
    FROM stepping
    WHERE step <> 'approved' AND amount IS NOT NULL
    UNION ALL
    SELECT sheet_number, row_number, 'reason', 'required', '{}'::jsonb
    FROM stepping
    WHERE step = 'returned' AND reason IS NULL;
    PERFORM ledger.report_claim_order();
    PERFORM ledger.report_closed_days('stepping', 'occurred_on', 'occurred_on');
    DELETE FROM stepping WHERE claim_id IS NULL;
    PERFORM ledger.place_new_rows('stepping');
    INSERT INTO ledger.claim_step (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, claim_id, step, occurred_on, actor, amount, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        claim_id, step, occurred_on, actor, amount, reason, evidence
    FROM stepping;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE stepping;
    RETURN posted;
END
$$;
