"""The steps of a check-in: asking, keeping an answer, settling the week, finishing (promise 5)."""

from datetime import date
from typing import Final

from bot.chat.messages import Block, Button, Message, Text, code, strong
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.domain.reflection import REFLECTION, Answer, Checkin, Question, open_checkin
from bot.errors import CoachError, shortened
from bot.features.hint import hint
from bot.features.kit import Turn
from bot.features.plan.finish import finished_message
from bot.features.plan.offering import offer
from bot.features.views import Rows, button, column, paragraph, position, row, streak_line
from bot.features.weekly.form import form_of

CONFIDENCE: Final = range(1, 6)
WEEKS_OFFERED: Final = 3
"""The learner's week and the ones after it, as buttons."""

WORDS: Final = {
    Question.LEARNT: marked("What did you learn? Three to five short points are plenty."),
    Question.BUILT: marked("What did you build? A link is welcome."),
    Question.HARD: marked("What was hard?"),
    Question.CONFIDENCE: marked("How confident are you with it, from 1 to 5?"),
    Question.PLAN: marked(
        "When and where will you study in the coming week? For example: if it is Tuesday, 19:00, I open my laptop in the kitchen."
    ),
}


def waiting(turn: Turn) -> Checkin:
    """The open check-in. Raises CoachError where there is none."""
    checkin = open_checkin(turn.learner.checkins)
    if checkin is None:
        raise CoachError("That check-in is closed. A new one: /checkin. Past ones: /journal")
    return checkin


def open_question(turn: Turn) -> Question:
    """What the open check-in asks next."""
    return waiting(turn).next_question or Question.WEEK


def asked(turn: Turn, *lines: Text, move_on: bool = False, edits: bool = False) -> Message:
    """`lines`, then the first open question with its buttons.

    `move_on` puts [Just move on] first, as long as the week is not settled.
    """
    checkin, question = waiting(turn), open_question(turn)
    skip = button(turn, turn.say.line("Skip"), f"checkin-skip {checkin.id} {question}")
    last = [skip]
    if move_on and question is not Question.WEEK and Question.WEEK not in checkin.latest:
        last.insert(0, button(turn, turn.say.line("Just move on"), f"checkin-move-on {checkin.id}"))
    return Message(
        blocks=(*map(paragraph, lines), paragraph(_question(turn, question))),
        buttons=(*_choices(turn, checkin, question), *row(*last)),
        edits=edits,
        form=form_of(turn.say, checkin),
    )


def _question(turn: Turn, question: Question) -> Text:
    if question is Question.WEEK:
        return turn.say(
            "Last one: which week are you in now? The same one again is fine. You can also type a number."
        )
    return turn.say(
        "{number} of {all} · {question}",
        number=REFLECTION.index(question) + 1,
        all=len(REFLECTION),
        question=(strong(turn.say.line(WORDS[question])),),
    )


def _choices(turn: Turn, checkin: Checkin, question: Question) -> Rows:
    if question is Question.CONFIDENCE:
        return row(*confidences(turn, f"checkin-answer {checkin.id}"))
    if question is not Question.WEEK:
        return ()
    here, last = position(turn), turn.roadmap.weeks
    return column(
        *(
            button(turn, _week_label(turn, week), f"checkin-answer {checkin.id} {question} {week}")
            for week in range(here, min(here + WEEKS_OFFERED, last + 2))
        )
    )


def confidences(turn: Turn, action: str) -> tuple[Button, ...]:
    """1 to 5; each presses `action confidence number`."""
    return tuple(
        button(turn, str(each), f"{action} {Question.CONFIDENCE} {each}") for each in CONFIDENCE
    )


def _week_label(turn: Turn, week: int) -> str:
    if week > turn.roadmap.weeks:
        return turn.say.line("I finished the last week")
    if week == position(turn):
        return turn.say.line("Week {week} again", week=week)
    return turn.say.line("Week {week}", week=week)


def checked(turn: Turn, question: Question, text: str) -> str:
    """An answer as it is kept. Raises CoachError where it is none."""
    words = text.strip()
    if not words:
        raise CoachError("I got no words. A few are enough; for example: lists and loops")
    if question is Question.CONFIDENCE and words not in map(str, CONFIDENCE):
        raise CoachError("Confidence is a number from 1 to 5; for example: 4")
    last = turn.roadmap.weeks
    if question is Question.WEEK and words not in map(str, range(1, last + 2)):
        raise CoachError("Your week is a number from 1 to {last}; for example: 3", last=last)
    return words


async def record(turn: Turn, checkin: Checkin, question: Question, text: str | None) -> None:
    """Keep an answer; None where the question was skipped. The latest one counts."""
    answer = Answer(question, text, turn.now)
    turn.learner = await turn.work.answer(turn.learner, checkin, answer)


async def take(turn: Turn, question: Question, text: str | None, *, edits: bool = False) -> Message:
    """Keep an answer to the open check-in, then ask what is still open; after the last, finish."""
    if question is Question.WEEK and text is not None:
        await _move(turn, int(text))
    await record(turn, waiting(turn), question, text)
    return await proceed(turn, *_noted(turn, question, text), edits=edits)


async def proceed(turn: Turn, *lines: Text, edits: bool = False) -> Message:
    """`lines`, then what is still open; after the last question, the end."""
    turn.ask(None)
    if waiting(turn).next_question is None:
        answer = await _finish(turn)
        return answer.model_copy(update={"edits": edits})
    return asked(turn, *lines, edits=edits)


def _noted(turn: Turn, question: Question, text: str | None) -> tuple[Text, ...]:
    if text is None:
        return ()
    if question is Question.CONFIDENCE:
        return (turn.say("Noted: {number} of {most}.", number=text, most=CONFIDENCE[-1]),)
    return (turn.say("Noted."),)


async def _move(turn: Turn, week: int) -> None:
    if week == turn.enrolment.week:
        return
    cause = MoveCause.CHECKIN if week <= turn.roadmap.weeks else MoveCause.FINISH
    turn.learner = await turn.work.move(turn.learner, week, cause, now=turn.now, today=turn.today)


async def take_words(turn: Turn, text: str) -> Message:
    """Free text answers the first open question; without a check-in it gets the hint."""
    if open_checkin(turn.learner.checkins) is None:
        turn.ask(None)
        return await hint(turn, text)
    question = open_question(turn)
    return await take(turn, question, checked(turn, question, text))


async def settle_week(turn: Turn) -> tuple[Text, Rows]:
    """After `/next`: the week is answered, and the rest stays open (promise 5.2).

    A check-in of which nothing else is open is finished, perhaps with an offer (promise 3.5).
    Doing it twice changes nothing.
    """
    checkin, week = open_checkin(turn.learner.checkins), str(turn.enrolment.week)
    if checkin is None or checkin.latest.get(Question.WEEK) == week:
        return (), ()
    await record(turn, checkin, Question.WEEK, week)
    if waiting(turn).next_question is not None:
        return (), ()
    await _close(turn)
    return ((), ()) if turn.finished else offer(turn)


async def _close(turn: Turn) -> None:
    late_by = 0 if turn.finished else _late_by(turn)
    turn.learner = await turn.work.close_checkin(
        turn.learner, waiting(turn), now=turn.now, today=turn.today, late_by=late_by
    )


def _late_by(turn: Turn) -> int:
    weekday = turn.learner.preferences.checkin[0]
    return turn.plan.standing(turn.enrolment.week, turn.today, weekday).late_by


async def _finish(turn: Turn) -> Message:
    """The closing message: what was kept, where the learner stands, perhaps an offer."""
    checkin, say = waiting(turn), turn.say
    await _close(turn)
    thanks = (
        say(
            "Thank you. Week {week} is in your journal: {journal}",
            week=checkin.week,
            journal=code("/journal"),
        )
        if checkin.is_reflection
        else say("All skipped, and that is fine. There is always another week.")
    )
    if turn.finished:
        page = finished_message(turn)
        return page.model_copy(update={"blocks": (paragraph(thanks), *page.blocks)})
    blocks: list[Block] = [paragraph(thanks), paragraph(_place(turn, checkin))]
    if streak := streak_line(turn, turn.ledger()):
        blocks.append(paragraph(streak))
    line, choices = offer(turn)
    if line:
        blocks.append(paragraph(line))
    today = row(button(turn, say.line("Today"), "/today"))
    return Message(blocks=tuple(blocks), buttons=(*today, *choices))


def _place(turn: Turn, checkin: Checkin) -> Text:
    week = position(turn)
    title = turn.roadmap.step_of(week).title
    if week == checkin.week:
        return turn.say(
            "You stay in week {week}: {title}. Take the time it needs.",
            week=strong(week),
            title=title,
        )
    return turn.say("You are in week {week} now: {title}.", week=strong(week), title=title)


async def begin(turn: Turn) -> Message:
    """Open a check-in and ask its first question; free text answers it from now on."""
    week = min(turn.enrolment.looks_back_on(turn.today), turn.roadmap.weeks)
    new = Checkin(id=0, opened_at=turn.now, opened_on=turn.today, week=week)
    turn.learner = await turn.work.open_checkin(turn.learner, new)
    turn.ask(None)
    say = turn.say
    lines = [
        say(
            "Let's look back on week {week}: five short questions, and each can be skipped.",
            week=strong(new.week),
        )
    ]
    if plan := _planned(turn):
        lines.append(
            say(
                "Last time you planned: “{plan}”. How did it go? Tell me along with your answer, if you like.",
                plan=shortened(" ".join(plan.split()), 200),
            )
        )
    return asked(turn, *lines, move_on=True)


def _planned(turn: Turn) -> str | None:
    """The if-then plan of the reflection before (promise 5.1)."""
    earlier = [each for each in turn.learner.checkins if each.is_reflection]
    return earlier[-1].latest.get(Question.PLAN) if earlier else None


def day_of(checkin: Checkin) -> date:
    """The day a reflection is dated with."""
    return checkin.finished_on or checkin.opened_on
