"""Data to mend, notes, and what could not be computed."""

from __future__ import annotations

from collections import Counter

from reports.paper import Part
from reports.sentence_words import problem_in_words
from reports.speech import Speech
from routing.problems import Problem
from scheduler.review.analysis import Analysis
from territory.deals import deal_problems

MOST_FINDINGS, MOST_PROBLEMS = 15, 15


def quality_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about quality."""
    found = analysis.findings
    if not found:
        return Part(say("Data to mend"), (say("Nothing odd was found."),))
    kinds = ", ".join(f"{times} {kind}" for kind, times in sorted(Counter(one.kind for one in found).items()))
    rows = [(one.kind, ", ".join(one.accounts), one.what, one.action) for one in found[:MOST_FINDINGS]]
    words = (say("{n} findings: {kinds}. The {shown} most urgent:", n=len(found), kinds=kinds, shown=len(rows)),)
    return Part(say("Data to mend"), words, tables=(say.table(("kind", "accounts", "what", "what to do"), rows),))


def notes_part(analysis: Analysis, say: Speech) -> Part:
    """Return the part about notes."""
    rows = [(one.written_at[:10], say.territory(one.territory), one.by, one.text) for one in analysis.known.notes]
    if not rows:
        return Part(say("Notebook"), (say("Nobody has written into a territory's notebook."),))
    return Part(say("Notebook"), tables=(say.table(("on", "territory", "by", "note"), rows[::-1]),))


def told_part(analysis: Analysis, say: Speech) -> Part:
    """Return what could not be computed, so that nobody takes silence for a zero."""
    known = analysis.known
    problems: list[Problem] = [*analysis.intervals.problems, *known.owners.problems, *known.sales_problems]
    problems += analysis.seasons.problems if analysis.seasons else ()
    problems += deal_problems(known.records.deals, known.today, known.currency)
    if not problems:
        return Part(say("What could not be computed"), (say("Everything that was asked could be computed."),))
    told = [problem_in_words(one, say.language) for one in problems[:MOST_PROBLEMS]]
    rows = [(one.where, one.cause, one.action) for one in told]
    words = (say("{n} remarks on the figures above; the first {shown}:", n=len(problems), shown=len(rows)),)
    listed = say.table(("where", "what", "what to do"), rows)
    return Part(say("What could not be computed"), words, tables=(listed,))
