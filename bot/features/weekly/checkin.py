"""`/checkin`, and the check-in that comes by itself with its reminder (promises 4.1 and 5).

While a check-in is open, free text answers its first open question, also after `/next`. Only
[Just move on] sets it aside: from then on free text gets the hint again, and `/checkin` resumes.
An answer is edited from `/journal`; free text means it on the same day only.
"""

from collections.abc import Mapping, Sequence

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message, Text, code, message, strong
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.reflection import REFLECTION, Checkin, Question, open_checkin
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.hint import hint
from bot.features.kit import (
    OUT_OF_DATE,
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
from bot.features.views import button, paragraph, row, word
from bot.features.weekly.answers import checked, doubted
from bot.features.weekly.form import FILL_IN, changed
from bot.features.weekly.moving import go_on
from bot.features.weekly.noted import is_of_now, noted
from bot.features.weekly.opened import ASIDE, CHECKIN, asked_at, waiting
from bot.features.weekly.reflecting import (
    WORDS,
    asked,
    begin,
    confidences,
    open_question,
    proceed,
    record,
    settle_week,
    take,
    take_words,
)

EDITING = "checkin-edit"

LABELS = {
    Question.LEARNT: marked("Learnt"),
    Question.BUILT: marked("Built"),
    Question.HARD: marked("Hard"),
    Question.CONFIDENCE: marked("Confidence"),
    Question.PLAN: marked("Plan"),
}


async def checkin(context: Context, _: NoArguments) -> Message:
    """Start a check-in, or pick up the open one."""
    context.require_set_up()
    found = open_checkin(context.learner.checkins)
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
    if open_checkin(context.learner.checkins) is None:
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
    found, question = _of(context, word(words)), _question(words)
    if question in found.latest:
        return asked(context, edits=True)
    return await take(context, question, None, edits=True)


async def answer_by_button(context: Context, words: Sequence[str]) -> Message:
    """A number was pressed: `checkin-answer 12 confidence 4`. A week that is settled stays settled."""
    found, question = _of(context, word(words)), _question(words)
    if question is Question.WEEK and question in found.latest:
        return asked(context, edits=True)
    return await take(context, question, checked(context, question, word(words, 2)), edits=True)


async def open_form(context: Context, words: Sequence[str]) -> Message:
    """The form once more: `checkin-fill-in 12`."""
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
    return await proceed(context, *lines)


def _question(words: Sequence[str]) -> Question:
    """The question a button names. Raises StaleButtonError where there is none."""
    name = word(words, 1)
    if name not in set(Question):
        raise StaleButtonError(OUT_OF_DATE)
    return Question(name)


def _of(context: Context, checkin_id: str) -> Checkin:
    """The check-in a button belongs to. Raises CoachError unless it is the open one."""
    found = waiting(context)
    if str(found.id) != checkin_id:
        raise CoachError("A newer check-in has taken its place: /checkin")
    return found


async def after_moving_on(context: Context, text: str) -> Message:
    """Free text after [Just move on] is no answer; a line says how to resume."""
    answer = await hint(context, text)
    if open_checkin(context.learner.checkins) is None:
        context.ask(None)
        return answer
    line = context.say("For your check-in: {checkin}", checkin=code("/checkin"))
    return answer.model_copy(update={"blocks": (*answer.blocks, paragraph(line))})


async def edit(context: Context, words: Sequence[str]) -> Message:
    """Which answer to change: `checkin-edit 12`; then what it shall be: `checkin-edit 12 built`."""
    found = _reflection(context, word(words))
    if len(words) > 1:
        return _rewriting(context, found, _question(words))
    say = context.say
    choices = [
        button(context, say.line(LABELS[question]), f"checkin-edit {found.id} {question}")
        for question in REFLECTION
        if not found.is_open or question in found.latest
    ]
    line = say("Which answer on week {week} do you want to change?", week=found.week)
    return Message(blocks=(paragraph(line),), buttons=row(*choices), edits=True)


def _reflection(context: Context, checkin_id: str) -> Checkin:
    for each in context.learner.checkins:
        if str(each.id) == checkin_id:
            return each
    raise CoachError("That answer is gone. What there is: /journal")


def _rewriting(context: Context, found: Checkin, question: Question) -> Message:
    say, present = context.say, found.latest.get(question)
    context.ask(f"{EDITING} {found.id} {question} {context.today.isoformat()}")
    lines: list[Text] = [(strong(say.line(WORDS[question])),)]
    if present is not None:
        lines.append(say("So far: “{answer}”", answer=shortened(" ".join(present.split()), 200)))
    lines.append(say("What you write now takes its place."))
    change = f"checkin-rewrite {found.id}"
    scale = row(*confidences(context, change)) if question is Question.CONFIDENCE else ()
    keep = row(
        button(context, say.line("Keep it"), "checkin-keep"),
        button(context, say.line("Take it out"), f"{change} {question}"),
    )
    return Message(blocks=tuple(map(paragraph, lines)), buttons=(*scale, *keep), edits=True)


async def rewrite(context: Context, words: Sequence[str]) -> Message:
    """An answer is changed by a button: `checkin-rewrite 12 confidence 4`, or taken out: `... built`."""
    found, question = _reflection(context, word(words)), _question(words)
    text = checked(context, question, words[2]) if len(words) > 2 else None
    changed = await _rewritten(context, found, question, text)
    return changed.model_copy(update={"edits": True})


async def rewrite_in_words(context: Context, text: str) -> Message:
    """The new answer as free text; on a later day it is not meant as one any more."""
    _, checkin_id, name, day = (context.learner.question or "").split(" ")
    if day != context.today.isoformat():
        context.ask(None)
        return await take_words(context, text)
    found, question = _reflection(context, checkin_id), Question(name)
    return await _rewritten(context, found, question, checked(context, question, text))


async def _rewritten(
    context: Context, found: Checkin, question: Question, text: str | None
) -> Message:
    await record(context, found, question, text)
    return _kept(context, context.say("Changed. Your journal: {journal}", journal=code("/journal")))


async def keep(context: Context, _: Sequence[str]) -> Message:
    """[Keep it]: the answer stays."""
    kept = _kept(context, context.say("It stays as it was."))
    return kept.model_copy(update={"edits": True})


def _kept(context: Context, line: Text) -> Message:
    context.ask(None)
    say = context.say
    return message(
        paragraph(line),
        buttons=row(
            button(context, say.line("Journal"), "/journal"),
            button(context, say.line("Today"), "/today"),
        ),
    )


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
        Action("checkin-edit", edit),
        Action("checkin-rewrite", rewrite),
        Action("checkin-keep", keep),
    ),
    questions=(
        Asked(CHECKIN, take_words, Expects.WORDS, asked_at, doubts=_doubts),
        Asked(ASIDE, after_moving_on, Expects.ASIDE),
        Asked(EDITING, rewrite_in_words, Expects.WORDS),
    ),
    forms=(FormTaker(FILL_IN, fill_in),),
    nudges=(
        Nudging(MessageKind.CHECKIN, first_question),
        Nudging(MessageKind.CHECKIN_REMINDER, reminder),
    ),
)
