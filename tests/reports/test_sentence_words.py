"""Problems and other sentences of the office have German words: whatever code is found, whoever reads in German."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from string import Formatter

import pytest

from reports.catalogue.sentences import GERMAN
from reports.catalogue.sentences.office_changes import TERMS
from reports.catalogue.sentences.places import PLACES
from reports.sentence_words import has_words, in_words, problem_in_words
from routing.problems import Problem
from routing.sentences import Sentence, joined, kept, of_kept, sentence

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("calendars", "mileage", "office", "reports", "routing", "scheduler", "store", "territory", "web")

NOTED = {"Problem": 2, "note": 1, "wrong": 1, "_wrong": 1, "_refused": 2, "refused": 2, "unusable": 2, "_broken": 1}
"""Calls that say what is wrong, and the first of their arguments that holds words."""

TOLD = {"note": 0, "decision_of": 2, "Owned": 3, "OwnershipDecision": 3, "record_change": 2}
"""Calls that say what was done, with the argument that holds the words."""

OF_OTHERS = {"calendars/lint.py", "scheduler/checking"}
"""Faults of our own files and plans, which are reported to whoever builds roundsman."""


def names(pattern: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(pattern) if name}


@cache
def trees() -> tuple[tuple[str, ast.Module], ...]:
    paths = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py")) if "catalogue" not in path.parts]
    named = [(str(path.relative_to(ROOT)), path) for path in paths]
    return tuple(
        (name, ast.parse(path.read_text()))
        for name, path in named
        if not any(name.startswith(other) for other in OF_OTHERS)
    )


def called(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def plain(pattern: str) -> str:
    """Return a pattern as `sentence` keeps it: bare names of facts."""
    facts = dict.fromkeys(names(pattern), "")
    return Sentence.__new__(Sentence, re.sub(r"\{(\w+)(![rsa])?(:[^}]*)?\}", r"{\1}", pattern), facts).pattern


def literals(node: ast.expr, assigned: dict[str, list[ast.expr]], seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Yield the words that an expression may be, as far as they are written out; an f-string is yielded as ``f...``."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.strip():
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield f"f{ast.unparse(node)}"
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body, assigned, seen)
        yield from literals(node.orelse, assigned, seen)
    elif isinstance(node, ast.BoolOp):
        for value in node.values:
            yield from literals(value, assigned, seen)
    elif isinstance(node, ast.Name) and node.id not in seen:
        for value in assigned.get(node.id, []):
            yield from literals(value, assigned, seen | {node.id})


def assignments(tree: ast.AST) -> dict[str, list[ast.expr]]:
    found: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Assign):
            continue
        for target in node.targets:
            if isinstance(target, ast.Name):
                found.setdefault(target.id, []).append(node.value)
            elif isinstance(target, ast.Tuple) and isinstance(node.value, ast.Tuple):
                for name, value in zip(target.elts, node.value.elts, strict=True):
                    if isinstance(name, ast.Name):
                        found.setdefault(name.id, []).append(value)
    return found


def said() -> Iterator[tuple[str, str, str]]:
    """Yield each code that is written out, with the words it may have and where."""
    for name, tree in trees():
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            assigned = assignments(function)
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if called(call) not in NOTED or len(call.args) <= NOTED[called(call)]:
                    continue
                code = ast.unparse(call.args[0]).strip("'")
                for argument in call.args[NOTED[called(call)] : 4]:
                    for words in literals(argument, assigned):
                        yield code, words, f"{name}:{call.lineno}"


def test_every_sentence_with_facts_has_german_words() -> None:
    patterns = {
        plain(node.args[0].value): f"{name}:{node.lineno}"
        for name, tree in trees()
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and called(node) == "sentence" and isinstance(node.args[0], ast.Constant)
    }
    assert len(patterns) > 400
    lacking = {
        where: pattern for pattern, where in patterns.items()
        if not has_words(Sentence(pattern, dict.fromkeys(names(pattern), "")))
    }  # fmt: skip
    assert lacking == {}


def test_the_words_of_every_problem_are_known_in_german() -> None:
    found = list(said())
    assert len({code for code, _, _ in found}) > 250
    made_up = {where: words for _, words, where in found if words.startswith(("f'", 'f"'))}
    assert made_up == {}, "make a sentence(...) with facts of it"
    assert {where: words for _, words, where in found if words not in GERMAN and re.search("[a-z]{2}", words)} == {}


def test_what_was_done_is_told_in_sentences_with_german_words() -> None:
    found = {
        f"{name}:{call.lineno}": words
        for name, tree in trees()
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef)
        for call in ast.walk(function)
        if isinstance(call, ast.Call) and len(call.args) > TOLD.get(called(call), 99)
        and (called(call) != "note" or len(call.args) == 1)
        for words in literals(call.args[TOLD[called(call)]], assignments(function))
    }  # fmt: skip
    assert len(found) >= 8
    assert {where: words for where, words in found.items() if not has_words(words)} == {}


@pytest.mark.parametrize("rows", [GERMAN, PLACES, TERMS])
def test_each_language_tells_the_same_facts(rows: dict[str, str]) -> None:
    assert {english for english, german in rows.items() if names(english) != names(german)} == set()


def test_a_problem_is_told_in_german() -> None:
    problem = Problem(
        "account-unknown",
        sentence("account {account}", account="A1"),
        sentence("there is no account {account!r}", account="A1"),
        "Import it first.",
    )
    told = problem_in_words(problem, "de")
    assert str(told) == "Kunde A1: es gibt keinen Kunden 'A1'. Zuerst importieren. [account-unknown]"
    assert problem_in_words(problem, "en") == problem


def test_what_people_wrote_and_other_programs_said_stays_as_it_is() -> None:
    assert in_words("Bitte {nicht} klingeln", "de") == "Bitte {nicht} klingeln"
    told = in_words(sentence("it cannot be read: {error}", error="Is a {directory}"), "de")
    assert told == "nicht lesbar: Is a {directory}"


def test_a_sentence_within_a_sentence_is_told_too() -> None:
    lacks = joined(" and ", [sentence("lacks the skill {skill}", skill="x"), "is empty"])
    assert lacks == "lacks the skill x and is empty"
    assert in_words(lacks, "de") == "ohne die Fähigkeit x und ist leer"
    assert has_words(joined("; ", ["a", "b", "c"]))


def test_a_day_in_a_german_sentence_is_written_as_germans_write_it() -> None:
    said = sentence("nobody owns it on {day}", day=date(2027, 1, 4))
    assert in_words(said, "de") == "niemand ist am 04.01.2027 zuständig"
    assert in_words(said, "en") == "nobody owns it on 2027-01-04"
    assert in_words(sentence("nobody owns it on {day}", day="2027-13-04"), "de").endswith("am 2027-13-04 zuständig")


def test_a_sentence_that_is_kept_can_be_told_later() -> None:
    problem = Problem("x", "the design", sentence("there is no rep {rep}", rep="r{1}"), "Name one of the reps.")
    again = Problem.of_kept(problem.kept())
    assert again == problem
    assert problem_in_words(again, "de").cause == "es gibt keinen Außendienst r{1}"
    assert of_kept(kept("plain {text}")) == "plain {text}"


CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+|away|overload")


def made() -> dict[str, str]:
    """Return the codes of problems and of the ledger's findings that are written out, each with its room."""
    codes: dict[str, str] = {}
    for name, tree in trees():
        for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
            kind = called(call)
            first = 1 if kind == "Finding" and name.startswith(("mileage/", "office/mileage/")) else 0
            if (kind in NOTED and len(call.args) >= 3) or (first and len(call.args) > 1):
                for code in literals(call.args[first], {}):
                    if CODE.fullmatch(code):
                        codes.setdefault(code, name.split("/")[0])
    return codes


def test_every_code_of_a_problem_stands_in_the_formats() -> None:
    section = (ROOT / "docs" / "formats.md").read_text().split("## Codes of problems")[1].split("\n## ")[0]
    rows = [line.split(" | ", 1)[1] for line in section.splitlines() if line.startswith("| ")][1:]
    listed = re.findall(r"`([a-z0-9-]+)`", " ".join(rows))
    assert sorted(listed) == sorted(set(listed))
    assert set(listed) == set(made())
