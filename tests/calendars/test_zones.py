"""Zones are written as rules that agree with Python's own zones, or refused."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from icalendar import Timezone

from calendars.zones import UnknownZoneError, render_zone, zone_rule

ZONES = (
    "Europe/Zurich",
    "Europe/Dublin",
    "America/Chicago",
    "America/Nuuk",
    "Asia/Gaza",
    "Asia/Kathmandu",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "UTC",
)


@pytest.mark.parametrize("zone", ZONES)
def test_a_zone_as_written_agrees_with_python_s_own(zone: str) -> None:
    written = Timezone.from_ical(render_zone(zone)).to_tz()
    known = ZoneInfo(zone)
    moment = datetime(2027, 1, 1, 12, tzinfo=UTC)
    for step in range(0, 731, 3):
        local = (moment + timedelta(days=step)).astimezone(known).replace(tzinfo=None)
        assert local.replace(tzinfo=written).utcoffset() == local.replace(tzinfo=known).utcoffset()


def test_no_zone_is_written_as_a_list_of_dates() -> None:
    for zone in ZONES:
        assert b"RDATE" not in render_zone(zone)


@pytest.mark.parametrize("zone", ["Nowhere/Else", "", "../../etc/passwd", "Africa/Casablanca", "posixrules/x"])
def test_a_zone_without_a_rule_is_refused(zone: str) -> None:
    with pytest.raises(UnknownZoneError):
        zone_rule(zone)
