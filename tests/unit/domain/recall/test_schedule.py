"""Which questions are due: after a tick, capped, spread after a break, mixed (12.2 and 12.5)."""

from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain import policy
from bot.domain.recall.answers import RecallAnswer
from bot.domain.recall.bank import Bank
from bot.domain.recall.mixing import mixed
from bot.domain.recall.recalled import RecallLog
from bot.domain.recall.schedule import Recalling
from support.recalling import MONDAY, answered, bank, question

BANK = bank(loops=3, functions=3, sequences=4, dicts_sets=4, http=4, jwt=4)
TOPICS = [("loops",), ("functions",), ("sequences",), ("dicts-sets",), ("http", "jwt")]
ANSWERS = st.lists(
    st.builds(
        lambda name, day, right, gate: answered(name, day, right=right, review=1 + gate),
        st.sampled_from(sorted(BANK.questions)),
        st.integers(0, 60),
        st.booleans(),
        st.booleans(),
    ),
    max_size=40,
)


def names(recalling: Recalling, day: int = 0) -> list[str]:
    """What is due, of which there are as many as wait."""
    found = recalling.due(MONDAY + timedelta(days=day))
    assert recalling.waiting(MONDAY + timedelta(days=day)) == len(found)
    return [each.id for each in found]


def test_nothing_is_due_before_a_topic_is_ticked_and_its_questions_are_after() -> None:
    assert names(Recalling(BANK, [], RecallLog())) == []
    assert names(Recalling(BANK, [("loops",)], RecallLog())) == ["loops-0", "loops-1", "loops-2"]


def test_easy_ones_come_first_and_no_question_twice_for_two_topics() -> None:
    both = Bank([question("hard", "loops", level=3), question("easy", "loops", "http")])
    assert Recalling(both, [("loops",), ("http",)], RecallLog()).in_play() == ("easy", "hard")


def test_what_needs_more_than_was_ticked_comes_last() -> None:
    some = Bank([question("both", "loops", "classes"), question("hard", "loops", level=3)])
    assert Recalling(some, [("loops",)], RecallLog()).in_play() == ("hard", "both")
    assert Recalling(some, [("loops",), ("classes",)], RecallLog()).in_play() == ("both", "hard")


def test_at_most_five_new_ones_a_day() -> None:
    recalling = Recalling(BANK, TOPICS, RecallLog())
    assert len(names(recalling)) == policy.RECALL_NEW_A_DAY
    given = RecallLog(answered(each, 0) for each in names(recalling)[:3])
    begun = replace(recalling, answers=given)
    assert len(names(begun)) == 2
    assert not {*names(begun)} & {*names(recalling)[:3]}


def test_after_a_break_what_is_due_is_spread_and_nothing_new_comes_on_top() -> None:
    known = [answered(each, 0) for each in BANK.questions]
    recalling = Recalling(
        bank(loops=9, functions=3, sequences=4, dicts_sets=4, http=4, jwt=4),
        TOPICS,
        RecallLog(known),
    )
    for day in range(60, 63):
        today = names(recalling, day)
        new = [each for each in today if each not in BANK.questions]
        assert len(today) <= policy.RECALL_A_DAY
        assert not new or len(today) < policy.RECALL_A_DAY or day == 62
        done = [answered(each, day, id=day * 100 + place) for place, each in enumerate(today)]
        recalling = replace(recalling, answers=RecallLog((*recalling.answers, *done)))
        assert names(recalling, day) == []


def test_what_is_due_longest_comes_first() -> None:
    answers = [answered("loops-0", 5), answered("functions-0", 0), answered("http-0", 3)]
    recalling = Recalling(bank(loops=1, functions=1, http=1), TOPICS, RecallLog(answers))
    assert names(recalling, 30) == ["functions-0", "http-0", "loops-0"]


def test_a_topic_unticked_and_a_question_that_left_the_bank_rest() -> None:
    answers = [answered("loops-0", 0), answered("gone", 0), answered("http-0", 0)]
    assert names(Recalling(BANK, [("http",)], RecallLog(answers)), 30)[0] == "http-0"
    assert "loops-0" not in names(Recalling(BANK, [("http",)], RecallLog(answers)), 30)


def test_a_gate_takes_no_room_of_the_day_and_asks_no_question_twice_on_it() -> None:
    gate = [
        answered(each.id, 0, review=7)
        for each in Recalling(BANK, [], RecallLog()).gate(["http", "jwt"])
    ]
    recalling = Recalling(BANK, TOPICS, RecallLog(gate), gates={7})
    today = names(recalling)
    assert len(gate) == policy.GATE_QUESTIONS
    assert len(today) == policy.RECALL_NEW_A_DAY
    assert not {*today} & {each.question for each in gate}


def test_a_gate_is_spread_over_its_concepts_and_takes_what_was_not_asked_of_late() -> None:
    recalling = Recalling(BANK, [], RecallLog([answered("loops-0", 0), answered("loops-1", 0)]))
    asked = {each.id for each in recalling.gate(["loops", "functions", "http", "jwt"])}
    assert len(asked) == policy.GATE_QUESTIONS
    assert {each.rpartition("-")[0] for each in asked} == {"loops", "functions", "http", "jwt"}
    assert "loops-2" in asked
    assert recalling.gate(["kubernetes"]) == ()


def test_an_entry_test_asks_first_what_is_about_nothing_else_and_of_middle_level() -> None:
    about = Bank(
        [
            question("beyond", "loops", "celery", level=2),
            question("easy", "loops", level=1),
            question("middle", "loops", level=2),
            question("hard", "http", level=3),
        ]
    )

    def asked(*answers: RecallAnswer) -> list[str]:
        return [
            each.id for each in Recalling(about, [], RecallLog(answers)).entry(["loops", "http"])
        ]

    assert sorted(asked()[:2]) == ["hard", "middle"]
    assert asked()[-1] == "beyond"
    assert sorted(asked(answered("middle", 0))[:2]) == ["easy", "hard"]


@settings(max_examples=60)
@given(ANSWERS, st.integers(0, 90), st.sets(st.sampled_from(TOPICS)))
def test_whatever_was_answered_the_day_stays_within_its_bounds(
    answers: list[RecallAnswer], day: int, ticked: set[tuple[str, ...]]
) -> None:
    topics = [each for each in TOPICS if each in ticked]
    recalling = Recalling(
        BANK, topics, RecallLog(answers), end=MONDAY + timedelta(days=40), gates={2}
    )
    today = names(recalling, day)
    on = [each for each in answers if each.made_on == MONDAY + timedelta(days=day)]
    room = policy.RECALL_A_DAY - sum(each.review_id != 2 for each in on)
    assert len(today) <= max(0, room)
    assert len({*today}) == len(today)
    assert not {*today} & {each.question for each in on}
    assert {*today} <= {*BANK.on(concept for topic in topics for concept in topic)}
    known = {each.question for each in answers}
    assert sum(each not in known for each in today) <= policy.RECALL_NEW_A_DAY
    assert today == names(
        replace(recalling, answers=RecallLog(answers[::-1])), day
    ) or _same_instant(answers)


def _same_instant(answers: list[RecallAnswer]) -> bool:
    places = [(each.question, each.made_on) for each in answers]
    return len({*places}) < len(places)


def test_mixing_puts_what_is_confused_side_by_side() -> None:
    row = mixed(
        [
            question("a", "sequences"),
            question("b", "sequences"),
            question("c", "http"),
            question("d", "dicts-sets"),
        ]
    )
    assert [each.id for each in row] == ["a", "d", "b", "c"]
    assert mixed([]) == ()
