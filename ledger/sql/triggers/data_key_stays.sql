-- A data key is wrapped anew or retired; it is never another, and its dates are never gone.
CREATE OR REPLACE TRIGGER data_key_stays
BEFORE DELETE OR TRUNCATE OR UPDATE OF purpose, version, created_at ON ledger.data_key
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
