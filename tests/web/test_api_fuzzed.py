"""Requests that nobody would send, made from the description: none of them is our fault."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from office.opening import Office
from office.people import Role
from tests.web.api_site import house_with_a_week, software
from web.limits import Limits

if TYPE_CHECKING:
    import schemathesis

EXAMPLES = 12


@pytest.mark.slow
@pytest.mark.parametrize("role", [Role.PLANNER, Role.ADMINISTRATOR, Role.REP])
def test_no_request_is_our_fault(sqlite_workspace: Office, role: Role) -> None:
    import schemathesis  # noqa: PLC0415 - slow to import, and most runs leave this test out

    house = house_with_a_week(sqlite_workspace)
    client = software(house, role)
    client.app.state.api_limits = Limits(10**9)  # type: ignore[attr-defined]
    schema = schemathesis.openapi.from_asgi("/api/v1/openapi.json", client.app)
    headers = {"Authorization": client.headers["Authorization"]}
    for result in schema.get_all_operations():
        operation = result.ok()
        if operation.path.endswith("/events"):
            continue

        @settings(
            max_examples=EXAMPLES, deadline=None, derandomize=True, database=None,
            phases=[Phase.explicit, Phase.generate], suppress_health_check=list(HealthCheck),
        )  # fmt: skip
        @given(case=st.one_of(operation.as_strategy()))
        def ask(case: schemathesis.Case) -> None:
            answer = case.call(headers=headers)
            assert answer.status_code < 500, (case.as_curl_command(), answer.text)
            assert answer.status_code < 400 or answer.headers["content-type"] == ["application/problem+json"]

        ask()
