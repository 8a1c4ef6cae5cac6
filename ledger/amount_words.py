"""Amounts in the capital figures 大写金额 that vouchers and bills are written with."""

from decimal import Decimal

DIGITS = "零壹贰叁肆伍陆柒捌玖"
PLACES = ("", "拾", "佰", "仟")
FEN = Decimal("0.01")
#: The largest amount that the ledger holds is NUMERIC(18,2).
LIMIT = Decimal(10) ** 16


def amount_words(amount: Decimal) -> str:
    """An amount in yuan in capital figures, as bills are written (支付结算办法, annex 1).

    Several noughts in a row are one 零; an amount that ends at yuan or jiao ends with 整; less than
    nothing is said as 红字, as vouchers that undo others are.

    Args:
        amount: in yuan, to the fen.

    Raises:
        ValueError: the amount has parts of a fen, or is larger than the ledger holds.
    """
    if amount != amount.quantize(FEN) or abs(amount) >= LIMIT:
        raise ValueError(f"{amount} is no amount of the ledger")
    if amount < 0:
        return f"（红字）{amount_words(-amount)}"
    yuan, fen = divmod(int(amount * 100), 100)
    jiao, fen = divmod(fen, 10)
    words = f"{whole_words(yuan)}元" if yuan else ""
    if not jiao and not fen:
        return f"{words or '零元'}整"
    if jiao:
        words += f"{DIGITS[jiao]}角"
    elif words:
        words += "零"
    return words + (f"{DIGITS[fen]}分" if fen else "整")


def whole_words(number: int) -> str:
    """A whole number above zero in capital figures."""
    words, nought_before = "", False
    for place in range(len(str(number)) - 1, -1, -1):
        digit = number // 10**place % 10
        if digit:
            words += "零" * nought_before + DIGITS[digit] + PLACES[place % 4]
        nought_before = not digit
        if place in {4, 12} and number // 10**place % 10**4:
            words += "万"
        elif place == 8:  # noqa: PLR2004  (a hundred million, 亿)
            words += "亿"
    return words
