"""What others changed since a page was shown, as far as it concerns the plan on it."""

from __future__ import annotations

from dataclasses import dataclass

from office.door import Act, reads
from office.plans.own_changes import own_changes
from store.changes import Kind, kinds_since, revision

CONCERNS = (Kind.DRAFT, Kind.PLAN_IN_FORCE, Kind.VISIT, Kind.FIXED_DATES)


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One change: who did what."""

    actor: str
    verb: str
    summary: str


@dataclass(frozen=True, slots=True)
class News:
    """What was changed after a revision, and the revision that it is now."""

    revision: int
    lines: tuple[NewsLine, ...]


@reads
def read_news(act: Act, number: int, since: int) -> News:
    """Return what was changed since a revision that the board of a plan may show to the person."""
    now_on = revision(act.connection)
    if now_on <= since:
        return News(now_on, ())
    found: dict[int, NewsLine] = {}
    for change, subject in own_changes(act, kinds_since(act.connection, since, CONCERNS)):
        if subject.kind is Kind.DRAFT and subject.key.partition("/")[0] != str(number):
            continue
        found[change.revision] = NewsLine(change.actor, change.verb, change.summary)
    return News(now_on, tuple(found[key] for key in sorted(found)))
