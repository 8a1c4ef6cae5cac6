-- A match is asked for once a statement, whoever writes it.
CREATE OR REPLACE TRIGGER statement_match_is_right
AFTER INSERT ON ledger.statement_match
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_wrong_match();
