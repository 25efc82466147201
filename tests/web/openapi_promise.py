"""Whether a description of an API keeps what an earlier one promised."""

from __future__ import annotations

from typing import Any

Schema = dict[str, Any]


def broken(old: Schema, new: Schema) -> list[str]:
    """Return what callers of the old API would miss: routes, fields and choices that went, and what is asked newly."""
    found = []
    for path, methods in old["paths"].items():
        for method, operation in methods.items():
            place = f"{method} {path}"
            present = new["paths"].get(path, {}).get(method)
            found += [f"{place} is gone"] if present is None else _operation(place, operation, present)
    for name, schema in old["components"]["schemas"].items():
        present = new["components"]["schemas"].get(name)
        found += [f"{name} is gone"] if present is None else _schema(name, schema, present)
    return found


def _operation(place: str, old: Schema, new: Schema) -> list[str]:
    found = []
    before = {(one["in"], one["name"]): one for one in old.get("parameters", [])}
    after = {(one["in"], one["name"]): one for one in new.get("parameters", [])}
    for key, one in before.items():
        if key not in after:
            found.append(f"{place}: {key[1]} is gone")
        else:
            found += _schema(f"{place}: {key[1]}", one["schema"], after[key]["schema"])
    found += [
        f"{place}: {key[1]} is asked for newly"
        for key, one in after.items()
        if one.get("required") and not before.get(key, {}).get("required")
    ]
    if new.get("requestBody", {}).get("required") and not old.get("requestBody", {}).get("required"):
        found.append(f"{place}: a body is asked for newly")
    return found + [f"{place}: {status} is gone" for status in old["responses"] if status not in new["responses"]]


def _schema(place: str, old: Schema, new: Schema) -> list[str]:
    found = [f"{place}.{name} is gone" for name in old.get("properties", {}) if name not in new.get("properties", {})]
    for name, one in old.get("properties", {}).items():
        found += _schema(f"{place}.{name}", one, new.get("properties", {}).get(name, one))
    asked = set(new.get("required", [])) - set(old.get("required", []))
    if "additionalProperties" in new:  # of what is sent to us; of what we send, more is no harm
        found += [f"{place}.{name} is asked for newly" for name in sorted(asked)]
    found += [f"{place} is no {one!r} any more" for one in old.get("enum", []) if one not in new.get("enum", [])]
    for limit, narrower in (("maximum", min), ("maxLength", min), ("minimum", max), ("minLength", max)):
        if limit in new and (limit not in old or narrower(old[limit], new[limit]) != old[limit]):
            found.append(f"{place}: {limit} is {new[limit]}")
    if old.get("type") != new.get("type") or old.get("$ref") != new.get("$ref"):
        found.append(f"{place} is of another type")
    return found
