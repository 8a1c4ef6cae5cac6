-- Posts the commitments of `contracting` that are not posted yet.
CREATE OR REPLACE FUNCTION ledger.commit_contracted_money(author text)
RETURNS integer
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    PERFORM ledger.open_row_vouchers('contracting', author);
    INSERT INTO ledger.commitment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        contract_id, project_id, source_id, kind, direction, amount, occurred_on
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        contract_id, project_id, source_id, 'contract', 'commit', amount, signed_on
    FROM contracting;
    GET DIAGNOSTICS posted = ROW_COUNT;
    RETURN posted;
END
$$;
