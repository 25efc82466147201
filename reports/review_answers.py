"""The review for machines: what stands, what was reached, what is foretold, beside alarms and proposals."""

from __future__ import annotations

from reports.review_values import review_json
from scheduler.review.analysis import Analysis
from territory.forecast import Forecast, NoForecast
from territory.kpis import Figure
from territory.performance import Normalised
from territory.targets import Attainment

ALARM = 2


def analysis_json(made: Analysis) -> dict[str, object]:
    """Return a review with its key figures, targets, forecasts and normalised sales."""
    return review_json(made.review) | {
        "figures": [_figure(one) for one in made.figures],
        "targets": [_target(one, due) for one, due in zip(made.attained, made.due, strict=True)],
        "forecasts": {territory: _forecast(one) for territory, one in made.forecasts.items()},
        "normalised": [_normalised(one) for one in made.normalised],
        "scores": [
            {"account": one.account, "score": one.value, "missing": list(one.missing), "assumed": list(one.assumed)}
            for one in made.scores
        ],
    }


def _figure(one: Figure) -> dict[str, object]:
    return {
        "territory": one.territory,
        "kpi": one.kpi,
        "start": one.start.isoformat(),
        "end": one.end.isoformat(),
        "value": one.value,
        "why": one.why,
    }


def _target(one: Attainment, due: float | None) -> dict[str, object]:
    return {
        "territory": one.target.territory,
        "kpi": one.target.kpi,
        "start": one.target.start.isoformat(),
        "end": one.target.end.isoformat(),
        "target": one.target.value,
        "due": due,
        "actual": one.actual,
        "ratio": one.ratio,
        "reached": one.reached,
        "why": one.why,
    }


def _normalised(one: Normalised) -> dict[str, object]:
    return {
        "territory": one.territory,
        "rep": one.rep,
        "actual": one.actual,
        "potential": one.potential,
        "expected": one.expected,
        "index": one.index,
        "why": one.why,
    }


def _forecast(one: Forecast | NoForecast) -> dict[str, object]:
    if isinstance(one, NoForecast):
        return {"why": one.why}
    return {
        "method": one.method,
        "months": list(one.values),
        "low": list(one.low),
        "high": list(one.high),
        "error": one.error,
        "naive_error": one.naive_error,
    }
