-- The application reads what was found, and writes who is to be told of it.
GRANT SELECT ON ALL TABLES IN SCHEMA audits TO mingzhang_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audits FROM public;
GRANT INSERT ON audits.subscription, audits.subscription_end TO mingzhang_app;
