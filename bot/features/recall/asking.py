"""The steps of a review: what is asked next, taking an answer, the end (promise 12.3)."""

from dataclasses import replace

from bot.chat.messages import Emphasis, Message, Text, code, message, plain
from bot.domain import policy
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.recall.answers import RecallAnswer, Review, Sureness
from bot.domain.recall.grading import is_right
from bot.domain.recall.question import AnyQuestion
from bot.errors import CoachError
from bot.features.kit import Context
from bot.features.recall.entry import entry_asks, entry_result
from bot.features.recall.gate import gate_questions, gate_result
from bot.features.recall.known import due, review_at_hand
from bot.features.recall.showing import (
    grading_page,
    place_of,
    question_page,
    sureness_page,
    verdict_blocks,
)
from bot.features.views import Rows, button, paragraph, row, streak_line

REVIEW = "review"
"""The question that free text answers while a review is open, with the review's id."""


def answers_in(context: Context, review: Review) -> list[RecallAnswer]:
    """What was answered in a review."""
    answers = context.learner.recalled.at_hand(review.opened_on)
    return [each for each in answers if each.review_id == review.id]


def number_of(context: Context, review: Review) -> int:
    """Which question of a review is at hand, counted from 1."""
    return len(answers_in(context, review)) + 1


def left_in(context: Context, review: Review) -> tuple[AnyQuestion, ...]:
    """What a review has still to ask."""
    if review.phase is None:
        return due(context)
    asked = {each.question for each in answers_in(context, review)}
    row_of = entry_asks if review.entry else gate_questions
    return tuple(each for each in row_of(context, review) if each.id not in asked)


def shown_in(context: Context, review: Review) -> AnyQuestion | None:
    """The question that a review shows, while the bank has it."""
    return context.roadmaps.bank().get(review.question) if review.question else None


async def ask_next(context: Context, review: Review) -> Message:
    """The next question of a review; after the last one, the end."""
    left = left_in(context, review)
    if not left:
        return await finish(context, review)
    review = replace(review, question=left[0].id, asked_at=context.now, given=None, sure=None)
    await context.change_review(review)
    return page_of(context, review, left[0])


def page_of(context: Context, review: Review, question: AnyQuestion) -> Message:
    """Where a review stands: its question, or what is asked after the answer."""
    context.ask(f"{REVIEW} {review.id}")
    number = number_of(context, review)
    if review.sure is not None:
        return grading_page(context, question, place_of(review, number), 0)
    if review.given is not None:
        return sureness_page(context, review, place_of(review, number))
    others = sum(each.id != question.id for each in left_in(context, review))
    return question_page(context, question, review, (number, number + others))


async def take(context: Context, review: Review, given: str) -> Message:
    """An answer is kept, and how sure it is comes next."""
    review = replace(review, given=given, sure=None)
    await context.change_review(review)
    context.ask(f"{REVIEW} {review.id}")
    return sureness_page(context, review, place_of(review, number_of(context, review)))


async def take_sureness(
    context: Context, review: Review, question: AnyQuestion, sure: Sureness
) -> Message:
    """How sure it is: then its answer is shown, or its points to grade oneself by."""
    right = is_right(question, review.given or "")
    if right is None:
        review = replace(review, sure=sure)
        await context.change_review(review)
        return grading_page(context, question, place_of(review, number_of(context, review)), 0)
    return await record(context, review, question, right=right, sure=sure)


async def record(
    context: Context, review: Review, question: AnyQuestion, *, right: bool, sure: Sureness
) -> Message:
    """An answer counts from now on: what it was worth, and how it goes on."""
    given = review.given
    await context.recall(
        RecallAnswer(0, question.id, right, sure, context.now, context.today, review.id)
    )
    review = replace(review, question=None, asked_at=None, given=None, sure=None)
    await context.change_review(review)
    context.ask(None)
    blocks = verdict_blocks(context, question, given, right=right)
    left = len(left_in(context, review))
    enough = review.phase is None and len(answers_in(context, review)) >= policy.REVIEW_ANSWERS
    if not left or (enough and review.finished_on is None):
        end = await finish(context, review)
        return message(*blocks, *end.blocks, buttons=end.buttons)
    return message(*blocks, buttons=_go_on(context, review))


def _go_on(context: Context, review: Review) -> Rows:
    line = context.say.line
    return row(
        button(context, line("Next question"), f"review-next {review.id}", Emphasis.MAIN),
        button(context, line("Enough for today"), f"review-enough {review.id}"),
    )


async def finish(context: Context, review: Review) -> Message:
    """A review is finished: it counts (promise 2.1). It goes on as long as something is due."""
    given = answers_in(context, review)
    if review.finished_on is None and given:
        if context.learner.enrolment is not None:
            await context.log(stamped(context.learner, context.now, EntryKind.REVIEW))
        review = replace(review, finished_on=context.today)
    left = len(left_in(context, review))
    if not left:
        review = replace(review, closed_at=context.now)
    await context.change_review(review)
    say = context.say
    if review.entry is not None:
        return entry_result(context, review, given)
    if review.phase is not None:
        return gate_result(context, review, given)
    lines: list[Text] = [_summed_up(context, given)]
    if streak := streak_line(context, context.ledger()):
        lines.append(streak)
    if left:
        lines.append(
            say.plural("{n} more waits, if you like.", "{n} more wait, if you like.", left)
        )
        return message(*map(paragraph, lines), buttons=_go_on(context, review))
    today = button(context, say.line("Today"), "/today")
    return message(*map(paragraph, lines), buttons=row(today))


def _summed_up(context: Context, given: list[RecallAnswer]) -> Text:
    right, say = sum(each.right for each in given), context.say
    line = say("A finished review, {right} of {n} right. Today counts.", right=right, n=len(given))
    return line if given else plain("")


async def leave(context: Context, review: Review) -> Message:
    """[Enough for today]: what was answered stays; what is due waits for another day."""
    given, say = answers_in(context, review), context.say
    closed = replace(review, question=None, asked_at=None, given=None, sure=None)
    await context.change_review(replace(closed, closed_at=context.now))
    context.ask(None)
    if review.entry is not None:
        return _left_for_later(context, review.entry, len(given))
    if review.finished_on is not None or not given:
        line = say("Enough for today it is. The rest comes back on other days.")
    else:
        line = say.plural(
            "Enough for today it is. Your {n} answer is kept; the rest comes back on other days.",
            "Enough for today it is. Your {n} answers are kept; the rest comes back on other days.",
            len(given),
        )
    today = button(context, say.line("Today"), "/today")
    return message(paragraph(line), buttons=row(today))


def _left_for_later(context: Context, roadmap: str, count: int) -> Message:
    """An entry test that was interrupted: it goes on with the next question, whenever that is."""
    say = context.say
    line = say("Enough for today it is. The questions wait until you like.")
    if count:
        line = say.plural(
            "Enough for today it is. Your {n} answer is kept; the questions go on where you were.",
            "Enough for today it is. Your {n} answers are kept; the questions go on where you were.",
            count,
        )
    again = button(context, say.line("Go on with the questions"), f"/review {roadmap}")
    return message(paragraph(line), buttons=row(again))


def at_hand(context: Context, review_id: str) -> Review:
    """The review that a button belongs to. Raises CoachError unless it is the open one."""
    found = review_at_hand(context.learner)
    if found is None or str(found.id) != review_id:
        raise CoachError("That review is over. What waits now: /review")
    return found


def nothing_due(context: Context) -> Message:
    """Nothing waits today, and what brings questions here."""
    say = context.say
    known = bool(context.learner.recalled)
    line = (
        say("Nothing waits today. What you know by now comes back when it is about to fade.")
        if known
        else say(
            "Nothing waits yet. Tick a topic in {week}, and its questions come here.",
            week=code("/week"),
        )
    )
    buttons = row(
        button(context, say.line("Week"), "/week"), button(context, say.line("Today"), "/today")
    )
    return message(paragraph(line), buttons=buttons)
