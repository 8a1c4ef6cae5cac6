"""Amounts in capital figures say exactly the amount, as bills are written."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ledger.amount_words import amount_words

#: The rules for filling in bills 票据和结算凭证 and what noughts make difficult.
EXAMPLES = {
    "1409.50": "壹仟肆佰零玖元伍角整",
    "6007.14": "陆仟零柒元壹角肆分",
    "1680.32": "壹仟陆佰捌拾元叁角贰分",
    "107000.53": "壹拾万零柒仟元伍角叁分",
    "16409.02": "壹万陆仟肆佰零玖元零贰分",
    "325.04": "叁佰贰拾伍元零肆分",
    "800005361.87": "捌亿零伍仟叁佰陆拾壹元捌角柒分",
    "0": "零元整",
    "0.01": "壹分",
    "0.10": "壹角整",
    "10": "壹拾元整",
    "100000": "壹拾万元整",
    "100010001": "壹亿零壹万零壹元整",
    "1000000000000": "壹万亿元整",
    "1000200000000": "壹万零贰亿元整",
    "10000000000001": "壹拾万亿零壹元整",
    "9999999999999999.99": (
        "玖仟玖佰玖拾玖万玖仟玖佰玖拾玖亿玖仟玖佰玖拾玖万玖仟玖佰玖拾玖元玖角玖分"
    ),
    "-12.50": "（红字）壹拾贰元伍角整",
}
AMOUNTS = st.integers(0, 10**18 - 1).map(lambda fen: Decimal(fen).scaleb(-2))
#: Amounts of few figures among many noughts, which random ones rarely are.
SPARSE = st.lists(st.tuples(st.integers(1, 9), st.integers(0, 17)), min_size=1, max_size=4).map(
    lambda parts: Decimal(sum(d * 10**p for p, d in {p: d for d, p in parts}.items())).scaleb(-2)
)
VALUES = {figure: value for value, figure in enumerate("零壹贰叁肆伍陆柒捌玖")}
UNITS = {"拾": 10, "佰": 100, "仟": 1000}


def parsed(words: str) -> Decimal:
    """What words say, read by a reader who knows nothing of how they are written."""
    whole, _, parts = words.rpartition("元") if "元" in words else ("", "", words)
    high, _, low = whole.rpartition("亿")
    yuan = below(high) * 10**8 + below(low)
    jiao = re.search(r"(.)角", parts)
    fen = re.search(r"(.)分", parts)
    cents = (VALUES[jiao[1]] * 10 if jiao else 0) + (VALUES[fen[1]] if fen else 0)
    return Decimal(yuan * 100 + cents).scaleb(-2)


def below(words: str) -> int:
    """A number below a hundred million."""
    high, _, low = words.rpartition("万")
    return group(high) * 10**4 + group(low)


def group(words: str) -> int:
    """A number below ten thousand."""
    return sum(
        VALUES[figure] * UNITS.get(unit, 1) for figure, unit in re.findall(r"(.)([拾佰仟]?)", words)
    )


@pytest.mark.parametrize("amount", EXAMPLES)
def test_an_amount_is_written_as_on_bills(amount: str) -> None:
    assert amount_words(Decimal(amount)) == EXAMPLES[amount]


@given(st.one_of(AMOUNTS, SPARSE))
def test_the_words_say_exactly_the_amount(amount: Decimal) -> None:
    assert parsed(amount_words(amount)) == amount


@given(st.one_of(AMOUNTS, SPARSE))
def test_noughts_are_said_once_and_never_before_a_unit(amount: Decimal) -> None:
    words = amount_words(amount)
    assert "零零" not in words
    assert re.search(r"零[拾佰仟万亿角分]", words) is None
    assert amount == 0 or re.search(r"零[元整]", words) is None
    assert words.endswith("整") == (amount * 10 == int(amount * 10))
    # Any nought between two figures of the whole part is heard, or stands at a group's end.
    assert re.search(r"万[壹贰叁肆伍陆柒捌玖][拾佰]", words) is None


@pytest.mark.parametrize("amount", ["0.001", "1e16", "-1e16"])
def test_what_the_ledger_cannot_hold_is_refused(amount: str) -> None:
    with pytest.raises(ValueError, match="no amount"):
        amount_words(Decimal(amount))
