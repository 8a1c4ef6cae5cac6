-- Who signs in proves it to functions; what proves them is read by nothing else.
REVOKE ALL ON
ledger.begun_session, ledger.door_key, ledger.live_session, ledger.recovery_code,
ledger.second_factor, ledger.sign_in_brake, ledger.user_secret, ledger.web_session
FROM mingzhang_app, mingzhang_audit, mingzhang_jobs;
GRANT EXECUTE ON FUNCTION
ledger.add_user(text, text, text, bytea, integer, integer, integer, bytea),
ledger.change_password(bytea, bytea, integer, integer, integer, bytea),
ledger.confirm_second_factor(bytea, bytea, bigint, bytea[]),
ledger.disable_user(text, boolean),
ledger.drop_second_factor(bytea, bytea, bigint, bytea),
ledger.end_sessions(bigint),
ledger.link_user(text, text, text),
ledger.offer_second_factor(bytea),
ledger.open_provider_session(text, text, bytea, bytea, text, text, text),
ledger.open_session(text, bytea, bytea, bytea, text, text, text),
ledger.pass_second_factor(bytea, bigint, bytea, bytea, text),
ledger.password_parameters(text, integer, integer, integer),
ledger.reset_user(text, bytea, integer, integer, integer, bytea),
ledger.sealed_second_factor(bytea),
ledger.sessions_of_mine(),
ledger.sign_out(),
ledger.user_accounts(),
ledger.who_acts()
TO mingzhang_app;
