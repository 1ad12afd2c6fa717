"""A parcel's state, folded from events that come twice and in any order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Final, assert_never


class Kind(StrEnum):
    """What a carrier says has happened."""

    ANNOUNCED = "announced"
    PICKED_UP = "picked_up"
    IN_TRANSIT = "in_transit"
    OUT_FOR_DELIVERY = "out_for_delivery"
    DELIVERED = "delivered"
    RETURNED = "returned"


@dataclass(frozen=True)
class Event:
    """What a carrier says of a parcel, and when it was; an instant with its offset.

    Raises ValueError for a time without one.
    """

    carrier: str
    carrier_event_id: str
    parcel_id: str
    kind: Kind
    at: datetime

    def __post_init__(self) -> None:
        if self.at.tzinfo is None:
            raise ValueError("the time of an event has an offset")

    @property
    def key(self) -> tuple[str, str]:
        """What makes two reports copies of one event."""
        return self.carrier, self.carrier_event_id


@dataclass(frozen=True)
class Unseen:
    """Nothing that counts has been reported."""


@dataclass(frozen=True)
class Seen:
    """The last event that counts, and since when."""

    kind: Kind
    since: datetime


State = Unseen | Seen
BEGINNINGS: Final = frozenset({Kind.ANNOUNCED, Kind.PICKED_UP})


@dataclass(frozen=True)
class Parcel:
    """Where a parcel is, and the events that do not fit what came before them."""

    state: State = Unseen()
    refused: tuple[Event, ...] = ()


class ForbiddenTransitionError(Exception):
    """An event that cannot follow the state."""


def followers(kind: Kind) -> frozenset[Kind]:
    """What may come next."""
    match kind:
        case Kind.ANNOUNCED:
            return frozenset({Kind.PICKED_UP})
        case Kind.PICKED_UP:
            return frozenset({Kind.IN_TRANSIT, Kind.RETURNED})
        case Kind.IN_TRANSIT:
            return frozenset({Kind.IN_TRANSIT, Kind.OUT_FOR_DELIVERY, Kind.RETURNED})
        case Kind.OUT_FOR_DELIVERY:
            return frozenset({Kind.DELIVERED, Kind.IN_TRANSIT, Kind.RETURNED})
        case Kind.DELIVERED | Kind.RETURNED:
            return frozenset()
        case _:
            assert_never(kind)


def advance(state: State, event: Event) -> State:
    """The state after an event. Raises ForbiddenTransitionError."""
    match state:
        case Unseen():
            allowed = BEGINNINGS
        case Seen():
            allowed = followers(state.kind)
        case _:
            assert_never(state)
    if event.kind not in allowed:
        raise ForbiddenTransitionError(f"{event.kind} cannot follow {state}")
    return Seen(event.kind, event.at)


def fold(events: Iterable[Event]) -> Parcel:
    """The parcel after all its events, whatever the order in which they came."""
    state: State = Unseen()
    refused: list[Event] = []
    for event in in_order(events):
        try:
            state = advance(state, event)
        except ForbiddenTransitionError:
            refused.append(event)
    return Parcel(state, tuple(refused))


def in_order(events: Iterable[Event]) -> list[Event]:
    """Each event once, by time; those of one instant by what else they say."""
    once: dict[tuple[str, str], Event] = {}
    for event in sorted(events, key=_place):
        once.setdefault(event.key, event)
    return list(once.values())


def _place(event: Event) -> tuple[datetime, str, str, str, str]:
    return event.at, *event.key, event.parcel_id, event.kind
