"""What a bot may do with an interaction: acknowledge it once, in time; then change and add."""

import time
from typing import Any

from support.discord.rules import Params, RefusedError, check_form, check_message, invalid
from support.discord.world import (
    ACK_WITHIN,
    AUTOCOMPLETE,
    COMMAND,
    COMPONENT,
    EPHEMERAL,
    MODAL,
    TOKEN_KEPT,
    Interaction,
    World,
)

MESSAGE, LATER, LATER_IN_PLACE, IN_PLACE, CHOICES, FORM = 4, 5, 6, 7, 8, 9
ALLOWED = {
    COMMAND: {MESSAGE, LATER, FORM},
    COMPONENT: {MESSAGE, LATER, LATER_IN_PLACE, IN_PLACE, FORM},
    AUTOCOMPLETE: {CHOICES},
    MODAL: {MESSAGE, LATER, LATER_IN_PLACE, IN_PLACE},
}

Files = list[tuple[str, bytes]]


def callback(world: World, ids: Params, body: Params, files: Files) -> Any:
    """The one answer that there is at once. Raises RefusedError."""
    made = world.interactions.get(ids["token"])
    now = time.monotonic()
    if made is None or str(made.id) != ids["id"]:
        raise RefusedError(404, 10062, "Unknown interaction")
    if made.answered_at is not None:
        raise RefusedError(400, 40060, "Interaction has already been acknowledged.")
    if now - made.at > ACK_WITHIN:
        raise RefusedError(404, 10062, "Unknown interaction")
    _do(world, made, body, files)
    made.answered_at, made.answer = now, body["type"]
    if body["type"] not in {LATER, LATER_IN_PLACE}:
        made.shown_at = now
    callback_: Params = {"id": str(made.id), "type": made.type}
    resource: Params = {"type": body["type"]}
    if made.original is not None:
        callback_["response_message_id"] = str(made.original.id)
        callback_["response_message_loading"] = made.original.loading
        resource["message"] = world.payload(made.original)
    return {"interaction": callback_, "resource": resource}


def _do(world: World, made: Interaction, body: Params, files: Files) -> None:
    kind, data = body["type"], body.get("data") or {}
    if kind not in ALLOWED[made.type] or (kind == LATER_IN_PLACE and made.pressed is None):
        raise invalid(f"{kind} does not answer {made.type}")
    made.hidden = bool(data.get("flags", 0) & EPHEMERAL)
    only_to = made.person if made.hidden else None
    match kind:
        case 4:
            check_message(data, files=len(files))
            made.original = world.show(made.channel, data, files, only_to=only_to)
        case 5:
            made.original = world.show(made.channel, {}, [], only_to=only_to, loading=True)
        case 6:
            made.original = made.pressed
        case 7:
            assert made.pressed is not None
            made.original = made.pressed
            world.edit(made.pressed, data, files)
        case 8:
            made.choices = data["choices"]
        case 9:
            check_form(data)
            made.form = data


def _with_token(world: World, token: str) -> Interaction:
    made = world.interactions.get(token)
    if made is None or made.answered_at is None:
        raise RefusedError(404, 10015, "Unknown Webhook")
    if time.monotonic() - made.at > TOKEN_KEPT:
        raise RefusedError(401, 50027, "Invalid Webhook Token")
    return made


def followup(world: World, ids: Params, body: Params, files: Files) -> Params:
    """One more message. Raises RefusedError."""
    made = _with_token(world, ids["token"])
    check_message(body, files=len(files))
    hidden = bool(body.get("flags", 0) & EPHEMERAL)
    if made.original is not None and made.original.loading:
        world.edit(made.original, body, files)
        made.shown_at = time.monotonic()
        return world.payload(made.original)
    only_to = made.person if hidden else None
    return world.payload(world.show(made.channel, body, files, only_to=only_to))


def original(world: World, route: str, ids: Params, body: Any, files: Files) -> Any:
    """Look at, change or take back the answer. Raises RefusedError."""
    made = _with_token(world, ids["token"])
    if made.original is None:
        raise RefusedError(404, 10008, "Unknown Message")
    if route.startswith("DELETE"):
        world.messages.remove(made.original)
        made.original = None
        return None
    if route.startswith("PATCH"):
        world.edit(made.original, body, files)
        made.shown_at = made.shown_at or time.monotonic()
    return world.payload(made.original)
