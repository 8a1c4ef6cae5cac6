-- What was done about findings, day by day.
CREATE OR REPLACE VIEW facts.rectification WITH (security_invoker = TRUE) AS
SELECT
    done.book_id,
    done.log_position AS rectification_id,
    done.external_reference,
    done.finding_id,
    done.step,
    done.occurred_on,
    done.amount,
    done.contents,
    done.evidence
FROM ledger.rectification AS done
INNER JOIN facts.horizon AS horizon
    ON
        done.book_id = horizon.book_id
        AND done.log_position <= horizon.log_position
        AND done.occurred_on <= horizon.as_of;
