-- What was found at the sites of projects, day by day.
CREATE OR REPLACE VIEW facts.site_check WITH (security_invoker = TRUE) AS
SELECT
    looked.book_id,
    looked.log_position AS site_check_id,
    looked.external_reference,
    looked.project_id,
    looked.occurred_on,
    looked.found,
    looked.checked_by,
    looked.photo_sha256,
    looked.distance_metres,
    looked.evidence
FROM ledger.site_check AS looked
INNER JOIN facts.horizon AS horizon
    ON
        looked.book_id = horizon.book_id
        AND looked.log_position <= horizon.log_position
        AND looked.occurred_on <= horizon.as_of;
