"""Over twenty made-up provinces, how much of what was planted is named, and how much else."""

from collections import Counter

import pytest
from made_up_audits import audited_province, subject_of

from demonstrations.made_up.plan import Plan
from expectations.catalogue import rules
from ledger.personal import Protector

SEEDS = range(101, 121)
#: The least recall and precision of rules that are certain, and of leads.
CERTAIN, LEADS = (1.0, 1.0), (0.9, 0.8)


@pytest.mark.seeds
def test_over_twenty_seeds_each_rule_names_what_was_planted_and_little_else(
    server_url: str, template: str, protector: Protector
) -> None:
    planted: Counter[str] = Counter()
    found: Counter[str] = Counter()
    others: Counter[str] = Counter()
    for seed in SEEDS:
        plan = Plan(seed=seed, counties=2 + seed % 3, years=1 + seed % 4, scale=100 + seed)
        with audited_province(server_url, template, protector, plan) as audited:
            truth = {subject_of(case) for case in audited.truth.planted}
            planted.update(code for code, _, _ in truth)
            found.update(code for code, _, _ in truth & audited.flagged)
            others.update(code for code, _, _ in audited.flagged - truth)
    missed = []
    for rule in rules():
        recall = found[rule.code] / planted[rule.code]
        precision = found[rule.code] / max(found[rule.code] + others[rule.code], 1)
        print(  # noqa: T201  (what `make seeds` tells)
            f"{rule.code} {rule.tier}: {planted[rule.code]} planted, recall {recall:.3f},"
            f" precision {precision:.3f}"
        )
        least_recall, least_precision = LEADS if rule.tier == "P3" else CERTAIN
        if recall < least_recall or precision < least_precision:
            missed.append(rule.code)
    assert missed == []
