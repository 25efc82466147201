"""Mappings that are kept by name: what was said of Monday's file once is applied each Monday."""

from __future__ import annotations

from office.door import Act, reads, writes
from office.imports.imports import file_kind
from office.imports.maps import ColumnMap, folded, ready_map
from office.imports.uploads import ImportOptions
from routing.problems import BadInputError, Problem
from routing.sentences import sentence, term
from routing.written_dates import DateOrder
from routing.written_numbers import DecimalSign
from store.changes import Kind, Subject
from store.import_mappings import ImportMapping, read_mappings, remove_mapping_row, write_mapping

__all__ = [
    "ImportMapping",
    "list_mappings",
    "options_of",
    "read_mapping",
    "remove_mapping",
    "save_mapping",
]


@reads
def list_mappings(act: Act) -> tuple[ImportMapping, ...]:
    """Return all kept mappings by name."""
    return read_mappings(act.connection)


@reads
def read_mapping(act: Act, name: str, kind: str) -> ImportMapping:
    """Return a kept mapping of a kind of file; raises `BadInputError` where there is none such."""
    found = {one.name: one for one in read_mappings(act.connection)}
    if name not in found:
        cause = sentence(
            "no mapping is kept as {name!r} (there are: {value})", name=name, value=", ".join(found) or "none"
        )
        raise BadInputError([Problem("mapping-unknown", "mapping", cause, "Name one of them.")])
    if found[name].kind != kind:
        cause = sentence(
            "{name!r} is a mapping for {kind}, not for {kind_2}", name=name, kind=found[name].kind, kind_2=kind
        )
        raise BadInputError([Problem("mapping-of-other-kind", "mapping", cause, "Name another.")])
    return found[name]


@writes
def save_mapping(act: Act, mapping: ImportMapping) -> ImportMapping:
    """Keep a mapping by its name; one of the same name is replaced.

    Raises
    ------
    BadInputError
        For an empty name, or a kind, column, program or style that there is not.
    """
    if not mapping.name.strip():
        cause = "a mapping that is kept needs a name"
        raise BadInputError([Problem("mapping-unnamed", "mapping", cause, "Give one.")])
    options_of(mapping)
    if write_mapping(act.connection, mapping).same:
        act.changed_nothing()
    act.touch(Subject(Kind.SETTINGS, f"mapping:{mapping.name}"))
    act.note(sentence("how {kind} of {name} are read", kind=term(mapping.kind), name=mapping.name))
    return mapping


@writes
def remove_mapping(act: Act, name: str) -> None:
    """Forget a mapping; raises `BadInputError` where there is none such."""
    if not remove_mapping_row(act.connection, name):
        cause = sentence("no mapping is kept as {name!r}", name=name)
        raise BadInputError([Problem("mapping-unknown", "mapping", cause, "List them: roundsman import mappings.")])
    act.touch(Subject(Kind.SETTINGS, f"mapping:{name}"))
    act.note(sentence("mapping {name} forgotten", name=name))


def options_of(mapping: ImportMapping, *, skip_bad: bool = False) -> ImportOptions:
    """Return how a file is read by a mapping: its own words go before those of its program.

    Raises
    ------
    BadInputError
        For a kind, column or program that there is not.
    """
    kind = file_kind(mapping.kind)
    known = set(kind.columns)
    fed = {part for ours in mapping.names.values() for part in ours.split("+")}
    unknown = sorted((fed | set(mapping.words) | set(mapping.defaults)) - known)
    if unknown:
        cause = sentence("{kind_name} have no column {unknown!r}", kind_name=kind.name, unknown=unknown[0])
        raise BadInputError(
            [
                Problem(
                    "option-unreadable", "mapping", cause, sentence("Ours are: {names}.", names=", ".join(kind.columns))
                )
            ]
        )
    ready = ready_map(mapping.program, kind.program_map or kind.name) if mapping.program else ColumnMap()
    words = {column: dict(ready.values.get(column, {})) for column in {*ready.values, *mapping.words}}
    for column, own in folded(mapping.words).items():
        words[column] |= own
    return ImportOptions(
        ColumnMap({**ready.names, **mapping.names}, words),
        mapping.defaults,
        skip_bad,
        DecimalSign(mapping.decimal) if mapping.decimal else None,
        DateOrder(mapping.dates) if mapping.dates else None,
    )
