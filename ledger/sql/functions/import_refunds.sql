-- Posts paid money that came back: bounced payments and returns.
CREATE OR REPLACE FUNCTION ledger.import_refunds(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE refunding AS
    SELECT
        row_number() OVER (ORDER BY given.sheet_number, given.row_number)::integer AS ordinal,
        book.book_id,
        book.import_id,
        given.sheet_number,
        given.row_number,
        given.payment_reference,
        given.kind,
        given.occurred_on,
        'day' AS occurred_on_precision,
        'refund' AS event,
        given.amount,
        given.reason,
        given.evidence,
        concat_ws(' ', given.payment_reference, given.reason) AS summary,
        coalesce(
            given.external_reference,
            concat_ws('|', given.kind, given.payment_reference, given.occurred_on)
        ) AS external_reference,
        paid.log_position AS disbursement_id,
        paid.amount AS paid_amount,
        paid.occurred_on AS paid_on,
        EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = paid.book_id AND undoing.reverses_id = paid.voucher_id
        ) AS undone,
        FALSE AS already
    FROM staged_refunds AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id
    LEFT JOIN ledger.disbursement AS paid
        ON book.book_id = paid.book_id AND given.payment_reference = paid.external_reference;

    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'payment_reference', 'unknown_payment',
        jsonb_build_object('payment', payment_reference)
    FROM refunding
    WHERE disbursement_id IS NULL
        AND NOT EXISTS (SELECT FROM staged_faulty WHERE sheet = 'disbursements')
    UNION ALL
    SELECT
        sheet_number, row_number, 'payment_reference', 'payment_reversed',
        jsonb_build_object('payment', payment_reference)
    FROM refunding
    WHERE undone
    UNION ALL
    SELECT
        sheet_number, row_number, 'occurred_on', 'refund_before_payment',
        jsonb_build_object('payment', payment_reference, 'paid_on', paid_on)
    FROM refunding
    WHERE occurred_on < paid_on;
    PERFORM ledger.report_repeated_references('refunding', 'payment_reference');
    PERFORM ledger.pass_over_posted(
        'refunding', 'refund', 'payment_reference',
        '{"amount": "amount", "occurred_on": "occurred_on", "kind": "kind",
          "disbursement_id": "payment_reference"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'amount', 'refund_exceeds',
        jsonb_build_object('payment', payment_reference, 'paid', paid_amount, 'back', back)
    FROM (
        SELECT
            refunding.*,
            coalesce(earlier.amount, 0) + sum(refunding.amount) OVER (
                PARTITION BY refunding.book_id, refunding.disbursement_id
                ORDER BY refunding.ordinal
            ) AS back
        FROM refunding
        CROSS JOIN LATERAL (
            SELECT sum(refund.amount) AS amount
            FROM ledger.standing_refunds(refunding.book_id, refunding.disbursement_id) AS refund
        ) AS earlier
        WHERE NOT refunding.already
    ) AS added
    WHERE back > paid_amount;
    PERFORM ledger.drop_faulty_rows('refunding');
    DELETE FROM refunding WHERE disbursement_id IS NULL;
    PERFORM ledger.report_unpostable_days('refunding');
    PERFORM ledger.open_row_vouchers('refunding', author);
    INSERT INTO ledger.refund (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference,
        disbursement_id, kind, amount, occurred_on, reason, evidence
    )
    SELECT
        book_id, log_position, recorded_at, voucher_id, row_number, external_reference,
        disbursement_id, kind, amount, occurred_on, reason, evidence
    FROM refunding;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE refunding;
    RETURN posted;
END
$$;
