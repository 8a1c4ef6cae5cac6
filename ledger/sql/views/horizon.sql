-- What may be seen: every book up to a log position and a day. A run sets `mingzhang.horizon` to
-- the one it took; without that setting everything known now is seen.
CREATE OR REPLACE VIEW facts.horizon WITH (security_invoker = TRUE) AS
SELECT
    seen.book_id,
    seen.seen_position AS log_position,
    seen.as_of
FROM ledger.horizon_position AS seen
WHERE seen.horizon_id = nullif(current_setting('mingzhang.horizon', TRUE), '')::bigint
UNION ALL
SELECT
    book.book_id,
    9223372036854775807 AS log_position,
    'infinity'::date AS as_of
FROM ledger.book AS book
WHERE nullif(current_setting('mingzhang.horizon', TRUE), '') IS NULL;
