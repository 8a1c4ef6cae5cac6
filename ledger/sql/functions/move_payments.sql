-- A payment uses up authority and takes cash out of the treasury. Payments of one voucher between
-- the same accounts share an entry of each side; their list is the voucher's own.
CREATE OR REPLACE FUNCTION ledger.move_payments()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    paid record;
    base bigint;
    last_line integer;
    movements ledger.movement [];
BEGIN
    SELECT
        few.*, count(*) OVER () AS payments,
        -- `post_disbursement` takes places for the entries, too: the last ones of the log, after
        -- those of a new voucher and of the payment, under the lock of its head.
        few.voucher_id = few.log_position - 1 AND (
            SELECT head.last_position = few.log_position + 2
            FROM ledger.book_head AS head
            WHERE head.book_id = few.book_id
        ) AS has_places
    INTO paid
    FROM (
        SELECT
            book_id, log_position, recorded_at, voucher_id, source_id, project_id, contract_id,
            amount, occurred_on
        FROM new_rows
        LIMIT 2
    ) AS few;
    IF paid.payments = 1 THEN
        -- What online posting writes, without the plan that sets need.
        IF paid.has_places THEN
            base := paid.log_position;
            last_line := 0;
        ELSE
            UPDATE ledger.book_head AS head
            SET
                last_position = head.last_position + 2,
                last_recorded_at = greatest(clock_timestamp(), head.last_recorded_at)
            WHERE head.book_id = paid.book_id
            RETURNING
                head.last_position - 2,
                (
                    SELECT coalesce(max(entry.line_number), 0)
                    FROM ledger.entry AS entry
                    WHERE entry.book_id = paid.book_id AND entry.voucher_id = paid.voucher_id
                )
            INTO STRICT base, last_line;
        END IF;
        INSERT INTO ledger.entry (
            book_id, log_position, recorded_at, voucher_id, line_number, side, source_id,
            credit_kind, credit_project_id, credit_contract_id,
            debit_kind, debit_project_id, debit_contract_id, amount, occurred_on
        )
        VALUES (
            paid.book_id, base + 1, paid.recorded_at, paid.voucher_id, last_line + 1, 'authority',
            paid.source_id,
            CASE WHEN paid.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
            paid.project_id, paid.contract_id,
            'disbursed', paid.project_id, paid.contract_id, paid.amount, paid.occurred_on
        ), (
            paid.book_id, base + 2, paid.recorded_at, paid.voucher_id, last_line + 2, 'cash',
            paid.source_id, 'treasury', NULL, NULL,
            'cash_out', paid.project_id, paid.contract_id, paid.amount, paid.occurred_on
        );
    ELSIF paid.payments > 1 THEN
        SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
        FROM (
            SELECT
                summed.voucher_id,
                side.nth,
                CASE side.nth
                    WHEN 1 THEN (
                        summed.book_id, summed.voucher_id, 'authority', summed.source_id,
                        CASE WHEN summed.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
                        summed.project_id, summed.contract_id,
                        'disbursed', summed.project_id, summed.contract_id, summed.amount
                    )::ledger.movement
                    ELSE (
                        summed.book_id, summed.voucher_id, 'cash', summed.source_id,
                        'treasury', NULL, NULL,
                        'cash_out', summed.project_id, summed.contract_id, summed.amount
                    )::ledger.movement
                END AS line
            FROM (
                SELECT
                    book_id, voucher_id, source_id, project_id, contract_id,
                    sum(amount) AS amount
                FROM new_rows
                GROUP BY book_id, voucher_id, source_id, project_id, contract_id
            ) AS summed
            CROSS JOIN (VALUES (1), (2)) AS side (nth)
        ) AS moved;
        PERFORM ledger.write_entries(movements);
    END IF;
    RETURN NULL;
END
$$;
