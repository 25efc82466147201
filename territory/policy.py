"""What a manager states for the review: margins, hours, response curves, limits and experiments, in one TOML file."""

from __future__ import annotations

import tomllib
from collections import defaultdict
from dataclasses import dataclass, field, fields, replace
from decimal import Decimal, InvalidOperation

from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from territory.experiment import Experiment
from territory.performance import KINDS, BudgetLine
from territory.reading import Fields
from territory.response import Curve
from territory.review.inputs import AGREED, Limits


@dataclass(frozen=True, slots=True)
class Policy:
    """What is stated; None where it is not, and the figures that need it then say so.

    Attributes
    ----------
    margin : float or None
        Profit in one unit of sales, 0 to 1.
    cost_per_hour : float
        What an hour of a rep costs.
    hours_per_rep : float or None
        Hours a year that a full-time rep has for visits and driving.
    win_probability : float or None
        Chance that a prospect who is visited becomes a customer, where no other is known.
    handover_loss : float
        Share of an account's profit that goes with a rep who knows it well.
    absent_months_are_zero : bool
        Whether a month without a row means that nothing was sold, instead of that it is not known.
    curves : dict of segment to Curve
    """

    margin: float | None = None
    cost_per_hour: float = 0.0
    hours_per_rep: float | None = None
    win_probability: float | None = None
    handover_loss: float = 0.0
    absent_months_are_zero: bool = False
    curves: dict[str, Curve] = field(default_factory=dict)
    limits: Limits = AGREED
    local_limits: dict[str, Limits] = field(default_factory=dict)
    budgets: tuple[BudgetLine, ...] = ()
    experiments: tuple[Experiment, ...] = ()


def read_policy(text: str, name: str) -> Policy:
    """Return the policy written in a TOML file; raises `BadInputError` with every problem found."""
    problems: list[Problem] = []
    try:
        root = Fields(tomllib.loads(text), name, problems)
    except tomllib.TOMLDecodeError as error:
        raise BadInputError([Problem("not-toml", name, str(error), "Correct that line.")]) from error
    policy = Policy(
        _within(root, "margin", 0, 1),
        _within(root, "cost_per_hour", 0, 10_000) or 0.0,
        _within(root, "hours_per_rep", 1, 8760),
        _within(root, "win_probability", 0, 1),
        _within(root, "handover_loss", 0, 1) or 0.0,
        root.flag("absent_months_are_zero"),
        dict(_curve(table) for table in root.tables("response")),
        *_limits(root.tables("limit")),
        tuple(line for table in root.tables("budget") if (line := _budget(table))),
        tuple(experiment for table in root.tables("experiment") if (experiment := _experiment(table))),
    )
    root.done()
    if problems:
        raise BadInputError(problems)
    return policy


def _within(table: Fields, name: str, low: float, high: float) -> float | None:
    value = table.number(name)
    if value is not None and not low <= value <= high:
        table.wrong(
            "out-of-range",
            sentence("{name} is {value:g}", name=name, value=value),
            sentence("Give a number from {low:g} to {high:g}.", low=low, high=high),
        )
    return value


def _curve(table: Fields) -> tuple[str, Curve]:
    segment, gain, rate = table.text("segment"), _within(table, "gain", 0, 1), _within(table, "rate", 0.001, 10)
    base = _within(table, "base", 0, 1)
    table.done()
    if gain is None or rate is None:
        action = "Write gain = 0.6 (share of the potential) and rate = 0.1 (how fast it comes)."
        table.wrong("missing-key", "a response needs gain and rate", action)
    return segment, Curve(base or 0.0, gain or 0.0, rate or 1.0, 0.0, 0)


def _limits(tables: list[Fields]) -> tuple[Limits, dict[str, Limits]]:
    """Return the limits for all, and those of single territories: these build on the former."""
    stated: dict[str, dict[str, tuple[float, float]]] = defaultdict(dict)
    known = {one.name for one in fields(Limits)}
    for table in tables:
        kind, watch, alarm = table.text("kind"), _within(table, "watch", 0, 1), _within(table, "alarm", 0, 1)
        territory = table.text("territory", "")
        table.done()
        if kind not in known:
            table.wrong(
                "unknown-limit",
                sentence("{kind!r} is no limit", kind=kind),
                sentence("Use one of: {names}.", names=", ".join(sorted(known))),
            )
        elif watch is None or alarm is None:
            table.wrong("missing-key", "a limit needs watch and alarm", "Write watch = 0.05 and alarm = 0.15.")
        else:
            stated[territory][kind] = (watch, alarm)
    general = Limits(**stated.pop("", {}))
    return general, {territory: replace(general, **mine) for territory, mine in stated.items()}


def _budget(table: Fields) -> BudgetLine | None:
    territory, kind, year = table.text("territory"), table.text("kind"), table.whole("year", 0)
    amount, spent, currency = _money(table, "amount"), _money(table, "spent"), table.text("currency")
    table.done()
    if kind and kind not in KINDS:
        table.wrong(
            "unknown-budget",
            sentence("{kind!r} is no kind of budget", kind=kind),
            sentence("Use one of: {names}.", names=", ".join(KINDS)),
        )
    if amount is None or not year:
        table.wrong("missing-key", "a budget needs year and amount", 'Write year = 2026 and amount = "1200.00".')
        return None
    return BudgetLine(territory, kind, year, amount, spent, currency)


def _money(table: Fields, name: str) -> Decimal | None:
    """Return an amount that is written in quotes, so that it is exact."""
    text = table.text(name, "")
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        table.wrong(
            "not-money",
            sentence("{name} = {text!r} is no amount", name=name, text=text),
            sentence('Write {name} = "1200.00".', name=name),
        )
        return None


def _experiment(table: Fields) -> Experiment | None:
    name, policy, start = table.text("id"), table.text("policy"), table.day("start")
    trying, compared = table.texts("trying"), table.texts("compared")
    table.done()
    if start is None or not trying or not compared:
        action = 'Write start = 2026-01-01, trying = ["T1", "T2"] and compared = ["T3", "T4"].'
        table.wrong("missing-key", "an experiment needs start, trying and compared", action)
        return None
    return Experiment(name, policy, start, trying, compared)
