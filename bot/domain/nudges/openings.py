"""Which words a prompt begins with: those of its kind that came longest ago (promise 4.2)."""

from collections.abc import Iterable

from bot.domain.delivery import MessageKind, Nudge


def least_recent(nudges: Iterable[Nudge], kind: MessageKind, count: int) -> int:
    """The number, 0 to `count` - 1, that a message of `kind` used least recently, or never yet."""
    used = {
        each.opening: place
        for place, each in enumerate(nudges)
        if each.kind is kind and each.went_out
    }
    return min(range(count), key=lambda number: (used.get(number, -1), number))
