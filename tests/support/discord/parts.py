"""What messages consist of, and what Discord refuses of those that are all parts (Components V2)."""

from collections.abc import Iterator
from typing import Any

Params = dict[str, Any]

V2 = 1 << 15
"""The flag of a message that is all parts: it has no content and no embeds, and keeps the flag."""

ROW, BUTTON, MENU, SECTION, TEXT, GALLERY, FILE, FRAME = 1, 2, 3, 9, 10, 12, 13, 17
TEXT_MOST, PARTS_MOST = 4000, 40
ATTACHMENT = "attachment://"


def is_v2(body: Params) -> bool:
    """Whether a message is all parts."""
    return bool((body.get("flags") or 0) & V2)


def walked(components: list[Params] | None) -> Iterator[Params]:
    """Every part from the top, with what stands in it or beside it."""
    for each in components or []:
        yield each
        if "accessory" in each:
            yield each["accessory"]
        yield from walked(each.get("components"))


def texts_of(components: list[Params] | None) -> list[str]:
    """The texts from the top."""
    return [each["content"] for each in walked(components) if each["type"] == TEXT]


def problem_of(body: Params) -> str:
    """What is wrong with a message that is all parts; empty where nothing is."""
    parts = list(walked(body.get("components")))
    if body.get("content") or body.get("embeds") or body.get("poll") or body.get("sticker_ids"):
        return "content, embeds, stickers and polls do not go with IS_COMPONENTS_V2"
    if not parts:
        return "a message of parts without a part"
    if len(parts) > PARTS_MOST:
        return f"{len(parts)} parts"
    length = sum(len(each.encode("utf-16-le")) // 2 for each in texts_of(body["components"]))
    if length > TEXT_MOST:
        return f"texts of {length} characters"
    named = {each["filename"] for each in body.get("attachments") or [] if "filename" in each}
    shown = set(_files_in(parts))
    if named != shown:
        return f"files {sorted(named)}, of which {sorted(shown)} are shown"
    return ""


def _files_in(parts: list[Params]) -> Iterator[str]:
    for each in parts:
        media = [one["media"] for one in each.get("items", [])] if each["type"] == GALLERY else []
        media += [each["file"]] if each["type"] == FILE else []
        yield from (one["url"].removeprefix(ATTACHMENT) for one in media)
