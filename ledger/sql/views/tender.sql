-- Tenders with their bidders, winners and losers by name, in the order of the names; without a
-- winner nobody lost.
CREATE OR REPLACE VIEW facts.tender WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.tender_id,
    bid.tender_code,
    bid.opened_on,
    count(*) AS bidder_count,
    max(bid.price) FILTER (WHERE bid.won) AS winning_price,
    string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name) FILTER (WHERE bid.won) AS winner,
    CASE
        WHEN bool_or(bid.won)
            THEN
                string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name)
                FILTER (WHERE bid.won IS DISTINCT FROM TRUE)
    END AS losers
FROM facts.bid AS bid
GROUP BY bid.book_id, bid.tender_id, bid.tender_code, bid.opened_on;
