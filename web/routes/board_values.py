"""What the board's modules read and send, as JSON values: short names, for there are thousands."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any, Literal

from pydantic import BaseModel, Field

from office.fixed_dates.register import FixedThing
from office.plans.days import Board
from office.plans.horizons import Horizon
from office.plans.news import News
from office.plans.prices import VisitPrices
from office.values import VisitAnswer
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from scheduler.explain.judgement import Decision, Judged
from web.pages import Format
from web.routes.clocks import day_of, seconds_of


class Ask(BaseModel):
    """A change that a page asks for; `seen` is the revision that the page shows."""

    kind: Literal["move", "pin", "swap", "drop", "joint", "hand"]
    visit: str = Field(min_length=1, max_length=100)
    date: str = ""
    time: str = ""
    other: str = Field("", max_length=100)
    rep: str = Field("", max_length=100)
    reason: str = Field("", max_length=500)
    companions: list[str] = Field(default_factory=list, max_length=20)
    anyway: bool = False
    seen: int | None = None

    def decision(self) -> Decision:
        """Return it as the office's; raises `BadInputError` where a day or a time lacks or is none."""
        start_s, day = seconds_of(self.time), day_of(self.date)
        if (self.kind in {"move", "joint", "hand"} and day is None) or (self.kind == "joint" and start_s is None):
            raise _lacking("a day" if day is None else "a time")
        if (self.kind == "joint" and not self.companions) or (self.kind == "swap" and not self.other):
            raise _lacking("somebody who joins" if self.kind == "joint" else "another visit")
        if self.kind == "hand" and not self.rep:
            raise _lacking("another rep")
        companions = tuple(self.companions)
        return Decision(self.kind, self.visit, day, start_s, self.other, self.reason.strip(), companions, self.rep)


def _lacking(what: str) -> BadInputError:
    return BadInputError(
        [Problem("decision-impossible", "board", sentence("it needs {what}", what=what), "Choose one.")]
    )


def week_json(board: Board, fixed: Iterable[FixedThing], wanted: Collection[str], words: Format) -> dict[str, Any]:
    """Return some days of a plan: by rep and date its chips and what is fixed."""
    return {
        "revision": board.revision,
        "reps": [[rep, name] for rep, name in board.reps.items() if not wanted or rep in wanted],
        "days": [
            {
                "rep": day.rep_id,
                "date": day.date.isoformat(),
                "leave": words.clock(day.leave_s),
                "back": words.clock(day.return_s),
                "driving": words.duration(day.driving_s),
                "lunch": words.clock(day.lunch_start_s) if day.lunch_start_s is not None and day.lunch_s else "",
                "night": day.ends_away,
                "chips": [
                    [chip.visit_id, chip.account_id, chip.name, words.clock(chip.start_s), words.clock(chip.end_s),
                     round(chip.travel_s / 60), chip.status.value, int(chip.pinned)]
                    for chip in day.chips
                ],
            }
            for day in board.days
            if not wanted or day.rep_id in wanted
        ],
        "fixed": [
            [one.rep_id, one.date.isoformat(), one.kind, words.t("dates.kind." + one.kind),
             f"{one.name} {words.say(one.detail)}"]
            for one in fixed
            if one.kind != "pin" and (not wanted or not one.rep_id or one.rep_id in wanted)
        ],
    }  # fmt: skip


def horizon_json(found: Horizon, wanted: Collection[str]) -> dict[str, Any]:
    """Return all days of a plan: by rep its days as [days since the first, visits, driving min, away min, night]."""
    first = found.line.start
    rows: dict[str, list[list[int]]] = {rep: [] for rep in found.reps if not wanted or rep in wanted}
    for day in found.days:
        if day.rep_id in rows:
            figures = [day.visits, round(day.driving_s / 60), round(day.away_s / 60), int(day.night)]
            rows[day.rep_id].append([(day.date - first).days, *figures])
    return {
        "revision": found.revision,
        "first": first.isoformat(),
        "last": found.line.end.isoformat(),
        "reps": [[rep, found.reps[rep], found.unserved.get(rep, 0), days] for rep, days in rows.items()],
    }


def prices_json(found: VisitPrices, words: Format) -> dict[str, Any]:
    """Return a visit's price on every day, in seconds and in words, with what it would break there."""
    return {
        "plan": found.plan,
        "visit": found.visit_id,
        "account": found.account_id,
        "rep": found.rep_id,
        "date": found.date.isoformat() if found.date else "",
        "days": [
            [one.date.isoformat(), words.day(one.date), round(one.price), _price(one.price, found, words),
             words.clock(one.start_s) if one.start_s is not None else "", [words.finding(x) for x in one.broken]]
            for one in found.days
        ],
    }  # fmt: skip


def judged_json(found: Judged, words: Format) -> dict[str, Any]:
    """Return what a change does, and once it is made the draft that has it."""
    return {
        "plan": found.plan,
        "visit": found.visit_id,
        "account": found.account_id,
        "before": words.day(found.before) if found.before else "",
        "after": words.day(found.after) if found.after else "",
        "price": _price(found.price - found.worth, found, words),
        "worth": words.duration(abs(found.worth)) if found.worth else "",
        "leaves": found.worth > 0,
        "shares": [[rep, words.more(price)] for rep, price in found.shares],
        "broken": [words.finding(one) for one in found.broken],
        "draft": found.draft,
        "decision": found.decision,
    }


def _price(seconds: float, found: VisitPrices | Judged, words: Format) -> str:
    """Return a price in time, and in money where the planner has said what driving costs."""
    said = words.more(seconds)
    return said if found.cost is None else f"{said} ({words.money(found.cost.worth(seconds), found.cost.currency)})"


def decided_json(made: Iterable[VisitAnswer], words: Format) -> list[dict[str, Any]]:
    """Return changes that stand."""
    return [
        {"id": one.number, "kind": words.t("decision." + one.kind.value), "said": words.say(one.said),
         "reason": one.text, "at": words.instant(one.made_at)}
        for one in made
    ]  # fmt: skip


def news_json(news: News, words: Format) -> dict[str, Any]:
    """Return what was changed since."""
    return {"revision": news.revision, "lines": [[one.actor, words.say(one.summary) or one.verb] for one in news.lines]}
