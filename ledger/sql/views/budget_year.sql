-- The years of a book: those in which money arrived or of which it has budget lines, with what its
-- own budget gives to poverty work and to places it helps, and takes in. The id of a year is its
-- number.
CREATE OR REPLACE VIEW facts.budget_year WITH (security_invoker = TRUE) AS
SELECT
    known.book_id,
    known.fiscal_year AS budget_year_id,
    known.fiscal_year,
    make_date(known.fiscal_year, 1, 1) AS starts_on,
    sum(known.own_amount) AS own_amount,
    sum(known.revenue_amount) AS revenue_amount,
    sum(known.aid_amount) AS aid_amount
FROM (
    SELECT
        book_id,
        fiscal_year,
        CASE kind WHEN 'own_funds' THEN amount ELSE 0 END AS own_amount,
        CASE kind WHEN 'revenue' THEN amount ELSE 0 END AS revenue_amount,
        CASE kind WHEN 'aid' THEN amount ELSE 0 END AS aid_amount
    FROM facts.budget_line
    UNION ALL
    SELECT
        book_id,
        extract(YEAR FROM occurred_on)::integer AS fiscal_year,
        0 AS own_amount,
        0 AS revenue_amount,
        0 AS aid_amount
    FROM facts.source
) AS known
GROUP BY known.book_id, known.fiscal_year;
