"""Divides amounts in proportion so that every fen is given to somebody, and none twice."""

from collections.abc import Sequence


def shares(total: int, weights: Sequence[int]) -> list[int]:
    """Parts of a total in fen, in proportion to weights, which add up to the total exactly.

    By the largest remainder: each gets its share rounded down, and the fen left over go to those
    who lost most by it, earlier ones first. Weights that add up to the total are the parts.

    Args:
        total: what is divided, in fen.
        weights: in proportion to what; they must not add up to nothing unless the total is.
    """
    whole = sum(weights)
    if total == whole:
        return list(weights)
    parts = [total * weight // whole for weight in weights]
    lost = [total * weight % whole for weight in weights]
    first = sorted(range(len(weights)), key=lambda nth: (-lost[nth], nth))
    for nth in first[: total - sum(parts)]:
        parts[nth] += 1
    return parts


def table_of_shares(givers: Sequence[int], receivers: Sequence[int]) -> list[list[int]]:
    """Who gave whom how much, where only what each gave and what each received is known.

    In proportion, exact to the fen in every row and every column, and nothing is negative: each
    giver's amount is divided by what the receivers still lack.

    Args:
        givers: what each gave, in fen.
        receivers: what each received, in fen; they add up to the same.
    """
    lacking = list(receivers)
    table = []
    for given in givers:
        row = shares(given, lacking) if given else [0] * len(lacking)
        lacking = [lack - part for lack, part in zip(lacking, row, strict=True)]
        table.append(row)
    return table
