"""`/checkin`, and the check-in that comes by itself with its reminder (promises 4.1 and 5).

While a check-in is open, free text answers its first open question, also after `/next`. Only
[Just move on] sets it aside: from then on free text gets the hint again, and `/checkin` resumes.
"""

from collections.abc import Mapping, Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message, code, message
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.reflection import Checkin, Question, open_checkin
from bot.errors import CoachError
from bot.features.hint import hint
from bot.features.kit import (
    Action,
    Command,
    Context,
    Expects,
    Feature,
    FormTaker,
    Nudging,
)
from bot.features.kit import TextQuestion as Asked
from bot.features.plan.finish import finished_message
from bot.features.study.proofs import figures_in, proven_lines, roadmap_behind
from bot.features.views import button, paragraph, row, word
from bot.features.weekly.answers import checked, doubted, question_in
from bot.features.weekly.form import FILL_IN, changed
from bot.features.weekly.moving import go_on
from bot.features.weekly.noted import is_of_now, noted
from bot.features.weekly.opened import ASIDE, CHECKIN, asked_at, waiting
from bot.features.weekly.reflecting import (
    asked,
    begin,
    open_question,
    proceed,
    record,
    settle_week,
    take,
    take_words,
)
from bot.features.weekly.topics import FIELD, TOPICS, tick


async def checkin(context: Context, _: NoArguments) -> Message:
    """Start a check-in, or pick up the open one."""
    context.require_set_up()
    found = open_checkin(context.learner.checkins.recent)
    if found is None:
        if context.finished:
            raise CoachError("You have finished this roadmap. Your reflections: /journal")
        return await begin(context)
    context.ask(f"{CHECKIN} {context.now.isoformat()}")
    line = context.say(
        "Your check-in on week {week} is open. Here is where we were:", week=found.week
    )
    return asked(context, line, move_on=True)


async def first_question(context: Context, _: Delivery) -> Message:
    """The weekly check-in."""
    return await begin(context)


async def reminder(context: Context, _: Delivery) -> Message:
    """The one reminder of a check-in nobody answered; free text answers it."""
    context.ask(None)
    line = context.say("Your check-in is still here. A line is enough, and so is moving on.")
    return asked(context, line, move_on=True)


async def move_on(context: Context, words: Sequence[str]) -> Message:
    """[Just move on]: the week that was asked about is behind; the questions are set aside.

    Whoever left that week since stays where they are: `checkin-move-on 12` (promise 5.1).
    """
    found = _of(context, word(words))
    if Question.WEEK in found.latest:
        raise CoachError("You moved on already. What to do: /today")
    answer = await _moved_on(context, found)
    await settle_week(context)
    if open_checkin(context.learner.checkins.recent) is None:
        return answer
    context.ask(ASIDE)
    line = context.say(
        "The questions wait until the next check-in, if you like: {checkin}",
        checkin=code("/checkin"),
    )
    return answer.model_copy(update={"blocks": (*answer.blocks, paragraph(line))})


async def _moved_on(context: Context, found: Checkin) -> Message:
    week = context.enrolment.week
    if week == found.week and is_of_now(context, found):
        return await go_on(context, NoArguments())
    if context.finished:
        return finished_message(context)
    say = context.say
    return message(
        paragraph(say("That is settled. You are in week {week}, and there you stay.", week=week)),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Week"), "/week"),
        ),
    )


async def skip(context: Context, words: Sequence[str]) -> Message:
    """[Skip]: `checkin-skip 12 built`. A question that was answered in the meantime stays answered."""
    found, question = _of(context, word(words)), question_in(words)
    if question in found.latest:
        return asked(context, edits=True)
    return await take(context, question, None, edits=True)


async def answer_by_button(context: Context, words: Sequence[str]) -> Message:
    """A number was pressed: `checkin-answer 12 confidence 4`. A week that is settled stays settled."""
    found, question = _of(context, word(words)), question_in(words)
    if question is Question.WEEK and question in found.latest:
        return asked(context, edits=True)
    return await take(context, question, checked(context, question, word(words, 2)), edits=True)


async def open_form(context: Context, words: Sequence[str]) -> Message:
    """The form once more: `checkin-fill-in 12`, `checkin-topics 12`."""
    _of(context, word(words))
    return asked(context, edits=True)


async def fill_in(context: Context, words: Sequence[str], values: Mapping[str, str]) -> Message:
    """The form of a check-in, all at once; what cannot be kept stays open: `checkin-fill-in 12`."""
    found, lines = _of(context, word(words)), [context.say("Got it.")]
    for question, text in changed(found, values).items():
        try:
            kept = None if text is None else checked(context, question, text)
        except CoachError as error:
            lines.append(context.say(error.template, **error.values))
        else:
            await record(context, waiting(context), question, kept)
            if question is Question.HARD and kept is not None:
                lines += noted(context, waiting(context), question, kept)
            elif kept is not None:
                lines += proven_lines(context, roadmap_behind(context, found), kept)
    return await proceed(context, *lines)


async def tick_topics(context: Context, words: Sequence[str], values: Mapping[str, str]) -> Message:
    """What was finished, all at once: `checkin-topics 12`."""
    found = _of(context, word(words))
    ticked = await tick(context, found, values.get(FIELD, ""))
    line = context.say.plural("{n} topic ticked.", "{n} topics ticked.", ticked)
    return asked(context, line)


def _of(context: Context, checkin_id: str) -> Checkin:
    """The check-in a button belongs to. Raises CoachError unless it is the open one."""
    found = waiting(context)
    if str(found.id) != checkin_id:
        raise CoachError("A newer check-in has taken its place: /checkin")
    return found


async def after_moving_on(context: Context, text: str) -> Message:
    """Free text after [Just move on] is no answer; a line says how to resume."""
    answer = await hint(context, text)
    if open_checkin(context.learner.checkins.recent) is None:
        context.ask(None)
        return answer
    line = context.say("For your check-in: {checkin}", checkin=code("/checkin"))
    return answer.model_copy(update={"blocks": (*answer.blocks, paragraph(line))})


def _claims(context: Context, text: str) -> bool:
    """What a check printed is meant for the check-in, however long ago that asked."""
    found = open_checkin(context.learner.checkins)
    return found is not None and bool(figures_in(roadmap_behind(context, found), (text,)))


def _doubts(context: Context, text: str) -> bool:
    return doubted(context, open_question(context), text)


FEATURE = Feature(
    commands=(
        Command("checkin", marked("look back on your week"), "/checkin", checkin, scope=PRIVATE),
    ),
    actions=(
        Action("checkin-move-on", move_on),
        Action("checkin-skip", skip),
        Action("checkin-answer", answer_by_button),
        Action(FILL_IN, open_form),
        Action(TOPICS, open_form),
    ),
    questions=(
        Asked(CHECKIN, take_words, Expects.WORDS, asked_at, _claims, _doubts),
        Asked(ASIDE, after_moving_on, Expects.ASIDE),
    ),
    forms=(FormTaker(FILL_IN, fill_in), FormTaker(TOPICS, tick_topics)),
    nudges=(
        Nudging(MessageKind.CHECKIN, first_question),
        Nudging(MessageKind.CHECKIN_REMINDER, reminder),
    ),
)
