"""`roundsman person`: who uses the workspace, and what each may do."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter, json_option, say, workspace_option
from commands.passphrases import NEW_PASSPHRASE, enter_signed, typed
from commands.verbs import Group
from office.erasure import erase_person
from office.people import Grant, Reach, Role
from office.sessions import invite_person
from office.signatures import list_signers, set_passphrase
from office.staff import Member, list_people, remove_person, save_person


@click.group(cls=Group)
def command() -> None:
    """Let people in, each with roles: rep, manager, planner, finance, administrator."""


@command.command("save")
@click.argument("person_id")
@click.option("--name", required=True)
@click.option("--role", "roles", multiple=True, required=True, type=click.Choice([role.value for role in Role]))
@click.option("--region", default="", help="The region of the territory tree that the roles reach over; else all.")
@click.option("--rep", "rep_id", help="The rep that the person is.")
@click.option("--email", default="")
@workspace_option
def save(
    *, person_id: str, name: str, roles: tuple[str, ...], region: str, rep_id: str | None, email: str, folder: Path
) -> None:
    """Let PERSON_ID in, or change their roles."""
    office, who = enter_signed(folder)
    grants = tuple(_grant(Role(role), region) for role in roles)
    saved = save_person(office, who, person_id, name, grants, rep_id=rep_id, email=email)
    click.echo(_line(saved))


@command.command("remove")
@click.argument("person_id")
@workspace_option
def remove(*, person_id: str, folder: Path) -> None:
    """Let PERSON_ID do nothing any more; what they did keeps their name."""
    office, who = enter_signed(folder)
    click.echo(_line(remove_person(office, who, person_id)))


@command.command("erase")
@click.argument("person_id")
@click.option("--keep-from", type=DAY, help="Erase the words of attested trips, expenses and receipts before this day.")
@workspace_option
def erase(*, person_id: str, keep_from: date | None, folder: Path) -> None:
    """Erase what is kept of PERSON_ID, who has left; their id stays where they acted.

    Attested trips, expenses and receipts stay unless --keep-from says from which day on the books have to be kept.
    """
    office, who = enter_signed(folder)
    done = erase_person(office, who, person_id, keep_from=keep_from)
    click.echo(f"{done.rows} rows erased or blanked, {done.trips} of the mileage log")
    if done.kept:
        click.echo(f"{done.kept} trips and expenses keep their words for the books; see --keep-from")
    if done.successor:
        click.echo(f"The rep is {done.successor} now: the rep's home, calendar, notes and mileage are left as they are")


@command.command("passphrase")
@click.argument("person_id", required=False)
@workspace_option
def passphrase(*, person_id: str | None, folder: Path) -> None:
    """Let PERSON_ID sign with a passphrase, or renew it. Without a person, list who signs.

    Nobody is asked for anything until the first one exists: it is an administrator's own. From then on nothing is
    attested, claimed, decided on, paid, closed or erased, and nobody let in, without a signature.
    """
    if person_id is None:
        office, who = enter(folder)
        for known in list_signers(office, who):
            click.echo(known)
        return
    office, who = enter_signed(folder)
    new = typed(NEW_PASSPHRASE, f"New passphrase of {person_id}", twice=True)
    if new is None:
        raise click.UsageError(f"Type the new passphrase at a terminal, or give it in {NEW_PASSPHRASE}.")
    set_passphrase(office, who, person_id, new)
    click.echo(f"{person_id} signs from now on; nothing is attested, claimed or decided on without a signature.")


@command.command("invite")
@click.argument("person_id")
@click.option("--base", default="http://127.0.0.1:8000", show_default=True, help="Where `roundsman serve` is reached.")
@workspace_option
def invite(*, person_id: str, base: str, folder: Path) -> None:
    """Make a link by which PERSON_ID chooses a password, once and within a week; it is shown this once."""
    office, who = enter(folder)
    click.echo(f"{base.rstrip('/')}/invitation/{invite_person(office, who, person_id)}")


@command.command("list")
@workspace_option
@json_option
def list_(*, folder: Path, as_json: bool) -> None:
    """Show everybody."""
    office, who = enter(folder)
    members = list_people(office, who)
    if as_json:
        emit_json([_plain(member) for member in members])
        return
    for member in members:
        click.echo(_line(member))
    say(f"{len(members)} people.")


def _grant(role: Role, region: str) -> Grant:
    if role is Role.REP:
        return Grant(role, Reach.OWN)
    return Grant(role, Reach.REGION, region) if region else Grant(role)


def _line(member: Member) -> str:
    person = member.person
    roles = ", ".join(f"{grant.role}{f' of {grant.region}' if grant.region else ''}" for grant in person.grants)
    rep = f", rep {person.rep_id}" if person.rep_id else ""
    return f"{person.id} {person.name}: {roles}{rep}{'' if member.active else ' (has left)'}"


def _plain(member: Member) -> dict[str, object]:
    person = member.person
    return {
        "id": person.id,
        "name": person.name,
        "email": member.email,
        "rep_id": person.rep_id,
        "active": member.active,
        "grants": [{"role": one.role, "reach": one.reach, "region": one.region} for one in person.grants],
    }
