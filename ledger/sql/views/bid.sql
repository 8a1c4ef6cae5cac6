-- Who bid in tenders and for how much, numbers hashed and masked; a tender is called by its first
-- bid.
CREATE OR REPLACE VIEW facts.bid WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.log_position AS bid_id,
    bid.tender_code,
    bid.project_id,
    bid.opened_on,
    bid.bidder_name,
    bid.bidder_identity_hash,
    bid.bidder_identity_masked,
    bid.price,
    bid.won,
    bid.responsible_identity_hash,
    bid.responsible_identity_masked,
    bid.phone_hash,
    bid.phone_masked,
    bid.bond_account_hash,
    bid.bond_account_masked,
    bid.address,
    bid.file_author,
    bid.evidence,
    min(bid.log_position) OVER (
        PARTITION BY bid.book_id, bid.tender_code
    ) AS tender_id
FROM ledger.bid AS bid
INNER JOIN facts.horizon AS horizon
    ON
        bid.book_id = horizon.book_id
        AND bid.log_position <= horizon.log_position
        AND bid.opened_on <= horizon.as_of;
