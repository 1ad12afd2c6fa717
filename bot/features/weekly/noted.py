"""What is said to an answer of a check-in: an echo, and help with what was hard (promise 5.1)."""

import re
from collections.abc import Sequence
from typing import Final

from bot.chat.messages import Message, Text, link, message
from bot.domain.learner import MoveCause
from bot.domain.links import links
from bot.domain.reflection import Checkin, Question
from bot.domain.roadmap.about import topic_about
from bot.domain.roadmap.model import Topic
from bot.errors import CoachError
from bot.features.kit import Action, Context, Feature
from bot.features.study.proofs import parted, proven_lines, roadmap_behind
from bot.features.study.verdicts import stuck_titles
from bot.features.views import Rows, button, paragraph, row, week_title, word

CONFIDENCE: Final = range(1, 6)
_SURE_FROM: Final = 4
_UNSURE_TO: Final = 2

_NOTHING: Final = re.compile(
    r"(nothing|none|no|nope|nah|not (much|a lot|really|too bad)|n/a|(it was |that was |all )?"
    r"(fine|easy|good|ok|okay)|no (problems?|trouble|issues))"
    r"( (really|yet|at all|much|special|in particular|so far|this week|was hard|hard))*"
    r"|(gar |eigentlich )?(nichts|nix|nein|nö|nee|nicht (viel|wirklich)|((es |das )?(war |ging )|alles )*"
    r"(gut|leicht|einfach|okay|ok)|keine (probleme|schwierigkeiten))"
    r"( (wirklich|eigentlich|besonderes|bisher|diese woche|war schwer|schwer|schweres))*",
    re.IGNORECASE,
)


def noted(context: Context, checkin: Checkin, question: Question, text: str) -> list[Text]:
    """The echo to an answer of `checkin`; what a check printed is told first."""
    roadmap = roadmap_behind(context, checkin)
    printed, said = parted(roadmap, text)
    lines = proven_lines(context, roadmap, printed) if printed else []
    return lines + _echo(context, checkin, question, said) if said.strip() else lines


def _echo(context: Context, checkin: Checkin, question: Question, text: str) -> list[Text]:
    say = context.say
    match question:
        case Question.LEARNT:
            return [say("Got it.")]
        case Question.BUILT:
            return [say("Kept, with its link.") if links(text) else say("Good, that is kept.")]
        case Question.HARD:
            return _hard(context, checkin, text)
        case Question.CONFIDENCE:
            return [_confidence(context, int(text))]
        case Question.PLAN:
            return [say("A good plan. Your prompts will begin with it.")]
        case Question.WEEK:
            return []


def was_hard(checkin: Checkin) -> bool:
    """Whether something was hard, as its answer says."""
    text = checkin.latest.get(Question.HARD) or ""
    said = " ".join(re.sub(r"[^\w/]+", " ", text).split())
    return bool(said) and not _NOTHING.fullmatch(said)


def _confidence(context: Context, number: int) -> Text:
    if number >= _SURE_FROM:
        return context.say("Confidence {number}: good to hear.", number=number)
    if number <= _UNSURE_TO:
        return context.say(
            "Confidence {number}: honest, and it grows with every evening.", number=number
        )
    return context.say("Confidence {number}: you are on the way.", number=number)


def _hard(context: Context, checkin: Checkin, text: str) -> list[Text]:
    say = context.say
    if not was_hard(checkin):
        return [say("Glad it went well.")]
    lines = [say("Thanks for saying so.")]
    topic = _topic(context, checkin, text)
    if topic is None:
        return lines
    if page := topic.resource:
        lines.append(
            say("A page for “{topic}”: {page}", topic=topic.title, page=link(page.title, page.url))
        )
    if topic.exercise:
        lines.append(say("To try: {exercise}", exercise=topic.exercise))
    return lines


def _topic(context: Context, checkin: Checkin, text: str) -> Topic | None:
    """What was hard, as the answer's words tell, else what the learner was stuck at."""
    week = min(max(checkin.week, context.enrolment.week), context.roadmap.weeks)
    if found := topic_about(context.roadmap, text, week):
        return found
    stuck = set(stuck_titles(context))
    topics = (each for step in context.roadmap.steps for each in step.topics)
    return next((each for each in topics if each.title in stuck), None)


def again_offered(context: Context, checkin: Checkin) -> Rows:
    """[Week 3 again], for a learner who went on from a week that was hard (promise 5.1)."""
    if not was_hard(checkin) or not is_of_now(context, checkin):
        return ()
    if context.finished or context.enrolment.week <= checkin.week:
        return ()
    label = context.say.line("Week {week} again", week=checkin.week)
    return row(button(context, label, f"checkin-again {checkin.id}"))


def is_of_now(context: Context, checkin: Checkin) -> bool:
    """Whether a check-in was opened on the learner's present roadmap."""
    return context.enrolment.holds(checkin)


async def again(context: Context, words: Sequence[str]) -> Message:
    """[Week 3 again]: `checkin-again 12`."""
    found = [each for each in context.learner.checkins if str(each.id) == word(words)]
    if not found or not is_of_now(context, found[0]) or context.finished:
        raise CoachError("That week lies on another roadmap. What to do today: /today")
    week = found[0].week
    if context.enrolment.week <= week:
        raise CoachError("You are in week {week} already. What to do: /today", week=week)
    await context.move(week, MoveCause.BACK)
    say = context.say
    return message(
        paragraph(week_title(context, week)),
        paragraph(say("A second time around is often when it clicks. All your ticks are kept.")),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Week"), "/week"),
        ),
    )


FEATURE = Feature(actions=(Action("checkin-again", again),))
