-- The kinds of personal data in a text that is made public: ID numbers, bank accounts, mobile
-- numbers, a person's disease or degree of disability. Empty where there is none; null of no text.
CREATE OR REPLACE FUNCTION ledger.personal_data_in(words text)
RETURNS text
LANGUAGE sql
IMMUTABLE
STRICT
SET search_path = ledger, pg_temp
AS $$
    SELECT concat_ws(
        ',',
        CASE
            WHEN words ~ '(^|[^0-9])[1-9][0-9]{16}[0-9Xx]([^0-9Xx]|$)' THEN 'identity'
        END,
        CASE
            WHEN words ~ '(^|[^0-9])[1-9]([0-9]{15}|[0-9]{16}|[0-9]{18})([^0-9Xx]|$)'
                THEN 'account'
        END,
        CASE WHEN words ~ '(^|[^0-9])1[3-9][0-9]{9}([^0-9]|$)' THEN 'phone' END,
        CASE
            WHEN words ~ '[一二三四]级(残疾|肢残)|残疾[一二三四]级|残疾等级|残疾证号|患有|癌|尿毒症'
                OR words ~ '白血病|精神障碍|精神病|艾滋|确诊'
                THEN 'health'
        END
    )
$$;
