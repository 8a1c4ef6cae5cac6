-- Names the first row of `handing`, for each of the goods, with which more would leave the register
-- than was received, or more come back than went out; and takes out the rows of those goods.
CREATE OR REPLACE FUNCTION ledger.report_excess_goods()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT DISTINCT ON (asked.book_id, asked.goods_id)
        asked.sheet_number, asked.row_number, 'quantity',
        CASE WHEN asked.distributed < 0 THEN 'goods_return_exceeds' ELSE 'goods_exceed' END,
        jsonb_build_object(
            'goods', goods.goods_code, 'item', goods.item, 'unit', goods.unit,
            'received', goods.quantity, 'gone', asked.distributed + asked.removed,
            'distributed', asked.distributed + asked.quantity
        )
    FROM (
        SELECT
            handing.*,
            earlier.distributed + sum(
                CASE handing.kind
                    WHEN 'distributed' THEN handing.quantity WHEN 'returned' THEN -handing.quantity
                    ELSE 0
                END
            ) OVER file_order AS distributed,
            earlier.removed + sum(
                CASE handing.kind WHEN 'removed' THEN handing.quantity ELSE 0 END
            ) OVER file_order AS removed
        FROM handing
        CROSS JOIN LATERAL ledger.moved_goods(handing.book_id, handing.goods_id) AS earlier
        WINDOW file_order AS (
            PARTITION BY handing.book_id, handing.goods_id
            ORDER BY handing.sheet_number, handing.row_number
        )
    ) AS asked
    INNER JOIN ledger.donated_goods AS goods
        ON asked.book_id = goods.book_id AND asked.goods_id = goods.log_position
    WHERE asked.distributed < 0 OR asked.distributed + asked.removed > goods.quantity
    ORDER BY asked.book_id, asked.goods_id, asked.sheet_number, asked.row_number;
    -- The rows after that one may be wrong only because it is: they are not looked at.
    DELETE FROM handing
    USING (
        SELECT named.book_id, named.goods_id
        FROM handing AS named
        INNER JOIN staged_problem AS said
            ON named.sheet_number = said.sheet_number AND named.row_number = said.row_number
    ) AS wrong
    WHERE handing.book_id = wrong.book_id AND handing.goods_id = wrong.goods_id;
END
$$;
