-- Matching lists as they were handed over.
CREATE OR REPLACE VIEW facts.matching_list WITH (security_invoker = TRUE) AS
SELECT
    matching_list.book_id,
    matching_list.log_position AS list_id,
    matching_list.list_code,
    matching_list.kind,
    matching_list.origin,
    matching_list.legal_ground,
    matching_list.as_of,
    matching_list.expires_on
FROM ledger.matching_list AS matching_list
INNER JOIN facts.horizon AS horizon
    ON
        matching_list.book_id = horizon.book_id
        AND matching_list.log_position <= horizon.log_position;
