"""What can go wrong, said so that it can be mended."""

import unicodedata
from typing import Final


class CoachError(Exception):
    """Something a learner may be told: one line, what is wrong and a right example.

    `template` is a gettext message; `values` fill its placeholders.
    """

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


class UnknownLearnerError(LookupError):
    """There is nobody of an id: they were erased (promise 7.5)."""


class StaleButtonError(CoachError):
    """A button or form whose message no longer fits: what it names is gone, or has moved."""


class HostError(Exception):
    """Something the host must mend: one line for standard error."""

    status = 2
    """The exit status of a process that ends with it."""


class FileServedError(HostError):
    """Another process owns the file's clockwork (promise 9.5)."""

    status = 1

    def __init__(self, path: object) -> None:
        super().__init__(
            f"{path} is served by another Waymark (`waymark run` or an open `waymark chat`):"
            " end that one, or choose another --db"
        )


class StoreError(HostError):
    """The database takes nothing just now: busy, full, read-only or gone. It is worth waiting."""


class BusyError(StoreError):
    """The database is in use by another program: it may be free in a moment."""


TROUBLE: Final = (HostError, OSError, MemoryError)
"""What is the host's trouble, and nobody's fault: it passes, and what met it is tried again."""


class OutOfTurnError(Exception):
    """An event waits for an earlier one of the same person, at which another process may be."""


class GroupsBehindError(Exception):
    """More members of `groups` are to be looked at than one event may: that comes before it."""

    def __init__(self, *groups: int) -> None:
        super().__init__(*groups)
        self.groups = groups


class TakenOverError(HostError):
    """Another process holds the role now: this one stands by until it may have it again (9.5)."""


class TokenRefusedError(HostError):
    """A platform does not take the token, or it is none."""


class DeliveryError(Exception):
    """A message did not arrive, or perhaps did.

    `permanent`: never try again. `retry_after`: seconds to wait first. `ambiguous`: it may have
    arrived (promise 9.2). `counted`: it was a try that can be blamed on the message.
    """

    def __init__(
        self,
        reason: str,
        *,
        permanent: bool = False,
        retry_after: float | None = None,
        ambiguous: bool = False,
        counted: bool = True,
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.permanent = permanent
        self.retry_after = retry_after
        self.ambiguous = ambiguous
        self.counted = counted


def shortened(word: str, most: int = 40) -> str:
    """`word` as it can be shown: cut where it would flood a line, nothing in it but text."""
    shown = "".join(map(_shown, word[: most + 1]))
    return (shown if len(shown) <= most else f"{shown[: most - 1]}…") or "''"


def _shown(char: str) -> str:
    """A character as it was written, a space for any white space, `?` for what is no text."""
    if char.isprintable() or char in JOINING:
        return char
    return " " if unicodedata.category(char) == "Zs" else "?"


JOINING: Final = frozenset("\u200c\u200d") | frozenset(map(chr, range(0xE0020, 0xE0080)))
"""Joiners inside words and emoji, and the tags of which some flags are made."""


def named(error: BaseException) -> str:
    """An error in one line: its type and where it arose, for its words may hold a secret."""
    if isinstance(error, HostError):
        return str(error)
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    if last is None:
        return type(error).__name__
    module = last.tb_frame.f_globals.get("__name__", "?")
    return f"{type(error).__name__} in {module}, line {last.tb_lineno}"
