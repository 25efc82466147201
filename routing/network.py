"""A road network as compact arrays: junctions, the roads between them, and the ways a car may drive along them.

Kept in one ``.npz`` file under the hash of what it was made from; loading takes milliseconds.
"""

from __future__ import annotations

import hashlib
import json
import os
import zipfile
import zlib
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from routing.problems import BadInputError, Problem, WorldError
from routing.sentences import sentence

FORMAT = 5
"""Part of every key: a network made by other rules is made again."""
_UNMARKED = 4
"""The last format whose networks do not say so."""


@dataclass(frozen=True, slots=True, eq=False)
class RoadNetwork:
    """Where a car may drive, and how long it takes.

    Attributes
    ----------
    node_lat, node_lon : float64 arrays, length n
        Junctions and dead ends, degrees.
    edge_start : int32 array, length e + 1
        The line of edge i is ``line_lat[edge_start[i]:edge_start[i + 1]]``, both ends included.
    line_lat, line_lon : float64 arrays
    arc_tail, arc_head : int32 arrays, length a
        Nodes; an arc is one direction of an edge.
    arc_edge : int32 array
    arc_forward : bool array
        True where the arc follows its edge's line.
    arc_ms, arc_dm : int32 arrays
        Milliseconds (delays included) and decimetres.
    arc_delay_ms : int32 array
        The part of `arc_ms` that is waited at the arc's end: signals, signs, gates.
    arc_class : uint8 array
        Index into the profile's classes.
    arc_local : bool array
        True where a car may only arrive and leave: no way passes through.
    edge_stop : bool array, length e
        True where a car can stop and turn in.
    edge_meets : bool array, length e
        True where a place may meet the road: where one can stop, get there from the main part, and back to it.
    state_arc : int32 array, length s
        A state is a car at the end of this arc. The first states are the arcs in their order; others are those of cars
        that came a way after which a turn is restricted.
    step_tail, step_head : int32 arrays, length t
        States; a step is a turn and the arc driven after it.
    step_turn_ms : int32 array
        What the turn takes before the arc.
    state_rank : int32 array, length s
        Contraction order of the states.
    main_state : bool array, length s
        States of the largest public part in which every state reaches every other, and those of local arcs that lead
        to it or are reached from it.
    meta : dict
        Format, key, source, profile, country, attribution, off-road speed, missing nodes.
    """

    node_lat: NDArray[np.float64]
    node_lon: NDArray[np.float64]
    edge_start: NDArray[np.int32]
    line_lat: NDArray[np.float64]
    line_lon: NDArray[np.float64]
    arc_tail: NDArray[np.int32]
    arc_head: NDArray[np.int32]
    arc_edge: NDArray[np.int32]
    arc_forward: NDArray[np.bool_]
    arc_ms: NDArray[np.int32]
    arc_dm: NDArray[np.int32]
    arc_delay_ms: NDArray[np.int32]
    arc_class: NDArray[np.uint8]
    arc_local: NDArray[np.bool_]
    edge_stop: NDArray[np.bool_]
    edge_meets: NDArray[np.bool_]
    state_arc: NDArray[np.int32]
    step_tail: NDArray[np.int32]
    step_head: NDArray[np.int32]
    step_turn_ms: NDArray[np.int32]
    state_rank: NDArray[np.int32]
    main_state: NDArray[np.bool_]
    meta: dict[str, Any]

    @property
    def source(self) -> str:
        """Return what a plan may quote as the origin of its travel times."""
        return f"{self.meta['source']} by profile {self.meta['profile']} ({self.meta['key'][:12]})"

    @property
    def step_arc(self) -> NDArray[np.int32]:
        """Return the arc that each step drives, shape (t,)."""
        return self.state_arc[self.step_head]

    @property
    def edge_ends(self) -> NDArray[np.int32]:
        """Return the junctions at the start and the end of each edge's line, shape (e, 2)."""
        ends = np.full((len(self.edge_start) - 1, 2), -1, np.int32)
        for arcs, first, second in ((~self.arc_forward, 1, 0), (self.arc_forward, 0, 1)):
            ends[self.arc_edge[arcs], first] = self.arc_tail[arcs]
            ends[self.arc_edge[arcs], second] = self.arc_head[arcs]
        return ends

    @property
    def arc_main(self) -> NDArray[np.bool_]:
        """Return the arcs by which the main part is reached by who stands on them, shape (a,)."""
        return self.main_state[: len(self.arc_tail)]


class RoadsDamagedError(WorldError):
    """A kept network cannot be read."""

    def __init__(self, path: Path, cause: str) -> None:
        super().__init__(
            sentence(
                (
                    "The road network kept in {path} cannot be read ({cause}). Delete it and make it again: "
                    "roundsman roads."
                ),
                path=path,
                cause=cause,
            )
        )


class RoadsOutdatedError(BadInputError):
    """A kept network was made by other rules than this version's, and has to be made again."""

    def __init__(self, source: str, made_by: int) -> None:
        cause = sentence(
            "these roads were made by an earlier version (format {made_by}; now {format}), by other rules",
            made_by=made_by,
            format=FORMAT,
        )
        action = "Make them again from the same source: roundsman roads FILE (or --place, --around-accounts)."
        super().__init__([Problem("roads-outdated", sentence("roads of {source}", source=source), cause, action)])


class RoadsNotKeptError(WorldError):
    """A network cannot be written."""

    def __init__(self, path: Path, error: OSError) -> None:
        super().__init__(
            sentence(
                "The road network cannot be kept in {path} ({strerror}). Free some space or name another folder.",
                path=path,
                strerror=error.strerror,
            )
        )


def key_of(source: bytes, profile_text: str, country: str) -> str:
    """Return the hash under which the network made of these is kept."""
    digest = hashlib.sha256(source)
    digest.update(f"\0{profile_text}\0{country}\0{FORMAT}".encode())
    return digest.hexdigest()


def save(network: RoadNetwork, path: Path, *, compressed: bool = False) -> None:
    """Write a network so that a reader sees the old file or the whole new one.

    Raises
    ------
    RoadsNotKeptError
        If the disk is full or the folder cannot be written.
    """
    arrays = {field.name: getattr(network, field.name) for field in fields(network) if field.name != "meta"}
    arrays["meta"] = np.frombuffer(json.dumps(network.meta, sort_keys=True).encode(), np.uint8)
    half = path.with_name(f"{path.name}.{os.getpid()}.half")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with half.open("wb") as file:
            (np.savez_compressed if compressed else np.savez)(file, **arrays)
        half.replace(path)
    except OSError as error:
        half.unlink(missing_ok=True)
        raise RoadsNotKeptError(path, error) from error


def load(path: Path) -> RoadNetwork:
    """Read a network.

    Raises
    ------
    FileNotFoundError
        If there is none.
    RoadsDamagedError
        If the file is not a whole network.
    RoadsOutdatedError
        If it was made by another version's rules.
    """
    try:
        with np.load(path, allow_pickle=False) as kept:
            meta = json.loads(kept["meta"].tobytes())
            if meta.get("format", _UNMARKED) != FORMAT:
                raise RoadsOutdatedError(str(meta.get("source", path)), meta.get("format", _UNMARKED))
            arrays = {field.name: kept[field.name] for field in fields(RoadNetwork) if field.name != "meta"}
        return RoadNetwork(**arrays, meta=meta)
    except FileNotFoundError:
        raise
    except (OSError, ValueError, KeyError, EOFError, zipfile.BadZipFile, zlib.error) as error:
        raise RoadsDamagedError(path, str(error)) from error
