"""Commands in the menu of a message or of a person, where a platform has such menus."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from bot.chat.messages import Message

PointedHandler = Callable[[Any, Any], Awaitable[Message]]
"""Answers, in its context, a MessagePointed or a PersonPointed."""


class MenuTarget(Enum):
    """Whose menu it is."""

    MESSAGE = auto()
    PERSON = auto()


@dataclass(frozen=True)
class MenuEntry:
    """How a command stands in such a menu: `label`, a gettext message, has at most 32 characters."""

    target: MenuTarget
    label: str
    handle: PointedHandler
