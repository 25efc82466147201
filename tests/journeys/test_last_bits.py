"""Plans, designs, scores and reviews show the same where inputs differ in their last bits, and on other processors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT
from tests.journeys.shaken import NOW, shown

PLAIN_NUMPY = "X86_V3 X86_V4 AVX512_ICL AVX512_SPR AVX2 FMA3 AVX512F AVX512_SKX"
"""All that NumPy has beyond the oldest processors, by its names of now and before."""


@pytest.fixture(scope="module")
def exact(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ROUNDSMAN_NOW", NOW)
        return shown(tmp_path_factory.mktemp("exact") / "region", 0)


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_what_is_shown_stays_when_inputs_are_shaken(
    exact: dict[str, str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setenv("ROUNDSMAN_NOW", NOW)
    found = shown(tmp_path / "region", seed)
    assert {words: text for words, text in found.items() if text != exact[words]} == {}


@pytest.mark.slow
@pytest.mark.parametrize("core", ["Haswell", "Zen", "Prescott"])
def test_what_is_shown_is_the_same_on_another_processor(exact: dict[str, str], tmp_path: Path, core: str) -> None:
    other = {"OPENBLAS_CORETYPE": core, "NPY_DISABLE_CPU_FEATURES": PLAIN_NUMPY, "PYTHONPATH": str(ROOT)}
    made = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "tests.journeys.shaken", str(tmp_path / "region"), "3"],
        env=os.environ | other,
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(made.stdout)
    assert {words: text for words, text in found.items() if text != exact[words]} == {}
