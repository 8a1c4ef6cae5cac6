"""Figures as accountants read them."""

from decimal import Decimal
from functools import partial

import pytest

from web.evidence_rows import evidence_rows
from web.rendering import money, percent, rate

yuan = partial(money, unit="yuan", language="zh")
wan = partial(money, unit="wan", language="zh")


def test_amounts_in_yuan_have_their_thousands_parted() -> None:
    assert yuan(Decimal("1234567.8")) == "1,234,567.80"
    assert yuan(Decimal(-1000)) == "-1,000.00"
    assert yuan(None) == "—"


def test_amounts_in_wan_keep_the_exact_yuan_as_a_hint() -> None:
    shown = wan(Decimal("1234567.89"))
    assert ">123.46<" in shown
    assert 'title="1,234,567.89 元"' in shown


def test_an_amount_too_small_for_wan_does_not_show_as_nothing() -> None:
    assert ">0.001234<" in wan(Decimal("12.34"))
    assert ">0.00<" in wan(Decimal(0))


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [("99.99", "100", "99.9%"), ("100", "100", "100.0%"), ("0", "3", "0.0%"), ("1", "0", "—")],
)
def test_a_share_is_whole_only_when_all_is_done(part: str, whole: str, shown: str) -> None:
    assert percent(Decimal(part), Decimal(whole)) == shown


def test_evidence_stands_in_the_order_of_the_query_under_words_of_ours() -> None:
    evidence = {
        "paid_amount": Decimal("12.5"),
        "reason_en": "why",
        "reason_zh": "理由如此",
        "severity": 4,
        "unheard_of": None,
        "paid_on": "2022-01-02",
    }
    query = "SELECT paid_on, paid_amount, reason_zh, reason_en, unheard_of, severity"
    rows = list(evidence_rows(evidence, query).values())
    assert [row.label.zh for row in rows] == ["支付日期", "支付金额", "理由", "unheard_of"]
    assert rows[1].amount == Decimal("12.5")
    assert rows[2].words == ("理由如此", "why")
    assert rows[3].words.zh == "—"


def test_a_rate_is_shown_as_its_document_has_it() -> None:
    assert [rate(Decimal(said)) for said in ("3.0000", "32.50", "100")] == ["3%", "32.5%", "100%"]
