"""The library's objects for a shape: views, layouts, embeds, files; none of them listens.

A view that was stopped is not kept by the library: what a button carries says all (promise 11.3).
"""

from collections.abc import Callable
from io import BytesIO
from typing import Any, Final

import discord
from discord import ui

from adapters.discord.render import LABEL_MOST, Attachment, Shape
from bot.chat.messages import Button, Emphasis

OPTION_MOST: Final = 100
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
    if shape.card or shape.rows or shape.menus:
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
        "view": view(shape, data) if shape.card or shape.rows or shape.menus else None,
        "allowed_mentions": discord.AllowedMentions.none(),
    }


def files(shape: Shape) -> list[discord.File]:
    """The files, each with words for those who cannot see it."""
    return [
        discord.File(BytesIO(each.content), each.name, description=each.words[:ALT_MOST])
        for each in shape.files
    ]


def view(shape: Shape, data: Data) -> ui.View | ui.LayoutView:
    """The buttons and menus; of a card everything that it shows."""
    made = _layout(shape, _Once(data)) if shape.card else _rows(shape, _Once(data))
    made.stop()
    return made


def _rows(shape: Shape, used: "_Once") -> ui.View:
    made = ui.View(timeout=None)
    for number, row in enumerate(shape.rows):
        for each in row:
            made.add_item(_button(each, used, number))
    for number, menu in enumerate(shape.menus):
        made.add_item(_menu(number, menu, used, number))
    return made


def _layout(shape: Shape, used: "_Once") -> ui.LayoutView:
    """A card: its head with the main button, its text, pictures and files; then its buttons."""
    made = ui.LayoutView(timeout=None)
    frame: ui.Container[ui.LayoutView] = ui.Container()
    head, *texts = (ui.TextDisplay[ui.LayoutView](each) for each in shape.card)
    if shape.main is None:
        frame.add_item(head)
    else:
        frame.add_item(ui.Section(head, accessory=_button(shape.main, used)))
    for text in texts:
        frame.add_item(text)
    pictures = [_shown(each) for each in shape.files if each.is_picture]
    if pictures:
        frame.add_item(ui.MediaGallery(*pictures))
    for file in shape.files:
        if not file.is_picture:
            frame.add_item(ui.File(_within(file)))
    if shape.rows or shape.menus:
        frame.add_item(ui.Separator())
    for row in shape.rows:
        frame.add_item(ui.ActionRow(*(_button(each, used) for each in row)))
    for number, menu in enumerate(shape.menus):
        frame.add_item(ui.ActionRow(_menu(number, menu, used)))
    return made.add_item(frame)


def _shown(picture: Attachment) -> discord.MediaGalleryItem:
    return discord.MediaGalleryItem(_within(picture), description=picture.words[:ALT_MOST])


def _within(file: Attachment) -> str:
    """A file of the same message, as a part of it names it."""
    return f"attachment://{file.name}"


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


def _button(button: Button, used: _Once, row: int | None = None) -> "ui.Button[Any]":
    label, style = shortened(button.label, LABEL_MOST), STYLES[button.emphasis]
    return ui.Button(label=label, custom_id=used(button.action), row=row, style=style)


def _menu(
    number: int, buttons: tuple[Button, ...], used: _Once, row: int | None = None
) -> "ui.Select[Any]":
    options = [_option(each, used) for each in buttons]
    return ui.Select(custom_id=f"{MENU}{number}", options=options, row=row)


def _option(button: Button, used: _Once) -> discord.SelectOption:
    return discord.SelectOption(
        label=shortened(button.label, OPTION_MOST), value=used(button.action)
    )
