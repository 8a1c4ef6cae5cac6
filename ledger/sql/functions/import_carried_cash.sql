-- Moves the cash of what this import carried over: as much as was carried over, or what is left in
-- the treasury once its payments are posted. Day by day: what is carried on twice takes its cash
-- along twice.
CREATE OR REPLACE FUNCTION ledger.import_carried_cash(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    of_day date;
    of_this_day integer;
    posted integer := 0;
BEGIN
    CREATE TEMPORARY TABLE carried AS
    SELECT
        taken.book_id, taken.log_position AS take_back_id, taken.recorded_at AS opened_at,
        taken.source_id, taken.amount, taken.occurred_on, staged.sheet_number, staged.row_number
    FROM staged_voucher AS staged
    INNER JOIN ledger.take_back AS taken
        ON staged.book_id = taken.book_id AND staged.voucher_id = taken.voucher_id
    WHERE taken.kind = 'carry_over';

    FOR of_day IN SELECT DISTINCT occurred_on FROM carried ORDER BY occurred_on LOOP
        CREATE TEMPORARY TABLE following AS
        SELECT
            asked.*,
            least(
                asked.amount,
                balance.amount + asked.amount - sum(asked.amount) OVER (
                    PARTITION BY asked.book_id, asked.source_id ORDER BY asked.take_back_id
                )
            ) AS cash_amount
        FROM carried AS asked
        INNER JOIN ledger.balance AS balance
            ON asked.book_id = balance.book_id AND asked.source_id = balance.source_id
            AND balance.kind = 'treasury'
        WHERE asked.occurred_on = of_day;
        DELETE FROM following WHERE cash_amount <= 0;
        PERFORM ledger.place_rows('following');
        INSERT INTO ledger.carried_cash (
            book_id, log_position, recorded_at, take_back_id, amount
        )
        SELECT book_id, log_position, opened_at, take_back_id, cash_amount FROM following;
        GET DIAGNOSTICS of_this_day = ROW_COUNT;
        posted := posted + of_this_day;
        DROP TABLE following;
    END LOOP;
    DROP TABLE carried;
    RETURN posted;
END
$$;
