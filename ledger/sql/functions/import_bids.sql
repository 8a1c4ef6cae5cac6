-- Records who bid in tenders, for how much, and what may show who stands behind the bidders.
CREATE OR REPLACE FUNCTION ledger.import_bids(author text)
RETURNS integer
LANGUAGE plpgsql
SECURITY DEFINER
SET search_path = ledger, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    posted integer;
BEGIN
    CREATE TEMPORARY TABLE bidding AS
    SELECT
        book.book_id, book.import_id, given.*,
        concat_ws('|', given.tender_code, given.bidder_name) AS external_reference,
        NULL::bigint AS project_id,
        FALSE AS already
    FROM staged_bids AS given
    INNER JOIN staged_book AS book ON given.book = book.division_id;

    PERFORM ledger.report_repeated_references('bidding', 'bidder_name');
    PERFORM ledger.resolve_projects('bidding');
    PERFORM ledger.report_days_to_come('bidding', 'opened_on');
    PERFORM ledger.pass_over_recorded(
        'bidding', 'bid', 'bidder_name',
        '{"opened_on": "opened_on", "price": "price", "won": "won",
          "bidder_identity_hash": "bidder_identity",
          "responsible_identity_hash": "responsible_identity",
          "phone_hash": "phone", "bond_account_hash": "bond_account",
          "address": "address", "file_author": "file_author"}'
    );
    INSERT INTO staged_problem (sheet_number, row_number, column_key, code, details)
    SELECT
        sheet_number, row_number, 'opened_on', 'bid_of_other_day',
        jsonb_build_object('tender', tender_code, 'opened_on', first_opened_on)
    FROM (
        SELECT
            known.*,
            first_value(known.opened_on) OVER (
                PARTITION BY known.book_id, known.tender_code
                ORDER BY known.recorded DESC, known.sheet_number, known.row_number
            ) AS first_opened_on
        FROM (
            SELECT book_id, tender_code, opened_on, sheet_number, row_number, FALSE AS recorded
            FROM bidding
            WHERE NOT already
            UNION ALL
            SELECT bid.book_id, bid.tender_code, bid.opened_on, NULL, NULL, TRUE
            FROM ledger.bid AS bid
            WHERE (bid.book_id, bid.tender_code) IN (SELECT book_id, tender_code FROM bidding)
        ) AS known
    ) AS compared
    WHERE opened_on <> first_opened_on AND NOT recorded;
    PERFORM ledger.place_new_rows('bidding');
    PERFORM ledger.gather_numbers('bidding', 'identity', 'bidder_identity');
    PERFORM ledger.gather_numbers('bidding', 'identity', 'responsible_identity');
    PERFORM ledger.gather_numbers('bidding', 'phone', 'phone');
    PERFORM ledger.gather_numbers('bidding', 'account', 'bond_account');
    INSERT INTO ledger.bid (
        book_id, log_position, recorded_at, recorded_by, import_id, import_row,
        external_reference, tender_code, project_id, opened_on, bidder_name,
        bidder_identity_hash, bidder_identity_masked, price, won, responsible_identity_hash,
        responsible_identity_masked, phone_hash, phone_masked, bond_account_hash,
        bond_account_masked, address, file_author, evidence
    )
    SELECT
        book_id, log_position, recorded_at, author, import_id, row_number, external_reference,
        tender_code, project_id, opened_on, bidder_name, bidder_identity_hash,
        bidder_identity_masked, price, won, responsible_identity_hash,
        responsible_identity_masked, phone_hash, phone_masked, bond_account_hash,
        bond_account_masked, address, file_author, evidence
    FROM bidding;
    GET DIAGNOSTICS posted = ROW_COUNT;
    DROP TABLE bidding;
    RETURN posted;
END
$$;
