"""What a trace asks: by which sources and documents money came, and what stands there."""

from ledger.sources import ANSWERING

#: From a source to those below that received under the documents by which its money was issued, and
#: to those it was carried over to, and on; a source met twice is not gone through twice, so this
#: ends whatever was entered.
REACHED_DOWN = f"""
WITH RECURSIVE reached (book_id, source_id) AS (
    SELECT CAST(:book_id AS integer), CAST(:source_id AS bigint)
    UNION
    SELECT next.book_id, next.source_id
    FROM reached
    CROSS JOIN LATERAL (
        SELECT receipt.book_id, receipt.log_position AS source_id
        FROM ledger.transfer_issue AS issue
        INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
        INNER JOIN ledger.book AS below ON issue.recipient_division_id = below.division_id
        INNER JOIN ledger.source AS receipt
            ON below.book_id = receipt.book_id AND here.division_id = receipt.issuer_division_id
            AND issue.document_no = receipt.document_no
            AND issue.document_line = receipt.document_line
        WHERE issue.book_id = reached.book_id AND issue.source_id = reached.source_id
            AND receipt.kind IN {ANSWERING}
        UNION ALL
        SELECT carried.book_id, carried.new_source_id
        FROM ledger.take_back AS carried
        WHERE carried.book_id = reached.book_id AND carried.source_id = reached.source_id
            AND carried.new_source_id IS NOT NULL
    ) AS next
)
SELECT book_id, source_id FROM reached
"""  # noqa: S608  (only a constant of ours goes in)
#: From a source to those above of which it was issued, or that it was carried over from, and on.
REACHED_UP = f"""
WITH RECURSIVE reached (book_id, source_id) AS (
    SELECT CAST(:book_id AS integer), CAST(:source_id AS bigint)
    UNION
    SELECT next.book_id, next.source_id
    FROM reached
    INNER JOIN ledger.source AS own
        ON reached.book_id = own.book_id AND reached.source_id = own.log_position
    CROSS JOIN LATERAL (
        SELECT part.book_id, part.source_id
        FROM ledger.book AS here
        INNER JOIN ledger.book AS above ON above.division_id = own.issuer_division_id
        INNER JOIN ledger.transfer_issue AS part
            ON above.book_id = part.book_id AND here.division_id = part.recipient_division_id
        WHERE here.book_id = own.book_id AND own.kind IN {ANSWERING}
            AND part.document_no = own.document_no AND part.document_line = own.document_line
        UNION ALL
        SELECT own.book_id, own.parent_source_id
        WHERE own.parent_source_id IS NOT NULL
    ) AS next
)
SELECT book_id, source_id FROM reached
"""  # noqa: S608  (only a constant of ours goes in)
LINES_DOWN = """
SELECT DISTINCT
    here.division_id AS issuer, issue.recipient_division_id AS recipient, issue.document_no,
    issue.document_line
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.transfer_issue AS issue
    ON reached.book_id = issue.book_id AND reached.source_id = issue.source_id
INNER JOIN ledger.book AS here ON issue.book_id = here.book_id
WHERE issue.recipient_division_id IS NOT NULL
"""
LINES_UP = f"""
SELECT DISTINCT
    own.issuer_division_id AS issuer, here.division_id AS recipient, own.document_no,
    own.document_line
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.source AS own
    ON reached.book_id = own.book_id AND reached.source_id = own.log_position
INNER JOIN ledger.book AS here ON own.book_id = here.book_id
WHERE own.issuer_division_id IS NOT NULL AND own.kind IN {ANSWERING}
"""  # noqa: S608  (only a constant of ours goes in)
#: What each source gave under each line, by a day, as known at a moment.
GIVEN = """
SELECT
    line.issuer, line.recipient, line.document_no, line.document_line, part.book_id,
    part.source_id, sum(part.amount + coalesce(adjusted.amount, 0)) AS amount,
    min(part.log_position) AS issue_id,
    min(part.occurred_on) AS issued_on, min(part.evidence) AS evidence
FROM ({lines}) AS line
INNER JOIN ledger.book AS above ON line.issuer = above.division_id
INNER JOIN ledger.transfer_issue AS part
    ON above.book_id = part.book_id AND line.recipient = part.recipient_division_id
    AND line.document_no = part.document_no AND line.document_line = part.document_line
LEFT JOIN LATERAL (
    SELECT
        sum(CASE later.kind WHEN 'addition' THEN later.amount ELSE -later.amount END) AS amount
    FROM ledger.transfer_adjustment AS later
    WHERE later.book_id = part.book_id AND later.transfer_issue_id = part.log_position
        AND later.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
        AND later.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
        AND NOT EXISTS (
            SELECT FROM ledger.voucher AS undoing
            WHERE undoing.book_id = later.book_id AND undoing.reverses_id = later.voucher_id
                AND undoing.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
                AND undoing.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
        )
) AS adjusted ON TRUE
WHERE part.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
    AND part.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
    AND NOT EXISTS (
        SELECT FROM ledger.voucher AS undoing
        WHERE undoing.book_id = part.book_id AND undoing.reverses_id = part.voucher_id
            AND undoing.occurred_on <= coalesce(CAST(:on AS date), 'infinity')
            AND undoing.recorded_at <= coalesce(CAST(:known_at AS timestamptz), 'infinity')
    )
GROUP BY
    line.issuer, line.recipient, line.document_no, line.document_line, part.book_id,
    part.source_id
ORDER BY part.book_id, part.source_id
"""
RECEIVED = f"""
SELECT
    line.issuer, line.recipient, line.document_no, line.document_line, receipt.book_id,
    receipt.log_position AS source_id
FROM ({{lines}}) AS line
INNER JOIN ledger.book AS below ON line.recipient = below.division_id
INNER JOIN ledger.source AS receipt
    ON below.book_id = receipt.book_id AND line.issuer = receipt.issuer_division_id
    AND line.document_no = receipt.document_no AND line.document_line = receipt.document_line
WHERE receipt.kind IN {ANSWERING}
ORDER BY receipt.book_id, receipt.log_position
"""  # noqa: S608  (only a constant of ours goes in)
STATIONS = """
SELECT
    source.book_id, source.log_position AS source_id, division.name AS division_name,
    division.level, book.division_id, source.kind, source.document_no, source.document_line,
    source.occurred_on, source.evidence, source.issuer_division_id, source.parent_source_id,
    source.amount,
    coalesce(issuer.name, source.issuer_name) AS issuer
FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[])) AS reached (book_id, source_id)
INNER JOIN ledger.source AS source
    ON reached.book_id = source.book_id AND reached.source_id = source.log_position
INNER JOIN ledger.book AS book ON source.book_id = book.book_id
INNER JOIN ledger.division AS division ON book.division_id = division.division_id
LEFT JOIN ledger.division AS issuer ON source.issuer_division_id = issuer.division_id
"""
STANDING = """
SELECT reached.book_id, standing.source_id, standing.kind, standing.project_id, standing.amount
FROM (
    SELECT each.book_id, array_agg(each.source_id) AS source_ids
    FROM unnest(CAST(:books AS integer[]), CAST(:sources AS bigint[]))
        AS each (book_id, source_id)
    GROUP BY each.book_id
) AS reached
CROSS JOIN LATERAL ledger.balances_as_of(
    reached.book_id, reached.source_ids, NULL, :on, :known_at
) AS standing
WHERE standing.amount <> 0
"""
PROJECTS = """
SELECT project.book_id, project.project_id, project.project_code, project.name
FROM unnest(CAST(:books AS integer[]), CAST(:projects AS bigint[])) AS met (book_id, project_id)
CROSS JOIN LATERAL (
    SELECT known.* FROM facts.project AS known
    WHERE known.book_id = met.book_id AND known.project_id = met.project_id
) AS project
"""
