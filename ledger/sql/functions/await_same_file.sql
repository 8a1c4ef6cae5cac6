-- Promise 7: the same content is taken once, also where it is sent twice at the same moment. Waits
-- until no other transaction of somebody who is signed in is at it; held until this one ends.
CREATE OR REPLACE FUNCTION ledger.await_same_file(sha256_of_content text)
RETURNS void
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
BEGIN
    PERFORM ledger.check_signed_in();
    PERFORM pg_advisory_xact_lock(hashtextextended(sha256_of_content, 0));
END
$$;
