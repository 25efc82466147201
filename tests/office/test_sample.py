"""The sample region: reproducible, plausible, and marked where it is made up."""

from __future__ import annotations

import csv
import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from office.demonstration.contacts import AGENDAS, LAST_NAMES, with_contacts
from office.demonstration.region import region_files
from office.demonstration.sample import REPS, Country, Sample, make_sample, write_sample
from routing.businesses import Business, business_of
from routing.keeping import network_from_file
from routing.places import Place
from routing.profile import load_profile
from routing.roads import RoadEngine
from scheduler.demand.hours import hours_problem
from territory.agenda import agenda_problems

REGION = Path(__file__).resolve().parents[2] / "data" / "liechtenstein"
START = date(2027, 1, 4)
LI = Country("LI", "Europe/Vaduz", "CHF")


def business(number: int, kind: str = "shop=books", hours: str = "") -> Business:
    return Business(f"n{number}", f"Shop {number}", 47.0 + number / 1000, 9.5, kind, opening_hours=hours)


def sample_of(count: int, seed: int = 1) -> Sample:
    return make_sample([business(number) for number in range(10, 10 + count)], LI, START, seed)


def test_the_same_seed_gives_the_same_rows_in_any_order() -> None:
    shops = [business(number) for number in range(10, 40)]
    assert make_sample(shops, LI, START, 1) == make_sample(shops[::-1], LI, START, 1)
    assert make_sample(shops, LI, START, 1) != make_sample(shops, LI, START, 2)


def test_each_rep_has_about_six_visits_a_day_where_there_are_accounts_enough() -> None:
    weekly = sum(7 / int(account["interval_days"]) for account in sample_of(300).accounts)
    assert weekly / sum(rep.days for rep in REPS) == pytest.approx(6, abs=0.2)


def test_every_visit_and_sale_lies_before_the_start() -> None:
    sample = sample_of(60)
    assert all(date.fromisoformat(account["last_visit"]) < START for account in sample.accounts)
    assert all(date.fromisoformat(account["last_visit"]).weekday() < 5 for account in sample.accounts)
    months = {f"{year}-{month:02d}" for year in (2024, 2025, 2026) for month in range(1, 13)}
    assert {row["month"] for row in sample.sales} == months


def test_known_hours_are_kept_and_missing_or_unreadable_ones_are_assumed() -> None:
    shops = [business(10, hours="Mo-Fr 09:00-17:00"), business(11), business(12, hours="Mo,Do 08.30-22.00")]
    assumed = [(row["hours_assumed"], row["opening_hours"]) for row in make_sample(shops, LI, START, 1).accounts]
    assert assumed[0] == ("no", "Mo-Fr 09:00-17:00")
    assert [mark for mark, _ in assumed[1:]] == ["yes", "yes"]


def test_prospects_have_no_sales() -> None:
    sample = sample_of(120)
    prospects = {row["id"] for row in sample.accounts if row["kind"] == "prospect"}
    assert prospects
    assert not prospects & {row["account_id"] for row in sample.sales}


def test_too_few_businesses_are_refused() -> None:
    with pytest.raises(ValueError, match="too few"):
        make_sample([business(10)], LI, START, 1)


def test_files_are_written_with_their_columns(tmp_path: Path) -> None:
    write_sample(sample_of(5), tmp_path)
    with (tmp_path / "seasons.csv").open(encoding="utf-8") as file:
        assert next(csv.reader(file)) == ["segment", "month", "index"]
    assert len((tmp_path / "reps.csv").read_text().splitlines()) == 1 + len(REPS)


@pytest.mark.parametrize(
    ("tags", "kind"),
    [
        ({"shop": "bakery", "name": "B"}, "shop=bakery"),
        ({"amenity": "pharmacy", "name": "P"}, "amenity=pharmacy"),
        ({"amenity": "bench", "name": "B"}, None),
        ({"shop": "vacant", "name": "V"}, None),
        ({"shop": "bakery"}, None),
    ],
)
def test_named_places_that_are_called_on_are_businesses(tags: dict[str, str], kind: str | None) -> None:
    found = business_of("n1", 47.0, 9.0, tags)
    assert (found.kind if found else None) == kind


def rows_of(name: str) -> list[dict[str, str]]:
    with (REGION / f"{name}.csv").open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_the_packaged_region_is_small_and_carries_its_licence() -> None:
    assert sum(path.stat().st_size for path in REGION.iterdir()) < 2_000_000
    assert "Open Database License" in (REGION / "README.md").read_text(encoding="utf-8")


def test_the_packaged_region_can_be_driven_and_visited(tmp_path: Path) -> None:
    engine = RoadEngine(network_from_file(REGION / "roads.osm.pbf", load_profile(country="LI"), tmp_path))
    rows = rows_of("accounts") + rows_of("reps")
    places = [Place(row["id"], float(row["lat"]), float(row["lon"])) for row in rows]
    assert {problem.code for problem in engine.problems(places)} <= {"place-far-from-road"}
    assert engine.table(places).travel_s.max() < 3600
    assert [row["id"] for row in rows_of("accounts") if hours_problem(row["opening_hours"], row["id"])] == []


def test_the_demonstration_s_contacts_and_numbers_are_nobody_s() -> None:
    town = [business(number) for number in range(10, 40)] + [replace(business(40), phone="+423 123 45 67")]
    for businesses in ((), town):
        made = [region_files(businesses, "LI", "Europe/Vaduz", START, by=timedelta())["accounts"] for _ in range(2)]
        assert made[0] == made[1]
        rows = list(csv.DictReader(made[0].data.decode().splitlines()))
        assert all(row["contact"].split()[1] in LAST_NAMES for row in rows)
        assert all(
            re.fullmatch(r"\+49 30 23125 \d{3}", row["phone"]) for row in rows
        )  # kept for films by the authority
        assert len({row["phone"] for row in rows}) == len(rows)
    plain = [row | {"contact": "", "phone": ""} for row in rows_of("accounts")]
    packaged = with_contacts((REGION / "accounts.csv").read_bytes(), 1).decode().splitlines()
    assert [row | {"contact": "", "phone": ""} for row in csv.DictReader(packaged)] == plain
    assert {scope.segment for scope in AGENDAS} < {row["segment"] for row in plain}
    assert [agenda_problems(scope, items, scope.segment) for scope, items in AGENDAS.items()] == [[], []]


def test_some_accounts_of_the_region_need_a_skill_or_language_that_a_rep_has() -> None:
    reps = rows_of("reps")
    asking = [row for row in rows_of("accounts") if row["skills"] or row["languages"]]
    assert 5 <= len(asking) <= 20
    for row in asking:
        needs = [(key, word) for key in ("skills", "languages") for word in row[key].split("|") if word]
        assert any(all(word in rep[key].split("|") for key, word in needs) for rep in reps)


def test_the_history_ends_with_each_accounts_last_visit_and_nobody_is_in_two_places() -> None:
    sample = sample_of(60)
    done = [row for row in sample.visits if row["status"] == "done"]
    last = {row["account_id"]: row["date"] for row in done}
    assert last == {one["id"]: one["last_visit"] for one in sample.accounts if one["id"] in last}
    spans = sorted((row["rep_id"], row["date"], row["start"], row["end"]) for row in done if row["start"])
    assert all(one[:2] != two[:2] or one[3] <= two[2] for one, two in pairwise(spans))
    assert all(row["reason"] for row in sample.visits if row["status"] != "done")
    assert {row["stage"] for row in sample.opportunities} >= {"won", "lost", "offer"}
    assert all(1 <= int(row["score"]) <= 5 and row["date"] < str(START) for row in sample.satisfaction)
