"""Feeds ready to be sent: put together once for each change or day, and taken from memory at every other poll."""

from __future__ import annotations

import gzip
import hashlib
import threading
from collections import OrderedDict
from dataclasses import dataclass, field

from office.calendars.feeds import READER, Feed, FeedState, find_feed, read_feed
from office.opening import Office

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
    _ready: OrderedDict[str, tuple[FeedState, Ready]] = field(default_factory=OrderedDict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def feed(self, secret: str) -> Ready | None:
        """Return the feed that a secret opens, None if it opens none."""
        state = find_feed(self.office, READER, secret)
        known = None if state is None else self._known(state)
        if state is None or known is not None:
            return known
        feed = read_feed(self.office, READER, secret)
        return None if feed is None else self._put(feed)

    def _known(self, state: FeedState) -> Ready | None:
        with self._lock:
            entry = self._ready.get(state.rep_id)
            if entry is None or entry[0] != state:
                return None
            self._ready.move_to_end(state.rep_id)
            return entry[1]

    def _put(self, feed: Feed) -> Ready:
        etag = hashlib.sha256(feed.data).hexdigest()[:32]
        ready = Ready(feed.state.rep_id, etag, feed.data, gzip.compress(feed.data, compresslevel=3, mtime=0))
        with self._lock:
            self._ready[feed.state.rep_id] = (feed.state, ready)
            if len(self._ready) > MOST_FEEDS:
                self._ready.popitem(last=False)
        return ready
