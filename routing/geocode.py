"""From addresses to positions through geopy, which enters the house here: any of its services, at the service's pace.

An address that finds nothing, or several places, is a problem for a person, never a guess.
"""

from __future__ import annotations

import json
from collections.abc import MutableMapping
from dataclasses import dataclass
from typing import Any

from geopy.exc import ConfigurationError, GeocoderNotFound, GeopyError
from geopy.extra.rate_limiter import RateLimiter
from geopy.geocoders import get_geocoder_for_service

from routing.geometry import haversine_m
from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence

SAME_PLACE_M = 150.0
"""Answers closer together than this are one place: a building and the shop in it."""

USER_AGENT = "roundsman (https://pypi.org/project/roundsman)"


class GeocoderAwayError(WorldError):
    """The geocoding service did not answer, or refused to."""

    def __init__(self, service: str, address: str, error: Exception) -> None:
        self.reason = cause = (
            sentence("{name}: {error}", name=type(error).__name__, error=error) if str(error) else type(error).__name__
        )
        remedy = "What was found so far is kept. Try again later, or give lat and lon in the file."
        super().__init__(
            sentence(
                "The geocoder {service} could not be asked for {address!r} ({cause}). {remedy}",
                service=service,
                address=address,
                cause=cause,
                remedy=remedy,
            )
        )


@dataclass(frozen=True, slots=True)
class Found:
    """Where an address lies, degrees, and how the service writes it."""

    lat: float
    lon: float
    label: str


class AddressFinder:
    """Asks a geocoding service, each address once.

    Parameters
    ----------
    service : str
        A name that geopy knows, such as ``nominatim``, ``photon``, ``arcgis`` or ``google``.
    cache : mutable mapping of str to str
        Keeps answers; a table of the workspace in life, a dict in tests.
    pause_s : float
        Seconds between two questions; Nominatim's public server asks for one.
    options : dict
        What the service needs, as geopy names it: ``api_key``, ``domain``, ``scheme``, ``timeout`` ...
    query : dict
        What each question carries, such as ``country_codes``.

    Raises
    ------
    BadInputError
        If geopy does not know the service, or the service cannot be made with these options.
    """

    def __init__(
        self,
        service: str,
        cache: MutableMapping[str, str],
        *,
        pause_s: float = 1.0,
        error_wait_s: float = 5.0,
        options: dict[str, Any] | None = None,
        query: dict[str, Any] | None = None,
    ) -> None:
        self.service = service
        self._cache = cache
        self._query = query or {}
        self._domain = str((options or {}).get("domain", ""))
        geocoder = _geocoder(service, {"user_agent": USER_AGENT, "timeout": 10} | (options or {}))
        self._ask = RateLimiter(
            geocoder.geocode,
            min_delay_seconds=pause_s,
            max_retries=2,
            error_wait_seconds=error_wait_s,
            swallow_exceptions=False,
        )

    def find(self, address: str, where: str) -> Found | Problem:
        """Return the one place that an address names, or what is wrong with it; `where` is the row it stands in.

        Raises
        ------
        GeocoderAwayError
            If the service does not answer after two more tries.
        """
        written = " ".join(address.split())
        if not written:
            return Problem(
                "address-empty", where, "has neither a position nor an address", "Give lat and lon or an address."
            )
        found = self._answers(written)
        if not found:
            action = "Correct the address, or give lat and lon."
            return Problem(
                "address-not-found",
                where,
                sentence("{service} does not find {written!r}", service=self.service, written=written),
                action,
            )
        first = found[0]
        others = [one for one in found[1:] if haversine_m(first.lat, first.lon, one.lat, one.lon) > SAME_PLACE_M]
        if others:
            named = "; ".join(one.label for one in (first, *others[:2]))
            cause = sentence(
                "{written!r} is {count} places ({named})", written=written, count=1 + len(others), named=named
            )
            return Problem("address-ambiguous", where, cause, "Add the postcode or the town, or give lat and lon.")
        return first

    def _answers(self, written: str) -> list[Found]:
        """Return the service's answers, from the cache where it has been asked before."""
        key = json.dumps([self.service, self._domain, sorted(self._query.items()), written.casefold()])
        if key not in self._cache:
            try:
                answers = self._ask(written, exactly_one=False, **self._query) or []
            except GeopyError as error:
                raise GeocoderAwayError(self.service, written, error) from error
            self._cache[key] = json.dumps([[one.latitude, one.longitude, one.address] for one in answers])
        return [Found(*one) for one in json.loads(self._cache[key])]


def _geocoder(service: str, options: dict[str, Any]) -> Any:
    """Make geopy's geocoder of a name."""
    try:
        return get_geocoder_for_service(service)(**options)
    except GeocoderNotFound as error:
        action = "Name one of geopy's services, such as nominatim, photon or arcgis."
        raise BadInputError(
            [Problem("geocoder-unknown", service, "is no geocoder that geopy knows", action)]
        ) from error
    except (TypeError, ConfigurationError) as error:
        action = "See geopy's documentation for what the service needs."
        raise BadInputError([Problem("geocoder-options", service, str(error), action)]) from error
