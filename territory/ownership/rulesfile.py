"""Read the rule file that a manager edits: TOML tables, with every mistake found in one go.

The format is described with an example in ``docs/formats.md``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from typing import TypeVar

from shapely.geometry.base import BaseGeometry

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.ownership.regions import dated_tree_problems
from territory.ownership.values import (
    Conditions,
    Holding,
    Layer,
    Level,
    Period,
    Region,
    Rule,
    RuleBook,
    Ruling,
    Territory,
    Under,
)
from territory.reading import Fields

T = TypeVar("T", Layer, Region, Territory, Rule)

LONGEST_DAYS, LONGEST_MIN = 3660, 720
"""The longest interval of an overlay's calls, and the longest call."""


def area_names(text: str, name: str) -> tuple[str, ...]:
    """Return the areas (``file.geojson`` or ``file.geojson#feature``) that the rules of a file speak of."""
    root = Fields(_parsed(text, name), name, [])
    return tuple(sorted({area for rule in root.tables("rule") for area in rule.texts("areas")}))


def read_book(text: str, name: str, areas: Mapping[str, BaseGeometry]) -> RuleBook:
    """Return the rule book written in `text`.

    Parameters
    ----------
    text : str
        TOML.
    name : str
        What the file is called in messages.
    areas : mapping
        The polygons of `area_names`, as `territory.ownership.areas.read_areas` gives them.

    Raises
    ------
    BadInputError
        With everything that is wrong, each with its place and remedy.
    """
    problems: list[Problem] = []
    root = Fields(_parsed(text, name), name, problems)
    layers = _distinct([_layer(fields) for fields in root.tables("layer")], root)
    regions = _distinct([_region(fields) for fields in root.tables("region")], root)
    territories = _distinct([_territory(fields, layers, regions) for fields in root.tables("territory")], root)
    rules = _distinct([_rule(fields, territories, areas) for fields in root.tables("rule")], root)
    decisions = tuple(_decision(fields, layers, territories) for fields in root.tables("decision"))
    root.done()
    problems += dated_tree_problems(regions, name)
    if not layers:
        root.wrong("no-layer", "no [[layer]] is stated", 'Add one: [[layer]] with id = "field".')
    if problems:
        raise BadInputError(problems)
    return RuleBook(layers, territories, rules, regions, tuple(ruling for ruling in decisions if ruling), dict(areas))


def _parsed(text: str, name: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        problem = Problem(
            "not-toml", name, str(error), "Correct that line; texts need quotes, dates must not have any."
        )
        raise BadInputError([problem]) from error


def _distinct(values: Sequence[T], root: Fields) -> tuple[T, ...]:
    seen: set[str] = set()
    for value in values:
        if value.id in seen:
            kind = type(value).__name__.lower()
            root.wrong(
                "duplicate-id",
                sentence("two of [[{kind}]] have the id {value!r}", kind=kind, value=value.id),
                "Give each its own id.",
            )
        seen.add(value.id)
    return tuple(values)


def _known(fields: Fields, kind: str, value: str, known: Sequence[Layer | Region | Territory]) -> None:
    if value and value not in {item.id for item in known}:
        ids = ", ".join(item.id for item in known) or "none"
        fields.wrong(
            f"unknown-{kind}",
            sentence("{kind} {value!r} is not stated", kind=kind, value=value),
            sentence("Add it, or use one of: {ids}.", ids=ids),
        )


def _period(fields: Fields) -> Period:
    since, until = fields.day("since"), fields.day("until")
    if since and until and until < since:
        fields.wrong(
            "ends-before-start",
            sentence("it ends on {until}, before it starts on {since}", until=until, since=since),
            "Exchange or correct them.",
        )
        return Period()
    return Period(since, until)


def _layer(fields: Fields) -> Layer:
    words = fields.text("id"), fields.text("name", ""), fields.text("product_line", "")
    layer = Layer(*words, fields.whole("interval_days", 0), fields.whole("service_min", 0))
    if not 0 <= layer.interval_days <= LONGEST_DAYS:
        action = sentence(
            "Write 1 to {longest_days}, or leave it out: then the layer is not planned.", longest_days=LONGEST_DAYS
        )
        fields.wrong(
            "interval-impossible",
            sentence("interval_days is {interval_days}", interval_days=layer.interval_days),
            action,
        )
    if not 0 <= layer.service_min <= LONGEST_MIN:
        action = sentence(
            "Write 1 to {longest_min}, or leave it out: then it is the account's own.", longest_min=LONGEST_MIN
        )
        fields.wrong(
            "interval-impossible", sentence("service_min is {service_min}", service_min=layer.service_min), action
        )
    fields.done()
    return layer


def _region(fields: Fields) -> Region:
    under = [_under(one) for one in fields.tables("under")]
    for number, one in enumerate(under):
        if any(_meet(one.period, other.period) for other in under[number + 1 :]):
            cause = sentence("it belongs to {parent} and to another at the same time", parent=one.parent or "none")
            fields.wrong("region-twice", cause, "Give the first an until before the other's since.")
    region = Region(fields.text("id"), fields.text("name", ""), fields.text("parent", ""), tuple(under))
    fields.done()
    return region


def _under(fields: Fields) -> Under:
    under = Under(fields.text("parent", ""), _period(fields))
    fields.done()
    return under


def _territory(fields: Fields, layers: Sequence[Layer], regions: Sequence[Region]) -> Territory:
    layer = fields.text("layer", layers[0].id if len(layers) == 1 else None)
    region = fields.text("region", "")
    _known(fields, "layer", layer, layers)
    _known(fields, "region", region, regions)
    rep = fields.text("rep", "")
    holdings = [Holding(rep)] if rep else []
    holdings += [_holding(held, cover=False) for held in fields.tables("held")]
    _one_at_a_time(fields, holdings)
    holdings += [_holding(held, cover=True) for held in fields.tables("cover")]
    territory = Territory(fields.text("id"), layer, fields.text("name", ""), region, _period(fields), tuple(holdings))
    fields.done()
    return territory


def _holding(fields: Fields, *, cover: bool) -> Holding:
    holding = Holding(fields.text("rep"), _period(fields), cover)
    fields.done()
    return holding


def _one_at_a_time(fields: Fields, holdings: Sequence[Holding]) -> None:
    for number, one in enumerate(holdings):
        for other in holdings[number + 1 :]:
            if _meet(one.period, other.period):
                cause = sentence("{rep} and {rep_2} hold it at the same time", rep=one.rep, rep_2=other.rep)
                fields.wrong("held-twice", cause, "Give the first an until before the other's since.")


def _meet(one: Period, other: Period) -> bool:
    starts = [period.since for period in (one, other) if period.since]
    return not starts or (one.holds(max(starts)) and other.holds(max(starts)))


def _rule(fields: Fields, territories: Sequence[Territory], areas: Mapping[str, BaseGeometry]) -> Rule:
    territory = fields.text("territory")
    _known(fields, "territory", territory, territories)
    conditions = _conditions(fields)
    for area in conditions.areas:
        if area not in areas:
            fields.wrong(
                "unknown-area",
                sentence("area {area!r} was not found", area=area),
                "Check the file's name and the feature's name.",
            )
    rule = Rule(
        fields.text("id"),
        territory,
        conditions,
        _level(fields, conditions),
        fields.whole("priority", 0),
        _period(fields),
    )
    fields.done()
    return rule


def _conditions(fields: Fields) -> Conditions:
    lists: dict[str, Callable[[str], tuple[str, ...]]] = dict.fromkeys(
        ("accounts", "product_lines", "verticals", "needs", "segments", "own", "postcodes", "admin", "areas"),
        fields.texts,
    )
    low, high = fields.number("sales_from"), fields.number("sales_below")
    if low is not None and high is not None and high <= low:
        fields.wrong(
            "empty-band",
            sentence("no sales lie from {low:g} to below {high:g}", low=low, high=high),
            "Exchange or correct the two.",
        )
    named = {name: read(name) for name, read in lists.items()}
    return Conditions(**named, sales_from=low, sales_below=high, everything=fields.flag("everything"))


def _level(fields: Fields, conditions: Conditions) -> Level:
    level = conditions.level()
    if level is None:
        action = 'Add a condition such as segments = ["retail"], or everything = true.'
        fields.wrong("no-condition", "it has no condition", action)
        return Level.GEOGRAPHY
    if not fields.flag("lock"):
        return level
    if level is not Level.NAMED:
        fields.wrong("lock-without-names", "a lock needs accounts", 'Add accounts = ["A-1", ...], or remove lock.')
    return Level.LOCK


def _decision(fields: Fields, layers: Sequence[Layer], territories: Sequence[Territory]) -> Ruling | None:
    layer = fields.text("layer", layers[0].id if len(layers) == 1 else None)
    account, territory, day = fields.text("account"), fields.text("territory"), fields.day("decided_on")
    _known(fields, "layer", layer, layers)
    _known(fields, "territory", territory, territories)
    if day is None:
        fields.wrong(
            "missing-key", "'decided_on' is missing", "Write the day of the decision: decided_on = 2026-03-03."
        )
    by, why = fields.text("by", ""), fields.text("why", "")
    fields.done()
    return Ruling(account, layer, territory, day, by, why) if day else None
