"""Finding addresses for an import, each asked once: answers are kept in the workspace's database."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from office.imports.kinds import Locate
from office.opening import Office
from routing.problems import Problem
from routing.sentences import sentence
from store.geocodes import KeptAnswers

if TYPE_CHECKING:
    from routing.geocode import AddressFinder


AFTER_AN_ERROR = 5
"""How many pauses are waited after a question that failed, before it is asked again."""


@dataclass(frozen=True, slots=True)
class Geocoding:
    """Which of geopy's services is asked, how often at most, and at which server if not its public one."""

    service: str = "nominatim"
    pause_s: float = 1.0
    server: str = ""
    api_key: str = ""

    def options(self) -> dict[str, str]:
        """Return what geopy wants to know of it."""
        scheme, _, domain = self.server.rpartition("://")
        named = {"domain": domain, "scheme": scheme, "api_key": self.api_key}
        return {name: value for name, value in named.items() if value}


def locator(office: Office, geocoding: Geocoding, tell: Callable[[str], None] = lambda _: None) -> Locate:
    """Return what finds an address; the service is made at the first one, and `tell` hears of each question.

    A service that does not answer is asked no more: each address that needs it is a problem of its row.
    """
    finders: list[AddressFinder] = []
    away: list[str] = []

    def locate(where: str, address: str) -> tuple[float, float] | Problem:
        from routing.geocode import AddressFinder, GeocoderAwayError  # noqa: PLC0415 - geopy is slow to import

        if not finders:
            options = geocoding.options()
            pause_s, wait_s = geocoding.pause_s, AFTER_AN_ERROR * geocoding.pause_s
            answers = KeptAnswers(office.database)
            finders.append(
                AddressFinder(geocoding.service, answers, pause_s=pause_s, error_wait_s=wait_s, options=options)
            )
        if not away:
            tell(f"{where}: looking up {address!r}")
            try:
                found = finders[0].find(address, where)
            except GeocoderAwayError as error:
                away.append(str(error.reason))
            else:
                return found if isinstance(found, Problem) else (found.lat, found.lon)
        cause = sentence(
            "{address!r} has no lat and lon, and the geocoder {service} does not answer ({away})",
            address=address,
            service=geocoding.service,
            away=away[0],
        )
        return Problem("geocoder-away", where, cause, "Try again later (what was found is kept), or give lat and lon.")

    return locate
