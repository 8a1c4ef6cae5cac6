"""A rule that an auditor might write, as a file, for tests of what becomes of it."""

from pathlib import Path

#: Payments of a given size and more; DIVISION stands for the place whose books it reads.
LARGE_PAYMENTS = '''
code = "XA-01"
version = 1
severity = 2
tier = "P1"
subject = "disbursement"
division = "DIVISION"
in_force_from = 2020-01-01
title = { zh = "大额支付", en = "Large payment" }
sentence = { zh = "{book}一笔付出 {paid_amount} 元。", en = "{book} paid {paid_amount} at once." }
advice = { zh = "看审批。", en = "Look at the approval." }
population = """
SELECT paid.book_id, paid.disbursement_id AS subject_id, paid.occurred_on AS happened_on,
    TRUE AS applicable, paid.amount
FROM facts.disbursement AS paid
"""
breach = """
SELECT subject.book_id, subject.subject_id, subject.amount AS amount_at_issue,
    CAST(NULL AS DATE) AS due_on, subject.amount AS paid_amount
FROM subject
INNER JOIN scope ON subject.book_id = scope.book_id
WHERE subject.amount >= scope.large
"""

[[basis]]
text = { zh = "省厅内部要求", en = "The office's own demand" }
confirmed = false

[[parameters]]
name = "large"
default = 1000
meaning = { zh = "大额（元）", en = "Large, in yuan" }
own = true
'''


def write_rule(
    folder: Path, division: str, name: str = "large.toml", changed: dict[str, str] | None = None
) -> Path:
    """Writes the rule into a folder, with parts of its text replaced."""
    text = LARGE_PAYMENTS.replace("DIVISION", division)
    for old, new in (changed or {}).items():
        assert old in text
        text = text.replace(old, new)
    file = folder / name
    file.write_text(text, encoding="utf-8")
    return file
