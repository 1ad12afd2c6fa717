"""The library's objects for a shape: views, embeds, files, a modal; none of them listens.

A view that was stopped is not kept by the library: what a button carries says all (promise 11.3).
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import discord
from discord import ui

from adapters.discord.render import LABEL_MOST, Shape
from bot.chat.messages import Button, Emphasis, Form, Input

OPTION_MOST: Final = 100
TITLE_MOST: Final = 45
HINT_MOST: Final = 100
ANSWER_MOST: Final = 2000
ALT_MOST: Final = 1024
ID_MOST: Final = 100
MENU: Final = "menu"

STYLES: Final = {
    None: discord.ButtonStyle.secondary,
    Emphasis.MAIN: discord.ButtonStyle.success,
    Emphasis.DANGER: discord.ButtonStyle.danger,
}

REPEATED: Final = "\n"
"""Between an action and its number, where a message has the same one twice."""

Data = Callable[[str], str]


def content(shape: Shape, data: Data) -> dict[str, Any]:
    """The arguments of a new message; `data` makes what a button carries out of its action."""
    given: dict[str, Any] = {"allowed_mentions": _let_know(shape)}
    if shape.text:
        given["content"] = shape.text
    if shape.embeds:
        given["embeds"] = [discord.Embed(description=each) for each in shape.embeds]
    if shape.files:
        given["files"] = files(shape)
    if shape.rows or shape.menus:
        given["view"] = view(shape, data)
    return given


def _let_know(shape: Shape) -> discord.AllowedMentions:
    """Nobody, unless a person is meant."""
    people = [discord.Object(int(each)) for each in shape.people]
    return discord.AllowedMentions(
        everyone=False, roles=False, replied_user=False, users=people or False
    )


def changes(shape: Shape, data: Data) -> dict[str, Any]:
    """The arguments that make a message that was there into this one."""
    return {
        "content": shape.text or None,
        "embeds": [discord.Embed(description=each) for each in shape.embeds],
        "attachments": files(shape),
        "view": view(shape, data) if shape.rows or shape.menus else None,
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def files(shape: Shape) -> list[discord.File]:
    """The files, each with words for those who cannot see it."""
    return [
        discord.File(BytesIO(each.content), each.name, description=each.words[:ALT_MOST])
        for each in shape.files
    ]


def view(shape: Shape, data: Data) -> ui.View:
    """The buttons and menus."""
    made, used = ui.View(timeout=None), _Once(data)
    for number, row in enumerate(shape.rows):
        for each in row:
            label = shortened(each.label, LABEL_MOST)
            style = STYLES[each.emphasis]
            made.add_item(
                ui.Button(label=label, custom_id=used(each.action), row=number, style=style)
            )
    for number, menu in enumerate(shape.menus):
        options = [_option(each, used) for each in menu]
        made.add_item(ui.Select(custom_id=f"{MENU}{number}", options=options, row=number))
    made.stop()
    return made


def modal(form: Form, custom_id: str) -> ui.Modal:
    """A form."""
    made = ui.Modal(title=shortened(form.title, TITLE_MOST), timeout=None, custom_id=custom_id)
    for each in form.inputs:
        label = shortened(each.label, TITLE_MOST)
        made.add_item(ui.Label(text=label, component=_input(each)))
    made.stop()
    return made


def shortened(text: str, most: int) -> str:
    """`text` cut to a limit; never empty."""
    bare = text.strip() or "…"
    return bare if len(bare) <= most else f"{bare[: most - 1]}…"


class _Once:
    """What buttons carry, each only once in a message: Discord refuses the same one twice."""

    def __init__(self, data: Data) -> None:
        self._data = data
        self._seen: dict[str, int] = {}

    def __call__(self, action: str) -> str:
        times = self._seen[action] = self._seen.get(action, 0) + 1
        return self._data(action if times == 1 else f"{action}{REPEATED}{times}")


def _option(button: Button, used: _Once) -> discord.SelectOption:
    return discord.SelectOption(
        label=shortened(button.label, OPTION_MOST), value=used(button.action)
    )


def _input(given: Input) -> "ui.TextInput[ui.Modal] | ui.FileUpload[ui.Modal]":
    if given.takes_file:
        return ui.FileUpload(custom_id=given.name, required=True, max_values=1)
    return ui.TextInput(
        custom_id=given.name,
        style=discord.TextStyle.paragraph if given.long else discord.TextStyle.short,
        placeholder=given.hint[:HINT_MOST] or None,
        default=given.value[:ANSWER_MOST] or None,
        required=False,
        max_length=ANSWER_MOST if given.long else HINT_MOST,
    )
