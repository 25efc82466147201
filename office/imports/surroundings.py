"""Where an account stands: its country, region and clock. The file's word goes first, then the place itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from routing.problems import Problem
from routing.regions import has_regions, region_at
from routing.sentences import sentence
from routing.zones import country_of_zone, is_zone, zone_at
from scheduler.demand.holiday_regions import country_code, holidays_known, region_code
from territory.accounts import Account


def with_surroundings(account: Account) -> tuple[Account, str]:
    """Return an account with its country, zone and region filled in as far as its place tells them.

    A word for a region that is none of the country's subdivisions is left out, and given back to be said: the place
    tells then as where nothing is said. Where it does not, plans take the region of a rep of the same country.
    """
    country = country_code(account.country)
    if len(country) != 2 and country:
        country = ""  # a country's name in some language: the place knows better
    if not (country and account.timezone):
        zone = zone_at(account.lat, account.lon)
        there = country_of_zone(zone)
        country = country or there
        account = replace(account, timezone=account.timezone or (zone if there == country else ""))
    region = region_code(country, account.region)
    unread = region if region and country and not holidays_known(country, region) else ""
    if unread or not region:
        region = region_at(country, account.lat, account.lon)
    return replace(account, country=country, region=region), unread


def region_missing(account: Account) -> bool:
    """Return whether it matters in which region an account lies, and neither its file nor its place tells."""
    return not account.region and has_regions(account.country)


def surroundings_problems(where: str, account: Account) -> Iterable[Problem]:
    """Say what is wrong with the country, region and zone that a file names."""
    if account.timezone and not is_zone(account.timezone):
        cause, action = (
            sentence("timezone is {timezone!r}", timezone=account.timezone),
            "Use a name such as Europe/Vaduz, or leave it empty.",
        )
        yield Problem("timezone-unknown", where, cause, action)
    if account.country and not holidays_known(account.country, ""):
        cause = sentence("no public holidays are known for country {country}", country=account.country)
        action = "Use an ISO 3166 country code, or leave it empty: the place tells."
        yield Problem("country-unknown", where, cause, action)
