-- Promise 2, on every table of the ledger and the audits that is not named here as a working table.
-- A statement trigger, because TRUNCATE walks past row triggers.
DO $$
DECLARE
    fact regclass;
BEGIN
    FOR fact IN
        SELECT relation.oid
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
            AND relation.relname NOT IN (
                -- Kept by the postings themselves, out of the facts.
                'balance', 'book_head', 'voucher_counter',
                -- Rolled up from the entries, and made anew when thrown away.
                'balance_slice', 'balance_slice_day',
                -- Reference data that a new edition of its source replaces.
                'calendar_day', 'division', 'division_code', 'division_mark',
                'division_succession',
                'statutory_account', 'statutory_mapping', 'statutory_regime',
                -- Keys change, and what they seal is sealed anew; nothing else of it changes.
                'data_key', 'personal_number',
                -- Who may sign in, who is signed in, and what follows from released rights.
                'book_reach', 'right_held', 'role_power',
                -- What is not posted yet.
                'draft', 'draft_piece',
                'door_key', 'recovery_code', 'second_factor', 'sign_in_brake', 'user_account',
                'user_secret', 'web_session',
                -- The scheduler's own memory, and what one process does at a time.
                'job_tick', 'turn'
            )
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER never_changed BEFORE UPDATE OR DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', fact
        );
    END LOOP;
END
$$;
