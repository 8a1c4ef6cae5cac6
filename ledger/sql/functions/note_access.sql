-- Records an access of whoever acts: what was read, taken out or refused. The book may be told by
-- its division among the details; one that is not there is none: what is recorded of an attempt to
-- open it must not fail.
CREATE OR REPLACE FUNCTION ledger.note_access(
    of_kind text, of_book_id integer, of_subject text, what jsonb
)
RETURNS void
LANGUAGE sql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
INSERT INTO ledger.access_record (recorded_at, login, kind, book_id, subject, details)
VALUES (
    clock_timestamp(), ledger.acting_login(), of_kind,
    (
        SELECT book.book_id FROM ledger.book AS book
        WHERE book.book_id = of_book_id
            OR (of_book_id IS NULL AND book.division_id = what ->> 'division')
    ),
    of_subject, what
);
$$;
