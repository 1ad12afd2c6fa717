"""The pace: a little below Telegram's limits, replies first, nobody starves (promise 9.6).

Time here is a number: who sends, and how long a call takes, is drawn.
"""

from dataclasses import dataclass
from itertools import cycle
from statistics import median

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.bursts import REFUSED_FOR
from adapters.telegram.pacer import GROUP_MOST, Pacer, SendLane
from support.telegram.limits import Limits
from support.telegram.rules import RefusedError

Sent = list[tuple[float, str, int]]


@dataclass(frozen=True)
class Sending:
    """A call: when it began, was counted by the server, and was answered."""

    load: int
    chat: str
    began: float
    counted: float
    ended: float


def drained(pacer: Pacer[int], begins: float = 0.0, took: float = 0.0) -> Sent:
    """All that waits, with the instants at which it was sent; each takes `took` seconds."""
    now, sent = begins, []
    while pacer.waiting:
        taken = pacer.take(now)
        if taken is None:
            now = max(now + 1e-6, pacer.next_at())
            continue
        chat, load = taken
        sent.append((now, chat, load))
        now += took
        pacer.done(chat, now)
    return sent


def lived(
    pacer: Pacer[int], asked: list[tuple[float, SendLane, str]], calls: list[tuple[float, float]]
) -> list[Sending]:
    """What is sent when things are asked for over time; calls to different chats overlap.

    Of each of the `calls`: how long it takes, and after which share of that the server counts it.
    """
    ahead, under_way, sent = sorted(asked, reverse=True), list[Sending](), list[Sending]()
    now, lengths = 0.0, cycle(calls)
    while ahead or under_way or pacer.waiting:
        while ahead and ahead[-1][0] <= now:
            _, lane, chat = ahead.pop()
            pacer.add(lane, chat, len(asked) - len(ahead) - 1)
        for each in [each for each in under_way if each.ended <= now]:
            under_way.remove(each)
            pacer.done(each.chat, each.ended)
        while (taken := pacer.take(now)) is not None:
            took, share = next(lengths)
            sending = Sending(taken[1], taken[0], now, now + took * share, now + took)
            under_way.append(sending)
            sent.append(sending)
        instants = [pacer.next_at(), *(each.ended for each in under_way)]
        instants += [each[0] for each in ahead[-1:]]
        now = max(now + 1e-9, min(instants))
    return sent


def refused(limits: Limits, sent: list[Sending]) -> int:
    """How often a strict server says 429."""
    for each in sorted(sent, key=lambda sending: sending.counted):
        at = each.counted + 1e-6 * len(limits.sent)  # what rounding takes from a sum of seconds
        try:
            limits.check(int(each.chat), at)
        except RefusedError:
            continue
        limits.count(int(each.chat), at)
    return limits.refused


def most_within(times: list[float], window: float) -> int:
    """The most of `times` that lie within any window."""
    return max(sum(begin <= each < begin + window for each in times) for begin in times)


LANES = st.sampled_from(list(SendLane))
CALLS = st.lists(st.tuples(st.floats(0, 0.4), st.floats(0, 1)), min_size=1, max_size=8)


@given(
    st.lists(st.tuples(st.floats(0, 20), LANES, st.integers(-3, 12).map(str)), max_size=80),
    CALLS,
)
def test_no_limit_is_ever_broken(
    asked: list[tuple[float, SendLane, str]], calls: list[tuple[float, float]]
) -> None:
    sent = lived(Pacer(), asked, calls)
    assert sorted(each.load for each in sent) == list(range(len(asked)))
    assert refused(Limits(a_second=10**6), sent) == 0
    assert not sent or most_within([each.began for each in sent], 0.999) <= 30


@pytest.mark.soak
@given(st.lists(st.tuples(st.floats(0, 5), LANES), min_size=19, max_size=26), CALLS)
def test_twenty_a_minute_are_never_passed_in_a_group(
    asked: list[tuple[float, SendLane]], calls: list[tuple[float, float]]
) -> None:
    sent = lived(Pacer(), [(at, lane, "-7") for at, lane in asked], calls)
    assert len(sent) == len(asked)
    assert most_within([each.counted for each in sent], 59.99) <= GROUP_MOST
    assert refused(Limits(), sent) == 0


def test_five_quick_presses_show_at_once() -> None:
    """Also right after the page that they are pressed under; a sixth waits for its second."""
    asked = [(0.0, SendLane.REPLY, "1")]
    asked += [(1.0 + number * 0.15, SendLane.PRESS, "1") for number in range(5)]
    sent = lived(Pacer(), [*asked, (1.8, SendLane.PRESS, "1")], [(0.06, 0.5)])
    waits = [each.ended - at for each, (at, _, _) in zip(sent[1:6], asked[1:], strict=True)]
    assert median(waits) <= 0.15
    assert max(waits) <= 1
    assert 1.9 < sent[6].began <= 2.2
    assert refused(Limits(burst=5), sent) == 0


def test_what_telegram_refuses_makes_a_chats_burst_smaller_for_a_while() -> None:
    """It halves each time; the chat begins with nothing of it, and others keep theirs."""
    pacer: Pacer[int] = Pacer()

    def quick(chat: str, begins: float) -> int:
        for number in range(8):
            pacer.add(SendLane.REPLY, chat, number)
        return sum(at < begins + 0.9 for at, _, _ in drained(pacer, begins))

    assert quick("1", 0.0) == 5
    for begins, burst in ((100.0, 2), (200.0, 1), (300.0, 1)):
        pacer.refuse("1", begins, begins + 3)
        assert pacer.held(begins + 2.9)
        assert quick("1", begins + 3) == 1
        assert quick("1", begins + 60) == burst
        assert quick("2", begins + 80) == 5
    assert quick("1", 290.0 + REFUSED_FOR) == 1
    assert quick("1", 400.0 + REFUSED_FOR) == 5


def test_what_several_chats_were_told_holds_for_all() -> None:
    pacer: Pacer[int] = Pacer()
    for chat in ("1", "2", "-3"):
        pacer.refuse(chat, 0.0, 1.0)
    for number in range(4):
        pacer.add(SendLane.REPLY, "9", number)
    assert [round(at) for at, _, _ in drained(pacer, 10.0)] == [10, 11, 12, 13]


def test_a_newer_answer_takes_the_place_of_one_that_waits() -> None:
    pacer: Pacer[int] = Pacer()
    for number in range(7):
        pacer.add(SendLane.PRESS if number % 2 else SendLane.REPLY, "1", number)
    assert pacer.swap("1", lambda load: load == 3, 30) == 3
    assert pacer.swap("1", lambda load: load == 3, 31) is None
    assert pacer.swap("2", lambda load: True, 32) is None
    assert [load for *_, load in drained(pacer)] == [1, 30, 5, 0, 2, 4, 6]
    assert pacer.waiting == 0


def test_a_chat_keeps_its_order_within_a_lane() -> None:
    pacer: Pacer[int] = Pacer()
    for number in range(5):
        pacer.add(SendLane.REPLY, "1", number)
    assert [load for *_, load in drained(pacer)] == [0, 1, 2, 3, 4]


def test_presses_go_before_what_is_said_then_prompts_then_groups() -> None:
    pacer: Pacer[int] = Pacer()
    for lane in reversed(SendLane):
        pacer.add(lane, f"{'-' if lane >= SendLane.GROUP else ''}{lane + 1}", lane)
    assert [load for *_, load in drained(pacer)] == [0, 1, 2, 3]


def test_private_chats_do_not_starve_behind_a_burst_in_a_group() -> None:
    pacer: Pacer[int] = Pacer()
    for number in range(100):
        pacer.add(SendLane.GROUP, "-1", number)
    for person in range(50):
        pacer.add(SendLane.PRIVATE, str(person + 1), 1000 + person)
    private = [at for at, chat, _ in drained(pacer) if chat != "-1"]
    assert max(private) < 3


def test_a_wait_for_a_group_holds_only_that_group() -> None:
    pacer: Pacer[int] = Pacer()
    pacer.add(SendLane.GROUP, "-1", 1)
    pacer.add(SendLane.GROUP, "-2", 2)
    pacer.hold(10.0, "-1")
    assert [(round(at), load) for at, _, load in drained(pacer)] == [(0, 2), (10, 1)]


def test_a_wait_for_the_bot_holds_everything() -> None:
    pacer: Pacer[int] = Pacer()
    pacer.add(SendLane.REPLY, "1", 1)
    pacer.hold(10.0)
    assert drained(pacer)[0][0] == 10.0


def test_a_chat_that_is_written_to_rests() -> None:
    pacer: Pacer[int] = Pacer()
    pacer.add(SendLane.REPLY, "1", 1)
    pacer.add(SendLane.REPLY, "1", 2)
    assert pacer.take(0.0) == ("1", 1)
    assert pacer.take(5.0) is None  # its call is under way
    pacer.done("1", 5.0, sent=False)
    assert pacer.take(5.0) == ("1", 2)


def test_chats_that_were_quiet_are_forgotten() -> None:
    pacer: Pacer[int] = Pacer()
    for chat in range(500):
        pacer.add(SendLane.REPLY, str(chat), chat)
    drained(pacer)
    pacer.add(SendLane.REPLY, "x", 1)
    assert pacer.take(1000.0) == ("x", 1)
    assert pacer.resting(1000.0) == ["x"]
    pacer.done("x", 1000.0)
    assert len(pacer._chats) == 1
