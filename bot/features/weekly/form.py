"""The five questions of a check-in at once, for platforms that have forms (promise 5.2)."""

from collections.abc import Mapping
from typing import Final

from bot.chat.messages import Form, FormChoice, Input
from bot.chat.translate import Say, marked
from bot.domain.reflection import REFLECTION, Checkin, Question

FILL_IN: Final = "checkin-fill-in"

LABELS: Final = {
    Question.LEARNT: marked("What did you learn?"),
    Question.BUILT: marked("What did you build?"),
    Question.HARD: marked("What was hard?"),
    Question.CONFIDENCE: marked("How confident are you, from 1 to 5?"),
    Question.PLAN: marked("When and where will you study next?"),
}

SCALE: Final = {
    1: marked("1: I am lost"),
    2: marked("2: shaky"),
    3: marked("3: getting there"),
    4: marked("4: good"),
    5: marked("5: I could explain it"),
}
"""What the numbers of the confidence mean."""

HINTS: Final = {
    Question.LEARNT: marked("Three to five short points are plenty."),
    Question.BUILT: marked("A link is welcome."),
    Question.HARD: marked("A few words are enough."),
    Question.PLAN: marked("If it is Tuesday, 19:00, I open my laptop in the kitchen."),
}


def form_of(say: Say, checkin: Checkin) -> Form | None:
    """The form of an open check-in, as far as it is filled in; None once all five are settled."""
    settled = checkin.latest
    if all(question in settled for question in REFLECTION):
        return None
    return Form(
        title=say.line("Your week {week}", week=checkin.week),
        opens=say.line("Answer in one form"),
        action=f"{FILL_IN} {checkin.id}",
        inputs=tuple(input_of(say, question, settled.get(question)) for question in REFLECTION),
    )


def input_of(say: Say, question: Question, present: str | None) -> Input:
    """The field of a question, with the answer that it has at present."""
    return Input(
        name=question,
        label=say.line(LABELS[question]),
        hint=say.line(HINTS[question]) if question in HINTS else "",
        value=present or "",
        choices=_scale(say) if question is Question.CONFIDENCE else (),
    )


def _scale(say: Say) -> tuple[FormChoice, ...]:
    return tuple(FormChoice(value=str(each), label=say.line(SCALE[each])) for each in SCALE)


def changed(checkin: Checkin, values: Mapping[str, str]) -> dict[Question, str | None]:
    """What a filled form says anew; a field that was left empty skips its question."""
    given = {question: values.get(question, "").strip() or None for question in REFLECTION}
    settled = checkin.latest
    return {
        question: text
        for question, text in given.items()
        if question not in settled or settled[question] != text
    }
