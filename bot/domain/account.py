"""Where a person can be written to: an account on each platform they use (promise 7.2)."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Account:
    """A person on a platform: `id` and `chat` are the platform's.

    `reachable` says that its private chat can be written to, as far as is known.
    """

    platform: str
    id: str
    name: str
    chat: str
    reachable: bool = True


def place_among(accounts: Sequence[Account], platform: str | None = None) -> Account | None:
    """Where to write, of accounts in the order of preference: the first that can be reached.

    One on `platform` goes before all others. Where none can be reached it is the first one.
    """
    reachable = [each for each in accounts if each.reachable]
    there = [each for each in reachable if each.platform == platform]
    return next(iter([*there, *reachable, *accounts]), None)
