-- Projects of one book, place and category, each beside those registered before it: how many per
-- cent of the pairs of neighbouring characters in what they build (the task, else the name) both
-- have, and whether they were given money of one fund line.
CREATE OR REPLACE VIEW facts.project_likeness WITH (security_invoker = TRUE) AS
WITH paired AS (
    SELECT
        own.book_id,
        own.project_id,
        other.project_id AS other_id,
        coalesce(own.task, own.name) AS words,
        coalesce(other.task, other.name) AS other_words
    FROM facts.project AS own
    INNER JOIN facts.project AS other
        ON
            own.book_id = other.book_id
            AND own.category = other.category
            AND own.place = other.place
            AND coalesce(own.place_division_id, '') = coalesce(other.place_division_id, '')
            AND own.project_id > other.project_id
),

bigram AS (
    SELECT DISTINCT
        described.book_id,
        described.project_id,
        substr(described.words, place.number, 2) AS letters
    FROM (
        SELECT
            book_id,
            project_id,
            words
        FROM paired
        UNION
        SELECT
            book_id,
            other_id,
            other_words
        FROM paired
    ) AS described
    CROSS JOIN LATERAL generate_series(1, length(described.words) - 1) AS place (number)
),

counted AS (
    SELECT
        book_id,
        project_id,
        count(*) AS bigrams
    FROM bigram
    GROUP BY book_id, project_id
),

common AS (
    SELECT
        paired.book_id,
        paired.project_id,
        paired.other_id,
        count(*) AS bigrams
    FROM paired
    INNER JOIN bigram AS own
        ON paired.book_id = own.book_id AND paired.project_id = own.project_id
    INNER JOIN bigram AS other
        ON
            paired.book_id = other.book_id
            AND paired.other_id = other.project_id
            AND own.letters = other.letters
    GROUP BY paired.book_id, paired.project_id, paired.other_id
),

funded AS (
    SELECT DISTINCT
        given.book_id,
        given.project_id,
        source.fund_line_id
    FROM facts.assignment AS given
    INNER JOIN facts.source AS source
        ON given.book_id = source.book_id AND given.source_id = source.source_id
),

shared AS (
    SELECT DISTINCT
        own.book_id,
        own.project_id,
        other.project_id AS other_id
    FROM funded AS own
    INNER JOIN funded AS other
        ON own.book_id = other.book_id AND own.fund_line_id = other.fund_line_id
)

SELECT
    common.book_id,
    common.project_id,
    common.other_id,
    shared.other_id IS NOT NULL AS shares_fund_line,
    round(common.bigrams * 200.0 / (own.bigrams + other.bigrams), 2) AS percent_alike
FROM common
INNER JOIN counted AS own
    ON common.book_id = own.book_id AND common.project_id = own.project_id
INNER JOIN counted AS other
    ON common.book_id = other.book_id AND common.other_id = other.project_id
LEFT JOIN shared
    ON
        common.book_id = shared.book_id
        AND common.project_id = shared.project_id
        AND common.other_id = shared.other_id;
