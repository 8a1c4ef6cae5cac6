-- Opens the sources that the carry-overs of the table `taking` go on under, each under the voucher
-- of its row. A row that names no new document keeps the old one, marked with the year that closes.
-- Lines of a document are numbered on, so that each new source can be named.
CREATE OR REPLACE FUNCTION ledger.carry_sources_over()
RETURNS void
LANGUAGE plpgsql
SET search_path = ledger, pg_temp
AS $$
BEGIN
    CREATE TEMPORARY TABLE carrying AS
    SELECT
        taking.ordinal,
        taking.book_id,
        taking.sheet_number,
        taking.row_number,
        taking.voucher_id,
        taking.opened_at,
        taking.amount,
        taking.occurred_on,
        taking.evidence,
        taking.source_id AS parent_source_id,
        'carry_over|' || taking.external_reference AS external_reference,
        parent.fund_line_id,
        parent.purpose,
        coalesce(
            taking.new_document_no,
            -- A year is closed by what happens in its December or within the months after it.
            regexp_replace(parent.document_no, '〔\d{4}年结转〕$', '') || format(
                '〔%s年结转〕', extract(YEAR FROM taking.occurred_on - interval '11 months')
            )
        ) AS document_no
    FROM taking
    INNER JOIN ledger.source AS parent
        ON taking.book_id = parent.book_id AND taking.source_id = parent.log_position
    WHERE taking.kind = 'carry_over';
    PERFORM ledger.place_rows('carrying');

    INSERT INTO ledger.source (
        book_id, log_position, recorded_at, voucher_id, import_row, external_reference, kind,
        fund_line_id, document_no, document_line, amount, occurred_on, purpose, evidence,
        parent_source_id
    )
    SELECT
        carrying.book_id, carrying.log_position, carrying.opened_at, carrying.voucher_id,
        carrying.row_number, carrying.external_reference, 'carry_over',
        carrying.fund_line_id, carrying.document_no,
        coalesce(known.last_line, 0) + row_number() OVER (
            PARTITION BY carrying.book_id, carrying.document_no ORDER BY carrying.ordinal
        ),
        carrying.amount, carrying.occurred_on, carrying.purpose, carrying.evidence,
        carrying.parent_source_id
    FROM carrying
    LEFT JOIN LATERAL (
        SELECT max(source.document_line) AS last_line
        FROM ledger.source AS source
        WHERE source.book_id = carrying.book_id AND source.document_no = carrying.document_no
    ) AS known ON TRUE;

    UPDATE taking SET new_source_id = carrying.log_position
    FROM carrying
    WHERE taking.ordinal = carrying.ordinal;
    DROP TABLE carrying;
END
$$;
