-- What becomes of a claim has an order.
CREATE OR REPLACE TRIGGER claim_steps_in_order
AFTER INSERT ON ledger.claim_step
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.check_claim_steps();
