"""The cheapest order of a few stops, hours left aside: exact, by dynamic programming over sets of stops.

Where such an order keeps the hours as well, no search is needed; where it costs what a known order costs, none gains.

References
----------
.. [1] M. Held and R. Karp (1962), "A dynamic programming approach to sequencing problems", Journal of the Society for
   Industrial and Applied Mathematics 10.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from collections.abc import Callable

    def njit(**_options: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        """Stand for numba's decorator, which type checkers cannot see."""

else:
    from numba import njit

NO_PRICE = np.int64(2**62)
"""More than any way costs."""
MOST_STOPS = 15
"""Stops whose orders are looked through in about three milliseconds; each one more takes more than twice as long."""


def shortest_order(price: NDArray[np.int64]) -> tuple[int, list[int]]:
    """Return the least price of a way from the start by way of all stops to the end, and the order of the stops.

    Parameters
    ----------
    price : (n + 2, n + 2)
        Price of each leg, in whole units that may be added up: the start is in the first row, the end in the last.
        There are n stops, at least 1 and at most `MOST_STOPS`.

    Returns
    -------
    (int, list of int)
        Stops count from 0. Of orders at the same price it is always the same one.
    """
    stops = len(price) - 2
    if not 1 <= stops <= MOST_STOPS:
        raise ValueError(f"orders of 1 to {MOST_STOPS} stops are looked through, not of {stops}")
    order = np.empty(stops, np.int64)
    least = find_order(np.ascontiguousarray(price, np.int64), order)
    return int(least), order.tolist()


@njit(cache=True)
def find_order(price: Any, order: Any) -> Any:
    """Write the cheapest order of all stops; return its price."""
    stops, inside = len(order), np.empty(len(order), np.int64)
    least = np.empty((1 << stops, stops), np.int64)  # from the start by way of a set, its stop [column] the last
    for served in range(1, 1 << stops):
        count = 0
        for stop in range(stops):
            inside[count] = stop
            count += served >> stop & 1
        for at in range(count):
            last = inside[at]
            before, best = served & ~(1 << last), price[0, last + 1] if count == 1 else NO_PRICE
            for other in range(count):
                if other != at:
                    best = min(best, least[before, inside[other]] + price[inside[other] + 1, last + 1])
            least[served, last] = best
    served, after, total = (1 << stops) - 1, stops + 1, np.int64(-1)
    for place in range(stops - 1, -1, -1):
        best, chosen = NO_PRICE, -1
        for stop in range(stops):
            if served >> stop & 1 and least[served, stop] + price[stop + 1, after] < best:
                best, chosen = least[served, stop] + price[stop + 1, after], stop
        total = best if total < 0 else total
        order[place], after, served = chosen, chosen + 1, served & ~(1 << chosen)
    return total
