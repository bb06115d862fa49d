"""Whole-number shares that add up: of every hundred riel, how many go where."""

from __future__ import annotations

from collections.abc import Sequence


def largest_remainder(amounts: Sequence[int], total: int = 100) -> list[int]:
    """Share out `total` among amounts, in whole numbers that add up to it (method of the largest remainder).

    Every share is its exact value rounded down; what is left goes, one each, to the largest remainders (of equal
    ones to the larger amount, then to the first). All zero when there is nothing to share. Raises ValueError for a
    negative amount.
    """
    if any(amount < 0 for amount in amounts):
        raise ValueError("amounts to share are not negative")
    whole = sum(amounts)
    if whole == 0:
        return [0] * len(amounts)
    shares = [amount * total // whole for amount in amounts]
    remainders = [amount * total % whole for amount in amounts]
    order = sorted(range(len(amounts)), key=lambda i: (-remainders[i], -amounts[i], i))
    for i in order[: total - sum(shares)]:
        shares[i] += 1
    return shares
