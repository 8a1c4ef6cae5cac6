-- Persons and companies on matching lists, by keyed hash.
CREATE OR REPLACE VIEW facts.matching_entry WITH (security_invoker = TRUE) AS
SELECT
    matching_entry.book_id,
    matching_entry.log_position AS matching_entry_id,
    matching_entry.list_id,
    matching_entry.name,
    matching_entry.identity_hash,
    matching_entry.identity_masked,
    matching_entry.starts_on,
    matching_entry.ends_on,
    matching_entry.object_kind,
    matching_entry.price,
    matching_entry.company,
    matching_entry.note
FROM ledger.matching_entry AS matching_entry
INNER JOIN facts.horizon AS horizon
    ON
        matching_entry.book_id = horizon.book_id
        AND matching_entry.log_position <= horizon.log_position;
