"""Approval of drafts, where the workspace asks for it: asked by a planner, given or sent back by a manager."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from office.door import Act, reads, writes
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, with_reason
from store.changes import Kind, Subject, revision, touched_since
from store.database import Connection
from store.outside import people_with_role
from store.plan_approvals import PlanApproval, Verdict, add_approval, approvals_of
from store.plans import PlanHead, PlanStatus, find_plan, reps_toured
from store.settings import MANAGER, read_settings

__all__ = ["ApprovalState", "PlanApproval", "Verdict", "approve_plan", "ask_approval", "read_approval", "return_plan"]

_WORDS: dict[Verdict, Callable[[int], str]] = {
    Verdict.ASKED: lambda plan: sentence("plan {plan} is to be approved", plan=plan),
    Verdict.APPROVED: lambda plan: sentence("plan {plan} approved", plan=plan),
    Verdict.RETURNED: lambda plan: sentence("plan {plan} returned", plan=plan),
}
MOST = 2000
"""Letters of a comment."""


@dataclass(frozen=True, slots=True)
class ApprovalState:
    """Whether a draft may be put in force.

    Attributes
    ----------
    wanted : bool
        Whether the workspace asks for approval at all.
    steps : tuple of PlanApproval
        What was said of the draft, in order.
    lacking : tuple of str
        Reps whose tours nobody approved as they are now; approvals of a draft that was changed since do not count.
    stale : bool
        Whether there was an approval, before the draft was changed.
    revision : int
        The last change that this knows of: who approves says that it is what was looked at.
    """

    plan: int
    wanted: bool
    steps: tuple[PlanApproval, ...]
    lacking: tuple[str, ...]
    stale: bool
    revision: int

    @property
    def approved(self) -> bool:
        """Return whether nothing is lacking."""
        return not self.lacking

    @property
    def asked(self) -> bool:
        """Return whether somebody waits for a verdict."""
        return bool(self.steps) and self.steps[-1].verdict is Verdict.ASKED


@reads
def read_approval(act: Act, number: int) -> ApprovalState:
    """Return how far the approval of a plan is; raises `BadInputError` if there is no such plan."""
    return approval_of(act.connection, find_plan(act.connection, number))


@writes
def ask_approval(act: Act, number: int, text: str = "") -> ApprovalState:
    """Ask a manager to look a draft over; whoever may approve it is told."""
    head = _require_draft(act, number)
    return _say(act, head, Verdict.ASKED, text)


@writes
def approve_plan(act: Act, number: int, text: str = "", seen: int | None = None) -> ApprovalState:
    """Approve a draft as it is, for the reps whom the manager sees: the workspace, or a region.

    `seen` is the revision that the manager looked at: a draft that was changed since is looked at again first.

    Raises
    ------
    BadInputError
        If there is no such draft, it is the manager's own, or it was changed since it was looked at.
    """
    head = _require_draft(act, number)
    if head.origin.made_by == act.who.id:
        cause = sentence("{who_name} made plan {number}", who_name=act.who.name, number=number)
        raise BadInputError(
            [
                Problem(
                    "approval-own", sentence("plan {number}", number=number), cause, "Let another manager approve it."
                )
            ]
        )
    if seen is not None and _changed(act.connection, number, seen):
        cause = "it was changed since it was looked at"
        raise BadInputError(
            [Problem("approval-overtaken", sentence("plan {number}", number=number), cause, "Look at it again.")]
        )
    return _say(act, head, Verdict.APPROVED, text)


@writes
def return_plan(act: Act, number: int, text: str) -> ApprovalState:
    """Send a draft back to its planner with what is wrong; earlier approvals of it do not count any more.

    Raises
    ------
    BadInputError
        If there is no such draft, or nothing is said.
    """
    head = _require_draft(act, number)
    if not text.strip():
        cause = "it is sent back without a word"
        raise BadInputError(
            [Problem("comment-missing", sentence("plan {number}", number=number), cause, "Say what is wrong.")]
        )
    return _say(act, head, Verdict.RETURNED, text)


def require_approved(act: Act, head: PlanHead, reps: Collection[str]) -> PlanApproval | None:
    """Return the approval by which a draft's tours of some reps are put in force, None where none is asked for.

    Raises
    ------
    BadInputError
        If the workspace asks for approval and the draft has none for somebody, or not as it is now.
    """
    state = approval_of(act.connection, head)
    if not state.wanted:
        return None
    lacking = sorted(set(state.lacking) & set(reps))
    if lacking:
        last = state.steps[-1] if state.steps else None
        if state.stale:
            cause = "it was changed after it was approved"
        elif last is not None and last.verdict is Verdict.RETURNED:
            cause = sentence("{by} sent it back: {text}", by=last.by, text=last.text)
        else:
            cause = sentence("no manager approved the tours of {names}", names=", ".join(lacking))
        action = sentence("Ask for it: roundsman plan approval {head} --ask.", head=head.id)
        raise BadInputError([Problem("plan-not-approved", sentence("plan {head}", head=head.id), cause, action)])
    return next(one for one in reversed(state.steps) if one.verdict is Verdict.APPROVED)


def approval_of(connection: Connection, head: PlanHead) -> ApprovalState:
    """Return how far the approval of a plan is."""
    steps = approvals_of(connection, head.id)
    since = max((n + 1 for n, one in enumerate(steps) if one.verdict is Verdict.RETURNED), default=0)
    given = [one for one in steps[since:] if one.verdict is Verdict.APPROVED]
    good = [one for one in given if not _changed(connection, head.id, one.revision)]
    toured = reps_toured(connection, head.id)
    approved = set(toured) if any(one.reps is None for one in good) else {r for one in good for r in one.reps or ()}
    lacking = tuple(sorted(toured - approved))
    wanted = read_settings(connection).plan_approval == MANAGER
    stale = bool(lacking) and len(good) < len(given)
    return ApprovalState(head.id, wanted, steps, lacking, stale, revision(connection))


def _changed(connection: Connection, number: int, since: int) -> bool:
    return bool(touched_since(connection, since, [Subject(Kind.DRAFT, str(number))]))


def _require_draft(act: Act, number: int) -> PlanHead:
    head = find_plan(act.connection, number)
    if head.status is not PlanStatus.DRAFT:
        cause = sentence("plan {number} is no draft", number=number)
        raise BadInputError(
            [Problem("plan-no-draft", sentence("plan {number}", number=number), cause, "Name a draft.")]
        )
    return head


def _say(act: Act, head: PlanHead, verdict: Verdict, text: str) -> ApprovalState:
    connection, said = act.connection, text.strip()
    if len(said) > MOST:
        cause = sentence("it has {count} letters, {most} are the most", count=len(said), most=MOST)
        raise BadInputError(
            [Problem("comment-too-long", sentence("plan {head}", head=head.id), cause, "Say it shorter.")]
        )
    reps = None if act.reps is None or verdict is Verdict.ASKED else tuple(sorted(act.reps))
    add_approval(connection, head.id, PlanApproval(verdict, said, act.who.id, act.at, revision(connection), reps))
    act.touch(Subject(Kind.DRAFT, f"{head.id}/approval"))
    said_of = _WORDS[verdict](head.id)
    act.note(with_reason(said_of, said))
    asked = [one.by for one in approvals_of(connection, head.id) if one.verdict is Verdict.ASKED]
    told = (
        people_with_role(connection, MANAGER)
        if verdict is Verdict.ASKED
        else sorted({*asked, head.origin.made_by} - {""})
    )
    for person in told:
        if person != act.who.id:
            act.follow("mail", kind="review", person=person, rep="", verb=verdict.value, plan=str(head.id), text=said)
    return approval_of(connection, head)
