"""The steps of a check-in: asking, keeping an answer, settling the week, finishing (promise 5)."""

from datetime import date
from typing import Final

from bot.chat.messages import Block, Button, Form, Message, Text, code, strong
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.domain.reflection import REFLECTION, Answer, Checkin, Question, open_checkin
from bot.errors import shortened
from bot.features.hint import hint
from bot.features.kit import Context
from bot.features.plan.finish import finished_message
from bot.features.plan.offering import offer
from bot.features.recall.known import shaky_line
from bot.features.study.proofs import is_only_proof, roadmap_behind
from bot.features.study.verdicts import stuck_titles
from bot.features.views import Rows, button, column, paragraph, position, row, streak_line
from bot.features.weekly.answers import checked
from bot.features.weekly.form import form_of
from bot.features.weekly.noted import CONFIDENCE, again_offered, is_of_now, noted, was_hard
from bot.features.weekly.opened import waiting
from bot.features.weekly.recap import recap
from bot.features.weekly.topics import topics_form

WEEKS_OFFERED: Final = 3
"""The learner's week and the ones after it, as buttons."""

STUCK_NAMED: Final = 2

_TELLS: Final = frozenset({Question.LEARNT, Question.BUILT})
"""The questions whose answer may well be what a check printed."""

WORDS: Final = {
    Question.LEARNT: marked("What did you learn? Three to five short points are plenty."),
    Question.BUILT: marked("What did you build? A link is welcome."),
    Question.HARD: marked("What was hard?"),
    Question.CONFIDENCE: marked("How confident are you with it, from 1 to 5?"),
    Question.PLAN: marked(
        "When and where will you study in the coming week? For example: if it is Tuesday, 19:00, I open my laptop in the kitchen."
    ),
}


def open_question(context: Context) -> Question:
    """What the open check-in asks next."""
    return waiting(context).next_question or Question.WEEK


def asked(context: Context, *lines: Text, move_on: bool = False, edits: bool = False) -> Message:
    """`lines`, then the first open question with its buttons.

    `move_on` puts [Just move on] first, as long as the week is not settled.
    """
    checkin, question = waiting(context), open_question(context)
    skip = button(context, context.say.line("Skip"), f"checkin-skip {checkin.id} {question}")
    last = [skip]
    if move_on and question is not Question.WEEK and Question.WEEK not in checkin.latest:
        last.insert(
            0, button(context, context.say.line("Just move on"), f"checkin-move-on {checkin.id}")
        )
    return Message(
        blocks=(*map(paragraph, lines), paragraph(_question(context, question))),
        buttons=(*_choices(context, checkin, question), *row(*last)),
        edits=edits,
        form=form_of(context.say, checkin) or _topics(context, checkin),
        takes_number=question in {Question.CONFIDENCE, Question.WEEK},
    )


def _topics(context: Context, checkin: Checkin) -> Form | None:
    """What is asked beside the last question; the week may belong to another roadmap by now."""
    return topics_form(context, checkin) if is_of_now(context, checkin) else None


def _question(context: Context, question: Question) -> Text:
    if question is Question.WEEK:
        return _which_week(context)
    return context.say(
        "{number} of {all} · {question}",
        number=REFLECTION.index(question) + 1,
        all=len(REFLECTION),
        question=(strong(_words(context, question)),),
    )


def _which_week(context: Context) -> Text:
    if was_hard(waiting(context)):
        return context.say(
            "Last one: which week are you in now? After a hard one, the same again is a good choice."
        )
    return context.say(
        "Last one: which week are you in now? The same again is fine. You can also type a number."
    )


def _words(context: Context, question: Question) -> str:
    """The question; what was hard names what the learner was stuck at (promise 3.4b)."""
    titles = stuck_titles(context) if question is Question.HARD else []
    if not titles:
        return context.say.line(WORDS[question])
    named = ", ".join(context.say.quoted(shortened(title, 60)) for title in titles[:STUCK_NAMED])
    return context.say.line("What was hard? You were stuck at {topics}.", topics=named)


def _choices(context: Context, checkin: Checkin, question: Question) -> Rows:
    if question is Question.CONFIDENCE:
        return row(*confidences(context, f"checkin-answer {checkin.id}"))
    if question is not Question.WEEK:
        return ()
    here, last = position(context), context.roadmap.weeks
    return column(
        *(
            button(
                context,
                _week_label(context, week),
                f"checkin-answer {checkin.id} {question} {week}",
            )
            for week in range(here, min(here + WEEKS_OFFERED, last + 2))
        )
    )


def confidences(context: Context, action: str) -> tuple[Button, ...]:
    """1 to 5; each presses `action confidence number`."""
    return tuple(
        button(context, str(each), f"{action} {Question.CONFIDENCE} {each}") for each in CONFIDENCE
    )


def _week_label(context: Context, week: int) -> str:
    if week > context.roadmap.weeks:
        return context.say.line("I finished the last week")
    if week == position(context):
        return context.say.line("Week {week} again", week=week)
    return context.say.line("Week {week}", week=week)


async def record(context: Context, checkin: Checkin, question: Question, text: str | None) -> None:
    """Keep an answer; None where the question was skipped. The latest one counts."""
    answer = Answer(question, text, context.now)
    await context.answer(checkin, answer)


async def take(
    context: Context, question: Question, text: str | None, *, edits: bool = False
) -> Message:
    """Keep an answer to the open check-in, then ask what is still open; after the last, finish."""
    if question is Question.WEEK and text is not None:
        await _move(context, int(text))
    await record(context, waiting(context), question, text)
    lines = [] if text is None else noted(context, waiting(context), question, text)
    return await proceed(context, *lines, edits=edits)


async def proceed(context: Context, *lines: Text, edits: bool = False) -> Message:
    """`lines`, then what is still open; after the last question, the end."""
    context.ask(None)
    if waiting(context).next_question is None:
        answer = await _finish(context)
        return answer.model_copy(update={"edits": edits})
    return asked(context, *lines, edits=edits)


async def _move(context: Context, week: int) -> None:
    if week == context.enrolment.week:
        return
    cause = MoveCause.CHECKIN if week <= context.roadmap.weeks else MoveCause.FINISH
    await context.move(week, cause)


async def take_words(context: Context, text: str) -> Message:
    """Free text answers the first open question; without a check-in it gets the hint."""
    if open_checkin(context.learner.checkins.recent) is None:
        context.ask(None)
        return await hint(context, text)
    question, roadmap = open_question(context), roadmap_behind(context, waiting(context))
    if question not in _TELLS and is_only_proof(roadmap, text):
        return await _keep_with_built(context, text)
    return await take(context, question, checked(context, question, text))


async def _keep_with_built(context: Context, text: str) -> Message:
    """What a check printed belongs to what was built, whatever was asked just now (promise 5.3)."""
    built = waiting(context).latest.get(Question.BUILT)
    text = text.strip()
    whole = f"{built}\n{text}" if built else text
    await record(context, waiting(context), Question.BUILT, whole)
    return await proceed(context, *noted(context, waiting(context), Question.BUILT, text))


async def settle_week(context: Context) -> tuple[Text, Rows]:
    """After `/next`: the week is answered, and the rest stays open (promise 5.2).

    A check-in of which nothing else is open is finished, perhaps with an offer (promise 3.5).
    Doing it twice changes nothing.
    """
    checkin, week = open_checkin(context.learner.checkins.recent), str(context.enrolment.week)
    if checkin is None or checkin.latest.get(Question.WEEK) == week:
        return (), ()
    await record(context, checkin, Question.WEEK, week)
    if waiting(context).next_question is not None:
        return (), ()
    await _close(context)
    return ((), ()) if context.finished else offer(context)


async def _close(context: Context) -> None:
    """Finish the check-in; the week's recap follows."""
    found, late_by = waiting(context), 0 if context.finished else _late_by(context)
    await context.close_checkin(found, late_by=late_by)
    if shown := recap(context, found):
        context.further.append(shown)


def _late_by(context: Context) -> int:
    weekday = context.learner.preferences.checkin[0]
    return context.plan.standing(context.enrolment.week, context.today, weekday).late_by


async def _finish(context: Context) -> Message:
    """The closing message: what was kept, where the learner stands, perhaps an offer."""
    checkin, say = waiting(context), context.say
    await _close(context)
    thanks = (
        say(
            "Thank you. Week {week} is in your journal: {journal}",
            week=checkin.week,
            journal=code("/journal"),
        )
        if checkin.is_reflection
        else say("All skipped, and that is fine. There is always another week.")
    )
    if context.finished:
        page = finished_message(context)
        return page.model_copy(update={"blocks": (paragraph(thanks), *page.blocks)})
    blocks: list[Block] = [paragraph(thanks), paragraph(_place(context, checkin))]
    if streak := streak_line(context, context.ledger()):
        blocks.append(paragraph(streak))
    line, choices = offer(context)
    if line:
        blocks.append(paragraph(line))
    today = row(button(context, say.line("Today"), "/today"))
    again = again_offered(context, checkin)
    return Message(blocks=tuple(blocks), buttons=(*today, *again, *choices))


def _place(context: Context, checkin: Checkin) -> Text:
    week = position(context)
    title = context.roadmap.step_of(week).title
    if week == checkin.week and is_of_now(context, checkin):
        return context.say(
            "You stay in week {week}: {title}. Take the time it needs.",
            week=strong(week),
            title=title,
        )
    return context.say("You are in week {week} now: {title}.", week=strong(week), title=title)


async def begin(context: Context) -> Message:
    """Open a check-in and ask its first question; free text answers it from now on."""
    week = min(context.enrolment.looks_back_on(context.today), context.roadmap.weeks)
    new = Checkin(0, context.now, context.today, week, enrolment_id=context.enrolment.id)
    before = [each.opened_at for each in context.learner.checkins]
    await context.open_checkin(new)
    context.ask(None)
    say = context.say
    lines = [
        say(
            "Let's look back on week {week}: five short questions, and each can be skipped.",
            week=strong(new.week),
        )
    ]
    if plan := context.learner.checkins.plan:
        lines.append(
            say(
                "Last time you planned: “{plan}”. How did it go? Tell me along with your answer, if you like.",
                plan=shortened(" ".join(plan.split()), 200),
            )
        )
    if shaky := shaky_line(context, max(before, default=None)):
        lines.append(shaky)
    return asked(context, *lines, move_on=True)


def day_of(checkin: Checkin) -> date:
    """The day a reflection is dated with."""
    return checkin.finished_on or checkin.opened_on
