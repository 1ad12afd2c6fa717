"""What recall knows about the learner at hand: what is in play, what is due, what is shaky."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final

from bot.chat.messages import Text, code
from bot.domain import policy
from bot.domain.learner import Learner
from bot.domain.recall.answers import Review
from bot.domain.recall.question import AnyQuestion
from bot.domain.recall.results import calibration, held, shaky
from bot.domain.recall.schedule import Recalling
from bot.domain.roadmap.choices import met, named
from bot.domain.roadmap.model import Topic
from bot.errors import shortened
from bot.features.kit import Context

_DAY: Final = timedelta(days=1)

SHAKY_NAMED: Final = 2
"""Topics that a check-in names."""


def recalling(context: Context) -> Recalling:
    """What recall goes by (promise 12.2)."""
    learner = context.learner
    return Recalling(
        context.roadmaps.bank(),
        [topic.concepts for topic in _ticked(context)],
        learner.recalled,
        _end(context),
        {each.id for each in learner.reviews.at_hand(context.today - _DAY) if each.phase},
    )


def _end(context: Context) -> date | None:
    """The last day of the learner's roadmap, as it is planned."""
    if context.learner.enrolment is None:
        return None
    return context.plan.due(context.roadmap.weeks)


def due(context: Context) -> tuple[AnyQuestion, ...]:
    """What is asked on the rest of today; who has ticked nothing is spared reading the bank."""
    if next(_ticked(context), None) is None:
        return ()
    return recalling(context).due(context.today)


def waiting(context: Context) -> int:
    """How many are due."""
    if next(_ticked(context), None) is None:
        return 0
    return recalling(context).waiting(context.today)


def waiting_line(context: Context) -> Text:
    """`3 questions wait: /review`; empty where none do (promise 12.4)."""
    count = waiting(context) if context.learner.enrolment else 0
    if not count:
        return ()
    return context.say.plural(
        "{n} question waits: {review}",
        "{n} questions wait: {review}",
        count,
        review=code("/review"),
    )


def calibrated_line(context: Context) -> Text:
    """How far being sure can be trusted; empty until there is enough to say so (promise 12.4)."""
    found = calibration(context.learner.recalled)
    if found is None:
        return ()
    return context.say(
        "When you are sure, you are right {percent}% of the time.", percent=found.percent
    )


def held_line(context: Context) -> Text:
    """How many answers held when asked again; empty until there is enough to say so."""
    answers = context.learner.recalled
    right, again = held(answers)
    if len(answers) < policy.CALIBRATED_FROM or not again:
        return ()
    return context.say("Recalls that held: {right} of {n}.", right=right, n=again)


def shaky_questions(context: Context, since: datetime | None = None) -> tuple[AnyQuestion, ...]:
    """The questions in play that were answered wrong twice, the last time `since` then."""
    known = recalling(context)
    in_play = {*known.in_play()}
    found = (known.bank.get(each) for each in shaky(known.answers, since) if each in in_play)
    return tuple(each for each in found if each)


def shaky_line(context: Context, since: datetime | None) -> Text:
    """What was answered wrong twice since the check-in before (promise 12.4)."""
    found = shaky_questions(context, since)
    topics = list(dict.fromkeys(subject(context, each) for each in found))[:SHAKY_NAMED]
    if not topics:
        return ()
    named = ", ".join(context.say.quoted(shortened(each, 60)) for each in topics)
    return context.say(
        "In your reviews this was wrong twice: {topics}. Your next review evening goes over it.",
        topics=named,
    )


def topic_of(context: Context, question: AnyQuestion) -> Topic | None:
    """The ticked topic that a question belongs to: the one of which it tells most."""
    about = {*question.concepts}
    found = [each for each in _ticked(context) if about & {*each.concepts}]
    wanted = question.seen_in.get(context.roadmap.id)
    exact = [each for each in found if each.id == wanted]
    return next(iter(exact or found), None)


def subject(context: Context, question: AnyQuestion) -> str:
    """What a question is about, in a few words."""
    topic = topic_of(context, question)
    return topic.title if topic else question.concepts[0].replace("-", " ")


def review_at_hand(learner: Learner) -> Review | None:
    """The review that is open."""
    return learner.reviews.open


def _ticked(context: Context) -> Iterator[Topic]:
    """The ticked topics of roadmaps that were not left, those that were ticked first first."""
    learner, seen = context.learner, set[str]()
    for enrolment in reversed(learner.enrolments):
        lived = enrolment is learner.enrolment or enrolment.finished
        if not lived or enrolment.roadmap in seen:
            continue
        seen.add(enrolment.roadmap)
        content = context.content_of(enrolment)
        topics = {
            topic.id: topic
            for phase in content.phases
            for step in phase.steps
            for topic in step.topics
        }
        for each in _in_order(learner, enrolment.roadmap):
            if each in topics:
                yield topics[each]


def _in_order(learner: Learner, roadmap: str) -> Iterator[str]:
    yield from learner.ticks_on(roadmap)
    yield from named(met(""), (mark.item for mark in learner.marks if mark.roadmap == roadmap))
