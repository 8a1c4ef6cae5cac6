-- Promise 2, on every table of the ledger and the audits that is not named here as a working table.
-- A statement trigger, because TRUNCATE walks past row triggers.
DO $$
DECLARE
    fact regclass;
    changed text;
BEGIN
    FOR fact, changed IN
        SELECT
            relation.oid,
            -- A fact of no book is given its place in the common log when that is sealed.
            (
                SELECT 'OF ' || string_agg(quote_ident(kept.attname), ', ')
                FROM pg_attribute AS kept
                WHERE kept.attrelid = relation.oid AND kept.attnum > 0
                    AND NOT kept.attisdropped AND kept.attname <> 'log_position'
                    AND EXISTS (
                        SELECT FROM pg_attribute AS place
                        WHERE place.attrelid = relation.oid
                            AND place.attname = 'log_position' AND NOT place.attnotnull
                    )
            )
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
                'job_tick', 'turn',
                -- They grow with what they seal.
                'log_tree', 'tile'
            )
    LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER never_changed BEFORE UPDATE %s OR DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()',
            coalesce(changed, ''), fact
        );
        IF changed IS NOT NULL THEN
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER placed_once BEFORE UPDATE OF log_position ON %s'
                ' FOR EACH ROW WHEN (old.log_position IS NOT NULL)'
                ' EXECUTE FUNCTION ledger.refuse_change()', fact
            );
            EXECUTE format(
                'CREATE OR REPLACE TRIGGER placed_later BEFORE INSERT ON %s'
                ' FOR EACH ROW WHEN (new.log_position IS NOT NULL)'
                ' EXECUTE FUNCTION ledger.refuse_change()', fact
            );
        END IF;
    END LOOP;

    -- What only grows is not removed either.
    FOR fact IN SELECT unnest(ARRAY['ledger.log_tree'::regclass, 'ledger.tile'::regclass]) LOOP
        EXECUTE format(
            'CREATE OR REPLACE TRIGGER never_changed BEFORE DELETE OR TRUNCATE ON %s'
            ' FOR EACH STATEMENT EXECUTE FUNCTION ledger.refuse_change()', fact
        );
    END LOOP;
END
$$;
