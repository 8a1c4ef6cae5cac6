-- What stood on the accounts of a book by a day, as known at a moment: debits less credits, of each
-- source as a whole (project_id 0) and of each project.
-- Slices of the log that were known whole are looked up, one row an account; the stretch in which
-- the moment falls and the end of the log are read entry by entry. So it is exact however far the
-- log is rolled up, and what it reads does not grow with the ledger.
-- No sources named: all; no projects named: all, and the whole. No day or moment: up to now.
CREATE OR REPLACE FUNCTION ledger.balances_as_of(
    of_book_id integer, of_source_ids bigint[], of_project_ids bigint[],
    happened_by date, known_by timestamptz
)
RETURNS TABLE (source_id bigint, project_id bigint, kind text, amount numeric)
LANGUAGE plpgsql
STABLE
-- Slices and stretches are found by key (LATERAL ... OFFSET 0), however little the planner knows.
SET enable_seqscan = off
AS $$
#variable_conflict use_column
BEGIN
    IF happened_by IS NULL AND known_by IS NULL THEN
        -- The postings keep it themselves.
        RETURN QUERY
        SELECT standing.source_id, each.project_id, standing.kind, sum(standing.amount)
        FROM ledger.balance AS standing
        CROSS JOIN LATERAL (
            VALUES (0::bigint), (nullif(standing.project_id, 0))
        ) AS each (project_id)
        WHERE standing.book_id = of_book_id
            AND (of_source_ids IS NULL OR standing.source_id = ANY(of_source_ids))
            AND each.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR each.project_id = ANY(of_project_ids))
        GROUP BY standing.source_id, each.project_id, standing.kind;
        RETURN;
    END IF;
    happened_by := coalesce(happened_by, 'infinity');
    known_by := coalesce(known_by, 'infinity');
    RETURN QUERY
    WITH RECURSIVE counted AS MATERIALIZED (
        SELECT
            each.level, coalesce(last_one.slice_number + 1, 0) AS slices,
            CASE
                WHEN each.level > 0
                    THEN ledger.slice_positions(each.level) / ledger.slice_positions(each.level - 1)
            END AS children
        FROM generate_series(0, 10) AS each (level)
        LEFT JOIN LATERAL (
            SELECT slice.slice_number
            FROM ledger.balance_slice AS slice
            WHERE slice.book_id = of_book_id AND slice.level = each.level
            ORDER BY slice.slice_number DESC
            LIMIT 1
        ) AS last_one ON TRUE
    ),
    visited AS (
        -- What no slice of the next level covers, and below it what it knows only in part.
        SELECT slice.level, slice.slice_number, slice.first_recorded_at, slice.last_recorded_at
        FROM counted
        INNER JOIN counted AS above ON above.level = counted.level + 1
        CROSS JOIN LATERAL (
            SELECT known.*
            FROM ledger.balance_slice AS known
            WHERE known.book_id = of_book_id AND known.level = counted.level
                AND known.slice_number >= above.slices * above.children
            OFFSET 0
        ) AS slice
        WHERE counted.slices > 0
        UNION ALL
        SELECT slice.level, slice.slice_number, slice.first_recorded_at, slice.last_recorded_at
        FROM visited
        INNER JOIN counted AS own ON visited.level = own.level
        CROSS JOIN LATERAL (
            SELECT known.*
            FROM ledger.balance_slice AS known
            WHERE known.book_id = of_book_id AND known.level = visited.level - 1
                AND known.slice_number >= visited.slice_number * own.children
                AND known.slice_number < (visited.slice_number + 1) * own.children
            OFFSET 0
        ) AS slice
        WHERE visited.first_recorded_at <= known_by AND visited.last_recorded_at > known_by
    ),
    whole AS MATERIALIZED (
        SELECT visited.level, visited.slice_number
        FROM visited
        WHERE visited.last_recorded_at <= known_by
    ),
    stretch AS MATERIALIZED (
        SELECT
            visited.slice_number * ledger.slice_positions(0) + 1 AS first_position,
            (visited.slice_number + 1) * ledger.slice_positions(0) AS last_position
        FROM visited
        WHERE visited.level = 0
            AND visited.first_recorded_at <= known_by AND visited.last_recorded_at > known_by
        UNION ALL
        SELECT counted.slices * ledger.slice_positions(0) + 1, 9223372036854775807
        FROM counted
        WHERE counted.level = 0
    ),
    account AS MATERIALIZED (
        SELECT DISTINCT standing.source_id, each.project_id, standing.kind
        FROM ledger.balance AS standing
        CROSS JOIN LATERAL (
            VALUES (0::bigint), (nullif(standing.project_id, 0))
        ) AS each (project_id)
        WHERE standing.book_id = of_book_id
            AND (of_source_ids IS NULL OR standing.source_id = ANY(of_source_ids))
            AND each.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR each.project_id = ANY(of_project_ids))
    ),
    moved AS (
        SELECT account.source_id, account.project_id, account.kind, summed.amount
        FROM account
        CROSS JOIN whole
        CROSS JOIN LATERAL (
            SELECT by_day.amount
            FROM ledger.balance_slice_day AS by_day
            WHERE by_day.book_id = of_book_id AND by_day.level = whole.level
                AND by_day.slice_number = whole.slice_number
                AND by_day.project_id = account.project_id
                AND by_day.source_id = account.source_id AND by_day.kind = account.kind
                AND by_day.day <= happened_by
            ORDER BY by_day.day DESC
            LIMIT 1
        ) AS summed
        UNION ALL
        SELECT entry.source_id, side.project_id, side.kind, side.amount
        FROM stretch
        CROSS JOIN LATERAL (
            SELECT written.*
            FROM ledger.entry AS written
            WHERE written.book_id = of_book_id
                AND written.log_position BETWEEN stretch.first_position AND stretch.last_position
            OFFSET 0
        ) AS entry
        CROSS JOIN LATERAL (
            VALUES
            (entry.debit_kind, 0, entry.amount),
            (entry.credit_kind, 0, -entry.amount),
            (entry.debit_kind, entry.debit_project_id, entry.amount),
            (entry.credit_kind, entry.credit_project_id, -entry.amount)
        ) AS side (kind, project_id, amount)
        WHERE entry.recorded_at <= known_by AND entry.occurred_on <= happened_by
            AND (of_source_ids IS NULL OR entry.source_id = ANY(of_source_ids))
            AND side.project_id IS NOT NULL
            AND (of_project_ids IS NULL OR side.project_id = ANY(of_project_ids))
    )
    SELECT moved.source_id, moved.project_id, moved.kind, sum(moved.amount)
    FROM moved
    GROUP BY moved.source_id, moved.project_id, moved.kind;
END
$$;
