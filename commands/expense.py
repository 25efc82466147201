"""`roundsman expense`: spending with receipts, and allowances for days away."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import click

from commands.arguments import CLOCK, DAY, MEAL, MONEY, NUMBER, span, span_options
from commands.context import emit_json, enter, json_option, say, workspace_option
from commands.passphrases import enter_signed_for_rep
from commands.verbs import Group
from mileage.allowances import Journey
from mileage.expenses import PaidBy
from mileage.handout import EXPENSE_COLUMNS, expense_sheet
from mileage.money import Money
from mileage.receipts import LARGEST_BYTES
from office.mileage.allowances import add_journey
from office.mileage.expenses import NewExpense, add_expense, list_expenses, read_receipt_file, withdraw_expense
from reports.own_data import cell
from routing.named_files import read_named, write_named

_DAY_S = 86_400


@click.group(cls=Group)
def command() -> None:
    """Enter what was spent on the way, with receipts, and allowances for days away from home."""


@command.command("add")
@click.option("--rep", "rep_id", required=True)
@click.option("--date", "day", type=DAY, required=True)
@click.option("--category", required=True)
@click.option("--gross", type=MONEY, required=True, help="With its currency, VAT included, such as 23.80EUR.")
@click.option("--vat-rate", type=NUMBER, default="0", show_default=True, help="19 % is written 0.19.")
@click.option("--paid-by", type=click.Choice([who.value for who in PaidBy]), default="rep", show_default=True)
@click.option("--merchant", required=True)
@click.option("--note", default="")
@click.option("--visit", "visit_id", default="")
@click.option("--account", "account_id", default="")
@click.option("--territory", "territory_id", default="")
@click.option("--receipt", "file", type=click.Path(path_type=Path))
@click.option("--refund-of", default="", metavar="EXPENSE", help="Money came back of it: --gross is negative.")
@workspace_option
def add(
    *, rep_id: str, day: date, category: str, gross: Money, paid_by: str, file: Path | None, folder: Path, **more: Any
) -> None:
    """Enter one expense; it is held against the policy and posted at once."""
    content = read_named(file, LARGEST_BYTES + 1) if file else None
    new = NewExpense(day, category, gross, paid_by=PaidBy(paid_by), **more)
    office, who = enter_signed_for_rep(folder, rep_id)
    entered = add_expense(office, who, rep_id, new, content, str(file))
    assessed = entered.assessed
    click.echo(f"{assessed.expense.id}: {assessed.pay} of {gross} is reimbursed.")
    if entered.late:
        say(f"  to {entered.period}, {entered.late}")
    for flag in assessed.flags:
        say(f"  {flag}")


@command.command("withdraw")
@click.argument("expense_id")
@click.option("--rep", "rep_id", required=True)
@click.option("--reason", required=True)
@workspace_option
def withdraw(*, expense_id: str, rep_id: str, reason: str, folder: Path) -> None:
    """Take an expense back: its posting is reversed."""
    office, who = enter_signed_for_rep(folder, rep_id)
    withdraw_expense(office, who, expense_id, reason)
    click.echo(f"{expense_id} was taken back.")


@command.command("list")
@click.option("--rep", "rep_id")
@span_options
@workspace_option
@json_option
def list_verb(*, rep_id: str | None, folder: Path, as_json: bool, **days: Any) -> None:
    """Show expenses of some days."""
    asked = span(**days)
    office, who = enter(folder)
    spent = list_expenses(office, who, asked, rep_id)
    if as_json:
        rows = expense_sheet(spent).rows
        emit_json([{name: cell(one) for name, one in zip(EXPENSE_COLUMNS, row, strict=True)} for row in rows])
        return
    for one in spent:
        expense = one.expense
        click.echo(
            f"{expense.date} {expense.rep_id} {expense.category:12} {expense.gross!s:>14}  "
            f"{expense.merchant}  [{expense.id}]"
        )


@command.command("receipt")
@click.argument("digest")
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
@workspace_option
def receipt_verb(*, digest: str, out: Path, folder: Path) -> None:
    """Write the receipt whose hash is DIGEST to the file OUT."""
    office, who = enter(folder)
    media_type, content = read_receipt_file(office, who, digest)
    write_named(out, content)
    click.echo(f"{out}: {media_type}")


@command.command("per-diem")
@click.option("--rep", "rep_id", required=True)
@click.option("--scheme", required=True, help="de-verpflegung, gsa-fy2026, or a table of your own.")
@click.option("--date", "first_day", type=DAY, required=True, help="The first day.")
@click.option("--night", "nights", multiple=True, metavar="PLACE", help="The place of each night; none for one day.")
@click.option("--away", metavar="PLACE", help="Every night on end that your attested trips confirm, in this place.")
@click.option("--place", default="standard", show_default=True, help="Where a single day was spent.")
@click.option("--left", type=CLOCK, help="When a single day began.")
@click.option("--back", type=CLOCK, help="When it ended; earlier than it began is the next morning.")
@click.option("--lodging-paid", "lodging_free", is_flag=True, help="The nights were paid otherwise.")
@click.option("--provided", multiple=True, type=MEAL, metavar="DAY:MEAL", help="A meal that somebody else paid for.")
@workspace_option
def per_diem(
    *,
    scheme: str,
    nights: tuple[str, ...],
    away: str | None,
    left: int | None,
    back: int | None,
    provided: tuple[tuple[date, str], ...],
    folder: Path,
    **more: Any,
) -> None:
    """Post the allowances of a journey: first and last day, full days, nights."""
    if not nights and not away and (left is None or back is None):
        raise click.UsageError("Name the --night of each night, or --away, or --left and --back of a single day.")
    left_s, away_s = left or 0, ((back or 0) - (left or 0)) % _DAY_S
    journey = Journey(nights=nights, left_s=left_s, away_s=away_s, provided=frozenset(provided), **more)
    office, who = enter_signed_for_rep(folder, journey.rep_id)
    posted = add_journey(office, who, scheme, journey, away=away or "")
    for posting in posted:
        entry = posting.entry
        why = f"  (to {entry.period}, {entry.reason})" if entry.reason else ""
        click.echo(f"{entry.day} {entry.debit.removeprefix('allowance:'):8} {entry.pay}{why}")
    if not posted:
        click.echo("No allowance is due: the day was too short.")
