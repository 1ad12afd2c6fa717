"""What Telegram refuses: unknown and missing parameters, wrong types, lengths and entities."""

import json
import re
from pathlib import Path
from typing import Any

RULES: dict[str, Any] = json.loads(
    Path(__file__).with_name("rules.json").read_text(encoding="utf-8")
)
"""For each parameter: `*` when it is required, its types, and the limits of its length or value.

`values` are those that a parameter may have, where they are listed.
"""

OF_ONE_TYPE = {
    "url": "text_link",
    "user": "text_mention",
    "language": "pre",
    "unix_time": "date_time",
    "date_time_format": "date_time",
}
"""What only one type of entity may say."""

NEEDED = {"text_link": "url", "text_mention": "user", "date_time": "unix_time"}
QUOTES = {"blockquote", "expandable_blockquote"}
BESIDE_A_KIND = {"text", "style", "icon_custom_emoji_id"}
DATE_TIME_FORMAT = re.compile("r|w?[dD]?[tT]?")

Params = dict[str, Any]


class RefusedError(Exception):
    """What Telegram says about a wrong request."""

    def __init__(self, description: str, code: int = 400, **parameters: int) -> None:
        super().__init__(description)
        self.description = description
        self.code = code
        self.parameters = parameters


def units(text: str) -> int:
    """The length of a text in UTF-16 units."""
    return len(text.encode("utf-16-le")) // 2


def read(method: str, given: dict[str, str | bytes]) -> Params:
    """The parameters of a call, decoded and checked. Raises RefusedError."""
    if method not in RULES["methods"]:
        raise RefusedError(f"Not Found: method {method}", 404)
    rules = RULES["methods"][method]
    decoded = {name: _decoded(value, rules.get(name, "")) for name, value in given.items()}
    _check_fields(method, decoded, rules)
    if "parse_mode" in decoded:
        raise RefusedError("markup is never to be sent")
    if method.startswith(("sendMessage", "editMessageText")):
        _check_entities(decoded["text"], decoded.get("entities", []))
    if "caption" in decoded:
        _check_entities(decoded["caption"], decoded.get("caption_entities", []))
    return decoded


def _decoded(value: str | bytes, rule: str) -> Any:
    kinds = rule.removeprefix("*").split(" ..")[0].split(" ")[0].split("|")
    if isinstance(value, bytes) or (kinds[0] == "String" and len(kinds) == 1):
        return value
    if value[:1] in {"{", "["} or kinds[0] in {"Integer", "Boolean"} or "Array" in rule:
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value


def _check_fields(where: str, given: Params, rules: dict[str, str]) -> None:
    for name in given:
        if name not in rules:
            raise RefusedError(f"{where}: unknown parameter {name}")
    for name, rule in rules.items():
        if name not in given:
            if rule.startswith("*"):
                raise RefusedError(f"{where}: parameter {name} is missing")
            continue
        _check_value(f"{where}.{name}", given[name], rule.removeprefix("*"))
        listed = RULES["values"].get(f"{where.rpartition('.')[2]}.{name}")
        if listed is not None and given[name] not in listed:
            raise RefusedError(f"{where}: {name} is none of {listed}")
    if where.endswith(".InlineKeyboardButton") and len(given.keys() - BESIDE_A_KIND) != 1:
        raise RefusedError(f"{where}: a button is of one kind, not of {sorted(given)}")


def _check_value(where: str, value: Any, rule: str) -> None:
    kinds, _, limits = rule.rpartition(" ") if ".." in rule else (rule, "", "")
    if not any(_fits(where, value, kind) for kind in kinds.split("|")):
        raise RefusedError(f"{where}: {value!r} is no {kinds}")
    if limits:
        least, most = (int(each) for each in limits.removesuffix("b").split(".."))
        size = value
        if isinstance(value, str):
            size = len(value.encode()) if limits.endswith("b") else units(value)
        if not least <= size <= most:
            raise RefusedError(f"{where}: {size} is not in {limits}")


def _fits(where: str, value: Any, kind: str) -> bool:
    if kind.startswith("Array of "):
        inner = kind.removeprefix("Array of ")
        return isinstance(value, list) and all(_fits(where, each, inner) for each in value)
    simple = {"Integer": int, "String": str, "Boolean": bool, "InputFile": bytes, "Float": float}
    if kind in simple:
        return isinstance(value, simple[kind]) and (kind != "Integer" or value is not True)
    if not isinstance(value, dict):
        return False
    if kind == "BotCommandScope":
        kind = "BotCommandScope" + "".join(map(str.title, value.get("type", "").split("_")))
    if kind == "ReactionType":
        kind += str(value.get("type", "")).title()
    if kind in RULES["types"]:
        _check_fields(f"{where}.{kind}", value, RULES["types"][kind])
    return True


ENTITIES = {
    *("bold", "italic", "code", "pre", "text_link", "text_mention"),
    *("date_time", "expandable_blockquote"),
}
"""The kinds that are in use."""


def _check_entities(text: str, entities: list[Params]) -> None:
    if not text.strip() or text != text.strip():
        raise RefusedError("the text is empty, or has space at its ends")
    whole = text.encode("utf-16-le")
    for each in entities:
        if each["type"] not in ENTITIES:
            raise RefusedError(f"can't parse entities: unknown {each['type']}")
        begins, ends = each["offset"], each["offset"] + each["length"]
        if each["length"] < 1 or begins < 0 or ends * 2 > len(whole):
            raise RefusedError(f"can't parse entities: {each} is outside of the text")
        try:
            whole[begins * 2 : ends * 2].decode("utf-16-le")
        except UnicodeDecodeError:
            raise RefusedError(f"can't parse entities: {each} cuts a character") from None
        _check_entity(each)
    _check_quotes([each for each in entities if each["type"] in QUOTES])


def _check_entity(entity: Params) -> None:
    kind = entity["type"]
    for name, only in OF_ONE_TYPE.items():
        if name in entity and kind != only:
            raise RefusedError(f"can't parse entities: {name} in {entity}")
    if kind in NEEDED and NEEDED[kind] not in entity:
        raise RefusedError(f"can't parse entities: no {NEEDED[kind]} in {entity}")
    if not DATE_TIME_FORMAT.fullmatch(entity.get("date_time_format", "")):
        raise RefusedError(f"can't parse entities: {entity} has no format")


def _check_quotes(quotes: list[Params]) -> None:
    """A quotation holds no other."""
    ends = 0
    for each in sorted(quotes, key=lambda entity: int(entity["offset"])):
        if each["offset"] < ends:
            raise RefusedError(f"can't parse entities: {each} is in another quotation")
        ends = each["offset"] + each["length"]
