"""`/review`: recall questions, one at a time, with how sure one is before the answer (12.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Final

from bot.chat.arguments import ROADMAP_NAME, ArgumentType, option
from bot.chat.messages import Fields, Heading, Labelled, Message, Text, message, plain
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain.recall.answers import Review, Sureness
from bot.domain.recall.grading import read_answer
from bot.domain.recall.question import AnyQuestion, OrderQuestion
from bot.domain.recall.results import held
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import (
    OUT_OF_DATE,
    Action,
    Command,
    Context,
    Expects,
    Feature,
    FormTaker,
    TextQuestion,
)
from bot.features.recall.asking import (
    REVIEW,
    ask_next,
    at_hand,
    leave,
    nothing_due,
    number_of,
    page_of,
    record,
    shown_in,
    take,
    take_sureness,
)
from bot.features.recall.entry import entry_test
from bot.features.recall.gate import gate_questions, phase_ended
from bot.features.recall.known import calibrated_line, due, review_at_hand, shaky_questions, subject
from bot.features.recall.showing import FORM, grading_page, order_page, place_of
from bot.features.views import button, number, paragraph, row
from bot.features.views import word as nth

STATS: Final = ArgumentType(str, lambda word: word.casefold() == "stats", words=("stats",))


@dataclass(frozen=True)
class ReviewArguments:
    """What `/review` takes."""

    what: str | None = option(STATS, marked("stats: how your recall goes"))
    roadmap: str = option(ROADMAP_NAME, marked("a roadmap: is it for you now?"), "")


async def review(context: Context, given: ReviewArguments) -> Message:
    """Begin a review, or go on with the open one; how recall goes; or a roadmap's entry test.

    That one needs no plan: it may be what somebody chooses their roadmap by.
    """
    if given.what is not None:
        context.require_set_up()
        return _stats(context)
    if given.roadmap:
        await entry_test(context, given.roadmap)
    return await go_on(context)


async def go_on(context: Context) -> Message:
    """The question that is open, else the next one that is due."""
    found = review_at_hand(context.learner)
    if found is not None:
        question = shown_in(context, found)
        if question is not None:
            found = replace(found, asked_at=context.now)
            await context.change_review(found)
            return page_of(context, found, question)
        if found.phase is not None or found.finished_on in {None, context.today}:
            return await ask_next(context, found)
    context.require_set_up()
    if not due(context):
        return nothing_due(context)
    return await ask_next(context, await context.open_review(Review(0, context.now, context.today)))


def _of(context: Context, words: Sequence[str]) -> tuple[Review, AnyQuestion]:
    """The review and the question that a button belongs to: `... 17 3`.

    Raises CoachError where the review is over, or the question is answered.
    """
    found = at_hand(context, nth(words))
    question = shown_in(context, found)
    if question is None or number(words, 1) != number_of(context, found):
        raise CoachError("That question is answered. The next one: /review")
    return found, question


async def pick(context: Context, words: Sequence[str]) -> Message:
    """An option was pressed: `review-pick 17 3 b`."""
    found, question = _of(context, words)
    return await take(context, found, read_answer(question, nth(words, 2)))


async def step(context: Context, words: Sequence[str]) -> Message:
    """A step was pressed, after others: `review-step 17 3 ba`; with `-`, from the start."""
    found, question = _of(context, words)
    if not isinstance(question, OrderQuestion):
        raise StaleButtonError(OUT_OF_DATE)
    so_far = nth(words, 2).replace("-", "")
    if len(so_far) >= len(question.steps) - 1:
        return await take(context, found, read_answer(question, _completed(question, so_far)))
    page = page_of(context, found, question)
    place = place_of(found, number_of(context, found))
    return order_page(context, page, question, place, so_far)


def _completed(question: OrderQuestion, so_far: str) -> str:
    """With the one step that is left."""
    marks = "abcdefg"[: len(question.steps)]
    return so_far + "".join(each for each in marks if each not in so_far)


async def said(context: Context, words: Sequence[str]) -> Message:
    """[I said it aloud]: `review-said 17 3`."""
    found, _ = _of(context, words)
    return await take(context, found, "")


async def unknown(context: Context, words: Sequence[str]) -> Message:
    """[I don't know]: the answer at once: `review-unknown 17 3`."""
    found, question = _of(context, words)
    return await record(context, found, question, right=False, sure=Sureness.NO)


async def sure(context: Context, words: Sequence[str]) -> Message:
    """How sure it is: `review-sure 17 3 half`."""
    found, question = _of(context, words)
    how = nth(words, 2)
    if found.given is None or how not in {*Sureness}:
        raise StaleButtonError(OUT_OF_DATE)
    answer = await take_sureness(context, found, question, Sureness(how))
    return answer.model_copy(update={"edits": True})


async def tick(context: Context, words: Sequence[str]) -> Message:
    """A point was ticked, or not any more: `review-tick 17 3 5`; the points are bits."""
    found, question = _of(context, words)
    place = place_of(found, number_of(context, found))
    return grading_page(context, question, place, number(words, 2)).model_copy(
        update={"edits": True}
    )


async def grade(context: Context, words: Sequence[str]) -> Message:
    """[I had it] or [Not yet]: `review-grade 17 3 yes`."""
    found, question = _of(context, words)
    if found.sure is None:
        raise StaleButtonError(OUT_OF_DATE)
    right = nth(words, 2) == "yes"
    answer = await record(context, found, question, right=right, sure=found.sure)
    return answer.model_copy(update={"edits": True})


async def next_one(context: Context, words: Sequence[str]) -> Message:
    """[Next question]: `review-next 17`."""
    at_hand(context, nth(words))
    return await go_on(context)


async def enough(context: Context, words: Sequence[str]) -> Message:
    """[Enough for today]: `review-enough 17`."""
    return await leave(context, at_hand(context, nth(words)))


async def begin_gate(context: Context, words: Sequence[str]) -> Message:
    """The questions on a phase that is behind: `review-gate 4`, its last week."""
    week = number(words)
    context.require_set_up()
    if not 1 <= week <= context.roadmap.weeks or not (phase := phase_ended(context, week)):
        raise StaleButtonError(OUT_OF_DATE)
    found = review_at_hand(context.learner)
    if found is None or found.phase != phase.id:
        found = await context.open_review(Review(0, context.now, context.today, phase=phase.id))
        if not gate_questions(context, found):
            raise StaleButtonError(OUT_OF_DATE)
    return await go_on(context)


async def answer_in_words(context: Context, text: str) -> Message:
    """Free text answers the question that is shown; while it asks how sure, it is a better answer."""
    found, question = _waiting(context)
    if found.sure is not None:
        return page_of(context, found, question)
    return await take(context, found, read_answer(question, text))


async def answer_in_form(
    context: Context, words: Sequence[str], values: Mapping[str, str]
) -> Message:
    """The same, typed into a form: `review-form 17 3`."""
    found, question = _of(context, words)
    return await take(context, found, read_answer(question, values.get("answer", "")))


async def open_form(context: Context, words: Sequence[str]) -> Message:
    """The question with its form once more: `review-form 17 3`."""
    found, question = _of(context, words)
    return page_of(context, found, question)


def _waiting(context: Context) -> tuple[Review, AnyQuestion]:
    """What free text answers. Raises CoachError where that is settled."""
    found = review_at_hand(context.learner)
    question = shown_in(context, found) if found else None
    if found is None or question is None:
        context.ask(None)
        raise CoachError("That question is settled. What waits now: /review")
    return found, question


def _asked_at(context: Context) -> datetime:
    found = review_at_hand(context.learner)
    return found.asked_at if found and found.asked_at else context.now


def _stats(context: Context) -> Message:
    """How recall goes: counts, what held, how far being sure can be trusted, what is shaky."""
    say, answers = context.say, context.learner.recalled
    if not answers:
        return nothing_due(context)
    right, again = held(answers)
    questions = len(answers.memories)
    rows = [
        Labelled(label=say("Questions met"), value=plain(questions)),
        Labelled(label=say("Answers"), value=plain(len(answers))),
    ]
    if again:
        value = say(
            "{right} of {n} ({percent}%)", right=right, n=again, percent=round(100 * right / again)
        )
        rows.append(Labelled(label=say("Held when asked again"), value=value))
    lines: list[Text] = [
        calibrated_line(context)
        or say("From 20 answers on I can say how far you can trust being sure.")
    ]
    if weak := shaky_questions(context):
        named = ", ".join(dict.fromkeys(subject(context, each) for each in weak))
        lines.append(say("Worth another look: {topics}", topics=named))
    return message(
        Heading(text=say("Your recall")),
        Fields(rows=tuple(rows)),
        *map(paragraph, lines),
        buttons=row(button(context, say.line("Review"), "/review")),
    )


FEATURE = Feature(
    commands=(
        Command(
            "review",
            marked("recall what you have learnt"),
            "/review",
            review,
            ReviewArguments,
            PRIVATE,
        ),
    ),
    actions=(
        Action("review-pick", pick),
        Action("review-step", step),
        Action("review-said", said),
        Action("review-unknown", unknown),
        Action("review-sure", sure),
        Action("review-tick", tick),
        Action("review-grade", grade),
        Action("review-next", next_one),
        Action("review-enough", enough),
        Action("review-gate", begin_gate),
        Action(FORM, open_form),
    ),
    questions=(TextQuestion(REVIEW, answer_in_words, Expects.WORDS, _asked_at),),
    forms=(FormTaker(FORM, answer_in_form),),
)
