"""Machines get what is named for them: no value is handed out as it is inside, nor as a text of what nobody knows."""

from __future__ import annotations

import ast
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest

from commands.presented import picked, plain
from commands.show import ACCOUNT
from territory.accounts import Account

ROOT = Path(__file__).resolve().parents[2]
PRESENTING = ("commands", "web", "reports")


@dataclass(frozen=True)
class Inside:
    id: str
    day: date
    amount: Decimal
    skills: frozenset[str]
    secret: str


def test_only_the_fields_that_are_named_are_told() -> None:
    value = Inside("a", date(2027, 1, 4), Decimal("1.20"), frozenset({"y", "x"}), "hidden")
    told = picked(value, "id", "day", "amount", "skills")
    assert told == {"id": "a", "day": "2027-01-04", "amount": "1.20", "skills": ["x", "y"]}


def test_an_account_is_shown_whole() -> None:
    assert set(ACCOUNT) == {field.name for field in fields(Account)}


def test_what_has_no_form_in_json_is_a_fault_of_ours() -> None:
    with pytest.raises(TypeError, match="Inside has no form in JSON"):
        plain(Inside("a", date(2027, 1, 4), Decimal(1), frozenset(), ""))


@pytest.mark.parametrize("room", PRESENTING)
def test_no_value_is_handed_out_as_it_is_inside(room: str) -> None:
    for path in sorted((ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call):
                name = ast.unparse(node.func)
                assert name not in {"asdict", "dataclasses.asdict"}, f"{path}:{node.lineno}"
                anything = [one for one in node.keywords if (one.arg, ast.unparse(one.value)) == ("default", "str")]
                assert not (name.endswith("dumps") and anything), f"{path}:{node.lineno}"
