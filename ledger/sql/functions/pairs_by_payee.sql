-- Unmatched lines and movements of one amount and one payee, and how many days they are apart. A
-- payee is told by the account; by the name where one of the accounts is not known; cash that came
-- or went under a document, by that document.
CREATE OR REPLACE FUNCTION ledger.pairs_by_payee(days integer)
RETURNS TABLE (line_id bigint, movement bigint, apart integer)
LANGUAGE sql
SET search_path = ledger, pg_temp
AS $$
SELECT alike.line_id, alike.movement, abs(alike.line_on - alike.moved_on)
FROM (
    SELECT line.line_id, moved.movement, line.occurred_on AS line_on, moved.occurred_on AS moved_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.account = moved.account
        AND line.direction = moved.direction AND line.amount = moved.amount
    UNION
    SELECT line.line_id, moved.movement, line.occurred_on, moved.occurred_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.name = moved.name
        AND line.direction = moved.direction AND line.amount = moved.amount
    WHERE line.account IS NULL OR moved.account IS NULL
    UNION
    SELECT line.line_id, moved.movement, line.occurred_on, moved.occurred_on
    FROM open_line AS line
    INNER JOIN open_movement AS moved
        ON line.document_no = moved.document_no
        AND line.direction = moved.direction AND line.amount = moved.amount
) AS alike
WHERE abs(alike.line_on - alike.moved_on) <= days AND NOT EXISTS (
    SELECT FROM parted
    WHERE parted.line_id = alike.line_id AND parted.movement = alike.movement
);
$$;
