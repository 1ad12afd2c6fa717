"""The pace: a little below Telegram's limits, replies first, nobody starves (promise 9.6)."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram.pacer import GROUP_MOST, Pacer, SendLane

Sent = list[tuple[float, str, int]]


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


def most_within(times: list[float], window: float) -> int:
    """The most of `times` that lie within any window."""
    return max(sum(begin <= each < begin + window for each in times) for begin in times)


@given(
    st.lists(
        st.tuples(st.sampled_from(list(SendLane)), st.integers(-3, 40)), min_size=1, max_size=150
    )
)
def test_no_limit_is_ever_broken(loads: list[tuple[SendLane, int]]) -> None:
    pacer: Pacer[int] = Pacer()
    for number, (lane, chat) in enumerate(loads):
        pacer.add(lane, str(chat), number)
    sent = drained(pacer)
    assert len(sent) == len(loads)
    assert most_within([at for at, _, _ in sent], 0.999) <= 30
    for name in {name for _, name, _ in sent}:
        times = [at for at, each, _ in sent if each == name]
        assert all(b - a >= 0.999 for a, b in pairwise(times))
        assert not name.startswith("-") or most_within(times, 59.99) <= GROUP_MOST


def test_a_chat_keeps_its_order_within_a_lane() -> None:
    pacer: Pacer[int] = Pacer()
    for number in range(5):
        pacer.add(SendLane.REPLY, "1", number)
    assert [load for *_, load in drained(pacer)] == [0, 1, 2, 3, 4]


def test_replies_go_before_prompts_and_prompts_before_groups() -> None:
    pacer: Pacer[int] = Pacer()
    for lane in (SendLane.BULK, SendLane.GROUP, SendLane.PRIVATE, SendLane.REPLY):
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
    assert pacer.take(5.0) is None
    pacer.done("1", 5.0, sent=False)
    assert pacer.take(5.0) == ("1", 2)


def test_chats_that_were_quiet_are_forgotten() -> None:
    pacer: Pacer[int] = Pacer()
    for chat in range(500):
        pacer.add(SendLane.REPLY, str(chat), chat)
    drained(pacer)
    pacer.add(SendLane.REPLY, "x", 1)
    drained(pacer, begins=1000.0)
    assert pacer.resting(1000.0) == ["x"]
    assert len(pacer._chats) == 1
