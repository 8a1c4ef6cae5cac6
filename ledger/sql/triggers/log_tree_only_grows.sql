-- A sealed tree is never cut short.
CREATE OR REPLACE TRIGGER log_tree_only_grows BEFORE UPDATE ON ledger.log_tree
FOR EACH ROW WHEN (new.tree_size < old.tree_size OR new.log_id <> old.log_id)
EXECUTE FUNCTION ledger.refuse_change();
