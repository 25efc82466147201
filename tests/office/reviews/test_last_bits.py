"""No figure of a review hangs on the last bits of its inputs: what is shown stays when they are shaken."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import numpy as np
import pytest

import cli
from office.opening import open_office
from office.reviews.inputs import gather
from reports.paper import Column, Paper
from reports.review import paper
from scheduler.review.analysis import analyse
from scheduler.review.gathered import Gathered
from store.database import reading
from territory.accounts import Account

ROOT = Path(__file__).resolve().parents[3]
DATA, EXAMPLES = ROOT / "data" / "liechtenstein", ROOT / "docs" / "examples" / "review"
DAY = "2027-01-04"
SHAKE = 1e-12


@pytest.fixture(scope="module")
def known(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gathered]:
    """Return what a review of the example's workspace looks at, without its roads."""
    folder = str(tmp_path_factory.mktemp("last-bits") / "workspace")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUNDSMAN_NOW", f"{DAY}T07:00:00Z")
        assert cli.run(["init", folder, "--currency", "CHF"]) == 0
        for name in ("reps", "accounts", "sales", "visits", "opportunities", "satisfaction"):
            assert cli.run(["import", name, str(DATA / f"{name}.csv"), "--workspace", folder]) == 0
        rules, targets = str(EXAMPLES / "rules.toml"), str(EXAMPLES / "targets.toml")
        assert cli.run(["territory", "owners", "rules", rules, "--on", DAY, "--workspace", folder]) == 0
        policy = str(EXAMPLES / "policy.toml")
        assert cli.run(["territory", "keep", "policy", policy, "--on", "2026-01-01", "--workspace", folder]) == 0
        assert cli.run(["territory", "keep", "targets", targets, "--on", DAY, "--workspace", folder]) == 0
    office = open_office(Path(folder))
    with reading(office.database) as connection:
        yield gather(connection, date.fromisoformat(DAY), 13)
    office.database.dispose()


def shaken(known: Gathered, seed: int) -> Gathered:
    random = np.random.default_rng(seed)

    def shake(value: float) -> float:
        return float(value * (1 + SHAKE * random.uniform(-1, 1)))

    def account(one: Account) -> Account:
        return replace(
            one, lat=shake(one.lat), lon=shake(one.lon), potential=shake(one.potential), value=shake(one.value)
        )

    assert known.sales is not None
    amounts = known.sales.amounts
    return replace(
        known,
        accounts=tuple(account(one) for one in known.accounts),
        call_s={name: shake(seconds) for name, seconds in known.call_s.items()},
        sales=replace(known.sales, amounts=amounts * (1 + SHAKE * random.uniform(-1, 1, amounts.shape))),
    )


def shown(made: Paper) -> list[str]:
    """Return every word and cell of a review."""
    texts = []
    for part in made.parts:
        texts += [part.title, *part.words]
        texts += [" | ".join(row) for one in part.tables for row in one.written()]
    return texts


@pytest.mark.parametrize("seed", range(4))
def test_what_a_review_shows_stays_when_its_inputs_are_shaken(known: Gathered, seed: int) -> None:
    assert shown(paper(analyse(shaken(known, seed)))) == shown(paper(analyse(known)))


@pytest.mark.parametrize("off", [1 - SHAKE, 1 + SHAKE])
@pytest.mark.parametrize(
    ("form", "value", "text"),
    [("decimal", 0.125, "0.12"), ("decimal", 2.675, "2.67"), ("whole", 12_345.5, "12,346"), ("share", 0.0125, "1.2%")],
)
def test_a_cell_halfway_between_two_figures_is_written_one_way(form: str, value: float, text: str, off: float) -> None:
    assert Column("x", form).write(value * off) == Column("x", form).write(value) == text


@pytest.mark.parametrize("noise", [1e-13, -1e-13, 0.0, -0.0])
def test_what_is_nothing_but_noise_is_nothing(noise: float) -> None:
    assert [Column("x", form).write(noise) for form in ("signed", "decimal", "share")] == ["+0", "0.00", "0.0%"]
