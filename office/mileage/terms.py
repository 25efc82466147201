"""By which rules a rep is paid: vehicles, terms, tables of rates and allowances, policies, odometers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from mileage.allowance_files import parse_allowances, with_places
from mileage.commuting import Commuting, CommutingRule
from mileage.odometer import Reading, reading_problems
from mileage.policy_files import parse_policy
from mileage.rate_files import packaged_schemes, parse_table
from mileage.tariffs import Tariff, TariffKind
from mileage.vehicles import Vehicle
from office.door import Act, reads, writes
from office.mileage.reps import rep_today, require_visible, terms_of
from office.signatures import require_signature
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, term
from store.changes import Kind, Subject
from store.database import Connection
from store.terms import (
    Terms,
    add_tariff,
    allowance_text,
    rate_table,
    read_readings,
    read_vehicles,
    terms_on,
    write_readings,
    write_terms,
    write_vehicles,
)


@dataclass(frozen=True, slots=True)
class TermsShown:
    """A rep's terms with the title of their rate table."""

    terms: Terms
    title: str


@writes
def save_vehicle(act: Act, vehicle: Vehicle) -> Vehicle:
    """Register a rep's vehicle, or change it; whose it is cannot be changed.

    Raises
    ------
    BadInputError
        For a rep whom there is not, or a vehicle that is another rep's.
    """
    require_signature(act)
    require_visible(act, vehicle.rep_id)
    known = read_vehicles(act.connection).get(vehicle.id)
    if known is not None and known.rep_id != vehicle.rep_id:
        cause = sentence("it is {rep_id}'s, and trips were driven with it", rep_id=known.rep_id)
        action = "Register it for the other rep under another id, with the day from which it holds."
        raise BadInputError(
            [Problem("vehicle-of-another", sentence("vehicle {vehicle}", vehicle=vehicle.id), cause, action)]
        )
    write_vehicles(act.connection, [vehicle])
    act.touch(Subject(Kind.LEDGER, vehicle.rep_id))
    act.note(sentence("vehicle {vehicle} of {rep}", vehicle=vehicle.id, rep=vehicle.rep_id))
    return vehicle


@reads
def list_terms(act: Act, rep_id: str) -> tuple[TermsShown, ...]:
    """Return a rep's terms in the order of their days."""
    require_visible(act, rep_id)
    return _shown(act, rep_id)


@writes
def save_terms(
    act: Act,
    rep_id: str,
    *,
    scheme: str = "",
    commuting: CommutingRule | None = None,
    commute_m: Decimal | None = None,
    since: date | None = None,
) -> tuple[TermsShown, ...]:
    """Say by which rates a rep is paid and which commute is taken off; what is left out stays as it is.

    Without `since` the terms that hold today are changed.
    """
    require_signature(act)
    require_visible(act, rep_id)
    old = terms_on(terms_of(act.connection)[rep_id], since or rep_today(act, rep_id))
    policy = Commuting(commuting or old.commuting.rule, old.commuting.commute_m if commute_m is None else commute_m)
    new = Terms(rep_id, scheme or old.scheme, policy, since or old.since)
    rate_table(act.connection, new.scheme)
    if new == old:
        act.changed_nothing()
        return _shown(act, rep_id)
    write_terms(act.connection, [new])
    act.touch(Subject(Kind.LEDGER, rep_id))
    act.note(sentence("terms of {rep}: {scheme}", rep=rep_id, scheme=new.scheme))
    return _shown(act, rep_id)


@reads
def list_schemes(act: Act) -> tuple[str, ...]:  # noqa: ARG001 - the packaged ones are the same for everybody
    """Return the names of the packaged rate tables."""
    return packaged_schemes()


@writes
def save_tariff(act: Act, text: str, where: str, kind: TariffKind = TariffKind.RATES, *, onto: str = "") -> Tariff:
    """Put a table of rates or allowances, or a policy, in force; the version before it stays readable.

    Parameters
    ----------
    text, where : str
        The table's TOML (or, with `onto`, a CSV of places), and its name for problems.
    onto : str
        The table of allowances that the places are put onto.
    """
    require_signature(act)
    if onto:
        kind, text = TariffKind.ALLOWANCES, with_places(allowance_text(act.connection, onto), text, where)
    tariff = _tariff(text, where, kind)
    if not add_tariff(act.connection, tariff, act.now):
        act.changed_nothing()
    act.touch(Subject(Kind.LEDGER))
    act.note(sentence("{kind} {name} {hash}", kind=term(tariff.kind.value), name=tariff.name, hash=tariff.hash[:12]))
    return tariff


@writes
def note_reading(act: Act, reading: Reading) -> Reading:
    """Note what a vehicle's odometer showed in the evening of a day.

    Raises
    ------
    BadInputError
        For a vehicle that there is not, or a reading below the one before it where no instrument was replaced.
    """
    vehicle = read_vehicles(act.connection).get(reading.vehicle_id)
    if vehicle is None:
        cause, action = "there is no such vehicle", "Register it with `roundsman mileage vehicle`."
        raise BadInputError(
            [Problem("vehicle-unknown", sentence("vehicle {vehicle_id}", vehicle_id=reading.vehicle_id), cause, action)]
        )
    act.require_rep(vehicle.rep_id)
    problems = [*_ahead(act, vehicle, reading), *reading_problems([*_others(act.connection, reading), reading])]
    if problems:
        raise BadInputError(problems)
    write_readings(act.connection, [reading])
    act.touch(Subject(Kind.LEDGER, vehicle.rep_id))
    act.note(sentence("odometer of {vehicle} on {day}", vehicle=reading.vehicle_id, day=reading.day))
    return reading


def _ahead(act: Act, vehicle: Vehicle, reading: Reading) -> list[Problem]:
    if reading.day <= rep_today(act, vehicle.rep_id):
        return []
    where = sentence("odometer of {vehicle_id} on {day}", vehicle_id=reading.vehicle_id, day=reading.day)
    return [Problem("odometer-in-the-future", where, "the day has not come yet", "Correct the date.")]


def _others(connection: Connection, reading: Reading) -> list[Reading]:
    return [one for one in read_readings(connection, [reading.vehicle_id]) if one.day != reading.day]


def _shown(act: Act, rep_id: str) -> tuple[TermsShown, ...]:
    held = terms_of(act.connection)[rep_id]
    return tuple(TermsShown(one, rate_table(act.connection, one.scheme).title) for one in held)


def _tariff(text: str, where: str, kind: TariffKind) -> Tariff:
    if kind is TariffKind.POLICY:
        return Tariff(kind, "policy", parse_policy(text, where).hash, text)
    if kind is TariffKind.ALLOWANCES:
        allowances = parse_allowances(text, where)
        return Tariff(kind, allowances.scheme, allowances.hash, text)
    table = parse_table(text, where)
    return Tariff(kind, table.scheme, table.hash, text)
