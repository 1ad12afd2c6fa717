"""Who may use a command, where, and who sees its answer (promises 6.1 and 8)."""

from dataclasses import dataclass
from enum import Enum, auto
from typing import Final


class Where(Enum):
    """The chats in which a command may be used."""

    ANYWHERE = auto()
    PRIVATE = auto()
    """Only between the learner and Waymark: in private, or whispered where nobody else can read it."""
    GROUP = auto()
    """Only in a group's chat."""


class Audience(Enum):
    """Who sees an answer in a group, where the platform can show it to one person alone."""

    ASKER = auto()
    EVERYBODY = auto()


@dataclass(frozen=True, slots=True)
class Scope:
    """Where a command may be used, who sees its answer, and whether only managers may use it.

    `posts` says that messages come to the chat by themselves from then on: the bot has to be
    allowed to write there.
    """

    where: Where = Where.ANYWHERE
    audience: Audience = Audience.ASKER
    managers_only: bool = False
    posts: bool = False


PRIVATE: Final = Scope(Where.PRIVATE)
"""What stays between the learner and Waymark."""
