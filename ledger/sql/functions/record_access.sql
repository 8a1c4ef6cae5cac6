-- Puts on record what whoever acts did: functions of the owner alone say what that was. The book
-- may be told by its division among the details, and otherwise its division is put there, for
-- readers who see no book; one that is not there is none: what is recorded of an attempt to open it
-- must not fail.
CREATE OR REPLACE FUNCTION ledger.record_access(
    of_kind text, of_book_id integer, of_subject text, what jsonb
)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.access_record (recorded_at, login, kind, book_id, subject, details)
SELECT
    clock_timestamp(), ledger.acting_login(), of_kind, book.book_id, of_subject,
    what || CASE
        WHEN book.book_id IS NULL THEN '{}'::jsonb
        ELSE jsonb_build_object('division', book.division_id)
    END
FROM (SELECT) AS once
LEFT JOIN ledger.book AS book
    ON book.book_id = of_book_id
    OR (of_book_id IS NULL AND book.division_id = what ->> 'division');
$$;
