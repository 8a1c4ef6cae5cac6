-- Writes the versions of contracts that stand in `changed`, and returns how many there are.
CREATE OR REPLACE FUNCTION ledger.write_changed_contracts(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
DECLARE
    written integer;
BEGIN
    PERFORM ledger.place_rows('changed');
    INSERT INTO ledger.contract (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row, effective_on,
        contract_id, contract_code, project_id, payee_id, kind, procurement_method, amount,
        signed_on, retention_percent, settled_on, retention_until,
        awarded_on, awarded_to, award_amount, method_ground, filed_on, published_on,
        estimate_amount, bid_bond_amount, performance_bond_amount, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, effective_on,
        coalesce(contract_id, log_position), contract_code, project_id, payee_id, kind,
        procurement_method, amount, signed_on, retention_percent, settled_on, retention_until,
        awarded_on, awarded_to, award_amount, method_ground, filed_on, published_on,
        estimate_amount, bid_bond_amount, performance_bond_amount,
        evidence
    FROM changed;
    GET DIAGNOSTICS written = ROW_COUNT;
    DROP TABLE changed;
    RETURN written;
END
$$;
