-- Registers the fund lines that arriving money names, and a new version where more is said of one.
CREATE OR REPLACE FUNCTION ledger.import_fund_lines(author text)
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    WITH named AS MATERIALIZED (
        SELECT
            arriving.book_id,
            arriving.import_id,
            arriving.fund_line AS name,
            max(arriving.fund_level) AS level,
            max(arriving.fund_class) AS fund_class,
            bool_or(arriving.integrable) AS integrable
        FROM arriving
        WHERE NOT arriving.already
        GROUP BY arriving.book_id, arriving.import_id, arriving.fund_line
    ),
    changed AS MATERIALIZED (
        SELECT
            named.book_id,
            named.import_id,
            named.name,
            known.fund_line_id,
            coalesce(named.level, known.level) AS level,
            coalesce(named.fund_class, known.fund_class) AS fund_class,
            coalesce(named.integrable, known.integrable) AS integrable
        FROM named
        LEFT JOIN facts.fund_line AS known
            ON named.book_id = known.book_id AND named.name = known.name
        WHERE known.fund_line_id IS NULL
            OR (known.level, known.fund_class, known.integrable) IS DISTINCT FROM (
                coalesce(named.level, known.level),
                coalesce(named.fund_class, known.fund_class),
                coalesce(named.integrable, known.integrable)
            )
    ),
    taken AS MATERIALIZED (
        SELECT * FROM ledger.reserve_positions((SELECT array_agg(book_id) FROM changed))
    ),
    placed AS (
        SELECT
            changed.*,
            taken.recorded_at,
            taken.base + row_number() OVER (
                PARTITION BY changed.book_id ORDER BY changed.name
            ) AS log_position
        FROM changed
        INNER JOIN taken ON changed.book_id = taken.book_id
    )
    INSERT INTO ledger.fund_line (
        book_id, log_position, recorded_at, recorded_by, import_id, fund_line_id, name, level,
        fund_class, integrable
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id,
        coalesce(fund_line_id, log_position), name, level, fund_class, integrable
    FROM placed;
END
$$;
