"""Feeds ready to be sent: put together once for each change or day, and taken from memory at every other poll."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from office.calendars.events import feed_bytes, find_rep
from office.calendars.feeds import rep_of_secret
from office.opening import Office
from store.database import reading
from store.events import version

MOST_FEEDS = 1000
"""Feeds kept in memory; the one that was asked for longest ago makes room."""


@dataclass(frozen=True, slots=True)
class Ready:
    """A feed's bytes, plain and compressed; `etag` is of the plain ones, without quotes."""

    rep_id: str
    etag: str
    plain: bytes
    packed: bytes


@dataclass(slots=True)
class Shelf:
    """Feeds by rep, each with the state that it shows."""

    office: Office
    _ready: OrderedDict[str, tuple[tuple[int, date, str], Ready]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def feed(self, secret: str, now: datetime) -> Ready | None:
        """Return the feed that a secret opens, None if it opens none."""
        with reading(self.office.database) as connection:
            rep_id = rep_of_secret(connection, secret)
            if rep_id is None:
                return None
            rep = find_rep(connection, rep_id)
            state = version(connection, rep_id), now.astimezone(ZoneInfo(rep.timezone)).date(), rep.name
            known = self._known(rep_id, state)
            return known or self._put(rep_id, state, feed_bytes(connection, rep, now))

    def _known(self, rep_id: str, state: tuple[int, date, str]) -> Ready | None:
        with self._lock:
            entry = self._ready.get(rep_id)
            if entry is None or entry[0] != state:
                return None
            self._ready.move_to_end(rep_id)
            return entry[1]

    def _put(self, rep_id: str, state: tuple[int, date, str], plain: bytes) -> Ready:
        etag = hashlib.sha256(plain).hexdigest()[:32]
        ready = Ready(rep_id, etag, plain, gzip.compress(plain, compresslevel=3, mtime=0))
        with self._lock:
            self._ready[rep_id] = (state, ready)
            if len(self._ready) > MOST_FEEDS:
                self._ready.popitem(last=False)
        return ready
