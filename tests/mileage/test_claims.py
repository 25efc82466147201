"""A claim goes its way step by step, with a log of every step; the approver is never the claimant."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from mileage.claims import AuditEntry, Claim, ClaimState, Step, advance, audited, verify_audit
from mileage.reminders import Reminder, reminders
from routing.problems import BadInputError

DRAFT = Claim("rep", "2026-05")


def through(*steps: tuple[str, str]) -> Claim:
    claim = DRAFT
    for step, actor in steps:
        claim = advance(claim, step, actor, "receipt of Monday is missing")
    return claim


def test_a_claim_goes_from_draft_to_paid() -> None:
    assert through(("submit", "rep"), ("approve", "boss"), ("pay", "clerk")).state is ClaimState.PAID


def test_a_rejected_claim_can_be_submitted_again() -> None:
    assert through(("submit", "rep"), ("reject", "boss"), ("submit", "rep")).state is ClaimState.SUBMITTED


@pytest.mark.parametrize(
    ("done", "step", "actor", "reason", "code"),
    [
        ([], "approve", "boss", "", "claim-state"),
        ([], "pay", "boss", "", "claim-state"),
        ([("submit", "rep"), ("approve", "boss")], "approve", "boss", "", "claim-state"),
        ([("submit", "rep")], "approve", "rep", "", "claim-own"),
        ([("submit", "rep")], "reject", "rep", "no", "claim-own"),
        ([("submit", "rep"), ("approve", "boss")], "pay", "rep", "", "claim-own"),
        ([], "submit", "boss", "", "claim-foreign"),
        ([("submit", "rep")], "reject", "boss", "  ", "reason-missing"),
        ([("submit", "rep")], "approve", "", "", "actor-missing"),
    ],
)
def test_a_step_out_of_turn_is_refused(
    done: list[tuple[str, str]], step: str, actor: str, reason: str, code: str
) -> None:
    claim = through(*done)
    with pytest.raises(BadInputError) as caught:
        advance(claim, step, actor, reason)
    assert [problem.code for problem in caught.value.problems] == [code]


def audit() -> list[AuditEntry]:
    entries: list[AuditEntry] = []
    for name, actor in (("submit", "rep"), ("approve", "boss"), ("pay", "clerk")):
        step = Step(name, actor, "", "2026-06-01T08:00:00Z", "ab" * 32)
        entries.append(audited(entries[-1] if entries else None, DRAFT, step))
    return entries


def test_an_untouched_audit_log_is_clean() -> None:
    assert verify_audit(audit()) == ()


@pytest.mark.parametrize("field", ["name", "actor", "reason", "at", "head"])
def test_a_change_of_the_audit_log_is_named(field: str) -> None:
    entries = audit()
    entries[1] = replace(entries[1], step=replace(entries[1].step, **{field: "forged"}))
    assert verify_audit(entries) == (2,)


def test_an_audit_entry_left_out_is_named() -> None:
    entries = audit()
    assert verify_audit([entries[0], entries[2]]) == (3,)


def test_reminders_name_what_is_missing_and_nothing_else() -> None:
    may, june = date(2026, 5, 4), date(2026, 6, 3)
    claims = [Claim("b", "2026-05", ClaimState.SUBMITTED)]
    found = reminders([("a", may), ("a", june), ("b", may)], [("a", may), ("b", may)], claims, june)
    assert found == (
        Reminder("a", "submit the claim", "2026-05"),
        Reminder("approver", "decide on the claim", "b/2026-05"),
    )


def test_yesterday_s_visits_ask_for_their_trips() -> None:
    assert reminders([("a", date(2026, 6, 2))], [], [], date(2026, 6, 3)) == (
        Reminder("a", "attest the trips", "2026-06-02"),
    )


def test_a_trip_that_waits_is_asked_for_on_a_day_that_has_the_rep_s_word_already() -> None:
    monday, day = date(2026, 6, 1), ("a", date(2026, 6, 1))
    asked = Reminder("a", "attest the trips", "2026-06-01")
    assert reminders([day], [day], [], date(2026, 6, 2)) == ()
    assert reminders([day], [day], [], date(2026, 6, 2), [day]) == (asked,)
    assert reminders([], [], [], monday, [day]) == ()
