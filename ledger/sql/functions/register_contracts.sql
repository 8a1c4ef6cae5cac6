-- Registers the contracts of `contracting`: a new one with the sum of its rows, or a new version
-- where its settlement or other terms became known.
CREATE OR REPLACE FUNCTION ledger.register_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE changed AS
    WITH given AS MATERIALIZED (
        SELECT
            book_id, contract_code, min(import_id) AS import_id,
            min(sheet_number) AS sheet_number, min(row_number) AS row_number,
            min(project_id) AS project_id, min(payee_id) AS payee_id,
            min(contract_kind) AS kind, min(procurement_method) AS procurement_method,
            sum(amount) AS amount, min(signed_on) AS signed_on,
            min(retention_percent) AS retention_percent, min(settled_on) AS settled_on,
            min(retention_until) AS retention_until,
            min(awarded_on) AS awarded_on,
            min(awarded_to) AS awarded_to,
            min(award_amount) AS award_amount,
            min(method_ground) AS method_ground,
            min(filed_on) AS filed_on,
            min(published_on) AS published_on,
            min(estimate_amount) AS estimate_amount,
            min(bid_bond_amount) AS bid_bond_amount,
            min(performance_bond_amount) AS performance_bond_amount,
            min(effective_on) AS effective_on, min(evidence) AS evidence
        FROM contracting
        GROUP BY book_id, contract_code
    ),
    merged AS MATERIALIZED (
        SELECT
            given.book_id, given.contract_code, given.import_id, given.sheet_number,
            given.row_number,
            known.contract_id, given.project_id, given.payee_id,
            coalesce(given.kind, known.kind) AS kind,
            coalesce(given.procurement_method, known.procurement_method) AS procurement_method,
            coalesce(known.amount, given.amount) AS amount,
            given.signed_on,
            given.retention_percent,
            coalesce(given.settled_on, known.settled_on) AS settled_on,
            coalesce(given.retention_until, known.retention_until) AS retention_until,
            coalesce(given.awarded_on, known.awarded_on) AS awarded_on,
            coalesce(given.awarded_to, known.awarded_to) AS awarded_to,
            coalesce(given.award_amount, known.award_amount) AS award_amount,
            coalesce(given.method_ground, known.method_ground) AS method_ground,
            coalesce(given.filed_on, known.filed_on) AS filed_on,
            coalesce(given.published_on, known.published_on) AS published_on,
            coalesce(given.estimate_amount, known.estimate_amount) AS estimate_amount,
            coalesce(given.bid_bond_amount, known.bid_bond_amount) AS bid_bond_amount,
            coalesce(given.performance_bond_amount, known.performance_bond_amount)
                AS performance_bond_amount,
            coalesce(given.evidence, known.evidence) AS evidence,
            -- A first version holds from the beginning: else what names it would find nothing.
            CASE
                WHEN known.contract_id IS NOT NULL
                    THEN coalesce(
                        given.effective_on, given.settled_on, ledger.today_in_beijing()
                    )
            END AS effective_on
        FROM given
        LEFT JOIN facts.contract AS known
            ON given.book_id = known.book_id AND given.contract_code = known.contract_code
    )
    SELECT merged.*
    FROM merged
    LEFT JOIN facts.contract AS known
        ON merged.book_id = known.book_id AND merged.contract_id = known.contract_id
    WHERE known.contract_id IS NULL OR (
        known.project_id, known.payee_id, known.kind, known.procurement_method,
        known.signed_on, known.retention_percent, known.settled_on, known.retention_until,
        known.awarded_on, known.awarded_to, known.award_amount, known.method_ground,
        known.filed_on, known.published_on, known.estimate_amount, known.bid_bond_amount,
        known.performance_bond_amount
    ) IS DISTINCT FROM (
        merged.project_id, merged.payee_id, merged.kind, merged.procurement_method,
        merged.signed_on, merged.retention_percent, merged.settled_on, merged.retention_until,
        merged.awarded_on, merged.awarded_to, merged.award_amount, merged.method_ground,
        merged.filed_on, merged.published_on, merged.estimate_amount, merged.bid_bond_amount,
        merged.performance_bond_amount
    );
    posted := ledger.write_changed_contracts(author);

    UPDATE contracting SET contract_id = contract.log_position
    FROM ledger.contract AS contract
    WHERE contracting.book_id = contract.book_id
        AND contracting.contract_code = contract.contract_code
        AND contract.log_position = contract.contract_id;
    RETURN posted;
END
$$;
