-- What donors were told of their gifts, asked, and were answered, day by day.
CREATE OR REPLACE VIEW facts.feedback WITH (security_invoker = TRUE) AS
SELECT
    told.book_id,
    told.log_position AS feedback_id,
    told.external_reference,
    told.source_id,
    told.kind,
    told.occurred_on,
    told.means,
    told.contents,
    told.evidence
FROM ledger.feedback AS told
INNER JOIN facts.horizon AS horizon
    ON
        told.book_id = horizon.book_id
        AND told.log_position <= horizon.log_position
        AND told.occurred_on <= horizon.as_of;
