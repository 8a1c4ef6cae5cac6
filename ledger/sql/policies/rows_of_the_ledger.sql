-- Promise 11: of every table the application sees the rows of the books in which whoever acts holds
-- the power named here, and of other tables what is said of each. Row-level security is forced on
-- all tables, the owner's too: the posting functions, which run as the owner, see all rows, and
-- write into a book only for somebody who may, because whatever they write takes a place in its
-- log, and there the policy of `book_head` stands.
DO $$
DECLARE
    said record;
    guarded regclass;
BEGIN
    FOR guarded IN
        SELECT relation.oid
        FROM pg_class AS relation
        INNER JOIN pg_namespace AS schema ON relation.relnamespace = schema.oid
        WHERE schema.nspname IN ('ledger', 'audits') AND relation.relkind = 'r'
    LOOP
        EXECUTE format('ALTER TABLE %s ENABLE ROW LEVEL SECURITY', guarded);
        EXECUTE format('ALTER TABLE %s FORCE ROW LEVEL SECURITY', guarded);
        IF guarded <> 'ledger.book_head'::regclass THEN
            EXECUTE format('CREATE POLICY owned ON %s TO mingzhang_owner USING (TRUE)', guarded);
        END IF;
    END LOOP;

    FOR said IN
        SELECT area.power, listed.name
        FROM (
            VALUES
            ('book', ARRAY[
                'ledger.book', 'ledger.book_reach', 'ledger.horizon_position',
                'ledger.period_closing'
            ]),
            ('money', ARRAY[
                'ledger.attachment', 'ledger.balance', 'ledger.balance_slice',
                'ledger.balance_slice_day', 'ledger.book_head', 'ledger.carried_cash',
                'ledger.cash_movement', 'ledger.commitment', 'ledger.disbursement',
                'ledger.entry', 'ledger.import_batch', 'ledger.integration',
                'ledger.journal_line', 'ledger.listed_account',
                'ledger.opening_balance', 'ledger.refund', 'ledger.source', 'ledger.statement',
                'ledger.statement_line', 'ledger.statement_match', 'ledger.statement_match_end',
                'ledger.take_back', 'ledger.transfer_adjustment', 'ledger.transfer_issue',
                'ledger.voucher', 'ledger.voucher_counter'
            ]),
            ('project', ARRAY[
                'ledger.assignment', 'ledger.claim', 'ledger.claim_step', 'ledger.contract',
                'ledger.donated_goods', 'ledger.donated_goods_movement', 'ledger.donor_will',
                'ledger.entitlement', 'ledger.feedback', 'ledger.foundation_year', 'ledger.fund_line', 'ledger.integration_plan', 'ledger.integration_plan_item',
                'ledger.notice', 'ledger.aid_pairing', 'ledger.budget_line',
                'ledger.payee_substitution', 'ledger.progress_report', 'ledger.project',
                'ledger.project_step', 'ledger.self_evaluation', 'ledger.sign_off',
                'ledger.signature', 'ledger.site_check'
            ]),
            ('person', ARRAY[
                'ledger.bank_account', 'ledger.bid', 'ledger.household', 'ledger.payee', 'ledger.person'
            ]),
            ('list', ARRAY['ledger.matching_entry', 'ledger.matching_list']),
            ('finding', ARRAY[
                'audits.breach', 'audits.flag', 'audits.flag_judgement', 'audits.flag_sighting',
                'ledger.finding', 'ledger.rectification'
            ]),
            -- What is referred is not for the unit that was audited, nor for those who keep its book.
            ('refer', ARRAY['audits.referral_step'])
        ) AS area (power, names)
        CROSS JOIN LATERAL unnest(area.names) AS listed (name)
    LOOP
        -- Asked once a statement, and compared by what an index on the book can be asked with.
        EXECUTE format(
            'CREATE POLICY seen ON %s FOR SELECT TO mingzhang_app'
            ' USING (book_id = ANY ((SELECT ledger.books_of(%L))::integer[]))',
            said.name, said.power
        );
    END LOOP;
END
$$;
