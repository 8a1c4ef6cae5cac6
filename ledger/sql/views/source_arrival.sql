-- What a source's money came to, part by part, each on its own day: what arrived at first, and what
-- adjustments added to it or, below nothing, took from it. They add up to the amount of the source.
CREATE OR REPLACE VIEW facts.source_arrival WITH (security_invoker = TRUE) AS
SELECT
    source.book_id,
    source.source_id,
    source.source_id AS arrival_id,
    source.original_amount AS amount,
    source.occurred_on,
    source.earliest_on,
    FALSE AS adjusting
FROM facts.source AS source
UNION ALL
SELECT
    adjustment.book_id,
    adjustment.source_id,
    adjustment.transfer_adjustment_id AS arrival_id,
    adjustment.amount,
    adjustment.occurred_on,
    adjustment.occurred_on AS earliest_on,
    TRUE AS adjusting
FROM facts.transfer_adjustment AS adjustment
WHERE adjustment.side = 'received';
