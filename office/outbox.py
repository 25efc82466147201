"""What follows from changes, made after their commit: by the command before it ends, or by the server's worker."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from office.opening import Office
from store.database import reading, writing
from store.outbox import Posted, mark_done, mark_failed, take, waiting, waiting_of_rep
from store.words import Following

if TYPE_CHECKING:
    from office.calendars.events import RepEvents

EVENTS, FORECASTS = Following.EVENTS, Following.FORECASTS
"""A rep's calendar events are brought up to date with the plan in force; `facts`: ``rep_id``."""

RETRIES_S = (5, 300, 1800, 7200, 18000, 36000, 50400, 72000, 86400)
"""How long a failed thing waits before each further try; after the last it is given up and stays with its error."""


REPS_AT_ONCE = 10
"""So many reps' events are composed of one reading: what is asked for them all is asked once, and few are held."""
ATTEMPTS = 5
"""So often a rep's events are composed anew where somebody changed the rep's days meanwhile."""
LEASE = timedelta(minutes=2)
"""How long a thing is somebody's who sends it: longer than any sending takes."""


def deliver(office: Office, most: int = 500) -> int:
    """Do what waits for things of our own database (events, forecasts of sales); return how many things were done.

    Events are made of some reps at a time and kept rep by rep, so that nobody waits for a lock under which those of a
    whole team are composed.
    """
    now = office.clock()
    with reading(office.database) as connection:
        posted = waiting(connection, now, [EVENTS, FORECASTS], most)
    events = [one for one in posted if one.kind == EVENTS]
    reps = sorted(_reps(events))
    some = (reps[begin : begin + REPS_AT_ONCE] for begin in range(0, len(reps), REPS_AT_ONCE))
    done = sum(_deliver(office, now, ids) for ids in some)
    return done + (_foretell(office, now, most) if len(events) < len(posted) else 0)


def _foretell(office: Office, now: datetime, most: int) -> int:
    """Keep what the sales on record foretell and what came of it; once for all imports that wait."""
    from office.reviews.sales_forecasts import forecasts_now  # noqa: PLC0415 - as below
    from store.sales_forecasts import write_forecasts  # noqa: PLC0415 - as below

    with reading(office.database) as connection:
        posted, found = waiting(connection, now, [FORECASTS], most), forecasts_now(connection, now)
    with writing(office.database) as connection:
        if waiting(connection, now, [FORECASTS], most) != posted:
            return 0  # sales were imported meanwhile: whoever comes next reads them all
        write_forecasts(connection, found)
        mark_done(connection, [one.id for one in posted], now)
    return len(posted)


def _deliver(office: Office, now: datetime, rep_ids: Collection[str]) -> int:
    """Bring some reps' events up to date; return how many things of the outbox that was.

    They are composed in a reading and kept in a writing for each rep, which only looks whether the rep's things are
    those that were waiting before. Where others came, somebody changed the rep's days meanwhile, where some are gone,
    somebody else has done them: it is composed anew, and after `ATTEMPTS` left to whoever delivers next.
    """
    from office.calendars.events import compose_events  # noqa: PLC0415 - seldom is there anything to make

    done, left = 0, list(rep_ids)
    for _ in range(ATTEMPTS):
        with reading(office.database) as connection:
            asked = {rep_id: waiting_of_rep(connection, EVENTS, rep_id) for rep_id in left}
            posted = {rep_id: things for rep_id, things in asked.items() if things}
            composed = compose_events(connection, now, posted.keys()) if posted else ()
        made = {one.rep_id: one for one in composed}
        left = [rep_id for rep_id, things in posted.items() if not _keep(office, now, things, made.get(rep_id))]
        done += sum(len(things) for rep_id, things in posted.items() if rep_id not in left)
        if not left:
            break
    return done


def _keep(office: Office, now: datetime, posted: Sequence[Posted], made: RepEvents | None) -> bool:
    """Keep a rep's events, none where there is no such rep; return whether the things are still those to be done."""
    from office.calendars.events import write_events  # noqa: PLC0415 - as above

    rep_id = str(posted[0].facts["rep_id"])
    with writing(office.database) as connection:
        still = waiting_of_rep(connection, EVENTS, rep_id) == posted
        if still:
            write_events(connection, () if made is None else (made,))
            mark_done(connection, [one.id for one in posted], now)
    return still


def _reps(posted: Iterable[Posted]) -> frozenset[str]:
    return frozenset(str(one.facts["rep_id"]) for one in posted)


def deliver_outside(office: Office, kind: str, send: Callable[[Posted], None]) -> tuple[int, int]:
    """Send what waits of one kind to other programs; return how many were sent and how many failed.

    `send` raises `OSError` where the other side is away: the thing is tried again later (`RETRIES_S`). Each thing is
    taken before it is sent, so that two workers do not send it both; whoever dies meanwhile gives it back by waiting.
    """
    now = office.clock()
    with reading(office.database) as connection:
        posted = waiting(connection, now, [kind])
    sent = 0
    tried = 0
    for one in posted:
        with writing(office.database) as connection:
            if not take(connection, one, now, now + LEASE):
                continue
        tried += 1
        try:
            send(one)
        except OSError as error:
            wait_s = RETRIES_S[one.tries] if one.tries < len(RETRIES_S) else None
            next_at = None if wait_s is None else now + timedelta(seconds=wait_s)
            with writing(office.database) as connection:
                mark_failed(connection, one, str(error), next_at, now)
        else:
            sent += 1
            with writing(office.database) as connection:
                mark_done(connection, [one.id], now)
    return sent, tried - sent
