-- What is said of a contract and a claim where a payment under them is refused.
CREATE OR REPLACE FUNCTION ledger.payment_grounds(
    of_book_id integer, under_contract_id bigint, under_claim_id bigint
)
RETURNS jsonb
LANGUAGE sql
STABLE
AS $$
    SELECT jsonb_build_object(
        'contract', contract.contract_code,
        'supplier', supplier.name,
        'claim', claim.claim_code,
        'payee', claim.payee_name,
        'project_of_claim', project.project_code,
        'contract_of_claim', contract_of_claim.contract_code,
        'decided_on', decision.occurred_on,
        'reason', decision.reason
    )
    FROM (VALUES (of_book_id)) AS book (book_id)
    LEFT JOIN ledger.contract AS contract
        ON book.book_id = contract.book_id AND contract.log_position = under_contract_id
    LEFT JOIN ledger.payee AS supplier
        ON contract.book_id = supplier.book_id AND contract.payee_id = supplier.log_position
    LEFT JOIN ledger.claim AS claim
        ON book.book_id = claim.book_id AND claim.log_position = under_claim_id
    LEFT JOIN ledger.project AS project
        ON claim.book_id = project.book_id AND claim.project_id = project.log_position
    LEFT JOIN ledger.contract AS contract_of_claim
        ON claim.book_id = contract_of_claim.book_id
        AND claim.contract_id = contract_of_claim.log_position
    LEFT JOIN ledger.claim_step AS decision
        ON claim.book_id = decision.book_id AND claim.log_position = decision.claim_id
        AND decision.step IN ('approved', 'returned');
$$;
