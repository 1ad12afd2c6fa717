"""Weeks 2 and 3: forbidden transitions, any order of the same events, and ten planted mistakes."""

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from itertools import permutations
from pathlib import Path
from types import ModuleType
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from parcels.service import domain as ours
from parcels.service.domain import (
    Event,
    ForbiddenTransitionError,
    Kind,
    Seen,
    State,
    Unseen,
    advance,
    fold,
)

NOON: Final = datetime(2026, 11, 27, 12, tzinfo=UTC)

ALLOWED: Final = """
nothing > announced picked_up
announced > picked_up
picked_up > in_transit returned
in_transit > in_transit out_for_delivery returned
out_for_delivery > delivered in_transit returned
"""

EVENTS: Final = st.builds(
    Event,
    carrier=st.sampled_from(["blue", "red"]),
    carrier_event_id=st.sampled_from("123456"),
    parcel_id=st.just("P1"),
    kind=st.sampled_from(Kind),
    at=st.integers(0, 3).map(lambda minutes: NOON + timedelta(minutes=minutes)),
)


@st.composite
def journeys(draw: st.DrawFn) -> list[Event]:
    """Events that all fit, in order."""
    kinds = [draw(st.sampled_from(sorted(ours.BEGINNINGS)))]
    for _ in range(draw(st.integers(0, 7))):
        if further := sorted(ours.followers(kinds[-1])):
            kinds.append(draw(st.sampled_from(further)))
    return told(ours, *kinds)


def told(domain: ModuleType, *kinds: str, carrier: str = "blue") -> list[Any]:
    """Events of a parcel, a minute apart."""
    return [
        domain.Event(carrier, str(place), "P1", domain.Kind(kind), NOON + timedelta(minutes=place))
        for place, kind in enumerate(kinds)
    ]


def test_what_may_follow_what() -> None:
    allowed = {
        (before, after)
        for line in ALLOWED.split("\n")
        for before, _, afters in [line.partition(" > ")]
        for after in afters.split()
    }
    states: dict[str, State] = {"nothing": Unseen()} | {kind: Seen(kind, NOON) for kind in Kind}
    for before, state in states.items():
        for event in told(ours, *Kind):
            if (before, event.kind) in allowed:
                assert advance(state, event) == Seen(event.kind, event.at)
            else:
                with pytest.raises(ForbiddenTransitionError, match=event.kind):
                    advance(state, event)
    assert len(states) * len(Kind) - len(allowed) == 31


@given(st.lists(EVENTS, max_size=8), st.randoms(use_true_random=False))
def test_any_order_of_the_same_events_ends_in_the_same_state(
    events: list[Event], chance: random.Random
) -> None:
    copies = [*events, *chance.choices(events, k=3)] if events else []
    chance.shuffle(copies)
    assert fold(copies) == fold(events)


@given(journeys(), st.randoms(use_true_random=False))
def test_a_journey_ends_where_it_ends(events: list[Event], chance: random.Random) -> None:
    shuffled = chance.sample(events, len(events))
    assert fold(shuffled) == ours.Parcel(Seen(events[-1].kind, events[-1].at))


def order_of_arrival_counts(domain: ModuleType) -> None:
    events = told(domain, "announced", "picked_up", "in_transit")
    assert {domain.fold(each) for each in permutations(events)} == {domain.fold(events)}
    assert domain.fold(reversed(events)).state.kind == "in_transit"


def copies_are_counted(domain: ModuleType) -> None:
    events = told(domain, "announced", "picked_up")
    assert domain.fold(events * 2) == domain.fold(events)


def events_of_one_minute_stand_as_they_came(domain: ModuleType) -> None:
    first, second = told(domain, "announced", "picked_up")
    at_once = [first, domain.Event("blue", "1", "P1", second.kind, first.at)]
    assert domain.fold(at_once) == domain.fold(at_once[::-1])


def carriers_share_their_numbers(domain: ModuleType) -> None:
    (announced,) = told(domain, "announced")
    taken = domain.Event("red", "0", "P1", domain.Kind.PICKED_UP, NOON + timedelta(minutes=1))
    assert domain.fold([announced, taken]).state.kind == "picked_up"


def delivered_goes_back(domain: ModuleType) -> None:
    kinds = ["picked_up", "in_transit", "out_for_delivery", "delivered", "returned"]
    assert domain.fold(told(domain, *kinds)).state.kind == "delivered"


def announced_is_on_its_way(domain: ModuleType) -> None:
    assert domain.fold(told(domain, "announced", "in_transit")).state.kind == "announced"


def failed_attempt_is_refused(domain: ModuleType) -> None:
    kinds = ["picked_up", "in_transit", "out_for_delivery", "in_transit"]
    assert domain.fold(told(domain, *kinds)).state.kind == "in_transit"


def refused_events_vanish(domain: ModuleType) -> None:
    events = told(domain, "announced", "delivered")
    assert domain.fold(events).refused == (events[1],)


def refused_event_ends_it(domain: ModuleType) -> None:
    events = told(domain, "announced", "delivered", "picked_up")
    assert domain.fold(events).state.kind == "picked_up"


def time_without_offset_is_taken(domain: ModuleType) -> None:
    with pytest.raises(ValueError, match="offset"):
        domain.Event("blue", "1", "P1", domain.Kind.ANNOUNCED, NOON.replace(tzinfo=None))


MISTAKES: Final = {
    order_of_arrival_counts: ("sorted(events, key=_place)", "events"),
    copies_are_counted: ("once.setdefault(event.key, event)", "once[event.key, len(once)] = event"),
    events_of_one_minute_stand_as_they_came: ("key=_place", "key=lambda event: event.at"),
    carriers_share_their_numbers: ("setdefault(event.key,", "setdefault(event.carrier_event_id,"),
    delivered_goes_back: ("return frozenset()", "return frozenset({Kind.RETURNED})"),
    announced_is_on_its_way: ("{Kind.PICKED_UP})\n", "{Kind.PICKED_UP, Kind.IN_TRANSIT})\n"),
    failed_attempt_is_refused: ("{Kind.DELIVERED, Kind.IN_TRANSIT, ", "{Kind.DELIVERED, "),
    refused_events_vanish: ("refused.append(event)", "pass"),
    refused_event_ends_it: ("refused.append(event)", "refused.append(event); break"),
    time_without_offset_is_taken: ("self.at.tzinfo is None", "False"),
}


def test_ten_planted_mistakes_are_ten_red_tests() -> None:
    source = Path(ours.__file__).read_text(encoding="utf-8")
    assert len(MISTAKES) == 10
    for check, (right, wrong) in MISTAKES.items():
        check(ours)
        assert source.count(right) == 1, check
        mutant = ModuleType("mutant")
        exec(compile(source.replace(right, wrong), "mutant", "exec"), vars(mutant))
        try:
            check(mutant)
        except (AssertionError, pytest.fail.Exception):
            continue
        pytest.fail(f"not noticed: {check.__name__}")


def test_one_instant_in_two_zones_is_one_event() -> None:
    (here,) = told(ours, "announced")
    there = replace(here, at=NOON.astimezone(timezone(timedelta(hours=5))))
    assert fold([here, there]) == fold([here])
