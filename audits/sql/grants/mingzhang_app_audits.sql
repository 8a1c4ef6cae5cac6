-- The application records runs, flags, alerts and their delivery.
GRANT SELECT ON ALL TABLES IN SCHEMA audits TO mingzhang_app;
GRANT INSERT ON
audits.rule_version, audits.rule_parameter, audits.run, audits.run_rule, audits.run_outcome,
audits.flag, audits.flag_sighting, audits.subscription, audits.subscription_end,
audits.alert, audits.alert_delivery
TO mingzhang_app;
GRANT INSERT, UPDATE, DELETE ON audits.job_tick TO mingzhang_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audits FROM public;
GRANT EXECUTE ON FUNCTION audits.refresh_statistics() TO mingzhang_app;
