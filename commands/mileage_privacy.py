"""A rep's own data: given out whole, and erased where no law asks for it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY
from commands.context import emit_json, enter_for_rep, workspace_option
from commands.passphrases import enter_signed
from mileage.distance import show_distance
from office.mileage.privacy import erase_words, export_own_data, show_year
from reports.own_data import own_data_plain


@click.command("export")
@click.option("--rep", "rep_id", required=True)
@workspace_option
def export(*, rep_id: str, folder: Path) -> None:
    """Write all that is kept of a rep as JSON. Private trips included: for the rep's own hands."""
    office, who = enter_for_rep(folder, rep_id)
    emit_json(own_data_plain(export_own_data(office, who, rep_id)))


@click.command("year")
@click.option("--rep", "rep_id", required=True)
@click.option("--unit", type=click.Choice(["km", "mi"]), default="km", show_default=True)
@workspace_option
def year(*, rep_id: str, unit: str, folder: Path) -> None:
    """Show a rep's own totals of the year. By vehicle, private distance included, beside what the odometers say."""
    office, who = enter_for_rep(folder, rep_id)
    found = show_year(office, who, rep_id)
    for total in found.totals:
        shares = [show_distance(metres, unit) for metres in (total.business_m, total.commute_m, total.private_m)]
        click.echo(f"{total.year} {total.vehicle_id}: {shares[0]} business, {shares[1]} commuting, {shares[2]} private")
    for span in found.spans:
        driven, open_m = show_distance(span.driven_m, unit), show_distance(span.open_m, unit)
        click.echo(f"{span.vehicle_id} {span.after} to {span.until}: {driven} by odometer, {open_m} not in the log")


@click.command("erase")
@click.option("--rep", "rep_id", required=True)
@click.option("--keep-from", type=DAY, required=True, help="The first day of what a law asks to be kept.")
@click.option("--reason", required=True)
@click.confirmation_option(prompt="Words that are erased cannot be brought back. Erase them?")
@workspace_option
def erase(*, rep_id: str, keep_from: date, reason: str, folder: Path) -> None:
    """Erase what no law asks to be kept. Private trips and drafts, and the words of all trips before a day."""
    office, who = enter_signed(folder)
    done = erase_words(office, who, rep_id, keep_from, reason)
    click.echo(
        f"Erased the words of {done.trips} trips and {done.expenses} expenses, {done.receipts} receipts; "
        f"deleted {done.deleted} private trips and drafts. The ledger keeps its amounts and hashes."
    )
