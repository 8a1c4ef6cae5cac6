-- Why a claim does not carry a payment for a project and contract on a day: the code of the
-- problem, or null. Whether it has enough left is asked by `claim_within_approval`.
CREATE OR REPLACE FUNCTION ledger.claim_refusal(
    of_book_id integer, under_claim_id bigint, for_project_id bigint, under_contract_id bigint,
    on_day date
)
RETURNS text
LANGUAGE sql
STABLE
AS $$
    SELECT CASE
        WHEN claim.project_id <> for_project_id THEN 'claim_of_other_project'
        WHEN claim.contract_id IS DISTINCT FROM under_contract_id THEN 'claim_of_other_contract'
        WHEN decision.step = 'returned' THEN 'claim_returned'
        WHEN decision.step IS NULL THEN 'claim_not_approved'
        WHEN decision.occurred_on > on_day THEN 'paid_before_claim_approved'
        WHEN claim.is_final
            AND EXISTS (
                SELECT
                FROM facts.book AS book
                INNER JOIN facts.sign_off_requirement AS requirement
                    ON strpos(book.path, '/' || requirement.division_id || '/') > 0
                    AND requirement.kind = 'project'
                WHERE book.book_id = of_book_id
            )
            AND NOT EXISTS (
                SELECT
                FROM facts.sign_off AS sheet
                WHERE sheet.book_id = of_book_id AND sheet.project_id = for_project_id
                    AND sheet.kind = 'project' AND sheet.complete AND sheet.in_order
                    AND sheet.completed_on <= on_day
            )
            THEN 'final_without_sign_off'
    END
    FROM ledger.claim AS claim
    LEFT JOIN ledger.claim_step AS decision
        ON claim.book_id = decision.book_id AND claim.log_position = decision.claim_id
        AND decision.step IN ('approved', 'returned')
    WHERE claim.book_id = of_book_id AND claim.log_position = under_claim_id;
$$;
