"""Verify names the posting whose byte was changed, and stays silent where nothing was."""

from __future__ import annotations

from dataclasses import fields as dataclass_fields
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mileage.ledger import Entry, Head, append
from mileage.money import Money
from mileage.rate_files import packaged_table
from mileage.verify import verify
from tests.mileage.books import Shelf, trip


def shelf() -> Shelf:
    kept = Shelf(packaged_table("hmrc-amap"))
    kept.post([trip("a", "2026-05-01", "9900"), trip("c", "2026-05-03", "200")])
    kept.post([trip("b", "2026-05-02", "50")])
    kept.post([trip("a", "2026-05-01", "9000")], reason="odometer misread")
    return kept


KEPT = shelf()


def other(value: object) -> object:
    """Return something else of the same kind."""
    if isinstance(value, Money):
        return Money(value.amount + Decimal("0.01"), value.currency)
    if isinstance(value, Decimal):
        return value + 1
    if isinstance(value, int) and not isinstance(value, bool):
        return value + 1
    if hasattr(value, "replace") and hasattr(value, "year"):
        return value.replace(year=value.year - 1)
    return f"{value}!" if isinstance(value, str) else 1


def test_an_untouched_ledger_is_clean_and_names_its_head() -> None:
    verdict = verify(KEPT.postings, KEPT.seals)
    assert verdict.findings == ()
    assert verdict.head == Head(len(KEPT.postings), KEPT.postings[-1].hash)


@pytest.mark.parametrize("field", [f.name for f in dataclass_fields(Entry) if f.name != "kind"])
@pytest.mark.parametrize("number", [1, 3, len(KEPT.postings)])
def test_a_change_of_any_field_is_found_where_it_was_made(number: int, field: str) -> None:
    forged = list(KEPT.postings)
    entry = forged[number - 1].entry
    forged[number - 1] = replace(
        forged[number - 1],
        entry=replace(entry, **{field: other(getattr(entry, field))}),  # type: ignore[arg-type]
    )
    findings = verify(forged, KEPT.seals).findings
    assert (number, "posting-changed") in {(f.number, f.code) for f in findings}


@given(
    st.integers(min_value=0, max_value=len(KEPT.postings) - 1), st.integers(0, 63), st.sampled_from("0123456789abcdef")
)
def test_one_changed_byte_of_a_hash_is_named(index: int, at: int, byte: str) -> None:
    forged = list(KEPT.postings)
    old = forged[index].hash
    new = old[:at] + byte + old[at + 1 :]
    forged[index] = replace(forged[index], hash=new)
    named = {finding.number for finding in verify(forged, KEPT.seals).findings}
    assert (index + 1 in named) == (new != old)


def test_a_posting_left_out_is_a_gap() -> None:
    codes = {finding.code for finding in verify(KEPT.postings[:1] + KEPT.postings[2:], KEPT.seals).findings}
    assert {"number-gap", "chain-broken"} <= codes


def test_postings_cut_off_at_the_end_show_against_the_head_written_down() -> None:
    head = Head(len(KEPT.postings), KEPT.postings[-1].hash)
    (finding,) = verify(KEPT.postings[:-1], KEPT.seals, expected=head).findings
    assert finding.code == "postings-missing"


def test_a_whole_chain_forged_anew_differs_from_the_head_written_down() -> None:
    cheaper = [replace(p.entry, reason="forged") for p in KEPT.postings]
    forged = append(Head(), cheaper, "2026-06-01T08:00:00Z", "rep")
    head = Head(len(KEPT.postings), KEPT.postings[-1].hash)
    assert [f.code for f in verify(forged, KEPT.seals, expected=head).findings] == ["head-differs"]


def test_a_log_changed_after_posting_is_named() -> None:
    seals = {pair for pair in KEPT.seals if pair[0] != "b"} | {("b", "0" * 64)}
    (finding,) = verify(KEPT.postings, seals).findings
    assert "b" in finding.detail
    assert finding.code == "log-changed"


def test_a_log_that_was_lawfully_erased_is_no_finding() -> None:
    seals = {pair for pair in KEPT.seals if pair[0] != "b"}
    assert verify(KEPT.postings, seals, erased=frozenset({"b"})).findings == ()


def test_what_was_reversed_once_cannot_be_reversed_again() -> None:
    twice = next(p.entry for p in KEPT.postings if p.entry.kind == "reversal")
    head = Head(len(KEPT.postings), KEPT.postings[-1].hash)
    more = append(head, [twice], "2026-06-01T08:00:00Z", "rep")
    findings = verify([*KEPT.postings, *more], KEPT.seals).findings
    assert [f.code for f in findings] == ["reversed-twice"]
