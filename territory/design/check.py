"""A judge of designs that shares no code with the search: plain Python over the problem's arrays."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from territory.design.problem import Design, DesignProblem
from territory.design.travel import UNREACHED_S

_ROUNDING = 1e-6


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """A rule that a design breaks: `rule` is a stable code, `seat` a rep's id or empty, `detail` a sentence."""

    rule: str
    seat: str
    detail: str


def check(problem: DesignProblem, design: Design) -> list[Violation]:
    """Return every broken rule: one owner each, compatible, within bounds, in one piece, reachable, never empty."""
    owners = [int(seat) for seat in design.owner]
    if len(owners) != len(problem.unit_ids):
        return [Violation("incomplete", "", f"{len(owners)} of {len(problem.unit_ids)} units have an owner")]
    strangers = [unit for unit, seat in enumerate(owners) if not 0 <= seat < len(problem.seat_ids)]
    if strangers:
        return [Violation("incomplete", "", f"unit {problem.unit_ids[unit]} has no owner") for unit in strangers]
    return sorted(
        [
            *_not_allowed(problem, owners),
            *_empty(problem, owners),
            *_out_of_bounds(problem, owners),
            *_in_pieces(problem, owners),
            *_out_of_reach(problem, owners),
        ]
    )


def _not_allowed(problem: DesignProblem, owners: list[int]) -> list[Violation]:
    return [
        Violation("not-allowed", problem.seat_ids[seat], f"may not own {problem.unit_ids[unit]}")
        for unit, seat in enumerate(owners)
        if not problem.allowed[seat][unit]
    ]


def _empty(problem: DesignProblem, owners: list[int]) -> list[Violation]:
    used = set(owners)
    return [Violation("empty", rep, "owns nothing") for seat, rep in enumerate(problem.seat_ids) if seat not in used]


def _out_of_bounds(problem: DesignProblem, owners: list[int]) -> list[Violation]:
    found = []
    for k, name in enumerate(problem.measure_names):
        held = [0.0] * len(problem.seat_ids)
        for unit, seat in enumerate(owners):
            held[seat] += float(problem.measures[k][unit])
        for seat, total in enumerate(held):
            low, high = float(problem.lower[k][seat]), float(problem.upper[k][seat])
            slack = _ROUNDING * max(1.0, abs(float(problem.targets[k][seat])))
            if not low - slack <= total <= high + slack:
                text = f"{name} {total:.1f} lies outside {low:.1f} to {high:.1f}"
                found.append(Violation(f"{name}-out-of-bounds", problem.seat_ids[seat], text))
    return found


def _in_pieces(problem: DesignProblem, owners: list[int]) -> list[Violation]:
    """Walk each territory over its own units; exempt units are walked through and need not be reached."""
    if problem.edges is None:
        return []
    near: list[list[int]] = [[] for _ in owners]
    for a, b in problem.edges.tolist():
        near[a].append(b)
        near[b].append(a)
    free = _bound_by_land(problem)
    found = []
    for seat, rep in enumerate(problem.seat_ids):
        inside = {unit for unit, owner in enumerate(owners) if owner == seat and free[unit]}
        left = inside - _walk(near, inside, free)
        if left:
            names = ", ".join(sorted(problem.unit_ids[unit] for unit in left)[:5])
            found.append(Violation("in-pieces", rep, f"{len(left)} units cannot be reached from the others: {names}"))
    return found


def _walk(near: list[list[int]], inside: set[int], free: list[bool]) -> set[int]:
    if not inside:
        return set()
    first = min(inside)
    seen, queue = {first}, deque([first])
    while queue:
        for other in near[queue.popleft()]:
            if other not in seen and (other in inside or not free[other]):
                seen.add(other)
                queue.append(other)
    return seen


def _bound_by_land(problem: DesignProblem) -> list[bool]:
    """Return which units contiguity asks about: those that all of the usual owners may own."""
    columns = [tuple(bool(row[unit]) for row in problem.allowed) for unit in range(len(problem.unit_ids))]
    counts: dict[tuple[bool, ...], int] = {}
    for column in columns:
        counts[column] = counts.get(column, 0) + 1
    usual = min(counts, key=lambda column: (-counts[column], column))
    return [all(has or not needed for needed, has in zip(usual, column, strict=True)) for column in columns]


def _out_of_reach(problem: DesignProblem, owners: list[int]) -> list[Violation]:
    """Name units that no road joins to their rep's home."""
    if problem.home_share == 0:
        return []
    seconds = problem.travel.from_seats()
    return [
        Violation("out-of-reach", problem.seat_ids[seat], f"no road from home to {problem.unit_ids[unit]}")
        for unit, seat in enumerate(owners)
        if seconds[seat][unit] >= UNREACHED_S
    ]
