-- Registers the sheet of payees.
CREATE OR REPLACE FUNCTION ledger.import_payees(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE registering AS
    SELECT
        book.book_id,
        book.import_id,
        given.*,
        given.payee_code AS external_reference
    FROM staged_payees AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;
    PERFORM ledger.report_repeated_references('registering', 'payee_code');
    PERFORM ledger.drop_faulty_rows('registering');
    posted := ledger.register_payees('registering', author);
    DROP TABLE registering;
    RETURN posted;
END
$$;
