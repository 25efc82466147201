"""The search: every due visit on its cadence, at the least driving; exact, and the same for the same seed and steps."""

from scheduler.search.evaluate import cost_of
from scheduler.search.run import is_compiled, solve
from scheduler.search.validate import validate

__all__ = ["cost_of", "is_compiled", "solve", "validate"]
