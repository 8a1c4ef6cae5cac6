-- Who sees the rows of tables that belong to no book. Reference data are public; of what nobody is
-- named here for, the application sees nothing.
DO $$
DECLARE
    said record;
BEGIN
    FOR said IN
        SELECT listed.name, listed.condition
        FROM (
            VALUES
            ('ledger.calendar_day', 'TRUE'),
            ('ledger.division', 'TRUE'),
            ('ledger.division_code', 'TRUE'),
            ('ledger.division_mark', 'TRUE'),
            ('ledger.division_succession', 'TRUE'),
            ('ledger.role_power', 'TRUE'),
            -- How facts are sealed, and by whom, is for everybody to check.
            ('ledger.fact_shape', 'TRUE'),
            ('ledger.shape_start', 'TRUE'),
            ('ledger.witness', 'TRUE'),
            -- Proofs of a book are for who reads it; they lead on into the common log.
            (
                'ledger.log_tree',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.tile',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.checkpoint',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            (
                'ledger.countersignature',
                'log_id = 0 OR log_id = ANY ((SELECT ledger.books_of(''book''))::integer[])'
            ),
            ('ledger.statutory_account', 'TRUE'),
            ('ledger.statutory_mapping', 'TRUE'),
            ('ledger.statutory_regime', 'TRUE'),
            -- A paper is there for whoever sees a voucher that stands on it.
            (
                'ledger.attachment_content',
                'EXISTS (SELECT FROM ledger.attachment AS named'
                ' WHERE named.sha256 = attachment_content.sha256)'
            ),
            -- Everybody sees themselves, and who looks after rights sees whom they may give one.
            (
                'ledger.user_account',
                'login = (SELECT ledger.acting_login()) OR (SELECT ledger.holds(''account''))'
                ' OR (SELECT ledger.holds(''release''))'
            ),
            -- Rights are seen where they are looked after: of one's own place and below.
            (
                'ledger.right_request',
                'login = (SELECT ledger.acting_login())'
                ' OR recorded_by = (SELECT ledger.acting_login())'
                ' OR ledger.holds_at(''account'', division_id)'
                ' OR ledger.holds_at(''release'', division_id)'
            ),
            (
                'ledger.right_decision',
                'EXISTS (SELECT FROM ledger.right_request AS asked'
                ' WHERE asked.request_id = right_decision.request_id)'
            ),
            (
                'ledger.right_held',
                'login = (SELECT ledger.acting_login())'
                ' OR ledger.holds_at(''account'', division_id)'
                ' OR ledger.holds_at(''release'', division_id)'
            ),
            (
                'ledger.draft',
                'division_id = ANY ((SELECT ledger.divisions_of(''write''))::text[])'
            ),
            (
                'ledger.draft_step',
                'EXISTS (SELECT FROM ledger.draft AS taken'
                ' WHERE taken.draft_id = draft_step.draft_id)'
            ),
            (
                'ledger.draft_piece',
                'EXISTS (SELECT FROM ledger.draft AS held'
                ' WHERE held.draft_id = draft_piece.draft_id)'
            ),
            -- Of a book its own audit administrator reads it; what is of no book, each of them.
            (
                'ledger.access_record',
                '(SELECT ledger.holds(''record'')) AND (book_id IS NULL'
                ' OR book_id = ANY ((SELECT ledger.books_of(''record''))::integer[]))'
            ),
            ('ledger.horizon', '(SELECT ledger.holds(''finding''))'),
            -- A run of one book is for who sees flags there; one of all, for who sees any.
            (
                'audits.run',
                '(SELECT ledger.holds(''finding'')) AND (book_id IS NULL'
                ' OR book_id = ANY ((SELECT ledger.books_of(''finding''))::integer[]))'
            ),
            (
                'audits.run_outcome',
                'EXISTS (SELECT FROM audits.run AS made WHERE made.run_id = run_outcome.run_id)'
            ),
            (
                'audits.run_rule',
                'EXISTS (SELECT FROM audits.run AS made WHERE made.run_id = run_rule.run_id)'
            ),
            -- What a rule says and which figures it goes by is law for everybody; what is only
            -- asked for is for who looks after rules there. An auditor's own rule is theirs, too,
            -- and once it is run that of who sees flags: a flag is nothing without its rule.
            (
                'audits.rule_version',
                'text ->> ''division'' IS NULL'
                ' OR ledger.holds_at(''rule'', text ->> ''division'')'
                ' OR EXISTS (SELECT FROM audits.rule_request AS asked'
                ' WHERE asked.rule_code = rule_version.rule_code'
                ' AND asked.version = rule_version.version AND audits.is_released(asked.request_id))'
            ),
            (
                'audits.rule_request',
                'recorded_by = (SELECT ledger.acting_login())'
                ' OR ((kind = ''parameter'' OR division_id IS NULL)'
                ' AND audits.is_released(request_id))'
                ' OR ((SELECT ledger.holds(''finding'')) AND audits.is_released(request_id))'
                ' OR (division_id IS NULL AND (SELECT ledger.holds(''rule'')))'
                ' OR ledger.holds_at(''rule'', division_id)'
            ),
            (
                'audits.rule_decision',
                'EXISTS (SELECT FROM audits.rule_request AS asked'
                ' WHERE asked.request_id = rule_decision.request_id)'
            ),
            (
                'audits.subscription',
                '(SELECT ledger.holds(''subscribe'')) AND'
                ' (division_id IS NULL OR ledger.holds_at(''subscribe'', division_id))'
            ),
            (
                'audits.subscription_end',
                'EXISTS (SELECT FROM audits.subscription AS ended'
                ' WHERE ended.subscription_id = subscription_end.subscription_id)'
            ),
            (
                'audits.alert',
                'EXISTS (SELECT FROM audits.subscription AS told'
                ' WHERE told.subscription_id = alert.subscription_id)'
            ),
            (
                'audits.alert_delivery',
                'EXISTS (SELECT FROM audits.alert AS told'
                ' WHERE told.alert_id = alert_delivery.alert_id)'
            ),
            ('audits.job_tick', '(SELECT ledger.holds(''job''))')
        ) AS listed (name, condition)
    LOOP
        EXECUTE format(
            'CREATE POLICY seen ON %s FOR SELECT TO mingzhang_app USING (%s)',
            said.name, said.condition
        );
    END LOOP;
    -- Who manages subscriptions of a division may make and end them, in their own name.
    CREATE POLICY made ON audits.subscription FOR INSERT TO mingzhang_app
    WITH CHECK (
        recorded_by = (SELECT ledger.acting_login())
        AND ledger.holds_at('subscribe', division_id)
    );
    CREATE POLICY made ON audits.subscription_end FOR INSERT TO mingzhang_app
    WITH CHECK (
        recorded_by = (SELECT ledger.acting_login())
        AND EXISTS (
            SELECT FROM audits.subscription AS ended
            WHERE ended.subscription_id = subscription_end.subscription_id
        )
    );
END
$$;
