-- What each event but a payment (`move_payments`) does to the accounts: the table of
-- docs/architecture.md, one branch a row.
-- An entry's credit account gives, its debit account receives.
CREATE OR REPLACE FUNCTION ledger.move_money()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    movements ledger.movement [];
BEGIN
    CASE tg_table_name
        WHEN 'source' THEN  -- money that arrived may be spent
            SELECT array_agg((
                book_id, voucher_id, 'authority', log_position,
                'origin', NULL, NULL,
                'available', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'opening_balance' THEN  -- how far that money had come: by way of its project
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.ordinal, moved.nth)
            INTO movements
            FROM (
                SELECT
                    opened.voucher_id,
                    opened.log_position AS ordinal,
                    step.nth,
                    CASE
                        WHEN opened.kind = 'treasury' THEN (
                            opened.book_id, opened.voucher_id, 'cash', opened.source_id,
                            'cash_in', NULL, NULL, 'treasury', NULL, NULL, opened.amount
                        )::ledger.movement
                        WHEN step.nth = 1 THEN (
                            opened.book_id, opened.voucher_id, 'authority', opened.source_id,
                            'available', NULL, NULL,
                            'assigned', opened.project_id, NULL, opened.amount
                        )::ledger.movement
                        ELSE (
                            opened.book_id, opened.voucher_id, 'authority', opened.source_id,
                            'assigned', opened.project_id, NULL,
                            opened.kind, opened.project_id, opened.contract_id, opened.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS opened
                CROSS JOIN (VALUES (1), (2)) AS step (nth)
                WHERE step.nth = 1 OR opened.kind IN ('committed', 'disbursed')
            ) AS moved;
        WHEN 'transfer_issue' THEN  -- authority leaves for another book
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                'available', NULL, NULL,
                'issued', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'transfer_adjustment' THEN  -- more or less of what was issued, or of what arrived
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE
                    WHEN side = 'issued' AND kind = 'addition' THEN 'available'
                    WHEN side = 'issued' THEN 'issued'
                    WHEN kind = 'addition' THEN 'origin'
                    ELSE 'available'
                END, NULL, NULL,
                CASE
                    WHEN side = 'issued' AND kind = 'addition' THEN 'issued'
                    WHEN side = 'issued' OR kind = 'addition' THEN 'available'
                    ELSE 'origin'
                END, NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'take_back' THEN  -- money leaves its source at the end of a year
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE
                    WHEN project_id IS NOT NULL THEN 'assigned'
                    WHEN pooled THEN 'pooled'
                    ELSE 'available'
                END, project_id, NULL,
                'reclaimed', NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'carried_cash' THEN  -- cash follows what was carried over, from source to source
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
            FROM (
                SELECT
                    carried.voucher_id,
                    side.nth,
                    CASE side.nth
                        WHEN 1 THEN (
                            cash.book_id, carried.voucher_id, 'cash', carried.source_id,
                            'treasury', NULL, NULL,
                            'cash_out', NULL, NULL, cash.amount
                        )::ledger.movement
                        ELSE (
                            cash.book_id, carried.voucher_id, 'cash', carried.new_source_id,
                            'cash_in', NULL, NULL,
                            'treasury', NULL, NULL, cash.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS cash
                INNER JOIN ledger.take_back AS carried
                    ON cash.book_id = carried.book_id AND cash.take_back_id = carried.log_position
                CROSS JOIN (VALUES (1), (2)) AS side (nth)
            ) AS moved;
        WHEN 'cash_movement' THEN  -- cash comes in, or leaves for the book below
            SELECT array_agg((
                book_id, voucher_id, 'cash', source_id,
                CASE direction WHEN 'in' THEN 'cash_in' ELSE 'treasury' END, NULL, NULL,
                CASE direction WHEN 'in' THEN 'treasury' ELSE 'cash_out' END, NULL, NULL, amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'integration' THEN  -- pooled money stays with its source
            SELECT array_agg((
                book_id, voucher_id, 'authority', source_id,
                CASE direction WHEN 'into_pool' THEN 'available' ELSE 'pooled' END, NULL, NULL,
                CASE direction WHEN 'into_pool' THEN 'pooled' ELSE 'available' END, NULL, NULL,
                amount
            )::ledger.movement) INTO movements FROM new_rows;
        WHEN 'assignment' THEN  -- a project gets money of a source, or gives it back
            SELECT array_agg(
                CASE direction
                    WHEN 'assign' THEN (
                        book_id, voucher_id, 'authority', source_id,
                        CASE WHEN pooled THEN 'pooled' ELSE 'available' END, NULL, NULL,
                        'assigned', project_id, NULL, amount
                    )::ledger.movement
                    ELSE (
                        book_id, voucher_id, 'authority', source_id,
                        'assigned', project_id, NULL,
                        CASE WHEN pooled THEN 'pooled' ELSE 'available' END, NULL, NULL, amount
                    )::ledger.movement
                END
            ) INTO movements FROM new_rows;
        WHEN 'commitment' THEN  -- a contract binds what its project was assigned, or frees it
            SELECT array_agg(
                CASE direction
                    WHEN 'commit' THEN (
                        book_id, voucher_id, 'authority', source_id,
                        'assigned', project_id, NULL,
                        'committed', project_id, contract_id, amount
                    )::ledger.movement
                    ELSE (
                        book_id, voucher_id, 'authority', source_id,
                        'committed', project_id, contract_id,
                        'assigned', project_id, NULL, amount
                    )::ledger.movement
                END
            ) INTO movements FROM new_rows;
        WHEN 'refund' THEN  -- the payment's own entries, the other way round
            SELECT array_agg(moved.line ORDER BY moved.voucher_id, moved.nth) INTO movements
            FROM (
                SELECT
                    back.voucher_id,
                    side.nth,
                    CASE side.nth
                        WHEN 1 THEN (
                            back.book_id, back.voucher_id, 'authority', paid.source_id,
                            'disbursed', paid.project_id, paid.contract_id,
                            CASE WHEN paid.contract_id IS NULL THEN 'assigned' ELSE 'committed' END,
                            paid.project_id, paid.contract_id, back.amount
                        )::ledger.movement
                        ELSE (
                            back.book_id, back.voucher_id, 'cash', paid.source_id,
                            'cash_out', paid.project_id, paid.contract_id,
                            'treasury', NULL, NULL, back.amount
                        )::ledger.movement
                    END AS line
                FROM new_rows AS back
                INNER JOIN ledger.disbursement AS paid
                    ON back.book_id = paid.book_id AND back.disbursement_id = paid.log_position
                CROSS JOIN (VALUES (1), (2)) AS side (nth)
            ) AS moved;
    END CASE;
    IF movements IS NOT NULL THEN
        PERFORM ledger.write_entries(movements);
    END IF;
    RETURN NULL;
END
$$;
