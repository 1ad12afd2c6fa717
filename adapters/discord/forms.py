"""A form as the library's modal; it does not listen."""

from typing import Any, Final

import discord
from discord import ui

from adapters.discord.parts import shortened
from bot.chat.messages import Form, Input

TITLE_MOST: Final = 45
HINT_MOST: Final = 100
ANSWER_MOST: Final = 2000


def modal(form: Form, custom_id: str) -> ui.Modal:
    """A form."""
    made = ui.Modal(title=shortened(form.title, TITLE_MOST), timeout=None, custom_id=custom_id)
    for each in form.inputs:
        label = shortened(each.label, TITLE_MOST)
        made.add_item(ui.Label(text=label, component=_input(each)))
    made.stop()
    return made


def _input(given: Input) -> "ui.Item[Any]":
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
