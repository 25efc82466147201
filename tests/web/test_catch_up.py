"""Catching up on a page and by the API: looked at, and ordered into a plan."""

from __future__ import annotations

import re

from benchmarks.office_house import NOW
from office.jobs import list_jobs
from office.opening import Office
from office.people import owner
from tests.web.site import PASSWORD, client_of, form_token_of


def test_what_is_behind_is_shown_and_the_chosen_visits_are_ordered(house: Office) -> None:
    planner = client_of(house)
    planner.post("/login", data={"person": "pat", "password": PASSWORD})
    planner.headers["X-Form-Token"] = form_token_of(planner.get("/account").text)
    text = planner.get("/plan/catch-up?until=2027-01-29").text
    values = re.findall(r'name="visit" value="([^"]+)" checked', text)
    assert values
    start = re.findall(r'name="start" value="([^"]+)"', text)[0]
    ordered = planner.post("/plan/catch-up", data={"start": start, "until": "2027-01-29", "visit": values[:1]})
    assert ordered.headers["location"].startswith("/plan/jobs/")
    (job,) = list_jobs(house, owner())
    day, account = values[0].split(" ")
    assert job.order["catch_up"] == {account: day}
    assert planner.post("/plan/catch-up", data={"start": start, "until": "2027-01-29", "visit": "x"}).status_code == 400
    assert planner.get("/plan/catch-up?until=2026-01-01").status_code == 400
    found = planner.get("/api/v1/catch-up", params={"start": start, "until": "2027-01-29"}).json()
    assert sorted(one["account_id"] for rep in found["reps"] for one in rep["visits"]) == sorted(
        one.split(" ")[1] for one in values
    )
    assert NOW.date().isoformat() < start
