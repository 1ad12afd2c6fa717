"""The gate behind a week: questions to answer for oneself, which never lock (promise 3.7)."""

from collections.abc import Sequence

from bot.chat.messages import (
    Block,
    Button,
    Heading,
    Message,
    Text,
    Tick,
    Ticks,
    message,
    plain,
    strong,
)
from bot.chat.translate import marked
from bot.domain.roadmap.choices import gate
from bot.domain.roadmap.model import RoadmapQuestion, Step
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.study.proofs import proof_blocks
from bot.features.views import button, number, paragraph, row, word

Asked = tuple[Step, RoadmapQuestion]


def gate_of(context: Context, week: int) -> list[Asked]:
    """The questions at the gate behind `week`, with their steps; none where it has no gate."""
    steps = (step for step in context.roadmap.steps_of(week) if step.weeks.last == week)
    return [(step, each) for step in steps for each in step.gate]


def gate_blocks(context: Context, week: int) -> tuple[Block, ...]:
    """The questions, ticked where the learner can answer them."""
    questions = gate_of(context, week)
    if not questions:
        return ()
    line = context.say("Can you answer these before you go on?")
    return paragraph(line), _ticks(context, questions)


def gate_button(context: Context, week: int) -> tuple[Button, ...]:
    """Leads to the questions, as long as one is without an answer."""
    if context.learner.enrolment is None or not _open(context, week):
        return ()
    return (button(context, context.say.line("Answer the questions"), f"gate {week}"),)


async def ask(context: Context, words: Sequence[str]) -> Message:
    """The first question that has no answer yet, or what the answers come to: `gate 5`."""
    return _page(context, _week(context, words))


async def answer(context: Context, words: Sequence[str]) -> Message:
    """One question is answered: `gate-answer 5 0 yes`."""
    week, place, yes = _week(context, words), number(words, 1), word(words, 2) == "yes"
    questions = gate_of(context, week)
    if place >= len(questions):
        raise _gone()
    await _forget(context, questions[place])
    step, question = questions[place]
    await context.mark(context.roadmap.id, gate(step.id, question.id, answer=yes))
    return _edited(context, week)


async def again(context: Context, words: Sequence[str]) -> Message:
    """[Ask me again]: what could not be answered is open again: `gate-again 5`."""
    week = _week(context, words)
    for each in gate_of(context, week):
        if _said(context, each, yes=False):
            await _forget(context, each)
    return _edited(context, week)


def _edited(context: Context, week: int) -> Message:
    return _page(context, week).model_copy(update={"edits": True})


def _page(context: Context, week: int) -> Message:
    questions, open_ = gate_of(context, week), _open(context, week)
    if not open_:
        return _result(context, week, questions)
    say, place = context.say, questions.index(open_[0])
    line = say(
        "{number} of {all} · {question}",
        number=place + 1,
        all=len(questions),
        question=strong(open_[0][1].question),
    )
    return message(
        Heading(text=say("The gate behind week {week}", week=week)),
        paragraph(line),
        *proof_blocks(context, week),
        paragraph(say("Answer it aloud, to yourself. It is for you alone and locks nothing.")),
        buttons=row(
            button(context, say.line("Yes, I can"), f"gate-answer {week} {place} yes"),
            button(context, say.line("Not yet"), f"gate-answer {week} {place} not-yet"),
        ),
    )


def _result(context: Context, week: int, questions: Sequence[Asked]) -> Message:
    say = context.say
    buttons = [button(context, say.line("Today"), "/today")]
    if all(_said(context, each, yes=True) for each in questions):
        line: Text = say("You can answer all of it. What you learnt here will carry you.")
    else:
        line = say("What is not ticked yet is worth another look. Going on is fine all the same.")
        buttons.append(button(context, say.line("Ask me again"), f"gate-again {week}"))
    return message(
        Heading(text=say("The gate behind week {week}", week=week)),
        _ticks(context, questions),
        *proof_blocks(context, week),
        paragraph(line),
        buttons=row(*buttons),
    )


def _ticks(context: Context, questions: Sequence[Asked]) -> Ticks:
    return Ticks(
        items=tuple(
            Tick(done=_said(context, each, yes=True), text=plain(each[1].question))
            for each in questions
        )
    )


def _open(context: Context, week: int) -> list[Asked]:
    return [
        each
        for each in gate_of(context, week)
        if not (_said(context, each, yes=True) or _said(context, each, yes=False))
    ]


def _said(context: Context, asked: Asked, *, yes: bool) -> bool:
    step, question = asked
    item = gate(step.id, question.id, answer=yes)
    return context.learner.mark_of(context.roadmap.id, item) is not None


async def _forget(context: Context, asked: Asked) -> None:
    """The latest answer stands."""
    step, question = asked
    for said in (True, False):
        item = gate(step.id, question.id, answer=said)
        if known := context.learner.mark_of(context.roadmap.id, item):
            await context.unmark(known)


def _week(context: Context, words: Sequence[str]) -> int:
    """The week that a button names. Raises StaleButtonError where it has no gate."""
    week = number(words)
    if context.learner.enrolment is None or not 1 <= week <= context.roadmap.weeks:
        raise _gone()
    if not gate_of(context, week):
        raise _gone()
    return week


def _gone() -> StaleButtonError:
    return StaleButtonError(marked("That gate has moved. Here is your week: /week"))


FEATURE = Feature(
    actions=(Action("gate", ask), Action("gate-answer", answer), Action("gate-again", again))
)
