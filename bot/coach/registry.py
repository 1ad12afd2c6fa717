"""What features bring, by name: a name stands for one thing only."""

from collections.abc import Callable, Hashable, Iterable
from inspect import unwrap
from typing import Any, TypeVar

from bot.errors import HostError

Key = TypeVar("Key", bound=Hashable)
Item = TypeVar("Item")
Handler = Callable[..., Any]


class AlreadyRegisteredError(HostError):
    """A name was given twice; the line names both places."""

    def __init__(self, what: str, name: object, first: Handler, second: Handler) -> None:
        super().__init__(
            f"the {what} {name!s} is registered twice: by {place_of(first)} and by "
            f"{place_of(second)}; give one of them another name"
        )


def registry(what: str, entries: Iterable[tuple[Key, Handler, Item]]) -> dict[Key, Item]:
    """The items of `entries` (a name, its handler, the item) by their names, in order.

    `what` is what errors call them. Raises AlreadyRegisteredError where a name is given twice.
    """
    found: dict[Key, Item] = {}
    handlers: dict[Key, Handler] = {}
    for name, handler, item in entries:
        if name in found:
            raise AlreadyRegisteredError(what, name, handlers[name], handler)
        found[name], handlers[name] = item, handler
    return found


def place_of(handler: Handler) -> str:
    """Where a handler stands: `bot.features.study.done.done, line 44`."""
    bare = unwrap(handler)
    name = getattr(bare, "__qualname__", type(bare).__qualname__)
    code = getattr(bare, "__code__", None)
    place = f"{bare.__module__}.{name}"
    return place if code is None else f"{place}, line {code.co_firstlineno}"
