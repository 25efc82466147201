"""Design of territories: which rep owns which account, and what it costs.

The engine in one line: ``solve(problem, stop, seed) -> Design``, judged by ``check(problem, design)``, which shares no
code with it. ``build_problem`` makes a `DesignProblem` from accounts, reps and a travel table.
"""

from territory.design.build import build_problem
from territory.design.check import Violation, check
from territory.design.inputs import DesignInputs
from territory.design.metrics import DesignMetrics, measure
from territory.design.problem import Design, DesignProblem
from territory.design.solve import solve
from territory.design.tolerance import ToleranceUnreachableError

__all__ = [
    "Design",
    "DesignInputs",
    "DesignMetrics",
    "DesignProblem",
    "ToleranceUnreachableError",
    "Violation",
    "build_problem",
    "check",
    "measure",
    "solve",
]
