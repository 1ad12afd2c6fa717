"""What a check-in knows of itself (promise 5)."""

from datetime import UTC, datetime

from bot.domain.reflection import REFLECTION, Answer, Checkin, Question, open_checkin

NOW = datetime(2026, 3, 8, 17, tzinfo=UTC)


def checkin(*answers: tuple[Question, str | None], number: int = 1) -> Checkin:
    made = tuple(Answer(question, text, NOW) for question, text in answers)
    return Checkin(number, NOW, NOW.date(), 1, made)


def test_five_questions_and_the_week() -> None:
    assert [*REFLECTION, Question.WEEK] == list(Question)
    assert len(REFLECTION) == 5


def test_a_new_checkin() -> None:
    new = checkin()
    assert new.is_open
    assert new.latest == {}
    assert new.next_question is Question.LEARNT
    assert not new.has_answers
    assert not new.is_reflection


def test_the_latest_answer_counts() -> None:
    edited = checkin((Question.BUILT, "a parser"), (Question.BUILT, "a better parser"))
    assert edited.latest == {Question.BUILT: "a better parser"}
    taken_out = checkin((Question.BUILT, "a parser"), (Question.BUILT, None))
    assert not taken_out.has_answers


def test_the_next_question_is_the_first_that_is_not_settled() -> None:
    assert checkin((Question.LEARNT, None)).next_question is Question.BUILT
    assert checkin((Question.WEEK, "2")).next_question is Question.LEARNT
    gap = checkin((Question.LEARNT, "lists"), (Question.HARD, "loops"))
    assert gap.next_question is Question.BUILT
    assert checkin(*((question, None) for question in Question)).next_question is None


def test_what_is_an_answer_and_what_is_a_reflection() -> None:
    assert not checkin((Question.LEARNT, None)).has_answers
    moved_on = checkin((Question.WEEK, "2"))
    assert moved_on.has_answers
    assert not moved_on.is_reflection
    for question in REFLECTION:
        assert checkin((question, "words")).is_reflection
        assert not checkin((question, None)).is_reflection


def test_the_open_checkin() -> None:
    closed = Checkin(2, NOW, NOW.date(), 1, closed_at=NOW)
    assert not closed.is_open
    assert open_checkin(()) is None
    assert open_checkin((closed,)) is None
    assert open_checkin((checkin(number=1), closed)) == checkin(number=1)
    assert open_checkin((checkin(number=1), checkin(number=3))) == checkin(number=3)
