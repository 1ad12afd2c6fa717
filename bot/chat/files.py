"""What a command takes files as, the same on every platform (promise 7.6)."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from bot.chat.messages import Message

FileHandler = Callable[[Any, bytes], Awaitable[Message]]
"""Answers a file, in its context and by its content."""


@dataclass(frozen=True)
class FileOption:
    """A file that a command takes: `help` is a gettext message.

    Its name has one of these `endings`, like `.json`, and it has at most `most` bytes.
    """

    help: str
    endings: tuple[str, ...]
    most: int
    handle: FileHandler

    def takes(self, name: str) -> bool:
        """Whether a file of this name may be one."""
        return name.lower().endswith(self.endings)
