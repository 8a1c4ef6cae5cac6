-- Promise 5: a voucher of a closed month gets no further lines.
CREATE OR REPLACE TRIGGER entry_period_open
AFTER INSERT ON ledger.entry
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_closed_entries();
