"""A form as the library's modal; it does not listen."""

from typing import Any, Final

import discord
from discord import ui

from adapters.discord.parts import OPTION_MOST, shortened
from bot.chat.messages import Form, Input

TITLE_MOST: Final = 45
HINT_MOST: Final = 100
LINE_MOST: Final = 100
ANSWER_MOST: Final = 4000
"""Characters of a title or a label, of a hint, of an answer in one line and in several."""

GROUP_MOST: Final = 10
"""Choices of a field."""


def modal(form: Form, custom_id: str) -> ui.Modal:
    """A form."""
    made = ui.Modal(title=shortened(form.title, TITLE_MOST), timeout=None, custom_id=custom_id)
    for each in form.inputs:
        label = shortened(each.label, TITLE_MOST)
        made.add_item(ui.Label(text=label, component=_input(each, alone=len(form.inputs) == 1)))
    made.stop()
    return made


def _input(given: Input, *, alone: bool) -> "ui.Item[Any]":
    if given.takes_file:
        return ui.FileUpload(
            custom_id=given.name, required=alone, min_values=int(alone), max_values=1
        )
    if given.choices:
        return _choices(given)
    most = min(given.most, ANSWER_MOST) if given.long else LINE_MOST
    return ui.TextInput(
        custom_id=given.name,
        style=discord.TextStyle.paragraph if given.long else discord.TextStyle.short,
        placeholder=given.hint[:HINT_MOST] or None,
        default=given.value[:most] or None,
        required=False,
        max_length=most,
    )


def _choices(given: Input) -> "ui.Item[Any]":
    """The choices of a field, of which none has to be taken."""
    chosen = set(given.value.split())
    options: list[dict[str, Any]] = [
        {
            "label": shortened(each.label, OPTION_MOST),
            "value": each.value,
            "default": each.value in chosen,
        }
        for each in given.choices[:GROUP_MOST]
    ]
    if given.several:
        boxes = [discord.CheckboxGroupOption(**each) for each in options]
        return ui.CheckboxGroup(
            custom_id=given.name,
            options=boxes,
            min_values=0,
            max_values=len(boxes),
            required=False,
        )
    buttons = [discord.RadioGroupOption(**each) for each in options]
    return ui.RadioGroup(custom_id=given.name, options=buttons, required=False)
