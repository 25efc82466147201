"""How a finding is kept in a column: its code and its facts, as JSON."""

from __future__ import annotations

import json
from typing import Any

import sqlalchemy as sa

from routing.findings import Finding


class Found(sa.TypeDecorator[Finding]):
    """A finding, as ``["unserved-no-room", {"days": 3}]``."""

    impl = sa.String
    cache_ok = True

    def process_bind_param(self, value: Finding | None, dialect: Any) -> str | None:
        """Return a finding as it is kept."""
        del dialect
        if value is None:
            return None
        return json.dumps([value.code, dict(value.facts)], ensure_ascii=False, sort_keys=True)

    def process_result_value(self, value: str | None, dialect: Any) -> Finding | None:
        """Return a finding that was kept."""
        del dialect
        if value is None:
            return None
        code, facts = json.loads(value)
        return Finding.of(code, **facts)
