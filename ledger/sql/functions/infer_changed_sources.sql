-- Fills in the source of the rows of `changing` that name no document. More money comes from the
-- one source of the project; money is freed to the one source that the contract binds; where a
-- termination names no amount, to each of them, all that is unpaid.
CREATE OR REPLACE FUNCTION ledger.infer_changed_sources()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE adding AS SELECT * FROM changing WHERE direction = 'commit';
    PERFORM ledger.infer_sources('adding');
    UPDATE changing SET source_id = adding.source_id
    FROM adding
    WHERE changing.ordinal = adding.ordinal;

    CREATE TEMPORARY TABLE bound AS
    SELECT changing.ordinal, balance.source_id, balance.amount, source.document_no
    FROM changing
    INNER JOIN ledger.balance AS balance
        ON changing.book_id = balance.book_id AND changing.contract_id = balance.contract_id
        AND balance.kind = 'committed' AND balance.amount > 0
        AND coalesce(changing.source_id, balance.source_id) = balance.source_id
    INNER JOIN ledger.source AS source
        ON balance.book_id = source.book_id AND balance.source_id = source.log_position
    WHERE changing.direction = 'release';
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        changing.sheet_number, changing.row_number,
        CASE WHEN count(bound.ordinal) = 0 THEN 'contract_code' ELSE 'source_document' END,
        CASE
            WHEN count(bound.ordinal) = 0 THEN 'nothing_committed' ELSE 'source_of_contract_needed'
        END,
        jsonb_build_object(
            'contract', changing.contract_code,
            'documents', string_agg(bound.document_no, '、' ORDER BY bound.document_no)
        )
    FROM changing
    LEFT JOIN bound ON changing.ordinal = bound.ordinal
    WHERE changing.direction = 'release'
        AND (changing.source_document IS NULL OR changing.source_id IS NOT NULL)
    GROUP BY
        changing.sheet_number, changing.row_number, changing.contract_code, changing.amount
    HAVING count(bound.ordinal) = 0
        OR (count(bound.ordinal) > 1 AND changing.amount IS NOT NULL);

    -- The first source takes the row itself, so that its reference is found when it comes again.
    UPDATE changing
    SET source_id = first.source_id, amount = coalesce(changing.amount, first.amount)
    FROM (
        SELECT DISTINCT ON (ordinal) * FROM bound ORDER BY ordinal, source_id
    ) AS first
    WHERE changing.ordinal = first.ordinal;
    INSERT INTO changing
    SELECT
        (jsonb_populate_record(changing, jsonb_build_object(
            'ordinal', (SELECT max(ordinal) FROM changing) + row_number() OVER (
                ORDER BY changing.ordinal, bound.source_id
            ),
            'source_id', bound.source_id,
            'amount', bound.amount,
            'external_reference', changing.external_reference || '|' || bound.source_id
        ))).*
    FROM changing
    INNER JOIN bound ON changing.ordinal = bound.ordinal AND changing.source_id < bound.source_id
    WHERE changing.source_document IS NULL;
    DROP TABLE adding, bound;
END
$$;
