-- The application records runs, flags, alerts and their delivery, and who may sign in.
GRANT SELECT ON ALL TABLES IN SCHEMA audits TO mingzhang_app;
GRANT INSERT ON
audits.rule_version, audits.rule_parameter, audits.run, audits.run_rule, audits.run_outcome,
audits.flag, audits.flag_sighting, audits.subscription, audits.subscription_end,
audits.alert, audits.alert_delivery
TO mingzhang_app;
GRANT INSERT, UPDATE, DELETE ON audits.job_tick TO mingzhang_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audits FROM public;
GRANT EXECUTE ON FUNCTION audits.refresh_statistics() TO mingzhang_app;
GRANT INSERT, UPDATE ON ledger.user_account TO mingzhang_app;
GRANT INSERT, UPDATE, DELETE ON ledger.web_session TO mingzhang_app;
GRANT INSERT ON ledger.sign_in_attempt TO mingzhang_app;
