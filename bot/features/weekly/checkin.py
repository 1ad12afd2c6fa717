"""`/checkin`, and the check-in that comes by itself with its reminder (promises 4.1 and 5).

While a check-in is open, free text answers its first open question, also after `/next`. Only
[Just move on] sets it aside: from then on free text gets the hint again, and `/checkin` resumes.
An answer is edited from `/journal`; free text means it on the same day only.
"""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message, Text, code, message, strong
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, Kind
from bot.domain.nudges.rhythm import Rhythm, rhythm
from bot.domain.reflection import REFLECTION, Checkin, Question, open_checkin
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.hint import hint
from bot.features.kit import OUT_OF_DATE, Action, Command, Feature, FormTaker, Nudging, Turn
from bot.features.kit import Question as Asked
from bot.features.views import button, column, paragraph, row, word
from bot.features.weekly.form import FILL_IN, changed
from bot.features.weekly.moving import go_on
from bot.features.weekly.reflecting import (
    WORDS,
    asked,
    begin,
    checked,
    confidences,
    proceed,
    record,
    settle_week,
    take,
    take_words,
    waiting,
)

ASIDE = "checkin-aside"
EDITING = "checkin-edit"

LABELS = {
    Question.LEARNT: marked("Learnt"),
    Question.BUILT: marked("Built"),
    Question.HARD: marked("Hard"),
    Question.CONFIDENCE: marked("Confidence"),
    Question.PLAN: marked("Plan"),
}


async def checkin(turn: Turn, _: NoArguments) -> Message:
    """Start a check-in, or pick up the open one."""
    turn.require_set_up()
    found = open_checkin(turn.learner.checkins)
    if found is None:
        if turn.finished:
            raise CoachError("You have finished this roadmap. Your reflections: /journal")
        return await begin(turn)
    turn.ask(None)
    line = turn.say("Your check-in on week {week} is open. Here is where we were:", week=found.week)
    return asked(turn, line, move_on=True)


async def first_question(turn: Turn, _: Delivery) -> Message:
    """The weekly check-in."""
    return await begin(turn)


async def reminder(turn: Turn, _: Delivery) -> Message:
    """The one reminder of a check-in nobody answered; free text answers it."""
    turn.ask(None)
    line = turn.say("Your check-in is still here. A line is enough, and so is moving on.")
    return asked(turn, line, move_on=True)


async def ask_to_go_on(turn: Turn, _: Delivery) -> Message:
    """The last message before silence (promise 4.2)."""
    say = turn.say
    return message(
        paragraph(say("I have been quiet, so as not to be in your way. Shall I go on?")),
        paragraph(say("Your place is kept. Without a word from you, I stay silent.")),
        buttons=column(
            button(turn, say.line("Yes, go on"), "go-on"),
            button(turn, say.line("Pause for two weeks"), "/pause 14d"),
            button(turn, say.line("Stop writing to me"), "stop-writing"),
        ),
    )


async def yes_go_on(turn: Turn, _: Sequence[str]) -> Message:
    """[Yes, go on]."""
    say = turn.say
    return message(
        paragraph(say("Good to have you here. I write again from your next study day on.")),
        paragraph(say("Ten minutes now would be a fine start. Or just look at today's page.")),
        buttons=row(
            button(turn, say.line("Just 10 minutes"), "ten"),
            button(turn, say.line("Today"), "/today"),
        ),
    )


async def stop(turn: Turn, _: Sequence[str]) -> Message:
    """[Stop writing to me]: the silence stays until the learner writes."""
    say = turn.say
    if rhythm(turn.learner, turn.today + timedelta(days=1)) is not Rhythm.SILENT:
        raise CoachError("You wrote since then, so I write again. For some quiet: /pause 14d")
    turn.heard = False
    return message(
        paragraph(say("All right, I stay silent until you write to me. All you did is kept.")),
        paragraph(say("Whenever you feel like it: {today}", today=code("/today"))),
    )


async def move_on(turn: Turn, words: Sequence[str]) -> Message:
    """[Just move on]: `/next` in one tap; the other questions are set aside: `checkin-move-on 12`."""
    found = _of(turn, word(words))
    if Question.WEEK in found.latest:
        raise CoachError("You moved on already. What to do: /today")
    answer = await go_on(turn, NoArguments())
    await settle_week(turn)
    if open_checkin(turn.learner.checkins) is None:
        return answer
    turn.ask(ASIDE)
    line = turn.say(
        "The questions wait until the next check-in, if you like: {checkin}",
        checkin=code("/checkin"),
    )
    return answer.model_copy(update={"blocks": (*answer.blocks, paragraph(line))})


async def skip(turn: Turn, words: Sequence[str]) -> Message:
    """[Skip]: `checkin-skip 12 built`. A question that was answered in the meantime stays answered."""
    found, question = _of(turn, word(words)), _question(words)
    if question in found.latest:
        return asked(turn, edits=True)
    return await take(turn, question, None, edits=True)


async def answer_by_button(turn: Turn, words: Sequence[str]) -> Message:
    """A number was pressed: `checkin-answer 12 confidence 4`. A week that is settled stays settled."""
    found, question = _of(turn, word(words)), _question(words)
    if question is Question.WEEK and question in found.latest:
        return asked(turn, edits=True)
    return await take(turn, question, checked(turn, question, word(words, 2)), edits=True)


async def open_form(turn: Turn, words: Sequence[str]) -> Message:
    """The form once more: `checkin-fill-in 12`."""
    _of(turn, word(words))
    return asked(turn, edits=True)


async def fill_in(turn: Turn, words: Sequence[str], values: Mapping[str, str]) -> Message:
    """The form of a check-in, all at once; what cannot be kept stays open: `checkin-fill-in 12`."""
    found, lines = _of(turn, word(words)), [turn.say("Noted.")]
    for question, text in changed(found, values).items():
        try:
            kept = None if text is None else checked(turn, question, text)
        except CoachError as error:
            lines.append(turn.say(error.template, **error.values))
        else:
            await record(turn, waiting(turn), question, kept)
    return await proceed(turn, *lines)


def _question(words: Sequence[str]) -> Question:
    """The question a button names. Raises StaleButtonError where there is none."""
    name = word(words, 1)
    if name not in set(Question):
        raise StaleButtonError(OUT_OF_DATE)
    return Question(name)


def _of(turn: Turn, checkin_id: str) -> Checkin:
    """The check-in a button belongs to. Raises CoachError unless it is the open one."""
    found = waiting(turn)
    if str(found.id) != checkin_id:
        raise CoachError("A newer check-in has taken its place: /checkin")
    return found


async def after_moving_on(turn: Turn, text: str) -> Message:
    """Free text after [Just move on] is no answer; a line says how to resume."""
    answer = await hint(turn, text)
    if open_checkin(turn.learner.checkins) is None:
        turn.ask(None)
        return answer
    line = turn.say("For your check-in: {checkin}", checkin=code("/checkin"))
    return answer.model_copy(update={"blocks": (*answer.blocks, paragraph(line))})


async def edit(turn: Turn, words: Sequence[str]) -> Message:
    """Which answer to change: `checkin-edit 12`; then what it shall be: `checkin-edit 12 built`."""
    found = _reflection(turn, word(words))
    if len(words) > 1:
        return _rewriting(turn, found, _question(words))
    say = turn.say
    choices = [
        button(turn, say.line(LABELS[question]), f"checkin-edit {found.id} {question}")
        for question in REFLECTION
        if not found.is_open or question in found.latest
    ]
    line = say("Which answer on week {week} do you want to change?", week=found.week)
    return Message(blocks=(paragraph(line),), buttons=row(*choices), edits=True)


def _reflection(turn: Turn, checkin_id: str) -> Checkin:
    for each in turn.learner.checkins:
        if str(each.id) == checkin_id:
            return each
    raise CoachError("That answer is gone. What there is: /journal")


def _rewriting(turn: Turn, found: Checkin, question: Question) -> Message:
    say, present = turn.say, found.latest.get(question)
    turn.ask(f"{EDITING} {found.id} {question} {turn.today.isoformat()}")
    lines: list[Text] = [(strong(say.line(WORDS[question])),)]
    if present is not None:
        lines.append(say("So far: “{answer}”", answer=shortened(" ".join(present.split()), 200)))
    lines.append(say("What you write now takes its place."))
    change = f"checkin-rewrite {found.id}"
    scale = row(*confidences(turn, change)) if question is Question.CONFIDENCE else ()
    keep = row(
        button(turn, say.line("Keep it"), "checkin-keep"),
        button(turn, say.line("Take it out"), f"{change} {question}"),
    )
    return Message(blocks=tuple(map(paragraph, lines)), buttons=(*scale, *keep), edits=True)


async def rewrite(turn: Turn, words: Sequence[str]) -> Message:
    """An answer is changed by a button: `checkin-rewrite 12 confidence 4`, or taken out: `... built`."""
    found, question = _reflection(turn, word(words)), _question(words)
    text = checked(turn, question, words[2]) if len(words) > 2 else None
    changed = await _rewritten(turn, found, question, text)
    return changed.model_copy(update={"edits": True})


async def rewrite_in_words(turn: Turn, text: str) -> Message:
    """The new answer as free text; on a later day it is not meant as one any more."""
    _, checkin_id, name, day = (turn.learner.question or "").split(" ")
    if day != turn.today.isoformat():
        turn.ask(None)
        return await take_words(turn, text)
    found, question = _reflection(turn, checkin_id), Question(name)
    return await _rewritten(turn, found, question, checked(turn, question, text))


async def _rewritten(turn: Turn, found: Checkin, question: Question, text: str | None) -> Message:
    await record(turn, found, question, text)
    return _kept(turn, turn.say("Changed. Your journal: {journal}", journal=code("/journal")))


async def keep(turn: Turn, _: Sequence[str]) -> Message:
    """[Keep it]: the answer stays."""
    kept = _kept(turn, turn.say("It stays as it was."))
    return kept.model_copy(update={"edits": True})


def _kept(turn: Turn, line: Text) -> Message:
    turn.ask(None)
    say = turn.say
    return message(
        paragraph(line),
        buttons=row(
            button(turn, say.line("Journal"), "/journal"),
            button(turn, say.line("Today"), "/today"),
        ),
    )


FEATURE = Feature(
    commands=(
        Command("checkin", marked("look back on your week"), "/checkin", checkin, scope=PRIVATE),
    ),
    actions=(
        Action("checkin-move-on", move_on),
        Action("checkin-skip", skip),
        Action("checkin-answer", answer_by_button),
        Action(FILL_IN, open_form),
        Action("go-on", yes_go_on),
        Action("stop-writing", stop),
        Action("checkin-edit", edit),
        Action("checkin-rewrite", rewrite),
        Action("checkin-keep", keep),
    ),
    questions=(
        Asked("checkin", take_words),
        Asked(ASIDE, after_moving_on),
        Asked(EDITING, rewrite_in_words),
    ),
    forms=(FormTaker(FILL_IN, fill_in),),
    nudges=(
        Nudging(Kind.CHECKIN, first_question),
        Nudging(Kind.CHECKIN_REMINDER, reminder),
        Nudging(Kind.ASK_TO_GO_ON, ask_to_go_on),
    ),
)
