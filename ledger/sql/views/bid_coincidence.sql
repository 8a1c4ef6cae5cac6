-- What two bidders or more of one tender have in common, and which of them do. Addresses and
-- authors are the same whatever spaces stand in them.
CREATE OR REPLACE VIEW facts.bid_coincidence WITH (security_invoker = TRUE) AS
SELECT
    bid.book_id,
    bid.tender_id,
    mark.turn,
    mark.name_zh,
    mark.name_en,
    count(*) AS bidder_count,
    string_agg(bid.bidder_name, '、' ORDER BY bid.bidder_name) AS bidders
FROM facts.bid AS bid
CROSS JOIN
    LATERAL (
        VALUES
        (1, '信用代码', 'credit code', encode(bid.bidder_identity_hash, 'hex')),
        (2, '单位负责人', 'head', encode(bid.responsible_identity_hash, 'hex')),
        (3, '电话', 'phone', encode(bid.phone_hash, 'hex')),
        (4, '保证金账号', 'bond account', encode(bid.bond_account_hash, 'hex')),
        (5, '地址', 'address', replace(bid.address, ' ', '')),
        (6, '文件作者', 'author of the file', replace(bid.file_author, ' ', ''))
    ) AS mark (turn, name_zh, name_en, value)
WHERE mark.value IS NOT NULL
GROUP BY bid.book_id, bid.tender_id, mark.turn, mark.name_zh, mark.name_en, mark.value
HAVING count(*) > 1;
