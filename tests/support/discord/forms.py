"""How somebody fills in a form, as a client lets them."""

from typing import Any

Params = dict[str, Any]

TEXT, UPLOAD, RADIO = 4, 19, 21


def filled_in(given: Params, values: dict[str, str]) -> Params:
    """A field as it is handed over; one that is not named stays as it is."""
    name = given["custom_id"]
    field = {"type": given["type"], "custom_id": name}
    if given["type"] == TEXT:
        text = values.get(name) or given.get("value") or ""
        assert len(text) <= given.get("max_length", 4000)
        return {**field, "value": text}
    if given["type"] == UPLOAD:
        files = values.get(name, "").split()
        assert given.get("min_values", 1) <= len(files) <= given.get("max_values", 1)
        return {**field, "values": files}
    offered = [each["value"] for each in given["options"]]
    before = [each["value"] for each in given["options"] if each.get("default")]
    chosen = values[name].split() if name in values else before
    assert set(chosen) <= set(offered), (chosen, offered)
    if given["type"] == RADIO:
        assert len(chosen) <= 1
        return {**field, "value": chosen[0] if chosen else None}
    assert given.get("min_values", 1) <= len(chosen) <= (given.get("max_values") or len(offered))
    return {**field, "values": chosen}
