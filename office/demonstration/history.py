"""What a sample's company remembers: visits made and missed, deals and answers, made up from a seed.

Each account has its own generator, so that its history stays the same when others come or go.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

Row = dict[str, str]

WEEKS = 16
DAY_STARTS_MIN, DAY_ENDS_MIN, WAY_MIN = 7 * 60 + 30, 18 * 60 + 30, 8
REASONS = ("closed that day", "rep was ill", "no time left that day", "asked for another day", "stock is full")
OUTCOMES = ("order", "order", "no order", "offer", "complaint")
STAGES = {"first talk": 0.2, "offer": 0.5, "trial": 0.7}
_DEALS = ("Machine on loan", "Yearly contract", "New range", "Second branch")


@dataclass(frozen=True, slots=True)
class SampleHistory:
    """Rows as `roundsman import` reads them."""

    visits: list[Row]
    opportunities: list[Row]
    satisfaction: list[Row]


def sample_history(
    accounts: Sequence[Row], reps: Sequence[Row], start: date, currency: str, seed: int
) -> SampleHistory:
    """Make up what happened before `start`; the last visit that was made is the account's last visit."""
    visits: list[Row] = []
    deals: list[Row] = []
    answers: list[Row] = []
    for account in accounts:
        random = Random(f"{seed} history {account['id']} {account['name']}")
        visits += _visits(account, _nearest(account, reps), start, random)
        deals += _deals(account, start, currency, random)
        answers += _answers(account, start, random)
    return SampleHistory(_timed(visits, [rep["id"] for rep in reps]), deals, answers)


def _nearest(account: Row, reps: Sequence[Row]) -> str:
    return min(reps, key=lambda rep: (abs(float(rep["lat"]) - float(account["lat"])), rep["id"]))["id"]


def _visits(account: Row, rep: str, start: date, random: Random) -> Iterator[Row]:
    """Go back from the last visit by about one interval at a time; now and then a visit between did not happen."""
    interval, day = int(account["interval_days"]), date.fromisoformat(account["last_visit"])
    named = {"account_id": account["id"], "rep_id": rep}
    minutes = int(account["service_min"])
    while day >= start - timedelta(7 * WEEKS):
        length = round(minutes * random.uniform(0.75, 1.35))
        yield named | {"date": str(day), "status": "done", "end": str(length), "outcome": random.choice(OUTCOMES)}
        gap = max(2, round(interval * random.choice((0.9, 1.0, 1.0, 1.1, 1.25, 1.7))))
        earlier = _working(day - timedelta(gap), random)
        if random.random() < 0.3:
            fate = random.choice(("skipped", "skipped", "declined"))
            missed = _working(day - timedelta(max(1, gap // 3)), random)
            if earlier < missed < day:
                yield named | {"date": str(missed), "status": fate, "reason": random.choice(REASONS)}
        day = earlier


def _working(day: date, random: Random) -> date:
    """Return the day, or one of the five working days before a weekend."""
    return day if day.weekday() < 5 else day - timedelta(day.weekday() - random.randrange(5))


def _timed(visits: Sequence[Row], reps: Sequence[str]) -> list[Row]:
    """Put the visits of each rep's day one after another; where the day is full, a colleague with time stands in."""
    clock: dict[tuple[str, str], int] = defaultdict(lambda: DAY_STARTS_MIN)
    rows = []
    for visit in sorted(visits, key=lambda row: (row["date"], row["rep_id"], row["account_id"])):
        row = dict.fromkeys(("account_id", "rep_id", "date", "status", "start", "end", "reason", "outcome"), "") | visit
        length, day = int(visit.get("end", "0")), visit["date"]
        row["end"] = ""
        able = [rep for rep in (row["rep_id"], *reps) if clock[rep, day] + length <= DAY_ENDS_MIN]
        if length and able:
            begun = clock[able[0], day]
            row |= {"rep_id": able[0], "start": _written(begun), "end": _written(begun + length)}
            clock[able[0], day] = begun + length + WAY_MIN
        rows.append(row)
    return rows


def _written(minutes: int) -> str:
    return f"{minutes // 60:02d}:{minutes % 60:02d}"


def _deals(account: Row, start: date, currency: str, random: Random) -> Iterator[Row]:
    """Give two accounts in five a deal or two: won, lost or still open."""
    for number in range(random.choice((0, 0, 0, 1, 2))):
        opened = start - timedelta(random.randint(20, 330))
        amount = round(float(account["potential"]) * random.uniform(0.05, 0.2), -1)
        row = {
            "id": f"D{account['id'][1:]}{number + 1}",
            "account_id": account["id"],
            "name": random.choice(_DEALS),
            "amount": f"{amount:.2f}",
            "currency": currency,
            "opened": str(opened),
        }
        end = opened + timedelta(random.randint(15, 150))
        stage = random.choice(tuple(STAGES))
        if end < start:
            won = random.random() < (0.55 if account["kind"] == "customer" else 0.35)
            yield row | {"stage": "won" if won else "lost", "probability": "", "expected_close": "", "closed": str(end)}
        else:
            chance = str(STAGES[stage])
            yield row | {"stage": stage, "probability": chance, "expected_close": str(end), "closed": ""}


def _answers(account: Row, start: date, random: Random) -> Iterator[Row]:
    """Let half of the customers answer once or twice in the last year, from 1 to 5."""
    if account["kind"] != "customer":
        return
    mood = random.choice((3, 4, 4, 5))
    for back in sorted(random.sample(range(10, 350), random.choice((0, 0, 1, 2))), reverse=True):
        score = min(5, max(1, mood + random.choice((-1, 0, 0, 1))))
        day = str(start - timedelta(back))
        yield {"account_id": account["id"], "date": day, "score": str(score), "worst": "1", "best": "5"}
