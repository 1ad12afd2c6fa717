"""What Discord refuses: what its published description does not allow, and its further limits."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from support.discord.parts import BUTTON, MENU, ROW, is_v2, problem_of, walked

RULES: dict[str, dict[str, Any]] = json.loads(
    Path(__file__).with_name("rules.json").read_text(encoding="utf-8")
)
"""The routes in use and their schemas, from the published OpenAPI description."""

Params = dict[str, Any]

TEXT_MOST, EMBED_MOST, EMBEDS_MOST, ALT_MOST = 2000, 4096, 6000, 1024
FIELDS_MOST, RADIO = 5, 21
NEEDLESS = {"tts", "flags"}
"""What the library sends beside what is described; Discord ignores it."""

TYPES = {
    "string": str,
    "integer": int,
    "number": (int, float),
    "boolean": bool,
    "array": list,
    "object": dict,
    "null": type(None),
}


class RefusedError(Exception):
    """What Discord says about a wrong request."""

    def __init__(self, status: int, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.more = more


def invalid(message: str) -> RefusedError:
    """A body that is refused."""
    return RefusedError(400, 50035, f"Invalid Form Body: {message}")


def check(route: str, body: Any, query: list[str]) -> None:
    """Whether a request is as described. Raises RefusedError."""
    rule = RULES["routes"].get(route)
    if rule is None:
        raise RefusedError(404, 0, f"404: Not Found {route}")
    for name in query:
        if name not in rule["query"]:
            raise invalid(f"{route} knows no parameter {name}")
    if rule["body"] is not None:
        problems = list(_problems("", body, rule["body"]))
        if problems:
            raise invalid(f"{route}: {problems[0]}")


def _problems(where: str, value: Any, rule: Params) -> Iterator[str]:
    if "$ref" in rule:
        yield from _problems(where, value, RULES["schemas"][rule["$ref"]])
        return
    for choice in ("oneOf", "anyOf"):
        if choice in rule:
            found = [list(_problems(where, value, each)) for each in _likely(value, rule[choice])]
            if all(found):
                yield min(found, key=len)[0] if found else f"{where} is nothing that is known"
            return
    yield from _wrong_value(where, value, rule)
    if isinstance(value, dict) and ("properties" in rule or rule.get("type") == "object"):
        yield from _wrong_fields(where, value, rule)
    if isinstance(value, list):
        for number, each in enumerate(value):
            yield from _problems(f"{where}[{number}]", each, rule.get("items", {}))


def _likely(value: Any, rules: list[Params]) -> list[Params]:
    """The kinds whose `type` is the value's, where it has one."""
    if not isinstance(value, dict) or "type" not in value:
        return rules
    resolved = [(each, RULES["schemas"].get(each.get("$ref", ""), each)) for each in rules]
    return [
        each
        for each, schema in resolved
        if value["type"]
        in schema.get("properties", {}).get("type", {}).get("enum", [value["type"]])
    ]


def _wrong_value(where: str, value: Any, rule: Params) -> Iterator[str]:
    if "enum" in rule and value not in rule["enum"]:
        yield f"{where}: {value!r} is none of {rule['enum']}"
    kinds = rule.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and not any(_is(value, kind) for kind in kinds):
        yield f"{where}: {value!r} is no {kinds}"
    if isinstance(value, str | list):
        least, most = (
            ("minLength", "maxLength") if isinstance(value, str) else ("minItems", "maxItems")
        )
        if not rule.get(least, 0) <= len(value) <= rule.get(most, 10**9):
            yield f"{where}: its length {len(value)} is not within the limits"
    if isinstance(value, int) and not (
        rule.get("minimum", value) <= value <= rule.get("maximum", value)
    ):
        yield f"{where}: {value} is not within the limits"


def _is(value: Any, kind: str) -> bool:
    known: Any = TYPES[kind]
    return isinstance(value, known) and (kind == "boolean" or not isinstance(value, bool))


def _wrong_fields(where: str, value: Params, rule: Params) -> Iterator[str]:
    known = rule.get("properties", {})
    for name, each in value.items():
        if name in known:
            yield from _problems(f"{where}.{name}", each, known[name])
        elif "additionalProperties" in rule:
            if isinstance(rule["additionalProperties"], dict):
                yield from _problems(f"{where}.{name}", each, rule["additionalProperties"])
        elif name not in NEEDLESS:
            yield f"{where}.{name} is unknown"
    for name in rule.get("required", []):
        if name not in value:
            yield f"{where}.{name} is missing"


def check_message(body: Params, *, files: int = 0, edits: bool = False) -> None:
    """The limits of a message that its description does not tell. Raises RefusedError."""
    text, embeds = body.get("content") or "", body.get("embeds") or []
    if len(text) > TEXT_MOST:
        raise invalid(f"content has {len(text)} characters")
    if any(len(each.get("description") or "") > EMBED_MOST for each in embeds):
        raise invalid("an embed's description is too long")
    if sum(len(each.get("description") or "") for each in embeds) > EMBEDS_MOST:
        raise invalid("the embeds are too long")
    if not edits and not (text.strip() or embeds or files or is_v2(body)):
        raise RefusedError(400, 50006, "Cannot send an empty message")
    if "allowed_mentions" not in body:
        raise invalid("a message of ours says whom it may mention")
    if body["allowed_mentions"].get("parse") != []:
        raise invalid("a message of ours mentions nobody")
    check_attachments(body.get("attachments") or [], files)
    check_buttons(body.get("components") or [])
    if not is_v2(body):
        check_rows(body.get("components") or [])
    elif problem := problem_of(body):
        raise invalid(problem)


def check_attachments(attached: list[Params], files: int) -> None:
    """One for each file, with words for those who cannot see it."""
    if [int(each["id"]) for each in attached if "filename" in each] != list(range(files)):
        raise invalid(f"{len(attached)} attachments for {files} files")
    if any(not 1 <= len(each.get("description", "")) <= ALT_MOST for each in attached):
        raise invalid("a description has 1 to 1024 characters")


def check_rows(rows: list[Params]) -> None:
    """A message like any other has rows of buttons and menus, five at most."""
    if len(rows) > 5:
        raise invalid(f"{len(rows)} rows")
    if any(each["type"] != ROW for each in rows):
        raise invalid("a part that takes the flag IS_COMPONENTS_V2")


def check_buttons(components: list[Params]) -> None:
    """A row has buttons, or one menu; nothing twice."""
    parts = list(walked(components))
    for row in (each for each in parts if each["type"] == ROW):
        kinds = {each["type"] for each in row["components"]}
        if kinds != {BUTTON} and (kinds != {MENU} or len(row["components"]) != 1):
            raise invalid(f"a row of {kinds}")
    for each in parts:
        values = [option["value"] for option in each.get("options", [])]
        if len(set(values)) != len(values):
            raise invalid("a menu has a value twice")
        if each["type"] == BUTTON and not each.get("label"):
            raise invalid("a button without a label")
    seen = [each["custom_id"] for each in parts if "custom_id" in each]
    if len(set(seen)) != len(seen):
        raise invalid("Component custom id cannot be duplicated")


def check_form(form: Params) -> None:
    """A form has five fields at most; nothing in it is there twice. Raises RefusedError."""
    fields = [each["component"] for each in form["components"]]
    if len(fields) > FIELDS_MOST:
        raise invalid(f"a form with {len(fields)} fields")
    names = [each["custom_id"] for each in fields]
    if len(set(names)) != len(names):
        raise invalid("Component custom id cannot be duplicated")
    for each in fields:
        options = each.get("options", [])
        values = [option["value"] for option in options]
        if len(set(values)) != len(values):
            raise invalid("a choice has a value twice")
        if each["type"] == RADIO and sum(bool(one.get("default")) for one in options) > 1:
            raise invalid("a radio group with two defaults")
        if len(each.get("value") or "") > each.get("max_length", 4000):
            raise invalid("a field is filled with more than it takes")
