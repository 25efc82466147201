"""Managers' files as forms: an edit changes what it says and nothing else, and what no form shows is never lost."""

from __future__ import annotations

import tomllib
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from routing.problems import BadInputError
from territory.file_forms.fields import FORMS, typed
from territory.file_forms.ranks import move_rule, ranks
from territory.file_forms.tables import plain_id, put_entry, read_entries, remove_entry
from territory.manager_files import FileKind
from territory.ownership.rulesfile import read_book
from territory.ownership.values import Level

TEXT = """# ours
[[layer]]
id = "field"
[[territory]]
id = "north" # cold
rep = "r1"
  [[territory.cover]]
  rep = "r2"
  since = 2026-01-01
[[territory]]
id = "south"
rep = "r2"

[[rule]]
id = "shops"
territory = "north"
segments = [
  "retail", # since the fair
]
# the south
[[rule]]
id = "rest"
territory = "south"
segments = "food"
colour = "red"
[[rule]]
id = "all"
territory = "south"
everything = true
"""


def tables(text: str, table: str = "rule") -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = tomllib.loads(text)[table]
    return found


def test_a_form_shows_what_a_table_says_and_names_what_it_cannot_show() -> None:
    found = read_entries(FileKind.RULES, TEXT, "rules.toml")
    shops, rest, _ = found["rule"]
    assert shops.values == {"id": "shops", "territory": "north", "segments": ("retail",)}
    assert (rest.values["segments"], rest.strange) == (("food",), ("colour",))
    assert found["territory"][0].values["holders"] == (
        ("r1", None, None, False),
        ("r2", date(2026, 1, 1), None, True),
    )
    odd = 'rule = 3\nsize = 1\n[[layer]]\nid = 7\n[[territory]]\nid = "x"\nheld = [{rep = "r1", why = "x"}]\n'
    found = read_entries(FileKind.RULES, odd, "")
    assert found[""][0].strange == ("size", "rule")
    assert (found["layer"][0].strange, found["territory"][0].strange) == (("id",), ("held",))
    with pytest.raises(BadInputError, match="not-toml"):
        read_entries(FileKind.RULES, "[[", "")


def test_an_edit_changes_what_it_says_and_nothing_else() -> None:
    new = put_entry(TEXT, "rule", 1, {"id": "rest", "territory": "north", "segments": ("food",), "priority": 2})
    wanted = tables(TEXT)
    wanted[1] |= {"territory": "north", "priority": 2}
    assert tables(new) == wanted
    assert {line for line in TEXT.splitlines() if "#" in line} <= set(new.splitlines())
    assert tomllib.loads(new)["territory"] == tomllib.loads(TEXT)["territory"]
    same = put_entry(new, "rule", 1, {"territory": "north", "segments": ("food",), "priority": 2, "needs": ()})
    assert same == new
    gone = put_entry(new, "rule", 1, {"priority": None})
    assert "priority" not in tables(gone)[1]


def test_tables_come_and_go_and_a_heading_in_a_comment_stays() -> None:
    new = put_entry(
        TEXT, "rule", None, {"id": "new", "territory": "north", "postcodes": ("94*",), "since": date(2026, 7, 1)}
    )
    assert tables(new)[3] == {"id": "new", "territory": "north", "postcodes": ["94*"], "since": date(2026, 7, 1)}
    for number in (0, 1):
        left = remove_entry(new, "rule", number)
        assert tables(left) == [row for place, row in enumerate(tables(new)) if place != number]
        assert "the south" in left
    only = remove_entry('[[rule]]\nid = "a"\n', "rule", 0)
    assert tomllib.loads(only) == {}
    inline = put_entry('rule = [{id = "a"}]\n', "rule", None, {"id": "b", "segments": ("x",)})
    assert [row["id"] for row in tables(inline)] == ["a", "b"]
    assert tomllib.loads(put_entry('[[limit]]\nkind = "x"\n', "", 0, {"margin": 0.3})) == {
        "margin": 0.3,
        "limit": [{"kind": "x"}],
    }


def test_rules_follow_a_territory_whose_id_changes_and_holders_are_written_as_they_are_held() -> None:
    held = (("r1", None, date(2026, 6, 30), False), ("r2", date(2026, 7, 1), None, False), ("r3", None, None, True))
    new = put_entry(TEXT, "territory", 0, {"id": "hills", "holders": held})
    assert [row["territory"] for row in tables(new)] == ["hills", "south", "south"]
    book = read_book(put_entry(new, "rule", 1, {}).replace('colour = "red"\n', ""), "", {})
    assert [(one.rep, one.cover) for one in book.territories[0].holdings] == [
        ("r1", False),
        ("r2", False),
        ("r3", True),
    ]
    back = put_entry(new, "territory", 0, {"id": "north", "holders": (("r1", None, None, False),)})
    assert tables(back, "territory")[0] == {"id": "north", "rep": "r1"}


def test_rules_stand_in_the_order_in_which_they_win() -> None:
    order = ranks(read_entries(FileKind.RULES, TEXT, ""))
    assert [(rank.level, [one.values["id"] for one in rank.rules]) for rank in order] == [
        (Level.SEGMENT, ["shops", "rest"]),
        (Level.GEOGRAPHY, ["all"]),
    ]
    assert move_rule(TEXT, 2, up=True) == TEXT, "alone in its level"
    higher = move_rule(TEXT, 1, up=True)
    assert [row.get("priority") for row in tables(higher)] == [None, 1, None]
    assert [row.get("priority") for row in tables(move_rule(higher, 1, up=False))] == [None, -1, None]


@given(st.lists(st.integers(-2, 2), min_size=1, max_size=5), st.data(), st.booleans())
def test_a_moved_rule_passes_its_neighbour_and_no_other_two_change_places(
    given_priorities: list[int], data: st.DataObject, up: bool
) -> None:
    text = '[[layer]]\nid = "f"\n[[territory]]\nid = "t"\n'
    for number, priority in enumerate(given_priorities):
        text += f'[[rule]]\nid = "{number}"\nterritory = "t"\nsegments = ["s"]\npriority = {priority}\n'
    number = data.draw(st.integers(0, len(given_priorities) - 1))
    after = [row.get("priority", 0) for row in tables(move_rule(text, number, up=up))]
    sign = 1 if up else -1
    others = [place for place in range(len(after)) if place != number]
    ahead = [sign * given_priorities[place] >= sign * given_priorities[number] for place in others]
    assert (sign * after[number] > sign * given_priorities[number]) == any(ahead)
    for one in others:
        for other in others:
            before = given_priorities[one] - given_priorities[other]
            assert (after[one] - after[other] > 0) == (before > 0)
    if any(ahead):
        passed = min(sign * given_priorities[place] for place, is_ahead in zip(others, ahead, strict=True) if is_ahead)
        for place in others:
            was = sign * given_priorities[place]
            assert (sign * after[place] < sign * after[number]) == (was <= passed)


def test_what_is_typed_is_read_in_its_sort_and_all_that_cannot_be_is_named() -> None:
    rule = FORMS[FileKind.RULES]["rule"]
    raw = {
        "id": [" a "],
        "accounts": ["A1\r\n A2\n\n"],
        "segments": ["x", "y"],
        "sales_from": ["1000,5"],
        "since": ["2026-07-01"],
    }
    found = typed(rule, raw, "here")
    assert (found["id"], found["accounts"], found["segments"]) == ("a", ("A1", "A2"), ("x", "y"))
    assert (found["sales_from"], found["since"], found["everything"]) == (1000.5, date(2026, 7, 1), False)
    with pytest.raises(BadInputError) as wrong:
        typed(rule, {"sales_from": ["much"], "priority": ["1.5"], "until": ["soon"], "sales_below": ["nan"]}, "here")
    assert [one.code for one in wrong.value.problems] == ["wrong-type"] * 4


def test_an_id_is_made_of_words_and_is_free() -> None:
    assert plain_id("Nord / Süd", "rule", ["nord-süd"]) == "nord-süd-2"
    assert plain_id("…", "rule", []) == "rule"
