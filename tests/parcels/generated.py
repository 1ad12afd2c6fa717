"""Requests made from an OpenAPI schema: some fit it, some nearly do, some are nothing like it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from typing import Any, Final
from urllib.parse import quote

import pytest
from hypothesis import strategies as st

Schema = Mapping[str, Any]

ODD: Final = ["", "\0", "\ud800", "e\u0301", "' OR 1=1", "%00", "9" * 400, "-1", "a" * 5000]
ODD_NUMBERS: Final = [0, -1, 2**31, 2**63, 10**400, 1.5, float("nan"), float("inf")]
LEAVES: Final = st.one_of(
    st.sampled_from(ODD), st.sampled_from(ODD_NUMBERS), st.none(), st.booleans(), st.text()
)
ANYTHING: Final = st.recursive(
    LEAVES,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
)
INSTANTS: Final = st.builds(
    lambda at, hours: at.replace(tzinfo=timezone(timedelta(hours=hours))).isoformat(),
    st.sampled_from([datetime.min, datetime(2026, 11, 27, 12), datetime.max]) | st.datetimes(),  # noqa: DTZ001, DTZ901
    st.integers(-23, 23),
)
URLS: Final = st.sampled_from(["http://127.0.0.1:9/", "https://shop.example/hook?a=1"])


@dataclass(frozen=True)
class Call:
    """A request, as httpx takes it."""

    method: str
    url: str
    params: Mapping[str, str]
    headers: Mapping[str, str]
    content: bytes | None


@st.composite
def calls(draw: st.DrawFn, whole: Schema) -> Call:
    """A request of any operation of a schema."""
    path = draw(st.sampled_from(sorted(whole["paths"])))
    method = draw(st.sampled_from(sorted(whole["paths"][path])))
    operation = whole["paths"][path][method]
    params: dict[str, str] = {}
    headers: dict[str, str] = {}
    for each in operation.get("parameters", ()):
        if not each["required"] and draw(st.booleans()):
            continue
        value = _text(draw(_mostly(each["schema"], whole)))
        match each["in"]:
            case "path":
                sent = quote(value, safe="", errors="replace") or "%20"
                path = path.replace(f"{{{each['name']}}}", sent)
            case "query":
                params[each["name"]] = value
            case "header":
                headers[each["name"]] = "".join(x for x in value if "!" <= x <= "~")
    content = None
    if "requestBody" in operation:
        headers["content-type"] = "application/json"
        content = draw(_bodies(operation["requestBody"], whole))
    return Call(method.upper(), path, params, headers, content)


def _bodies(body: Schema, whole: Schema) -> st.SearchStrategy[bytes]:
    schema = body["content"]["application/json"]["schema"]
    fits = _mostly(schema, whole).map(lambda value: json.dumps(value).encode())
    return st.one_of(fits, fits, fits, st.sampled_from([b"", b"{", b"\xff", b"[" * 5000]))


def _text(value: object) -> str:
    text = value if isinstance(value, str) else json.dumps(value)
    return text.encode(errors="replace").decode()


def _mostly(schema: Schema, whole: Schema) -> st.SearchStrategy[Any]:
    """What fits, three times of four; where it is an object, now and then with one odd field."""
    fits = _fitting(schema, whole)
    if "$ref" not in schema:
        return st.one_of(fits, fits, fits, ANYTHING)
    spoilt = st.builds(_with, fits, st.integers(0, 9), ANYTHING)
    return st.one_of(fits, fits, spoilt, ANYTHING)


def _with(whole: dict[str, Any], place: int, value: object) -> dict[str, Any]:
    names = [*whole, "more"]
    return {**whole, names[place % len(names)]: value}


def _fitting(schema: Schema, whole: Schema) -> st.SearchStrategy[Any]:
    match schema:
        case {"$ref": str(name)}:
            return _fitting(whole["components"]["schemas"][name.rpartition("/")[2]], whole)
        case {"anyOf": [*kinds]}:
            return st.one_of([_fitting(each, whole) for each in kinds])
        case {"enum": [*values]}:
            return st.sampled_from(values)
        case {"type": "null"}:
            return st.none()
        case {"type": "integer"}:
            return st.integers(schema.get("minimum"), schema.get("maximum"))
        case {"type": "string", "format": "date-time"}:
            return INSTANTS
        case {"type": "string", "format": "uri"}:
            return URLS
        case {"type": "string", "pattern": str(pattern)}:
            most = schema.get("maxLength", 50)
            return st.from_regex(pattern, fullmatch=True).filter(lambda text: len(text) <= most)
        case {"type": "object", "properties": dict(properties)}:
            return _object(properties, schema.get("required", ()), whole)
    pytest.fail(f"no strategy for {schema}")


def _object(
    properties: Schema, required: Iterable[str], whole: Schema
) -> st.SearchStrategy[dict[str, Any]]:
    fields = {name: _fitting(each, whole) for name, each in properties.items()}
    needed = {name: fields.pop(name) for name in required}
    return st.fixed_dictionaries(needed, optional=fields)
