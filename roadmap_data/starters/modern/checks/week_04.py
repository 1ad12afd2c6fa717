"""Week 4: 1,000 generated requests, no 500; a repeated one changes nothing."""

import json
from collections.abc import Iterator
from random import Random
from typing import Any
from urllib.parse import quote, urlencode

from proof import NotYetError, run
from service import ask, event, new_parcel, report, reported, rows, shown

REQUESTS = 1000
METHODS = {"get", "post", "put", "patch", "delete"}
PROBLEM = "application/problem+json"
ODD: list[Any] = [
    None, True, 0, -1, 2**70, 1.5, "", " ", "a" * 5000, "\x00", "é😀", "2026-13-45", "null",
    "../..", "' or 1=1", "9999-12-31T23:59:59Z", "0001-01-01T00:00:00+14:00", [], [[]], {},
    {"": {}},
]  # fmt: skip
BROKEN = [b"", b"{", b"\xff\xfe", b"null", b"[1]", b'"text"', b"{" * 2000]


def check(requests: int = REQUESTS) -> str:
    _repeated()
    schema = ask("GET", "/openapi.json").body
    operations = list(_operations(schema)) if isinstance(schema, dict) else []
    if not operations:
        raise NotYetError("GET /openapi.json names no operation: serve the schema of your API")
    dice = Random(4)
    refused = 0
    for number in range(requests):
        method, path, body = _request(dice, schema, *operations[number % len(operations)])
        reply = ask(method, path, body, {"Idempotency-Key": f"generated-{dice.random()}"})
        if reply.status >= 500:
            said = (body or b"").decode(errors="replace")[:80]
            raise NotYetError(
                f"{reply.status} to {method} {path[:80]} {said}: refuse it with a 4xx"
            )
        if reply.status >= 400 and reply.kind != PROBLEM:
            raise NotYetError(
                f"{method} {path[:80]}: {reply.status} is {reply.kind}, not {PROBLEM}"
            )
        refused += reply.status >= 400
    return f"{requests} generated requests, no 500, {refused} refused as problem details"


def _repeated() -> None:
    """The same request again, and the same event with another key."""
    parcel = new_parcel()
    told, key = event(parcel), f"key-{parcel}"
    first, before = reported(told, key), shown(parcel)
    if report(told, key).body != first.body:
        raise NotYetError("the same Idempotency-Key is answered otherwise: give the first answer")
    if report(told).status >= 500 or rows(parcel) != 1 or shown(parcel) != before:
        raise NotYetError("a repeated event changes the parcel: (carrier, carrier_event_id) is one")


def _operations(schema: dict[str, Any]) -> Iterator[tuple[str, str, dict[str, Any]]]:
    for path, item in schema.get("paths", {}).items():
        for method, operation in item.items():
            if method in METHODS:
                shared = item.get("parameters", [])
                parameters = [*shared, *operation.get("parameters", [])]
                yield method.upper(), path, {**operation, "parameters": parameters}


def _request(
    dice: Random, schema: dict[str, Any], method: str, path: str, operation: dict[str, Any]
) -> tuple[str, str, bytes | None]:
    """An operation with values that fit, and some that do not."""
    query = {}
    for each in operation["parameters"]:
        value = _value(dice, schema, each.get("schema", {}))
        if each.get("in") == "path":
            path = path.replace(f"{{{each['name']}}}", quote(str(value), safe="") or "%20")
        elif each.get("in") == "query" and dice.random() < 0.8:
            query[each["name"]] = value
    content = operation.get("requestBody", {}).get("content", {}).get("application/json")
    body = None
    if content and dice.random() < 0.1:
        body = dice.choice(BROKEN)
    elif content:
        body = json.dumps(_value(dice, schema, content.get("schema", {}))).encode()
    return method, f"{path}?{urlencode(query)}" if query else path, body


def _value(dice: Random, schema: dict[str, Any], wanted: dict[str, Any], depth: int = 0) -> Any:
    """A value as the schema wants it; one time in six something odd."""
    if dice.random() < 1 / 6 or depth > 8:
        return dice.choice(ODD)
    if name := wanted.get("$ref", "").removeprefix("#/components/schemas/"):
        return _value(dice, schema, schema["components"]["schemas"].get(name, {}), depth + 1)
    for choice in ("anyOf", "oneOf", "allOf", "enum"):
        if options := wanted.get(choice):
            one = dice.choice(options)
            return one if choice == "enum" else _value(dice, schema, one, depth + 1)
    match wanted.get("type"):
        case "object":
            inner = wanted.get("properties", {}).items()
            return {name: _value(dice, schema, each, depth + 1) for name, each in inner}
        case "array":
            inner = wanted.get("items", {})
            return [_value(dice, schema, inner, depth + 1) for _ in range(dice.randrange(4))]
        case "integer" | "number":
            return dice.choice([0, 1, 50, 1000, -(2**31), 2**63])
        case "boolean":
            return dice.random() < 0.5
    if wanted.get("format") == "date-time":
        return f"20{dice.randrange(100):02}-02-{dice.randrange(1, 29):02}T12:00:00Z"
    return f"fuzz-{dice.randrange(30)}"


if __name__ == "__main__":
    run(4, check)
