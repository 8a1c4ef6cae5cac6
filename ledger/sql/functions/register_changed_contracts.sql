-- Writes a new version of each contract for each row of `changing`, with the amount it comes to.
CREATE OR REPLACE FUNCTION ledger.register_changed_contracts(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE changed AS
    SELECT
        changing.book_id, changing.import_id, changing.sheet_number, changing.row_number,
        changing.occurred_on AS effective_on,
        coalesce(changing.evidence, latest.evidence) AS evidence,
        latest.contract_id, latest.contract_code, latest.project_id, latest.payee_id,
        latest.kind, latest.procurement_method, latest.signed_on, latest.retention_percent,
        latest.settled_on, latest.retention_until,
        latest.awarded_on, latest.awarded_to, latest.award_amount, latest.method_ground,
        latest.filed_on, latest.published_on, latest.estimate_amount, latest.bid_bond_amount,
        latest.performance_bond_amount,
        latest.amount + sum(
            CASE changing.direction WHEN 'commit' THEN changing.amount ELSE -changing.amount END
        ) OVER (
            PARTITION BY changing.book_id, changing.contract_id
            ORDER BY changing.occurred_on, changing.ordinal
        ) AS amount
    FROM changing
    CROSS JOIN LATERAL (
        SELECT * FROM ledger.contract AS version
        WHERE version.book_id = changing.book_id AND version.contract_id = changing.contract_id
        ORDER BY version.log_position DESC
        LIMIT 1
    ) AS latest;
    -- More freed than was ever bound is told of at the end, with all that is below zero.
    DELETE FROM changed WHERE amount < 0;
    PERFORM ledger.write_changed_contracts(author);
END
$$;
