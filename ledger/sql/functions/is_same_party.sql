-- Whether two payees of a book are one party: by their record, by their number, or by a name that
-- both had. An account that is paid into for the first time registers its holder anew, so one
-- company may stand in a book as several payees.
CREATE OR REPLACE FUNCTION ledger.is_same_party(
    of_book_id integer, one_payee_id bigint, other_payee_id bigint
)
RETURNS boolean
LANGUAGE sql
STABLE
AS $$
    SELECT one_payee_id = other_payee_id OR EXISTS (
        SELECT
        FROM ledger.payee AS one
        INNER JOIN ledger.payee AS other
            ON one.book_id = other.book_id
            AND (one.name = other.name OR one.identity_hash = other.identity_hash)
        WHERE one.book_id = of_book_id
            AND (
                one.log_position = one_payee_id
                OR (one.payee_id = one_payee_id AND one.log_position <> one.payee_id)
            )
            AND (
                other.log_position = other_payee_id
                OR (other.payee_id = other_payee_id AND other.log_position <> other.payee_id)
            )
    );
$$;
