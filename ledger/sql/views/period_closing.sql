-- What was done to the months (202403) and years (2024) of books: closed, asked to be reopened,
-- reopened. Closing a month closes all before it; `closed_through` is the last closed month after.
CREATE OR REPLACE VIEW facts.period_closing WITH (security_invoker = TRUE) AS
SELECT
    closing.book_id,
    closing.log_position AS period_closing_id,
    closing.act,
    closing.period,
    closing.closed_through,
    closing.asked_id,
    closing.reason,
    closing.recorded_at,
    closing.recorded_by
FROM ledger.period_closing AS closing
INNER JOIN facts.horizon AS horizon
    ON
        closing.book_id = horizon.book_id
        AND closing.log_position <= horizon.log_position;
