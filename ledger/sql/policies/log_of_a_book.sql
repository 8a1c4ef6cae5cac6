-- Promise 11, for writing: whatever is posted takes a place in the log of its book, and that takes
-- the right to write there. The owner's functions obey it as others do.
CREATE POLICY opened ON ledger.book_head FOR INSERT TO mingzhang_owner WITH CHECK (TRUE);
CREATE POLICY read_by_owner ON ledger.book_head FOR SELECT TO mingzhang_owner USING (TRUE);
CREATE POLICY written ON ledger.book_head FOR UPDATE TO mingzhang_owner
USING (TRUE)
WITH CHECK (ledger.holds_in('write', book_id));
