-- Whether money is bound by a contract: by its rows, or by an opening that was not reversed.
CREATE OR REPLACE FUNCTION ledger.is_committed(of_book_id integer, of_contract_id bigint)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT EXISTS (
        SELECT FROM ledger.commitment AS known
        WHERE known.book_id = of_book_id AND known.contract_id = of_contract_id
            AND known.kind = 'contract'
    ) OR EXISTS (
        SELECT FROM ledger.opening_balance AS known
        WHERE known.book_id = of_book_id AND known.contract_id = of_contract_id
            AND NOT EXISTS (
                SELECT FROM ledger.voucher AS undoing
                WHERE undoing.book_id = known.book_id AND undoing.reverses_id = known.voucher_id
            )
    );
$$;
