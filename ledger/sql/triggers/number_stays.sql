-- A number in the vault is sealed anew when keys change; it is never another, and never gone.
CREATE OR REPLACE TRIGGER number_stays
BEFORE DELETE OR TRUNCATE OR UPDATE OF kind, hashed, recorded_at ON ledger.personal_number
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change();
