"""`roundsman expense`: spending with receipts, and allowances for days away."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any
from uuid import uuid4

import click

from commands.arguments import CLOCK, DAY, MEAL, MONEY, NUMBER, span, span_options
from commands.context import emit_json, json_option, now, say, workspace_option
from commands.signing import acting
from mileage.allowances import Journey
from mileage.expenses import Expense, PaidBy
from mileage.handout import EXPENSE_COLUMNS, expense_sheet
from mileage.money import Money
from mileage.receipts import LARGEST_BYTES, Receipt, read_receipt
from office.mileage.expenses import add_journey, add_spending, withdraw_spending
from office.mileage.nights import confirmed_nights
from office.mileage.reports import Asked, expenses_of
from office.opening import open_office
from routing.named_files import read_named
from routing.problems import BadInputError, Problem
from store.changes import record_change
from store.database import reading, writing
from store.spending import read_receipt_content


@click.group()
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
@workspace_option
def add(
    *,
    rep_id: str,
    day: date,
    gross: Money,
    vat_rate: Decimal,
    paid_by: str,
    file: Path | None,
    folder: Path,
    **more: Any,
) -> None:
    """Enter one expense; it is held against the policy and posted at once."""
    receipt = _receipt(file) if file else None
    expense = Expense(
        id=str(uuid4()), rep_id=rep_id, date=day, gross=gross, vat_rate=vat_rate, paid_by=PaidBy(paid_by), **more
    )
    if receipt is not None:
        expense = replace(expense, receipt=receipt.hash)
    office = open_office(folder)
    act = acting(office, rep_id)
    with writing(office.database) as connection:
        kept = [receipt] if receipt else []
        (assessed,), _ = add_spending(connection, rep_id, [expense], kept, act)
        record_change(connection, "expense add", f"{gross} of {rep_id} on {day}", now())
    click.echo(f"{expense.id}: {assessed.pay} of {gross} is reimbursed.")
    for flag in assessed.flags:
        say(f"  {flag}")


def _receipt(file: Path) -> Receipt:
    """Read no more of a file than a receipt may have, however large it is."""
    return read_receipt(read_named(file, LARGEST_BYTES + 1), str(file))


@command.command("withdraw")
@click.argument("expense_id")
@click.option("--rep", "rep_id", required=True)
@click.option("--reason", required=True)
@workspace_option
def withdraw(*, expense_id: str, rep_id: str, reason: str, folder: Path) -> None:
    """Take an expense back: its posting is reversed."""
    office = open_office(folder)
    act = acting(office, rep_id)
    with writing(office.database) as connection:
        withdraw_spending(connection, expense_id, reason, act)
        record_change(connection, "expense withdraw", f"{expense_id}: {reason}", now())
    click.echo(f"{expense_id} was taken back.")


@command.command("list")
@click.option("--rep", "rep_id")
@span_options
@workspace_option
@json_option
def list_verb(*, rep_id: str | None, folder: Path, as_json: bool, **days: Any) -> None:
    """Show expenses of some days."""
    with reading(open_office(folder).database) as connection:
        spent = expenses_of(connection, Asked(span(**days), rep_id))
    if as_json:
        emit_json([dict(zip(EXPENSE_COLUMNS, row, strict=True)) for row in expense_sheet(spent).rows])
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
    with reading(open_office(folder).database) as connection:
        found = read_receipt_content(connection, digest)
    if found is None:
        raise BadInputError([Problem("receipt-unknown", digest, "no receipt has this hash", "See `expense list`.")])
    out.write_bytes(found[1])
    click.echo(f"{out}: {found[0]}")


@command.command("per-diem")
@click.option("--rep", "rep_id", required=True)
@click.option("--scheme", required=True, help="de-verpflegung, gsa-fy2026, or a table of your own.")
@click.option("--date", "first_day", type=DAY, required=True, help="The first day.")
@click.option("--night", "nights", multiple=True, metavar="PLACE", help="The place of each night; none for one day.")
@click.option("--away", metavar="PLACE", help="Every night on end that your attested trips confirm, in this place.")
@click.option("--place", default="standard", show_default=True, help="Where a single day was spent.")
@click.option("--left", type=CLOCK, help="When a single day began.")
@click.option("--back", type=CLOCK, help="When it ended.")
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
    if not nights and not away and (left is None or back is None or back < left):
        raise click.UsageError("Name the --night of each night, or --away, or --left and --back of a single day.")
    office = open_office(folder)
    if away:
        with reading(office.database) as connection:
            nights = (away,) * confirmed_nights(connection, more["rep_id"], more["first_day"])
    journey = Journey(nights=nights, away_s=(back or 0) - (left or 0), provided=frozenset(provided), **more)
    act = acting(office, journey.rep_id)
    with writing(office.database) as connection:
        posted = add_journey(connection, scheme, journey, act)
        record_change(connection, "expense per-diem", f"{journey.rep_id} from {journey.first_day}", now())
    for posting in posted:
        entry = posting.entry
        why = f"  (to {entry.period}, {entry.reason})" if entry.reason else ""
        click.echo(f"{entry.day} {entry.debit.removeprefix('allowance:'):8} {entry.pay}{why}")
    if not posted:
        click.echo("No allowance is due: the day was too short.")
