"""A rep's feed: its secret address, made and revoked, and what a client gets there."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date

from calendars.feed import assemble, window
from office.calendars.events import draft_calendar, feed_name
from office.door import Act, reads, works, writes
from office.known import require_rep
from office.people import Grant, Person, Reach, Role
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Kind, Subject
from store.events import read_kept, version
from store.feeds import drop_feed, has_feed, keep_feed, rep_of_secret
from territory.accounts import Rep

SECRET_OCTETS = 24
"""192 bits: no one guesses it, and the address stays far below the 256 characters that Google reads."""

READER = Person("feed", "whoever knows a feed's address", (Grant(Role.REP, Reach.OWN),))
"""Who reads a feed: knowing its secret is the only right, and opens nothing but that feed."""


@dataclass(frozen=True, slots=True)
class FeedState:
    """What a feed shows: another state, other bytes."""

    rep_id: str
    version: int
    day: date
    name: str


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed's bytes in a state."""

    state: FeedState
    data: bytes


@works
def link_feed(act: Act, rep_id: str, *, renew: bool = False) -> str | None:
    """Give a rep's feed a new secret and return it, this once: a replay of the request is answered None.

    Raises
    ------
    BadInputError
        If the feed can be reached already, and no new address is asked for.
    """
    secret = secrets.token_urlsafe(SECRET_OCTETS)
    with act.writing() as connection:
        act.require_rep(rep_id)
        rep = require_rep(connection, rep_id)
        if has_feed(connection, rep_id) and not renew:
            action = "Use the address that was shown, or make a new one with --renew (the old one stops working)."
            raise BadInputError(
                [Problem("feed-linked", sentence("rep {rep_id}", rep_id=rep_id), "has a feed already", action)]
            )
        keep_feed(connection, rep_id, secret, act.at)
        act.touch(Subject(Kind.CALENDAR, rep_id))
        act.note(sentence("{rep} has a new feed address", rep=rep.name))
    return secret


@writes
def revoke_feed(act: Act, rep_id: str) -> bool:
    """Make a rep's feed address worthless; return whether there was one."""
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    found = drop_feed(act.connection, rep_id)
    if not found:
        act.changed_nothing()
    act.touch(Subject(Kind.CALENDAR, rep_id))
    act.note(sentence("{rep} has no feed address", rep=rep.name))
    return found


@reads
def find_feed(act: Act, secret: str) -> FeedState | None:
    """Return the state of the feed that a secret opens, None if it opens none."""
    rep_id = rep_of_secret(act.connection, secret)
    return None if rep_id is None else _state(act, require_rep(act.connection, rep_id))


@reads
def read_feed(act: Act, secret: str) -> Feed | None:
    """Return the feed that a secret opens, None if it opens none."""
    rep_id = rep_of_secret(act.connection, secret)
    return None if rep_id is None else _feed(act, require_rep(act.connection, rep_id))


@reads
def read_calendar(act: Act, rep_id: str, plan: int | None = None) -> bytes:
    """Return a rep's calendar: its feed, or what a plan would make of it, drafts included."""
    act.require_rep(rep_id)
    rep = require_rep(act.connection, rep_id)
    return _feed(act, rep).data if plan is None else draft_calendar(act.connection, rep, plan, act.now)


@reads
def read_events(act: Act, rep_id: str, first: date, last: date) -> bytes:
    """Return what a rep's calendar keeps of some days, whether its feed still shows them or not."""
    act.require_rep(rep_id)
    return _calendar(act, require_rep(act.connection, rep_id), first, last)


def _state(act: Act, rep: Rep) -> FeedState:
    return FeedState(rep.id, version(act.connection, rep.id), act.today(rep.timezone), rep.name)


def _feed(act: Act, rep: Rep) -> Feed:
    state = _state(act, rep)
    return Feed(state, _calendar(act, rep, *window(state.day)))


def _calendar(act: Act, rep: Rep, first: date, last: date) -> bytes:
    kept = read_kept(act.connection, rep.id, first, last)
    return assemble(feed_name(act.connection, rep), kept.values(), first, last)
