"""Long work as jobs: asked for by people, done by a worker, watched, stopped, begun again where a worker died.

A kind of job is a runner: it is given the office, the person who asked, the order and a `Watch`, and returns its
result as JSON values. It is stopped by the signal that Ctrl-C sends, which every search of ours takes as "enough".
"""

from __future__ import annotations

import logging
import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from office.door import Act, reads, writes
from office.identity import find_person
from office.opening import Office
from office.people import Person, Reach
from office.permissions import ROLES_OF, NotAllowedError, allowed
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import kept, sentence, term
from store.database import Connection, WorkspaceBusyError, reading, writing
from store.instants import written
from store.jobs import (
    OVER,
    Job,
    JobState,
    Schedule,
    add_job,
    find_job,
    next_schedule_number,
    oldest_waiting,
    read_jobs,
    read_schedules,
    remove_schedule,
    write_job,
    write_schedule,
)
from store.jobs import beat as note_beat
from store.words import Work

log = logging.getLogger("office")

BEAT_S = 1.0
SILENT = timedelta(seconds=30)
"""A worker that has not beaten for so long is dead."""
MOST_TRIES = 2


class _TakenMeanwhile(Exception):  # noqa: N818 - it ends the work of a worker that was given up
    """Another worker has begun the job anew, or it is over: what this one found is not kept."""


@dataclass(frozen=True, slots=True)
class Watch:
    """What a runner is given: to `tell` its progress (how many of how many, what was finished last), and to end by.

    `show` tells more of it, a name and a JSON value, such as how far each part is.
    """

    tell: Callable[[int, int, str], None]
    end: Callable[[Connection, dict[str, Any]], None]
    show: Callable[[str, Any], None]

    def ending(self, office: Office, result: Callable[[Any], dict[str, Any]]) -> Office:
        """Return the office for the use case that keeps what the job is for: the job ends in the same transaction.

        So a worker that dies just after the commit leaves a job that is done, and nobody does it again. `result` makes
        the job's result of the use case's answer.
        """
        return replace(office, beside=lambda connection, answer: self.end(connection, result(answer)))


Runner = Callable[[Office, Person, dict[str, Any], Watch], dict[str, Any]]


@dataclass(frozen=True, slots=True)
class JobKind:
    """A kind of job: the use case that whoever asks must be allowed, and what does it."""

    verb: str
    run: Runner


KINDS: dict[str, JobKind] = {}

KEPT = "kept_problems"
"""The name in a result of the problems as they can be told in any language; programs get them as `problems`."""
"""Every kind of job by name: filled by the files whose use cases are long."""


def job_kind(name: Work, verb: str) -> Callable[[Runner], Runner]:
    """Make a function the runner of a kind of job."""

    def named(run: Runner) -> Runner:
        KINDS[name] = JobKind(verb, run)
        return run

    return named


@writes
def ask_job(act: Act, kind: str, order: dict[str, Any]) -> Job:
    """Ask for long work; a worker takes it in its turn.

    Raises
    ------
    BadInputError
        For a kind that there is not.
    NotAllowedError
        If the person may not do what the job does.
    """
    _require_kind(act.who, kind)
    act.note(sentence("asked for {kind}", kind=term(kind)))
    return add_job(act.connection, Job(0, kind, act.who.id, JobState.WAITING, act.at, order))


@reads
def list_jobs(act: Act) -> tuple[Job, ...]:
    """Return the newest jobs, newest first, of the kinds that the person may do."""
    return tuple(job for job in read_jobs(act.connection) if _may_see(act.who, job))


@reads
def read_job(act: Act, number: int) -> Job:
    """Return one job; raises `BadInputError` if there is none such."""
    return require_job(act, number)


@writes
def stop_job(act: Act, number: int) -> Job:
    """Stop a job: one that waits is not begun, one that runs keeps the best that it has."""
    job = require_job(act, number)
    if job.state in OVER:
        act.changed_nothing()
        return job
    stopped = replace(job, stop_asked=True)
    if job.state is JobState.WAITING:
        stopped = replace(stopped, state=JobState.STOPPED, ended_at=act.at)
    write_job(act.connection, stopped)
    act.note(sentence("stopped job {number}", number=number))
    return stopped


@writes
def save_schedule(
    act: Act, name: str, kind: str, order: dict[str, Any], *, weekdays: tuple[int, ...], at_s: int, zone: str
) -> Schedule:
    """Ask for a job again and again: on some weekdays at a time of a zone's clock. One of the same name is replaced."""
    _require_kind(act.who, kind)
    if not weekdays or set(weekdays) - set(range(7)) or not 0 <= at_s < 86_400 or not name.strip():
        cause = "a schedule needs a name, weekdays and a time of day"
        raise BadInputError([Problem("schedule-impossible", "schedule", cause, "Give all three.")])
    there = next((one for one in read_schedules(act.connection) if one.name == name.strip()), None)
    if there is not None:
        _require_kind(act.who, there.kind)  # a name is no way to end what one may not do
    number = there.id if there else next_schedule_number(act.connection)
    days = tuple(sorted(set(weekdays)))
    schedule = Schedule(
        number, name.strip(), kind, act.who.id, days, at_s, zone, _next(days, at_s, zone, act.now), order
    )
    write_schedule(act.connection, schedule)
    act.note(sentence("schedule {name}", name=name.strip()))
    return schedule


@reads
def list_schedules(act: Act) -> tuple[Schedule, ...]:
    """Return what is asked for again and again, of the kinds that the person may do."""
    return tuple(one for one in read_schedules(act.connection) if _may(act.who, one.kind))


@writes
def drop_schedule(act: Act, number: int) -> bool:
    """Ask for it no more; return whether there was such a schedule.

    Raises
    ------
    NotAllowedError
        If the person may not do what it asks for.
    """
    there = next((one for one in read_schedules(act.connection) if one.id == number), None)
    if there is not None:
        _require_kind(act.who, there.kind)
    act.note(sentence("dropped schedule {number}", number=number))
    return remove_schedule(act.connection, number)


def ask_scheduled(office: Office) -> int:
    """Ask for the jobs whose time has come; what was missed while nobody worked is asked for once."""
    now = office.clock()
    with reading(office.database) as connection:
        due = [one for one in read_schedules(connection) if one.active and one.next_at <= written(now)]
    return sum(_ask(office, one, now) for one in due)


def _ask(office: Office, due: Schedule, now: datetime) -> int:
    """Ask for the job of a schedule, unless another worker has done so meanwhile; return how many were asked for."""
    with writing(office.database) as connection:
        if due not in read_schedules(connection):
            return 0
        add_job(connection, Job(0, due.kind, due.person_id, JobState.WAITING, written(now), due.order))
        write_schedule(connection, replace(due, next_at=_next(due.weekdays, due.at_s, due.zone, now)))
        return 1


def work_once(office: Office) -> Job | None:
    """Take the job whose turn it is and do it; return it as it ended, None where none waits."""
    job = _claim(office)
    if job is None:
        return None
    try:
        with reading(office.database) as connection:
            who = find_person(connection, job.person_id)
        with _hearing(), _beating(office, job) as watch:
            result = KINDS[job.kind].run(office, who, job.order, watch)
    except KeyboardInterrupt:
        return _end(office, job, JobState.STOPPED, {}, "")
    except SystemExit:
        _give_back(office, job)
        raise
    except _TakenMeanwhile:
        return _end(office, job, None, {}, "")
    except BadInputError as error:
        return _end(office, job, JobState.FAILED, {KEPT: [one.kept() for one in error.problems]}, str(error))
    except WorldError as error:
        return _end(office, job, JobState.FAILED, {KEPT: [kept(str(error))]}, str(error))
    except Exception as error:  # noted in the job, so that who asked for it hears of it, and raised to the worker
        _end(office, job, JobState.FAILED, {}, sentence("This is a fault of roundsman: {error!r}.", error=error))
        raise
    return _end(office, job, None, result, "")


def _claim(office: Office) -> Job | None:
    """Take the job whose turn it is; a worker that looks each second waits for nobody's writing where none waits."""
    now = office.clock()
    with reading(office.database) as connection:
        if oldest_waiting(connection) is None and not _silent(connection, now):
            return None
    with writing(office.database) as connection:
        _give_back_silent(connection, now)
        job = oldest_waiting(connection)
        if job is None:
            return None
        at = written(now)
        taken = replace(job, state=JobState.RUNNING, started_at=at, beat_at=at, tries=job.tries + 1)
        write_job(connection, taken)
        return taken


def _give_back(office: Office, taken: Job) -> None:
    """Let a job be begun again whose worker ends in order: that it was begun does not count."""
    with writing(office.database) as connection:
        job = find_job(connection, taken.id)
        if job is not None and _is_ours(job, taken):
            write_job(connection, replace(job, state=JobState.WAITING, tries=job.tries - 1))


def _is_ours(job: Job, taken: Job) -> bool:
    """Return whether a job is still the worker's that took it: nobody has begun it anew, and it is not over."""
    return job.state is JobState.RUNNING and (job.tries, job.started_at) == (taken.tries, taken.started_at)


def _give_back_silent(connection: Connection, now: datetime) -> None:
    """Let jobs whose worker died be begun again, or call them lost."""
    for job in _silent(connection, now):
        if job.tries < MOST_TRIES and not job.stop_asked:
            write_job(connection, replace(job, state=JobState.WAITING))
        else:
            error = "The worker died under it."
            write_job(connection, replace(job, state=JobState.LOST, ended_at=written(now), error=error))


def _silent(connection: Connection, now: datetime) -> list[Job]:
    """Return the jobs that run and whose worker was not heard of for long."""
    running = read_jobs(connection, states=frozenset({JobState.RUNNING}))
    return [job for job in running if job.beat_at and datetime.fromisoformat(job.beat_at) + SILENT <= now]


@contextmanager
def _hearing() -> Iterator[None]:
    """Hear the signal by which jobs are stopped: a shell gives a program in its background deaf ears for it."""
    deaf = threading.current_thread() is threading.main_thread() and signal.getsignal(signal.SIGINT) is signal.SIG_IGN
    if deaf:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        yield
    finally:
        if deaf:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _beat(office: Office, taken: Job, told: dict[str, Any]) -> bool:
    """Write progress and a sign of life, or interrupt the work where it is to stop; return whether it is over."""
    with reading(office.database) as connection:
        job = find_job(connection, taken.id)
    if job is None or job.state in OVER:
        return True
    if _is_ours(job, taken) and not job.stop_asked:
        note_beat(office.database, taken, written(office.clock()), told)
        return False
    os.kill(os.getpid(), signal.SIGINT)  # to the process: the main thread wakes from whatever it waits for
    return True


@contextmanager
def _beating(office: Office, taken: Job) -> Iterator[Watch]:
    """Write progress and signs of life each second, and interrupt the work where it is to stop."""
    told: dict[str, Any] = {}
    over = threading.Event()

    def beat() -> None:
        while not over.wait(BEAT_S):
            try:
                if _beat(office, taken, dict(told)):
                    return
            except WorkspaceBusyError as error:  # the next one will do: many may be missed before a worker is dead
                log.warning("job %s: %s", taken.id, error)

    def tell(done: int, total: int, text: str) -> None:
        told.update(done=done, total=total, text=text)

    def show(name: str, value: Any) -> None:
        told[name] = value

    def end(connection: Connection, result: dict[str, Any]) -> None:
        job = find_job(connection, taken.id)
        if job is None or not _is_ours(job, taken):
            raise _TakenMeanwhile
        write_job(connection, _ended(replace(job, progress=dict(told)), None, result, "", written(office.clock())))

    thread = threading.Thread(target=beat, daemon=True)
    thread.start()
    try:
        yield Watch(tell, end, show)
    finally:
        over.set()
        thread.join()


def _end(office: Office, taken: Job, state: JobState | None, result: dict[str, Any], error: str) -> Job:
    """End a job that did not end with its work, and return it; one that is not this worker's any more stays."""
    with writing(office.database) as connection:
        job = find_job(connection, taken.id)
        if job is None:
            raise LookupError(f"job {taken.id} is gone")
        if not _is_ours(job, taken):
            return job
        if error:
            log.warning("job %s (%s): %s", job.id, job.kind, error)
        job = _ended(job, state, result, error, written(office.clock()))
        write_job(connection, job)
        return job


def _ended(job: Job, state: JobState | None, result: dict[str, Any], error: str, at: str) -> Job:
    ended = state or (JobState.STOPPED if job.stop_asked else JobState.DONE)
    return replace(job, state=ended, result=result, error=error, ended_at=at)


def is_over(job: Job) -> bool:
    """Return whether nothing more comes of a job."""
    return job.state in OVER


def _require_kind(who: Person, kind: str) -> None:
    if kind not in KINDS:
        cause = sentence("there is no kind of job {kind!r}", kind=kind)
        raise BadInputError(
            [Problem("job-kind-unknown", "job", cause, sentence("Kinds: {names}.", names=", ".join(sorted(KINDS))))]
        )
    if not allowed(who, KINDS[kind].verb):
        raise NotAllowedError(who, KINDS[kind].verb)


def require_job(act: Act, number: int) -> Job:
    """Return a job that the person may see; raises `BadInputError` if there is none such."""
    job = find_job(act.connection, number)
    if job is None or not _may_see(act.who, job):
        cause = sentence("there is no job {number}", number=number)
        raise BadInputError([Problem("job-unknown", "job", cause, "List them.")])
    return job


def _may_see(who: Person, job: Job) -> bool:
    """Return whether a job is the person's own, or one of a kind that they may do for everybody."""
    if job.person_id == who.id:
        return True
    roles = ROLES_OF[KINDS[job.kind].verb] if job.kind in KINDS else frozenset()
    return any(grant.role in roles and grant.reach is Reach.EVERYTHING for grant in who.grants)


def _may(who: Person, kind: str) -> bool:
    return kind in KINDS and allowed(who, KINDS[kind].verb)


def _next(weekdays: tuple[int, ...], at_s: int, zone: str, now: datetime) -> str:
    """Return the next instant after `now` of one of the weekdays at a time of a zone's clock."""
    try:
        clock = ZoneInfo(zone)
    except (ZoneInfoNotFoundError, ValueError) as error:
        cause = sentence("there is no time zone {zone!r}", zone=zone)
        raise BadInputError([Problem("zone-unknown", "schedule", cause, "Name one such as Europe/Vienna.")]) from error
    local = now.astimezone(clock)
    for ahead in range(8):
        day = local.date() + timedelta(days=ahead)
        moment = datetime(day.year, day.month, day.day, at_s // 3600, at_s // 60 % 60, tzinfo=clock)
        if day.weekday() in weekdays and moment > local:
            return written(moment)
    raise AssertionError("a week holds every weekday")
