"""The ledger and the claims: verify, close, re-price, the steps of a claim, what is missing, what payroll pays."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import click

from commands.arguments import DAY, MONTH
from commands.context import emit_json, enter, enter_for_rep, json_option, say, workspace_option
from commands.passphrases import enter_signed, enter_signed_for_rep
from mileage.claims import STEPS
from mileage.ledger import Head
from office.mileage.attestations import reprice_trips
from office.mileage.claims import (
    ClaimShown,
    approve_claim,
    close_month,
    list_missing,
    list_payroll,
    pay_claim,
    reject_claim,
    show_claim,
    submit_claim,
)
from office.mileage.verification import Verified, verify_ledger
from office.opening import Office
from office.people import Person
from reports.payroll import payroll_csv

_HEAD = re.compile(r"([0-9]{1,12}):([0-9a-f]{64})")


@click.command("verify")
@click.option("--head", "kept", help="COUNT:HASH, as an earlier verify or close printed it, or a report shows it.")
@workspace_option
@json_option
def verify(*, kept: str | None, folder: Path, as_json: bool) -> int:
    """Check that nothing was changed afterwards. No posting, no log entry behind one, no claim, no step; say where."""
    expected = _head(kept) if kept else None
    office, who = enter(folder)
    found = verify_ledger(office, who, expected)
    if as_json:
        emit_json(_plain_verdict(found))
    else:
        for finding in found.verdict.findings:
            click.echo(str(finding))
        for number in found.audit:
            click.echo(f"step {number} of the audit log was changed [audit-changed]")
        verdict, head = "whole" if found.is_clean else "NOT as it was posted", found.verdict.head
        click.echo(f"The ledger is {verdict}: {_counted(head.count)}, head {head.count}:{head.hash}")
    return 0 if found.is_clean else 2


def _plain_verdict(found: Verified) -> dict[str, object]:
    head = found.verdict.head
    findings = [{"number": one.number, "code": one.code, "detail": one.detail} for one in found.verdict.findings]
    counted = {"clean": found.is_clean, "count": head.count, "head": head.hash}
    return counted | {"findings": findings, "audit": list(found.audit)}


def _counted(postings: int) -> str:
    return "1 posting" if postings == 1 else f"{postings} postings"


def _head(text: str) -> Head:
    match = _HEAD.fullmatch(text)
    if match is None:
        raise click.UsageError("--head is written COUNT:HASH, with the 64 digits of the hash.")
    return Head(int(match[1]), match[2])


@click.command("close")
@click.argument("month", type=MONTH)
@workspace_option
def close(*, month: str, folder: Path) -> None:
    """Close MONTH and all before it. What comes late is posted to the first open month."""
    office, who = enter_signed(folder)
    head = close_month(office, who, month)
    click.echo(f"{month} is closed. Keep this line outside the workspace: head {head.count}:{head.hash}")


@click.command("reprice")
@click.option("--rep", "rep_id", required=True)
@click.option("--since", type=DAY, required=True)
@click.option("--reason", required=True, help="Such as: rates of April 2026, back-dated.")
@workspace_option
def reprice(*, rep_id: str, since: date, reason: str, folder: Path) -> None:
    """Post the differences to today's rates. A rep's posted trips since a day are held against them."""
    office, who = enter_signed(folder)
    posted = reprice_trips(office, who, rep_id, since, reason)
    click.echo(f"{len(posted)} differences were posted for {rep_id}.")


@click.command("claim")
@click.argument("step", type=click.Choice([*STEPS, "show"]))
@click.option("--rep", "rep_id", required=True)
@click.option("--month", type=MONTH, required=True)
@click.option("--reason", default="", help="Asked of a rejection.")
@click.option("--anyway", is_flag=True, help="Submit although something of the month is not attested yet.")
@workspace_option
@json_option
def claim(*, step: str, rep_id: str, month: str, reason: str, anyway: bool, folder: Path, as_json: bool) -> None:
    """Submit, approve, reject, pay or show a claim. A claim is a rep's month; each step is in its audit log."""
    if step == "show":
        office, who = enter_for_rep(folder, rep_id)
    else:
        office, who = enter_signed_for_rep(folder, rep_id) if step == "submit" else enter_signed(folder)
        _take(office, who, step, (rep_id, month), reason=reason, anyway=anyway)
    shown = show_claim(office, who, rep_id, month)
    if as_json:
        emit_json(_plain_claim(shown))
        return
    totals = shown.totals
    click.echo(f"{totals.claim.id} is {totals.claim.state}: {_amounts(shown)}, {_counted(totals.postings)}")
    for entry in shown.steps if step == "show" else ():
        why = f": {entry.step.reason}" if entry.step.reason else ""
        actor = f"{entry.step.actor} ({entry.step.proof or 'stated, not signed'})"
        click.echo(f"  {entry.step.at} {entry.step.name} by {actor}{why}")


def _take(office: Office, who: Person, step: str, claim: tuple[str, str], *, reason: str, anyway: bool) -> None:
    if step == "submit":
        submit_claim(office, who, *claim, anyway=anyway)
    elif step == "reject":
        reject_claim(office, who, *claim, reason)
    elif step == "approve":
        approve_claim(office, who, *claim)
    else:
        pay_claim(office, who, *claim)


def _amounts(shown: ClaimShown) -> str:
    return ", ".join(str(money) for money in shown.totals.totals) or "nothing"


def _plain_claim(shown: ClaimShown) -> dict[str, object]:
    steps = [
        {"at": s.step.at, "step": s.step.name, "by": s.step.actor, "proof": s.step.proof, "reason": s.step.reason}
        for s in shown.steps
    ]
    held = shown.totals.claim
    return {"claim": held.id, "state": held.state.value, "totals": _amounts(shown), "steps": steps}


@click.command("missing")
@click.option("--rep", "rep_id", help="One rep; all if not given.")
@click.option("--month", type=MONTH, help="One month; all if not given.")
@workspace_option
@json_option
def missing_verb(*, rep_id: str | None, month: str | None, folder: Path, as_json: bool) -> None:
    """List what is missing before reps are paid. Days to attest, claims to submit or to decide on."""
    office, who = enter(folder)
    found = list_missing(office, who, rep_id, month)
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
    office, who = enter(folder)
    lines = list_payroll(office, who, month)
    click.echo(payroll_csv(lines), nl=False)
