-- What foundations took in and spent in a year, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.foundation_year WITH (security_invoker = TRUE) AS
SELECT
    reported.book_id,
    reported.foundation_year_id,
    reported.report_code,
    reported.foundation,
    reported.ends_on,
    reported.may_raise,
    reported.spending_amount,
    reported.charity_amount,
    reported.management_amount,
    reported.income_before_amount,
    reported.average_income_amount,
    reported.exemption,
    reported.evidence
FROM ledger.foundation_year AS reported
INNER JOIN facts.horizon AS horizon
    ON
        reported.book_id = horizon.book_id
        AND reported.log_position <= horizon.log_position
        AND (reported.effective_on IS NULL OR reported.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.foundation_year AS later
    WHERE
        later.book_id = reported.book_id
        AND later.foundation_year_id = reported.foundation_year_id
        AND later.log_position <> later.foundation_year_id
        AND later.log_position > reported.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
