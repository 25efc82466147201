"""Scenarios as a folder that can be shown around: a table, a map of each, and the two curves of choice."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from office.designs.areas import land_boundaries
from reports.curves import curve_svg
from reports.pictures import Dot, Home, Owned, RoadLines, draw_territories, shares
from routing.network import RoadNetwork
from territory.curves import Curve
from territory.design.compared import PRESENT, Compared
from territory.design.gathered import Land
from territory.design.metrics import DesignMetrics
from territory.design.problem import exempt_units

COLUMNS = (
    "hours off",
    "potential off",
    "most/least hours",
    "Gini of hours",
    "min/visit",
    "compact",
    "moved",
    "relationships broken",
)


def cells(one: Compared) -> tuple[str, ...]:
    """Return a scenario's figures as `COLUMNS` name them; empty where it cannot be had."""
    if one.metrics is None:
        return ("",) * len(COLUMNS)
    worst = one.metrics.worst
    return (
        f"{100 * worst['workload']:.1f} %",
        f"{100 * worst['potential']:.1f} %",
        _most_to_least(one.metrics),
        f"{one.metrics.gini['workload']:.3f}",
        f"{one.metrics.travel_s / 60:.2f}",
        f"{100 * one.compact:.0f} %",
        str(one.metrics.moved_units),
        str(one.broken),
    )


def _most_to_least(metrics: DesignMetrics) -> str:
    """Return how many times the least hours the most are, each beside its target; empty where somebody has none."""
    parts = [1 + seat.deviation["workload"] for seat in metrics.seats]
    return f"{max(parts) / min(parts):.2f}" if min(parts) > 0 else ""


def remarks(made: Sequence[Compared]) -> list[str]:
    """Say what the designs were made for, and which of them are less even than the present one."""
    there = {one.name: one.metrics for one in made if one.metrics}
    present = there.pop(PRESENT, None)
    told = ["A design seeks the least travel within the tolerances; more even territories ask for smaller ones."]
    if present is None:
        return told
    for named, words in (("workload", "hours"), ("potential", "potential")):
        worse = [name for name, one in there.items() if round(one.worst[named], 3) > round(present.worst[named], 3)]
        if worse:
            told.append(f"Less even in {words} than as it is: {', '.join(worse)}.")
    return told


def write_report(
    folder: Path, land: Land, made: Sequence[Compared], curves: Sequence[Curve], network: RoadNetwork
) -> tuple[Path, ...]:
    """Write the report and its pictures, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    maps = {one.name: folder / f"{_file_name(one.name)}.png" for one in made if one.owners}
    for one in made:
        if one.owners:
            _draw(maps[one.name], land, one, network)
    drawn = {made_curve.title: folder / f"{_file_name(made_curve.title)}.svg" for made_curve in curves}
    for made_curve in curves:
        drawn[made_curve.title].write_text(curve_svg(made_curve), encoding="utf-8")
    text = "\n".join([*_table(made), *_pictures(maps), *_pictures(drawn), *_notes(made), ""])
    (folder / "scenarios.md").write_text(text, encoding="utf-8")
    return (folder / "scenarios.md", *maps.values(), *drawn.values())


def _draw(path: Path, land: Land, one: Compared, network: RoadNetwork) -> None:
    roads = RoadLines(network.line_lat, network.line_lon, network.edge_start)
    weight = shares({account.id: account.potential for account in land.accounts})
    listed = dict(zip(land.problem.unit_ids, exempt_units(land.problem).tolist(), strict=True))
    dots = [
        Dot(account.lat, account.lon, one.owners[account.id], weight[account.id], listed[account.id])
        for account in land.accounts
    ]
    homes = [Home(rep.id, rep.name, rep.lat, rep.lon) for rep in land.reps]
    areas = land_boundaries(land, one.owners)
    draw_territories(path, one.name.capitalize(), roads, Owned(areas.areas, dots, homes))


def _table(made: Sequence[Compared]) -> list[str]:
    head = ["# Scenarios side by side", "", f"| scenario | {' | '.join(COLUMNS)} |", "|---" * (len(COLUMNS) + 1) + "|"]
    return [*head, *(f"| {one.name} | {' | '.join(cells(one))} |" for one in made)]


def _pictures(files: dict[str, Path]) -> list[str]:
    return [line for name, path in files.items() for line in ("", f"![{name}]({path.name})")]


def _notes(made: Sequence[Compared]) -> list[str]:
    """Say what the columns mean, and why a scenario has no figures."""
    told = [
        "",
        "Hours and potential off: the farthest from a rep's target. Compact: the part of all borders between",
        "neighbouring accounts that lie inside a territory. Relationships broken: customers who were visited before",
        "and change hands.",
    ]
    told += [line for text in remarks(made) for line in ("", text)]
    refused = [f"**{one.name}** cannot be had: {one.refused}." for one in made if one.refused]
    return told + [line for text in refused for line in ("", text)]


def _file_name(name: str) -> str:
    return "-".join("".join(letter if letter.isalnum() else " " for letter in name.casefold()).split())
