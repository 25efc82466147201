"""The door: every use case is called with an open office and the person who acts, and is checked and recorded here.

A use case is a function whose first argument is its `Act`. Decorated, it is called as
``verb_noun(office, who, ...)``:

- ``@reads``: it sees one state of the database through ``act.connection``;
- ``@writes``: it runs in the one writing transaction; what it did is recorded with actor, verb and subjects, and what
  follows (events, mail, pushes) is put into the outbox, all kept together or not at all;
- ``@thinks``: long work that reads in ``act.reading()`` and writes nothing;
- ``@works``: long work that reads in ``act.reading()``, thinks without a transaction, and writes in ``act.writing()``.

Asked under a request id (``office.once(id)``), a use case that writes is carried out once: the same id gives the first
answer again and changes nothing.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property, update_wrapper
from typing import Any, Concatenate, Generic, ParamSpec, TypeVar, get_type_hints
from zoneinfo import ZoneInfo

from office.kept_answers import as_text, from_text
from office.listeners import tell
from office.opening import Office
from office.people import Person
from office.permissions import require_allowed
from routing.problems import BadInputError, Problem
from routing.sentences import sentence
from store.changes import Change, ChangedMeanwhileError, Subject, record_change, touched_since, version_of
from store.database import Connection, reading, writing
from store.instants import written
from store.outbox import post
from store.requests import Answered, find_answered, keep_answered

P = ParamSpec("P")
R = TypeVar("R")

USE_CASES: dict[str, UseCase[Any, Any]] = {}
"""Every use case by its verb: filled as the office's files are imported."""


class _AnsweredMeanwhile(Exception):  # noqa: N818 - it leads to an answer
    """The request was carried out while this one waited for its turn to write."""

    def __init__(self, found: Answered) -> None:
        super().__init__(found.id)
        self.found = found


@dataclass
class Act:
    """One use case being carried out: who does what, now, and what comes of it.

    Attributes
    ----------
    office, who, verb
        The open workspace, the person who acts, and the use case's name.
    now : datetime
        The instant of the act.
    connection : Connection
        Inside a transaction only.
    """

    office: Office
    who: Person
    verb: str
    now: datetime
    asked: str = ""
    answers: Any = None
    _connection: Connection | None = None
    _subjects: set[Subject] = field(default_factory=set)
    _things: list[tuple[str, dict[str, Any]]] = field(default_factory=list)
    _summary: str = ""
    _answer: Any = None
    _idle: bool = False

    @property
    def connection(self) -> Connection:
        """Return the connection of the transaction that the act is in."""
        if self._connection is None:
            raise RuntimeError(f"{self.verb} is outside its transaction")
        return self._connection

    @property
    def at(self) -> str:
        """Return the instant as it is stored."""
        return written(self.now)

    def today(self, timezone: str) -> date:
        """Return the day that it is in a zone: for a rep, the rep's own."""
        return self.now.astimezone(ZoneInfo(timezone)).date()

    def touch(self, *subjects: Subject) -> None:
        """Say what the act changes."""
        self._subjects |= set(subjects)

    def note(self, summary: str) -> None:
        """Say in a few words what was changed, for the log of changes."""
        self._summary = summary

    def follow(self, kind: str, /, **facts: Any) -> None:
        """Put into the outbox what is to be made or sent after the commit; the same thing twice is put in once."""
        if (kind, facts) not in self._things:
            self._things.append((kind, facts))

    def changed_nothing(self) -> None:
        """Say that there was nothing to change: no change is recorded."""
        self._idle = True

    def answer(self, value: R) -> R:
        """Return `value`, kept as the answer of a request id: long work calls it inside ``act.writing()``."""
        self._answer = value
        return value

    @cached_property
    def reps(self) -> frozenset[str] | None:
        """Return the ids of the reps whose things this person may see or change by this verb; None for everybody's."""
        from office.rows import visible_reps  # noqa: PLC0415 - regions are slow to import, and few people have one

        return visible_reps(self.connection, self.who, self.verb, self.now)

    def require_rep(self, rep_id: str) -> None:
        """Raise `BadInputError` unless the rep is the person's to see or change by this verb."""
        if self.reps is not None and rep_id not in self.reps:
            cause = sentence("{who_name} has no access to rep {rep_id!r}", who_name=self.who.name, rep_id=rep_id)
            raise BadInputError([Problem("not-yours", "rep", cause, "Ask an administrator for it.")])

    @cached_property
    def accounts(self) -> frozenset[str] | None:
        """Return the ids of the accounts that this person may see by this verb; None for all."""
        from office.rows import visible_accounts  # noqa: PLC0415 - as above

        return visible_accounts(self)

    def require_account(self, account_id: str) -> None:
        """Raise `BadInputError` unless the account is the person's to see or change by this verb."""
        if self.accounts is not None and account_id not in self.accounts:
            cause = sentence(
                "{who_name} has no access to account {account_id!r}", who_name=self.who.name, account_id=account_id
            )
            raise BadInputError([Problem("not-yours", "account", cause, "Ask an administrator for it.")])

    def require_everything(self, what: str) -> None:
        """Raise `BadInputError` unless the person's reach is everybody: `what` is about all of them at once."""
        if self.reps is not None:
            cause = sentence("it is about everybody, and {who_name} sees a part", who_name=self.who.name)
            raise BadInputError([Problem("not-yours", what, cause, "Ask whoever sees everything.")])

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """See one state of the database."""
        with reading(self.office.database) as connection:
            yield from self._inside(connection)

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """Write in the one writing transaction; the change is recorded at its end."""
        with writing(self.office.database) as connection:
            self._require_first(connection)
            self._require_expected(connection)
            yield from self._inside(connection)
            self._record(connection)
        tell(self.office.memory)

    def _inside(self, connection: Connection) -> Iterator[Connection]:
        self._connection = connection
        try:
            yield connection
        finally:
            self._connection = None

    def _require_first(self, connection: Connection) -> None:
        """Raise `_AnsweredMeanwhile` where the same request came twice at once and the other one was first."""
        if self.office.request and (found := find_answered(connection, self.office.request)) is not None:
            raise _AnsweredMeanwhile(found)

    def _require_expected(self, connection: Connection) -> None:
        for subject, version in self.office.expects:
            if version_of(connection, subject) != version:
                raise ChangedMeanwhileError(touched_since(connection, version, [subject]))

    def _record(self, connection: Connection) -> None:
        if not self._idle:
            revision = record_change(
                connection, self.verb, self._summary, self.now, actor=self.who.id, subjects=self._subjects
            )
            change = Change(revision, self.at, self.who.id, self.verb, self._summary)
            from office.outside.followers import things_following  # noqa: PLC0415 - who reads changes nothing

            told = things_following(connection, change, self._subjects)
            post(connection, revision, [*self._things, *told], self.now)
        if self.office.request:
            row = (self.office.request, self.who.id, self.verb, self.asked, as_text(self.answers, self._answer))
            keep_answered(connection, Answered(*row, self.at))
        if self.office.beside is not None:
            self.office.beside(connection, self._answer)


class UseCase(Generic[P, R]):
    """A use case: called with the office and the person who acts; `inside` joins it to another's transaction."""

    def __init__(self, body: Callable[Concatenate[Act, P], R], kind: str) -> None:
        self.body, self.kind, self.verb = body, kind, body.__name__
        update_wrapper(self, body)
        USE_CASES[self.verb] = self

    def __call__(self, office: Office, who: Person, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry it out, or give the first answer again where the request id has had one."""
        require_allowed(who, self.verb)
        act = Act(office, who, self.verb, office.clock())
        if self.kind == "reads":
            with act.reading():
                return self.body(act, *args, **kwargs)
        if office.request and self.kind != "thinks":
            act.asked, act.answers = _digest(self.verb, args, kwargs), get_type_hints(self.body).get("return")
            found = _answered(act)
            if found is not None:
                return from_text(act.answers, found.answer)  # type: ignore[no-any-return]
        try:
            return self._carry_out(act, *args, **kwargs)
        except _AnsweredMeanwhile as error:
            _require_same(act, error.found)
            return from_text(act.answers, error.found.answer)  # type: ignore[no-any-return]

    def _carry_out(self, act: Act, *args: P.args, **kwargs: P.kwargs) -> R:
        if self.kind in {"works", "thinks"}:
            return self.body(act, *args, **kwargs)
        with act.writing():
            return act.answer(self.body(act, *args, **kwargs))

    def inside(self, act: Act, *args: P.args, **kwargs: P.kwargs) -> R:
        """Carry it out as part of another act: in its transaction, under its record."""
        return self.body(act, *args, **kwargs)


def reads(body: Callable[Concatenate[Act, P], R]) -> UseCase[P, R]:
    """Make a use case that only reads."""
    return UseCase(body, "reads")


def writes(body: Callable[Concatenate[Act, P], R]) -> UseCase[P, R]:
    """Make a use case that is one writing transaction."""
    return UseCase(body, "writes")


def thinks(body: Callable[Concatenate[Act, P], R]) -> UseCase[P, R]:
    """Make a use case that does long work between its own transactions and writes nothing: asking twice is harmless."""
    return UseCase(body, "thinks")


def works(body: Callable[Concatenate[Act, P], R]) -> UseCase[P, R]:
    """Make a use case that opens its transactions itself, and does long work between them."""
    return UseCase(body, "works")


def _answered(act: Act) -> Answered | None:
    """Return the answer that the request id has had; raises `BadInputError` where it was another request."""
    with reading(act.office.database) as connection:
        found = find_answered(connection, act.office.request)
    if found is not None:
        _require_same(act, found)
    return found


def _require_same(act: Act, found: Answered) -> None:
    if (found.verb, found.asked, found.person_id) != (act.verb, act.asked, act.who.id):
        cause = sentence("the id was used for another request ({verb})", verb=found.verb)
        raise BadInputError([Problem("request-reused", act.office.request, cause, "Give each request its own id.")])


_PLACE_IN_MEMORY = re.compile(r" at 0x[0-9a-f]+>")


def _digest(verb: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> str:
    """Return the SHA-256 of what is asked: values show themselves wholly in their `repr`.

    What does the work (a travel engine, whoever finds addresses) is no part of what is asked, and is another object
    after a restart: it stands by its name.
    """
    args_asked = [_asked(value) for value in args]
    asked = json.dumps([verb, args_asked, {name: _asked(kwargs[name]) for name in sorted(kwargs)}])
    return hashlib.sha256(asked.encode()).hexdigest()


def _asked(value: Any) -> str:
    return _PLACE_IN_MEMORY.sub(">", repr(value))
