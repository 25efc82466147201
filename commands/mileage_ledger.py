"""The ledger and the claims: verify, close, re-price, the steps of a claim, what is missing, what payroll pays."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY, MONTH
from commands.context import emit_json, json_option, now, say, workspace_option
from commands.signing import acting
from mileage.cells import csv_text
from mileage.claims import STEPS, Claim
from mileage.ledger import Head
from office.mileage.attestations import reprice as reprice_trips
from office.mileage.claims import claim_totals, close_month, missing, payroll, take_step
from office.mileage.verification import verify_ledger
from office.opening import open_office
from store.changes import record_change
from store.claims import read_steps
from store.database import reading, writing


@click.command("verify")
@click.option("--head", "kept", help="COUNT:HASH, as an earlier verify or close printed it.")
@workspace_option
@json_option
def verify(*, kept: str | None, folder: Path, as_json: bool) -> int:
    """Check that nothing was changed afterwards. No posting, no log entry behind one, no step of a claim; say where."""
    with reading(open_office(folder).database) as connection:
        found = verify_ledger(connection, _head(kept) if kept else None)
    head, findings = found.verdict.head, found.verdict.findings
    if as_json:
        rows = [{"number": one.number, "code": one.code, "detail": one.detail} for one in findings]
        emit_json(
            {"clean": found.is_clean, "count": head.count, "head": head.hash, "findings": rows, "audit": found.audit}
        )
    else:
        for finding in findings:
            click.echo(str(finding))
        for number in found.audit:
            click.echo(f"step {number} of the audit log was changed [audit-changed]")
        verdict = "whole" if found.is_clean else "NOT as it was posted"
        click.echo(f"The ledger is {verdict}: {_counted(head.count)}, head {head.count}:{head.hash}")
    return 0 if found.is_clean else 2


def _counted(postings: int) -> str:
    return "1 posting" if postings == 1 else f"{postings} postings"


def _head(text: str) -> Head:
    count, _, digest = text.partition(":")
    if not count.isdigit() or len(digest) != 64:
        raise click.UsageError("--head is written COUNT:HASH, with the 64 digits of the hash.")
    return Head(int(count), digest)


@click.command("close")
@click.argument("month", type=MONTH)
@click.option("--by", "actor", required=True, help="Who closes it.")
@workspace_option
def close(*, month: str, actor: str, folder: Path) -> None:
    """Close MONTH and all before it. What comes late is posted to the first open month."""
    office = open_office(folder)
    act = acting(office, actor)
    with writing(office.database) as connection:
        head = close_month(connection, month, act)
        record_change(connection, "mileage close", f"closed {month}", now())
    click.echo(f"{month} is closed. Keep this line outside the workspace: head {head.count}:{head.hash}")


@click.command("reprice")
@click.option("--rep", "rep_id", required=True)
@click.option("--since", type=DAY, required=True)
@click.option("--reason", required=True, help="Such as: rates of April 2026, back-dated.")
@click.option("--by", "actor", required=True)
@workspace_option
def reprice(*, rep_id: str, since: date, reason: str, actor: str, folder: Path) -> None:
    """Post the differences to today's rates. A rep's posted trips since a day are held against them."""
    office = open_office(folder)
    act = acting(office, actor)
    with writing(office.database) as connection:
        posted = reprice_trips(connection, rep_id, since, reason, act)
        if posted:
            record_change(connection, "mileage reprice", f"{len(posted)} deltas of {rep_id}: {reason}", now())
    click.echo(f"{len(posted)} differences were posted for {rep_id}.")


@click.command("claim")
@click.argument("step", type=click.Choice([*STEPS, "show"]))
@click.option("--rep", "rep_id", required=True)
@click.option("--month", type=MONTH, required=True)
@click.option("--by", "actor", default="", help="Who takes the step; the rep's own id for submit.")
@click.option("--reason", default="", help="Asked of a rejection.")
@workspace_option
@json_option
def claim(*, step: str, rep_id: str, month: str, actor: str, reason: str, folder: Path, as_json: bool) -> None:
    """Submit, approve, reject, pay or show a claim. A claim is a rep's month; each step is in its audit log."""
    office = open_office(folder)
    if step != "show":
        act = acting(office, actor)
        with writing(office.database) as connection:
            after = take_step(connection, Claim(rep_id, month), step, act, reason)
            record_change(connection, f"mileage claim {step}", f"claim {after.id} by {actor}", now())
    with reading(office.database) as connection:
        totals, steps = claim_totals(connection, rep_id, month), list(read_steps(connection, f"{rep_id}/{month}"))
    amounts = ", ".join(str(money) for money in totals.totals) or "nothing"
    if as_json:
        said = [
            {"at": s.step.at, "step": s.step.name, "by": s.step.actor, "proof": s.step.proof, "reason": s.step.reason}
            for s in steps
        ]
        emit_json({"claim": totals.claim.id, "state": totals.claim.state.value, "totals": amounts, "steps": said})
        return
    click.echo(f"{totals.claim.id} is {totals.claim.state}: {amounts}, {_counted(totals.postings)}")
    for entry in steps if step == "show" else []:
        said_why = f": {entry.step.reason}" if entry.step.reason else ""
        who = f"{entry.step.actor} ({entry.step.proof or 'stated, not signed'})"
        click.echo(f"  {entry.step.at} {entry.step.name} by {who}{said_why}")


@click.command("missing")
@workspace_option
@json_option
def missing_verb(*, folder: Path, as_json: bool) -> None:
    """List what is missing before reps are paid. Days to attest, claims to submit or to decide on."""
    with reading(open_office(folder).database) as connection:
        found = missing(connection, now().date())
    if as_json:
        emit_json([{"who": one.who, "what": one.what, "about": one.about} for one in found])
        return
    for one in found:
        click.echo(f"{one.who}: {one.what} ({one.about})")
    things = "1 thing is" if len(found) == 1 else f"{len(found)} things are"
    say(f"{things} missing." if found else "Nothing is missing.")


@click.command("payroll")
@click.argument("month", type=MONTH)
@workspace_option
def payroll_verb(*, month: str, folder: Path) -> None:
    """Write what payroll pays for MONTH. Approved claims as CSV, a line for each rep, kind and currency."""
    with reading(open_office(folder).database) as connection:
        lines = payroll(connection, month)
    rows = [(line.rep_id, line.period, line.kind, line.pay.amount, line.pay.currency) for line in lines]
    click.echo(csv_text(("rep", "period", "kind", "amount", "currency"), rows), nl=False)
