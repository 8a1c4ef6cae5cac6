-- The application reads what was found, and writes who is to be told of it.
GRANT SELECT ON ALL TABLES IN SCHEMA audits TO mingzhang_app;
-- A webhook's secret is shown once, when it is made, and read by whoever sends: with it anybody
-- could send alerts in our name.
REVOKE SELECT ON audits.subscription FROM mingzhang_app;
GRANT SELECT (
    subscription_id, recipient, channel, address, division_id, least_severity, rule_codes,
    recorded_at, recorded_by
) ON audits.subscription TO mingzhang_app;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA audits FROM public;
GRANT INSERT ON audits.subscription, audits.subscription_end TO mingzhang_app;
GRANT EXECUTE ON FUNCTION
audits.ask_for_parameter(text, text, text, date, numeric, text),
audits.ask_for_version(text, integer, text, jsonb, text),
audits.decide_on_rule(bigint, text, text),
audits.is_released(bigint),
audits.judge_flag(integer, bigint, text, text, text),
audits.record_referral(integer, bigint, text, date, text, text)
TO mingzhang_app;
