"""Public holidays of every country that the ``holidays`` library knows, its regions spelled in any of their ways.

The library enters the house here: reps' days off and what ``PH`` means at accounts come from one source.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache
from importlib import import_module
from importlib.resources import files
from importlib.util import find_spec, module_from_spec
from types import ModuleType
from typing import Any

from routing.regions import region_names
from routing.sentences import sentence
from scheduler.demand.hours import UnreadableHoursError

_ALIASES = {"UK": "GB", "EL": "GR"}
"""Codes that the European Union writes where ISO 3166-1 has another."""


_OTHER_NAMES = {
    "United Kingdom": "GB",
    "Great Britain": "GB",
    "England": "GB",
    "United States of America": "US",
    "USA": "US",
    "Deutschland": "DE",
    "Österreich": "AT",
    "Schweiz": "CH",
    "Suisse": "CH",
    "España": "ES",
    "Italia": "IT",
    "Nederland": "NL",
    "The Netherlands": "NL",
    "Belgique": "BE",
    "België": "BE",
    "Polska": "PL",
    "Česko": "CZ",
    "Czechia": "CZ",
    "Russia": "RU",
    "South Korea": "KR",
    "Türkiye": "TR",
}
"""Names that exports use and IANA's table does not."""


@lru_cache(maxsize=1024)
def country_code(text: str) -> str:
    """Return a country as ISO 3166-1 alpha-2 writes it: from a code of two or three letters, or an English name.

    A text that names no country comes back as it is.
    """
    code = text.strip().upper()
    if len(code) == 2:  # no name and no code of three letters is so short: none need be read
        return _ALIASES.get(code, code)
    return _names().get(plain(text), text.strip())


def region_code(country: str, text: str) -> str:
    """Return a subdivision as ``holidays`` knows it.

    Parameters
    ----------
    country : str
        ISO 3166-1 alpha-2.
    text : str
        ``NI``, ISO 3166-2's ``DE-NI``, or a name in the country's language or English: ``Niedersachsen``.

    Returns
    -------
    str
        The text itself where the library knows no such subdivision.
    """
    return _spellings(country_code(country)).get(plain(text), text.strip()) if text.strip() else ""


def holidays_between(country: str, region: str, first: date, last: date) -> Mapping[date, str]:
    """Return the public holidays between two dates, both inclusive, by name.

    Raises
    ------
    UnreadableHoursError
        If the library knows no such country or region.
    """
    code = country_code(country)
    found = _years(code, region_code(code, region), first.year, last.year)
    return {day: name for day, name in found if first <= day <= last}


_COUNTRIES = "holidays.countries"


def _public() -> ModuleType:
    """Return the library of public holidays: it is slow to import, and most verbs ask for none.

    Its package of countries would import 250 of them for the first that is asked for. It is put in place unread, so
    that each country is imported by itself; whoever asks the package for one by name has it read then.
    """
    if _COUNTRIES not in sys.modules:
        spec = find_spec(_COUNTRIES)
        assert spec is not None  # noqa: S101 - it is a part of the library
        package = module_from_spec(spec)
        package.__getattr__ = lambda name: _read(package, name)  # type: ignore[method-assign]
        sys.modules[_COUNTRIES] = package
    return import_module("holidays")


def _read(package: ModuleType, name: str) -> Any:
    """Read the package after all, and return what is asked of it."""
    if name.startswith("__"):
        raise AttributeError(name)
    del package.__getattr__
    spec = package.__spec__
    assert spec is not None  # noqa: S101 - it was made from it
    assert spec.loader is not None  # noqa: S101 - a package on disk has one
    spec.loader.exec_module(package)
    return getattr(package, name)


def subdivisions(country: str) -> frozenset[str]:
    """Return the codes by which the library knows a country's regions."""
    return (
        frozenset(getattr(getattr(_public(), country, None), "subdivisions", ())) if len(country) == 2 else frozenset()
    )


def countries_with_regions() -> frozenset[str]:
    """Return the countries, by ISO 3166-1 alpha-2, of whose regions the library knows holidays."""
    codes = (name for names in _public().registry.COUNTRIES.values() for name in names if len(name) == 2)
    return frozenset(code for code in codes if subdivisions(code))


ENGLISH, GERMAN = "en", "de"
_WRITTEN = {ENGLISH: ("en_US", "en_GB"), GERMAN: ("de",)}
"""By which of its languages the library is asked, the first that a country has."""
_GERMAN_SPEAKING = ("DE", "AT", "CH", "LI", "LU", "BE", "IT")
_FEASTS = range(2026, 2029)
"""Years in which every feast of these countries falls on a day of its own at least once."""


def holidays_named(country: str, region: str, first: date, last: date, language: str) -> Mapping[date, str]:
    """Return what `holidays_between` does, by the names that the country has in a language, else by the usual ones."""
    code = country_code(country)
    asked = language if _language(code, language) else ENGLISH
    own = _years(code, region_code(code, region), first.year, last.year, asked)
    return {day: holiday_in(name, language) for day, name in own if first <= day <= last}


def holiday_in(name: str, language: str) -> str:
    """Return a holiday's English name in a language; one that is not known stays as it is."""
    return _german_names().get(name, name) if language == GERMAN else name


@lru_cache(maxsize=1)
def _german_names() -> dict[str, str]:
    """Return the German name by the English one, of the countries where German is spoken; Germany's goes before."""
    found: dict[str, str] = {}
    for country in _GERMAN_SPEAKING:
        for region in ("", *sorted(subdivisions(country))):
            german = dict(_years(country, region, _FEASTS.start, _FEASTS.stop, GERMAN))
            for day, name in _years(country, region, _FEASTS.start, _FEASTS.stop):
                if german[day] != name:
                    found.setdefault(name, german[day])
    return found


def _language(country: str, language: str) -> str | None:
    """Return the library's name of a language that a country's holidays have; None where it has but its own."""
    known = getattr(getattr(_public(), country, None), "supported_languages", ()) or ()
    return next((one for one in _WRITTEN[language] if one in known), None)


@lru_cache(maxsize=1024)
def _years(country: str, region: str, first: int, last: int, language: str = ENGLISH) -> tuple[tuple[date, str], ...]:
    """Return the holidays of some years: in English where the country has it, whatever the machine speaks."""
    if region not in subdivisions(country) and region in region_names(country).values():
        region = ""  # it has no holidays but the country's
    try:
        found = _public().country_holidays(
            country, subdiv=region or None, years=range(first, last + 1), language=_language(country, language)
        )
    except NotImplementedError as error:
        raise UnreadableHoursError(
            sentence("no public holidays are known for {place}", place=f"{country} {region}".rstrip())
        ) from error
    return tuple(sorted(found.items()))


@lru_cache(maxsize=256)
def library_spellings(country: str) -> dict[str, str]:
    """Return every spelling by which the library knows a country's regions, folded, and its code for each."""
    kind = getattr(_public(), country, None) if len(country) == 2 else None
    named = {plain(name): code for name, code in dict(getattr(kind, "subdivisions_aliases", {})).items()}
    return named | _by_code(country, subdivisions(country))


@lru_cache(maxsize=256)
def _spellings(country: str) -> dict[str, str]:
    """Return the library's spellings and those of the regions that are drawn, folded."""
    drawn = region_names(country)
    named = {plain(name): code for name, code in drawn.items()}
    return named | _by_code(country, drawn.values()) | library_spellings(country)


def _by_code(country: str, codes: Iterable[str]) -> dict[str, str]:
    return {plain(spelling): code for code in sorted(codes) for spelling in (f"{country}-{code}", code)}


def _three_letters() -> dict[str, str]:
    """Return the codes of three letters, which the library lists behind the one of two."""
    found: dict[str, str] = {}
    for names in _public().registry.COUNTRIES.values():
        two = next((name for name in names if len(name) == 2), "")
        found |= {plain(name): two for name in names if len(name) == 3 and two}
    return found


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    """Return countries by their English name (IANA's table) and by their code of three letters, folded."""
    table = (files("tzdata") / "zoneinfo" / "iso3166.tab").read_text(encoding="utf-8")
    rows = [line.split("\t") for line in table.splitlines() if line and not line.startswith("#")]
    named = {plain(name): code for code, name in rows}
    longer = {plain(name): code for name, code in _OTHER_NAMES.items()}
    return _three_letters() | named | longer


def plain(text: str) -> str:
    """Return a name folded: case, underscores and spaces make no other one."""
    return " ".join(text.replace("_", " ").casefold().split())


@lru_cache(maxsize=1024)
def holidays_known(country: str, region: str) -> bool:
    """Return whether the library knows the public holidays of a country and region."""
    try:
        holidays_between(country, region, date(2026, 1, 1), date(2026, 1, 2))
    except UnreadableHoursError:
        return False
    return True
