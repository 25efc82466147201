"""The agenda of the review meeting as a printout: what to talk about, with room to write down what was decided."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from office.ownership.covers import StandIn
from reports.paper import Cell, Named, Paper, Part
from reports.review_parts.targets import FORMS
from reports.speech import Speech, speech_of
from scheduler.review.analysis import Analysis
from territory.kpis import KPIS

MOST = 8
NOTES_OF = timedelta(days=14)
DECIDED: tuple[Named, ...] = ("decided", "who", "until")
"""Columns that are filled in by hand at the meeting."""
LINE = "_" * 18


def agenda(analysis: Analysis, covers: Sequence[StandIn], language: str = "en") -> Paper:
    """Return the agenda: alarms, targets not reached, proposals, covers, notes of two weeks, and what is left over."""
    say, review = speech_of(analysis, language), analysis.review
    title = say("Review meeting of {day}", day=review.today)
    subtitle = say("visits from {start} to {end}", start=review.start, end=review.end)
    parts = (_alarms(analysis, say), _targets(analysis, say), _proposals(analysis, say), _covers(covers, say))
    return Paper(title, subtitle, (*parts, _notes(analysis, say), _leftover(say)), language)


def _part(say: Speech, title: str, columns: Sequence[Named], rows: list[tuple[Cell, ...]]) -> Part:
    """Return a part with its empty columns; a part without rows says so and is passed over."""
    if not rows:
        return Part(say(title), (say("Nothing to talk about."),))
    return Part(say(title), tables=(say.table((*columns, *DECIDED), [(*row, LINE, LINE, LINE) for row in rows]),))


def _alarms(analysis: Analysis, say: Speech) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (say.territory(one.territory), say.finding(one.why)) for one in analysis.review.alarms[:MOST]
    ]
    return _part(say, "Alarms", ("territory", "in words"), rows)


def _targets(analysis: Analysis, say: Speech) -> Part:
    rows: list[tuple[Cell, ...]] = []
    for one in analysis.attained:
        if one.reached is False:
            form = FORMS[KPIS[one.target.kpi].unit]
            figures = (say.cell(one.target.value, form), say.cell(one.actual, form))
            rows.append((say.territory(one.target.territory), say(KPIS[one.target.kpi].name), *figures))
    return _part(say, "Targets not reached", ("territory", "figure", "target", "so far"), rows[:MOST])


def _proposals(analysis: Analysis, say: Speech) -> Part:
    rows: list[tuple[Cell, ...]] = [(say.finding(one.what), one.worth) for one in analysis.review.proposals[:MOST]]
    return _part(say, "What to do next", ("what to do", ("worth a year", "signed")), rows)


def _covers(covers: Sequence[StandIn], say: Speech) -> Part:
    rows: list[tuple[Cell, ...]] = [
        (say.rep(one.covered_id), say.rep(one.rep_id), f"{one.first}", f"{one.last or '-'}", len(one.accounts))
        for one in covers[:MOST]
    ]
    columns: tuple[Named, ...] = ("away", "covered by", "from", "to", ("accounts", "whole"))
    return _part(say, "Covers", columns, rows)


def _notes(analysis: Analysis, say: Speech) -> Part:
    since = f"{analysis.review.today - NOTES_OF}"
    rows: list[tuple[Cell, ...]] = [
        (say.territory(one.territory), one.by, one.text)
        for one in reversed(analysis.known.notes)
        if one.written_at[:10] >= since
    ]
    return _part(say, "Notebook", ("territory", "by", "note"), rows[:MOST])


def _leftover(say: Speech) -> Part:
    lines = say.table(("what", *DECIDED), [(LINE, LINE, LINE, LINE) for _ in range(6)])
    return Part(say("Anything else"), tables=(lines,))
