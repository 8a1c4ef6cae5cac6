-- Rules read the facts as the horizon shows them, by views that read their tables as whoever asks;
-- of people, drafts and numbers they see nothing.
GRANT USAGE ON SCHEMA facts, audits TO mingzhang_audit;
GRANT SELECT ON ALL TABLES IN SCHEMA ledger, facts TO mingzhang_audit;
REVOKE SELECT ON
ledger.access_record, ledger.data_key, ledger.draft, ledger.draft_piece, ledger.draft_step,
ledger.personal_number, ledger.user_account
FROM mingzhang_audit;
GRANT SELECT ON
audits.flag, audits.flag_judgement, audits.flag_sighting, audits.rule_decision, audits.rule_request,
audits.run
TO mingzhang_audit;
GRANT INSERT, SELECT ON audits.breach TO mingzhang_audit;
-- The view of statutory lines asks for codes as whoever reads it.
GRANT EXECUTE ON FUNCTION ledger.statutory_codes(text, text, text, text, date) TO mingzhang_audit;
