-- Names rows of `entitling` for which the household is due something of that project and time
-- already, by another code: what was paid could not be told apart. Whatever has no period is for
-- all time.
CREATE OR REPLACE FUNCTION ledger.report_overlapping_entitlements()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        asked.sheet_number, asked.row_number, 'entitlement_code', 'entitlements_overlap',
        jsonb_build_object(
            'household', asked.household_code, 'project', asked.project_code,
            'other', min(other.entitlement_code)
        )
    FROM entitling AS asked
    INNER JOIN (
        SELECT
            book_id, project_id, household_id, entitlement_code, period_from, period_until,
            sheet_number, row_number
        FROM entitling
        UNION ALL
        -- What this file says anew of one that is registered stands above.
        SELECT
            known.book_id, known.project_id, known.household_id, known.entitlement_code,
            known.period_from, known.period_until, 0, 0
        FROM facts.entitlement AS known
        LEFT JOIN entitling AS anew
            ON known.book_id = anew.book_id AND known.entitlement_id = anew.entitlement_id
        WHERE anew.entitlement_id IS NULL
    ) AS other
        ON asked.book_id = other.book_id
        AND asked.project_id = other.project_id
        AND asked.household_id = other.household_id
        AND asked.entitlement_code <> other.entitlement_code
        AND (asked.sheet_number, asked.row_number) > (other.sheet_number, other.row_number)
    WHERE coalesce(asked.period_from, '-infinity') <= coalesce(other.period_until, 'infinity')
        AND coalesce(other.period_from, '-infinity') <= coalesce(asked.period_until, 'infinity')
    GROUP BY asked.sheet_number, asked.row_number, asked.household_code, asked.project_code;
END
$$;
