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
    WITH opened AS MATERIALIZED (
        SELECT *
        FROM ledger.open_vouchers((
            SELECT array_agg((
                ordinal, book_id, 'commitment', signed_on, 'day',
                concat_ws(' ', contract_code, name), author, import_id, NULL, NULL
            )::ledger.voucher_request)
            FROM contracting
            WHERE NOT already
        ))
    ),
    remembered AS (
        INSERT INTO staged_voucher
        SELECT opened.book_id, opened.voucher_id, contracting.sheet_number, contracting.row_number
        FROM opened
        INNER JOIN contracting ON opened.ordinal = contracting.ordinal
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM opened))
    )
    INSERT INTO ledger.commitment (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        contract_id, project_id, source_id, amount, occurred_on
    )
    SELECT
        contracting.book_id,
        taken.base + row_number() OVER (
            PARTITION BY contracting.book_id ORDER BY contracting.ordinal
        ),
        taken.recorded_at, opened.voucher_id, contracting.row_number,
        contracting.external_reference, contracting.contract_id, contracting.project_id,
        contracting.source_id, contracting.amount, contracting.signed_on
    FROM contracting
    INNER JOIN opened ON contracting.ordinal = opened.ordinal
    INNER JOIN taken ON contracting.book_id = taken.book_id;
    GET DIAGNOSTICS posted = ROW_COUNT;
    RETURN posted;
END
$$;
