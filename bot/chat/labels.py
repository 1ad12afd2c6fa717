"""A button that is named in words: its label, or a beginning that only one of them has (5.2)."""

import unicodedata
from collections.abc import Iterable
from typing import Final

from bot.chat.messages import Button, Message

_BEGINNING_LEAST: Final = 3
"""Letters that a beginning has at least, where it is no whole word of the label."""

_AROUND: Final = " .,!?;\u2026[]()\"'\u2018\u2019\u201c\u201d\u201e\u00ab\u00bb"
"""What may stand around a label where it is typed or quoted."""

_UNREAD: Final = frozenset({"So", "Sk", "Mn", "Cf"})
"""Emoji, accents and marks, which nobody types."""


def buttons_of(message: Message) -> tuple[Button, ...]:
    """All buttons of a message, in order."""
    return tuple(button for row in message.buttons for button in row)


def named(text: str, buttons: Iterable[Button]) -> Button | None:
    """The button that `text` names; None where it names none, or more than one."""
    wanted = bare(text)
    if not wanted:
        return None
    shown = [(bare(each.label), each) for each in buttons]
    exact = [each for label, each in shown if label == wanted]
    if exact:
        return exact[0]
    begun = [each for label, each in shown if _begins(label, wanted)]
    return begun[0] if len(begun) == 1 else None


def bare(label: str) -> str:
    """A label as it is compared: without case, emoji, and punctuation around it."""
    return typed(label).strip(_AROUND)


def typed(label: str) -> str:
    """A label without what nobody types: case, emoji, double spaces."""
    kept = (char for char in label.casefold() if unicodedata.category(char) not in _UNREAD)
    return " ".join("".join(kept).split())


def _begins(label: str, wanted: str) -> bool:
    if not label.startswith(wanted):
        return False
    whole_word = not label[len(wanted)].isalnum() and not wanted.isdecimal()
    return whole_word or (len(wanted) >= _BEGINNING_LEAST and not wanted.isdecimal())
