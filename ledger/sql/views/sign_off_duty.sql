-- Books of divisions that ask for sign-off sheets, and since when.
CREATE OR REPLACE VIEW facts.sign_off_duty WITH (security_invoker = TRUE) AS
SELECT
    book.book_id,
    min(marked.valid_from) AS starts_on
FROM facts.book AS book
INNER JOIN facts.division_mark AS marked
    ON
        marked.mark = 'four_party_sign_off'
        AND strpos(book.path, '/' || marked.division_id || '/') > 0
GROUP BY book.book_id;
