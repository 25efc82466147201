"""What the tests of routing write towns with."""

from tests.routing.conftest import town

__all__ = ["town"]
