-- What donors allow, from a day on; the first row of a source came with the gift. Where a paper
-- says only the month or year, stated_on is the last day it can be of and earliest_on the first.
CREATE OR REPLACE VIEW facts.donor_will WITH (security_invoker = TRUE) AS
SELECT
    donor_will.book_id,
    donor_will.log_position AS donor_will_id,
    donor_will.source_id,
    donor_will.stated_on,
    donor_will.donor,
    donor_will.will,
    donor_will.restricted_category,
    donor_will.restricted_division_id,
    donor_will.restricted_project_id,
    donor_will.registered_only,
    donor_will.use_by,
    donor_will.evidence,
    donor_will.date_precision,
    CASE donor_will.date_precision
        WHEN 'day' THEN donor_will.stated_on
        WHEN 'month' THEN date_trunc('month', donor_will.stated_on::timestamp)::date
        ELSE date_trunc('year', donor_will.stated_on::timestamp)::date
    END AS earliest_on
FROM ledger.donor_will AS donor_will
INNER JOIN facts.horizon AS horizon
    ON
        donor_will.book_id = horizon.book_id
        AND donor_will.log_position <= horizon.log_position
        AND donor_will.stated_on <= horizon.as_of;
