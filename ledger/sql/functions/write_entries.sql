-- Writes entries of one or more vouchers, numbering their lines after those they have.
-- Rows of the ledger are looked up one by one, by index (LATERAL ... LIMIT 1): the statistics of a
-- table that this very transaction is filling would mislead the planner to read all of it.
CREATE OR REPLACE FUNCTION ledger.write_entries(movements ledger.movement[])
RETURNS void
LANGUAGE plpgsql
AS $$
#variable_conflict use_column
BEGIN
    WITH movement AS MATERIALIZED (
        SELECT moved.*
        FROM unnest(movements) WITH ORDINALITY AS moved (
            book_id, voucher_id, side, source_id, credit_kind, credit_project_id,
            credit_contract_id, debit_kind, debit_project_id, debit_contract_id, amount, nth
        )
    ),
    wanted AS MATERIALIZED (
        SELECT array_agg(counted.book_id) AS book_ids, array_agg(counted.n) AS counts
        FROM (
            SELECT movement.book_id, count(*) AS n
            FROM movement
            GROUP BY movement.book_id
        ) AS counted
    ),
    taken AS MATERIALIZED (
        SELECT positions.*
        FROM wanted
        CROSS JOIN LATERAL ledger.take_positions(wanted.book_ids, wanted.counts) AS positions
    )
    INSERT INTO ledger.entry (
        book_id, log_position, recorded_at, voucher_id, line_number, side, source_id,
        credit_kind, credit_project_id, credit_contract_id,
        debit_kind, debit_project_id, debit_contract_id, amount, occurred_on
    )
    SELECT
        movement.book_id,
        taken.base + row_number() OVER (PARTITION BY movement.book_id ORDER BY movement.nth),
        voucher.recorded_at,
        movement.voucher_id,
        coalesce(written.lines, 0) + row_number() OVER (
            PARTITION BY movement.book_id, movement.voucher_id ORDER BY movement.nth
        ),
        movement.side, movement.source_id,
        movement.credit_kind, movement.credit_project_id, movement.credit_contract_id,
        movement.debit_kind, movement.debit_project_id, movement.debit_contract_id,
        movement.amount, voucher.occurred_on
    FROM movement
    INNER JOIN taken ON movement.book_id = taken.book_id
    CROSS JOIN LATERAL (
        SELECT opened.recorded_at, opened.occurred_on
        FROM ledger.voucher AS opened
        WHERE opened.book_id = movement.book_id AND opened.log_position = movement.voucher_id
        LIMIT 1
    ) AS voucher
    LEFT JOIN LATERAL (
        SELECT max(entry.line_number) AS lines
        FROM ledger.entry AS entry
        WHERE entry.book_id = movement.book_id AND entry.voucher_id = movement.voucher_id
    ) AS written ON TRUE;
END
$$;
