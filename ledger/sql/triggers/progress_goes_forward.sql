-- Work that was verified does not vanish.
CREATE OR REPLACE TRIGGER progress_goes_forward
AFTER INSERT ON ledger.progress_report
REFERENCING NEW TABLE AS new_rows
FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_backward_progress();
