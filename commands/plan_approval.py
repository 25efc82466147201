"""`roundsman plan approval`: ask for a draft's approval, give it, send it back; and say whether plans need one."""

from __future__ import annotations

from pathlib import Path

import click

from commands.context import emit_json, enter, json_option, workspace_option
from office.plans.approvals import ApprovalState, approve_plan, ask_approval, read_approval, return_plan
from office.settings import change_settings


@click.command("approval")
@click.argument("plan", type=int, required=False)
@click.option("--ask", "verdict", flag_value="asked", help="Ask a manager to look the draft over.")
@click.option("--approve", "verdict", flag_value="approved", help="Approve it as it is now.")
@click.option("--send-back", "verdict", flag_value="returned", help="Send it back; say with --comment what is wrong.")
@click.option("--comment", default="", help="What is to be known; it is kept with the plan.")
@click.option("--require", type=click.Choice(["manager", "nobody"]), help="Who approves plans from now on.")
@workspace_option
@json_option
def approval(
    *, plan: int | None, verdict: str | None, comment: str, require: str | None, folder: Path, as_json: bool
) -> None:
    """Show how far the approval of PLAN is, or say something about it; a workspace may ask for it (--require)."""
    office, who = enter(folder)
    if require is not None and plan is None and verdict is None:
        change_settings(office, who, plan_approval="" if require == "nobody" else require)
        click.echo(f"Plans are approved by: {require}.")
        return
    if require is not None or plan is None:
        raise click.UsageError("Name a plan and what is said of it, or --require by itself.")
    if verdict == "asked":
        state = ask_approval(office, who, plan, comment)
    elif verdict == "approved":
        state = approve_plan(office, who, plan, comment)
    elif verdict == "returned":
        state = return_plan(office, who, plan, comment)
    else:
        state = read_approval(office, who, plan)
    if as_json:
        emit_json(_json(state))
    else:
        _show(state)


def _json(state: ApprovalState) -> dict[str, object]:
    steps = [
        {"verdict": one.verdict.value, "text": one.text, "by": one.by, "at": one.at, "reps": one.reps}
        for one in state.steps
    ]
    return {
        "plan": state.plan,
        "wanted": state.wanted,
        "approved": state.approved,
        "stale": state.stale,
        "lacking": list(state.lacking),
        "steps": steps,
    }


def _show(state: ApprovalState) -> None:
    for one in state.steps:
        text = f": {one.text}" if one.text else ""
        click.echo(f"{one.at}  {one.by} {one.verdict.value}{text}")
    if state.approved:
        click.echo(f"Plan {state.plan} is approved. Put it in force with: roundsman publish {state.plan}")
    elif state.stale:
        click.echo(f"Plan {state.plan} was changed after it was approved.")
    else:
        click.echo(f"Plan {state.plan} is not approved for: {', '.join(state.lacking)}.")
    if not state.wanted:
        click.echo("This workspace does not ask for it: roundsman plan approval --require manager")
