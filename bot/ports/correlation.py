"""What log lines are about: the event, reply or delivery at hand, whose ids each of them bears (10).

The ids follow the task that handles them. Who goes on with something in another task says so there.
"""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

_NOTHING: Final[Mapping[str, str]] = {}
_ids: Final[ContextVar[Mapping[str, str]]] = ContextVar("waymark_ids", default=_NOTHING)


@contextmanager
def about(**ids: str | int | None) -> Iterator[None]:
    """What is logged within the block is about these ids (`event`, `reply`, `delivery`) alone."""
    before = _ids.set({sort: str(each) for sort, each in ids.items() if each is not None})
    try:
        yield
    finally:
        _ids.reset(before)


def ids_at_hand() -> Mapping[str, str]:
    """The ids of what is at hand, by what they are ids of; none where it is nothing's own."""
    return _ids.get()
