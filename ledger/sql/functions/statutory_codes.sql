-- The codes that a movement of cash has on a day: a row for each chart of the regime in force, its
-- codes null where none is known. No row on a day of which no regime is known. Views of the facts
-- call it as whoever reads them.
CREATE OR REPLACE FUNCTION ledger.statutory_codes(
    of_event text, of_source_kind text, from_kind text, to_kind text, on_day date
)
RETURNS TABLE (
    regime text, chart text, debit_code text, credit_code text, standing text
)
LANGUAGE sql
STABLE
SECURITY DEFINER
SET search_path = ledger, pg_temp
-- Runs and jobs call it with row security off, past which the owner may not read.
SET row_security = on
ROWS 2
AS $$
SELECT
    regime.regime,
    chart.chart,
    mapping.debit_code,
    mapping.credit_code,
    coalesce(mapping.standing, 'unconfirmed')
FROM ledger.statutory_regime AS regime
CROSS JOIN LATERAL unnest(regime.charts) AS chart (chart)
LEFT JOIN LATERAL (
    SELECT known.debit_code, known.credit_code, known.standing
    FROM ledger.statutory_mapping AS known
    WHERE known.regime = regime.regime
        AND known.chart = chart.chart
        AND known.event IN (of_event, '*')
        AND known.source_kind IN (of_source_kind, '*')
        AND known.credit_kind = from_kind
        AND known.debit_kind = to_kind
        AND on_day BETWEEN known.valid_from AND coalesce(known.valid_to, 'infinity')
    ORDER BY
        known.origin = 'office' DESC, known.event <> '*' DESC, known.source_kind <> '*' DESC,
        known.valid_from DESC
    LIMIT 1
) AS mapping ON TRUE
WHERE on_day BETWEEN regime.valid_from AND coalesce(regime.valid_to, 'infinity')
$$;
