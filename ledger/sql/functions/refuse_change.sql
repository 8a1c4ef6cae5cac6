-- Promise 2: a posted fact is never changed or removed. A correction is a reversal or a version.
CREATE OR REPLACE FUNCTION ledger.refuse_change()
RETURNS trigger
LANGUAGE plpgsql
AS $$
BEGIN
    PERFORM ledger.refuse(
        2, 'facts_are_never_changed', jsonb_build_object('table', tg_table_name, 'action', tg_op)
    );
    RETURN NULL;
END
$$;
