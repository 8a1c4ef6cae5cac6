-- What was verified as done does not become less without a reason; nor before the contract was
-- signed.
CREATE OR REPLACE FUNCTION ledger.refuse_backward_progress()
RETURNS trigger
LANGUAGE plpgsql
AS $$
DECLARE
    wrong record;
BEGIN
    SELECT compared.occurred_on, compared.percent INTO wrong
    FROM (
        SELECT
            report.*,
            contract.signed_on,
            lag(report.percent) OVER (
                PARTITION BY report.book_id, report.project_id, report.contract_id
                ORDER BY report.occurred_on
            ) AS before
        FROM ledger.progress_report AS report
        LEFT JOIN ledger.contract AS contract
            ON report.book_id = contract.book_id AND report.contract_id = contract.log_position
        WHERE (report.book_id, report.project_id) IN (SELECT book_id, project_id FROM new_rows)
    ) AS compared
    WHERE (compared.percent < compared.before AND compared.correction_reason IS NULL)
        OR compared.occurred_on < compared.signed_on
    LIMIT 1;
    IF FOUND THEN
        PERFORM ledger.refuse(13, 'progress_refused', to_jsonb(wrong));
    END IF;
    RETURN NULL;
END
$$;
