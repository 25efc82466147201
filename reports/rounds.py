"""Papers of one's own plan: a rep's week, everybody's tours, territories, a whole plan; for PDF, HTML and pictures."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from office.plans.shown import Shown
from reports.directions import ends_of
from reports.finding_words import words
from reports.geojson import legs_of, line_of
from reports.paper import Chart, Paper, Part, Table, table
from reports.pictures import Home, RoadLines
from reports.week_map import Drawn, week_map
from routing.roads import RoadEngine
from routing.travel import TravelEngine
from scheduler.plan import Tour
from scheduler.summary import summarise
from scheduler.wording import clock_text, counted

STOPS = (("no.", "whole"), "from", "to", "account", "address", "agenda", "id")


def tours_paper(shown: Shown, engine: TravelEngine, days: tuple[date, date], title: str) -> Paper:
    """Return a part for each rep: the map of their tours in some days, and each day's stops with names and times."""
    tours = _between(shown, days)
    by_rep: dict[str, list[Tour]] = defaultdict(list)
    for tour in tours:
        by_rep[tour.rep_id].append(tour)
    parts = []
    for rep_id, own in sorted(by_rep.items()):
        name = shown.names.rep(rep_id)
        drawn = [Drawn(_day(tour), _line(tour, shown, engine), _stops(tour, shown)) for tour in own]
        chart = week_map(f"{name}, {_span(days)}", _roads(engine), [_home(shown, rep_id)], drawn)
        parts.append(Part(name, (_figures(own),), (chart,), (_overview(own),)))
        parts += [
            Part(f"{name}: {tour.date:%A %-d %B %Y}", (_hours(tour),), (), (_table(tour, shown),)) for tour in own
        ]
    return Paper(title, f"Plan {shown.head.id}, {_span(days)}", tuple(parts))


def plan_paper(shown: Shown, engine: TravelEngine, days: tuple[date, date]) -> Paper:
    """Return a plan's figures by rep and week, everybody's tours of some days on a map, and what is left out."""
    found, names = summarise(shown.plan), shown.names
    head = ("rep", ("days", "whole"), ("visits", "whole"), ("driving, hours", "decimal"), ("km", "whole"))
    by_rep = [
        (names.rep(rep), one.days, one.visits, one.driving_s / 3600, one.distance_m / 1000)
        for rep, one in found.by_rep.items()
    ]
    weeks = [
        (names.rep(rep), f"{monday}", one.days, one.visits, one.driving_s / 3600, one.distance_m / 1000)
        for (rep, monday), one in found.by_week.items()
    ]
    parts = [Part("By rep", (), _maps(shown, engine, days), (table(head, by_rep),))]
    parts.append(Part("By week", (), (), (table((head[0], "week of", *head[1:]), weeks),)))
    left = [
        (names.rep(one.rep_id), names.account(one.account_id), f"{one.first_date}", f"{one.last_date}", words(one.why))
        for one in sorted(shown.plan.unserved, key=lambda one: (one.rep_id, one.account_id, one.first_date))
    ]
    if left:
        columns = ("rep", "account", "due from", "to", "why it is left out")
        parts.append(Part(f"{counted(len(left), 'visit')} left out", (), (), (table(columns, left),)))
    return Paper(f"Plan {shown.head.id}", f"{shown.plan.start} to {shown.plan.end}, {shown.head.status}", tuple(parts))


def territories_paper(shown: Shown, engine: TravelEngine, day: date) -> Paper:
    """Return who owns what on a day: a map with each rep's accounts, and their names."""
    owned: dict[str, list[str]] = defaultdict(list)
    for account, rep in sorted(shown.owners.items()):
        owned[rep].append(account)
    names = shown.names
    drawn = [
        Drawn(f"{names.rep(rep)}: {counted(len(own), 'account')}", (), tuple(_at(shown, one) for one in own))
        for rep, own in sorted(owned.items())
    ]
    homes = [_home(shown, rep) for rep in sorted(owned) if rep in shown.reps]
    counts = [(names.rep(rep), len(own)) for rep, own in sorted(owned.items())]
    chart = (week_map(f"Territories on {day}", _roads(engine), homes, drawn),) if drawn else ()
    parts = [Part("Who owns how many", (), chart, (table(("rep", ("accounts", "whole")), counts),))]
    for rep, own in sorted(owned.items()):
        rows = [(n, shown.accounts[one].name, shown.accounts[one].address, one) for n, one in enumerate(own, 1)]
        parts.append(Part(names.rep(rep), (), (), (table((("no.", "whole"), "account", "address", "id"), rows),)))
    return Paper("Territories", f"On {day}", tuple(parts))


def pictures(paper: Paper) -> list[bytes]:
    """Return the paper's pictures as PNG."""
    return [chart.png for part in paper.parts for chart in part.charts]


def _maps(shown: Shown, engine: TravelEngine, days: tuple[date, date]) -> tuple[Chart, ...]:
    tours = _between(shown, days)
    if not tours:
        return ()
    drawn, homes = [], []
    for rep_id in sorted({tour.rep_id for tour in tours}):
        own = [tour for tour in tours if tour.rep_id == rep_id]
        line = tuple(at for tour in own for at in _line(tour, shown, engine))
        drawn.append(Drawn(f"{shown.names.rep(rep_id)}: {_figures(own)}", line, ()))
        homes.append(_home(shown, rep_id))
    return (week_map(f"Everybody's tours, {_span(days)}", _roads(engine), homes, drawn),)


def _between(shown: Shown, days: tuple[date, date]) -> list[Tour]:
    return [tour for tour in shown.plan.tours if days[0] <= tour.date <= days[1]]


def _line(tour: Tour, shown: Shown, engine: TravelEngine) -> tuple[tuple[float, float], ...]:
    return tuple(line_of(legs_of(tour, ends_of(shown), shown.accounts, engine.leg)))


def _stops(tour: Tour, shown: Shown) -> tuple[tuple[float, float], ...]:
    return tuple(_at(shown, visit.account_id) for visit in tour.visits)


def _at(shown: Shown, place_id: str) -> tuple[float, float]:
    place = shown.accounts[place_id] if place_id in shown.accounts else shown.reps[place_id]
    return place.lat, place.lon


def _home(shown: Shown, rep_id: str) -> Home:
    rep = shown.reps[rep_id]
    return Home(rep.id, rep.name, rep.lat, rep.lon)


def _roads(engine: TravelEngine) -> RoadLines | None:
    if not isinstance(engine, RoadEngine):
        return None
    network = engine.network
    return RoadLines(network.line_lat, network.line_lon, network.edge_start)


def _overview(tours: Sequence[Tour]) -> Table:
    rows = [
        (f"{tour.date:%a %-d %b}", clock_text(tour.leave_s), clock_text(tour.return_s), len(tour.visits),
         tour.driving_s / 3600, tour.distance_m / 1000)
        for tour in tours
    ]  # fmt: skip
    return table(("day", "leaves", "is back", ("visits", "whole"), ("driving, h", "decimal"), ("km", "whole")), rows)


def _table(tour: Tour, shown: Shown) -> Table:
    rows = []
    for number, visit in enumerate(tour.visits, 1):
        address = shown.accounts[visit.account_id].address if visit.account_id in shown.accounts else ""
        times = clock_text(visit.start_s), clock_text(visit.end_s)
        about = "; ".join(item.text for item in shown.agenda_of(visit, tour.date))
        rows.append((number, *times, shown.stop_name(visit), address, about, visit.account_id))
    return table(STOPS, rows)


def _figures(tours: Sequence[Tour]) -> str:
    visits = counted(sum(len(tour.visits) for tour in tours), "visit")
    driving, metres = sum(tour.driving_s for tour in tours), sum(tour.distance_m for tour in tours)
    return f"{visits}, {metres / 1000:.0f} km, {driving / 3600:.1f} h driving"


def _day(tour: Tour) -> str:
    return f"{tour.date:%a}: {_figures([tour])}"


def _hours(tour: Tour) -> str:
    return f"{clock_text(tour.leave_s)} to {clock_text(tour.return_s)}, {_figures([tour])}"


def _span(days: tuple[date, date]) -> str:
    first, last = days
    return f"{first}" if first == last else f"{first} to {last}"
