-- Notices, each in its latest version that the horizon sees.
CREATE OR REPLACE VIEW facts.notice WITH (security_invoker = TRUE) AS
SELECT
    notice.book_id,
    notice.notice_id,
    notice.notice_code,
    notice.kind,
    notice.level,
    notice.channel,
    notice.document_no,
    notice.project_id,
    notice.starts_on,
    notice.ends_on,
    notice.place,
    notice.published_amount,
    notice.gives_sources,
    notice.gives_principle,
    notice.gives_table,
    notice.gives_phone,
    notice.gives_hotline,
    notice.gives_regions,
    notice.gives_projects,
    notice.exposed,
    notice.checked_on,
    notice.reachable,
    notice.photo_sha256,
    notice.evidence
FROM ledger.notice AS notice
INNER JOIN facts.horizon AS horizon
    ON
        notice.book_id = horizon.book_id
        AND notice.log_position <= horizon.log_position
        AND (notice.effective_on IS NULL OR notice.effective_on <= horizon.as_of)
WHERE NOT EXISTS (
    SELECT FROM ledger.notice AS later
    WHERE
        later.book_id = notice.book_id
        AND later.notice_id = notice.notice_id
        AND later.log_position <> later.notice_id
        AND later.log_position > notice.log_position
        AND later.log_position <= horizon.log_position
        AND (later.effective_on IS NULL OR later.effective_on <= horizon.as_of)
);
