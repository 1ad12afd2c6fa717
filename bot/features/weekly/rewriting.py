"""An answer of a check-in is changed, from `/journal` (promise 5.2).

Free text means it on the same day only; where there are forms, it has one of its own.
"""

from collections.abc import Mapping, Sequence
from typing import Final

from bot.chat.messages import Form, Message, Text, code, message, strong
from bot.chat.translate import marked
from bot.domain.reflection import REFLECTION, Checkin, Question
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Context, Expects, Feature, FormTaker, TextQuestion
from bot.features.views import button, paragraph, row, word
from bot.features.weekly.answers import checked, question_in
from bot.features.weekly.form import input_of
from bot.features.weekly.reflecting import WORDS, confidences, record, take_words

EDITING: Final = "checkin-edit"
FORM: Final = "checkin-anew"

LABELS: Final = {
    Question.LEARNT: marked("Learnt"),
    Question.BUILT: marked("Built"),
    Question.HARD: marked("Hard"),
    Question.CONFIDENCE: marked("Confidence"),
    Question.PLAN: marked("Plan"),
}


async def edit(context: Context, words: Sequence[str]) -> Message:
    """Which answer to change: `checkin-edit 12`; then what it shall be: `checkin-edit 12 built`."""
    found = _reflection(context, word(words))
    if len(words) > 1:
        return _rewriting(context, found, question_in(words))
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
    return Message(
        blocks=tuple(map(paragraph, lines)),
        buttons=(*scale, *keep),
        edits=True,
        form=_form(context, found, question),
    )


def _form(context: Context, found: Checkin, question: Question) -> Form:
    say = context.say
    return Form(
        title=say.line("Your week {week}", week=found.week),
        opens=say.line("Write it anew"),
        action=f"{FORM} {found.id} {question}",
        inputs=(input_of(say, question, found.latest.get(question)),),
    )


async def rewrite(context: Context, words: Sequence[str]) -> Message:
    """An answer is changed by a button: `checkin-rewrite 12 confidence 4`, or taken out: `... built`."""
    found, question = _reflection(context, word(words)), question_in(words)
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


async def rewrite_in_form(
    context: Context, words: Sequence[str], values: Mapping[str, str]
) -> Message:
    """The new answer, from its form; an empty one takes it out."""
    found, question = _reflection(context, word(words)), question_in(words)
    text = values.get(question, "").strip()
    return await _rewritten(
        context, found, question, checked(context, question, text) if text else None
    )


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


FEATURE = Feature(
    actions=(
        Action(EDITING, edit),
        Action(FORM, edit),
        Action("checkin-rewrite", rewrite),
        Action("checkin-keep", keep),
    ),
    questions=(TextQuestion(EDITING, rewrite_in_words, Expects.WORDS),),
    forms=(FormTaker(FORM, rewrite_in_form),),
)
