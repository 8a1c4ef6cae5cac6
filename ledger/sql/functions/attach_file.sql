-- Records that a voucher stands on a file whose content the store has by now. Returns the place of
-- the new row; null where the voucher had this file already.
CREATE OR REPLACE FUNCTION ledger.attach_file(
    of_book_id integer,
    of_voucher_id bigint,
    of_sha256 text,
    of_file_name text,
    of_size bigint,
    of_media_type text
)
RETURNS bigint
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
DECLARE
    author text := ledger.check_power_in('attach', of_book_id);
    written bigint;
BEGIN
    -- Whoever hands in the same file at the same moment waits here, and takes no position in vain.
    PERFORM 1 FROM ledger.book_head AS head WHERE head.book_id = of_book_id FOR UPDATE;
    IF EXISTS (
        SELECT FROM ledger.attachment AS known
        WHERE known.book_id = of_book_id AND known.voucher_id = of_voucher_id
            AND known.sha256 = of_sha256 AND known.file_name IS NOT NULL
    ) THEN
        RETURN NULL;
    END IF;

    INSERT INTO ledger.attachment_content (sha256, size, media_type, stored_at, stored_by)
    VALUES (of_sha256, of_size, of_media_type, clock_timestamp(), author)
    ON CONFLICT DO NOTHING;

    INSERT INTO ledger.attachment (
        book_id, log_position, recorded_at, recorded_by, voucher_id, sha256, file_name
    )
    SELECT
        of_book_id, taken.base + 1, taken.recorded_at, author, of_voucher_id, of_sha256,
        of_file_name
    FROM ledger.take_positions(ARRAY[of_book_id], ARRAY[1]) AS taken
    RETURNING log_position INTO written;
    RETURN written;
END
$$;
