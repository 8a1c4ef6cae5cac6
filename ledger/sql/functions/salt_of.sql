-- The salt of the fact at a place of a log, made from a seed that nobody keeps: who learns one salt
-- learns nothing of the next. Without settings of its own, so that it is written into the query.
CREATE OR REPLACE FUNCTION ledger.salt_of(seed bytea, of_book_id integer, at_position bigint)
RETURNS uuid
LANGUAGE sql
IMMUTABLE
AS $$
SELECT
    encode(
        substring(sha256(seed || int4send(of_book_id) || int8send(at_position)) FROM 1 FOR 16), 'hex'
    )::uuid;
$$;
