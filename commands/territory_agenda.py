"""`roundsman territory agenda`: what visits are about, said of an account, a segment, a tier, or everybody."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import DAY
from commands.context import enter, say, workspace_option
from office.accounts.agendas import list_agendas, scope_words, set_agenda
from scheduler.wording import counted
from territory.agenda import Agenda, AgendaItem, ItemKind, Scope


@click.command("agenda")
@click.option("--account", "account_id", default="", help="For this account alone.")
@click.option("--segment", default="", help="For the accounts of this segment.")
@click.option("--tier", default="", help="For the accounts of this tier; with --segment, of both.")
@click.option("--purpose", multiple=True, metavar="TEXT", help="Why one comes; repeatable.")
@click.option("--point", multiple=True, metavar="TEXT", help="What is talked about; repeatable.")
@click.option("--material", multiple=True, metavar="TEXT[=LINK]", help="What is shown, and where it is; repeatable.")
@click.option("--from", "first", type=DAY, help="The first day of what is said here.")
@click.option("--until", "last", type=DAY, help="The last day of it.")
@click.option("--add", is_flag=True, help="Beside what stands there; otherwise it takes its place.")
@click.option("--clear", is_flag=True, help="Take the agenda away.")
@workspace_option
def agenda(
    *, account_id: str, segment: str, tier: str, first: date | None, last: date | None, add: bool, clear: bool,
    folder: Path, **said: tuple[str, ...],
) -> None:  # fmt: skip
    """Say what visits are about; without anything to say, show the agenda. All are listed by: show agendas.

    An account's own goes before its segment's, that before everybody's.
    """
    scope = Scope(account_id, segment, tier)
    items = tuple(_item(ItemKind(kind), text, first, last) for kind in ItemKind for text in said[kind.value])
    if clear and (items or add):
        raise click.UsageError("Give --clear alone, or what the agenda shall say.")
    if (first or last) and not items:
        raise click.UsageError("--from and --until need a --purpose, a --point or a --material.")
    office, who = enter(folder)
    before = list_agendas(office, who).get(scope, ())
    if not (items or clear):
        _show(before, scope)
        return
    count = set_agenda(office, who, scope, (*before, *items) if add else items)
    click.echo(f"The agenda of {scope_words(scope)} has {counted(count, 'item')}." if count else "It is taken away.")


def _item(kind: ItemKind, text: str, first: date | None, last: date | None) -> AgendaItem:
    words, mark, link = text.partition("=http") if kind is ItemKind.MATERIAL else (text, "", "")
    return AgendaItem(kind, words.strip(), f"http{link}".strip() if mark else "", first, last)


def _show(items: Agenda, scope: Scope) -> None:
    if not items:
        say(f"There is no agenda of {scope_words(scope)}. Say one: --point TEXT, --purpose TEXT, --material TEXT=LINK")
    for item in items:
        click.echo(item_words(item))


def item_words(item: AgendaItem) -> str:
    """Return an item on one line: its kind unless it is a plain point, its words, link and days."""
    kind = "" if item.kind is ItemKind.POINT else f"{item.kind.value}: "
    days = f" [{item.first or ''}..{item.last or ''}]" if item.first or item.last else ""
    return f"{kind}{item.text}{f' {item.link}' if item.link else ''}{days}"


def agenda_json(scope: Scope, items: Agenda) -> dict[str, Any]:
    """Return an agenda for machines."""
    said = [
        {"kind": one.kind.value, "text": one.text, "link": one.link, "first": _day(one.first), "last": _day(one.last)}
        for one in items
    ]
    return {"account_id": scope.account_id, "segment": scope.segment, "tier": scope.tier, "items": said}


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None
