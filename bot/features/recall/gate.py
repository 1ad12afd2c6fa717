"""The gate at a phase's end: eight questions whose result advises and never locks (12.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from bot.chat.messages import Block, Bullets, Button, Message, Text, link, message, plain
from bot.domain.recall.answers import RecallAnswer, Review
from bot.domain.recall.question import AnyQuestion
from bot.domain.recall.schedule import Recalling
from bot.domain.roadmap.model import Phase, Topic
from bot.features.kit import Context
from bot.features.recall.known import recalling
from bot.features.views import button, paragraph, row


def phase_ended(context: Context, week: int) -> Phase | None:
    """The phase whose last week is `week`; None where it goes on."""
    roadmap = context.roadmap
    phase = roadmap.phase_of(week)
    goes_on = week < roadmap.weeks and roadmap.phase_of(week + 1).id == phase.id
    return None if goes_on else phase


def gate_offer(context: Context, week: int) -> tuple[Button, ...]:
    """[8 questions on this phase], after the last week of one that has questions."""
    phase = phase_ended(context, week)
    if phase is None:
        return ()
    count = len(recalling(context).gate(_concepts(phase)))
    if not count:
        return ()
    label = context.say.plural("{n} question on the phase", "{n} questions on the phase", count)
    text = "".join(span.text for span in label)
    return (button(context, text, f"review-gate {week}"),)


def gate_questions(context: Context, review: Review) -> tuple[AnyQuestion, ...]:
    """What the gate of a review asks: the same, however much of it is answered."""
    phase = next((each for each in context.roadmap.phases if each.id == review.phase), None)
    if phase is None:
        return ()
    return recalling_before(context, review).gate(_concepts(phase))


def recalling_before(context: Context, review: Review) -> Recalling:
    """What recall went by when a review began."""
    known = recalling(context)
    return replace(known, answers=known.answers.outside(review))


def _concepts(phase: Phase) -> list[str]:
    topics = (topic for step in phase.steps for topic in step.topics)
    return list(dict.fromkeys(concept for topic in topics for concept in topic.concepts))


def gate_result(context: Context, review: Review, given: Sequence[RecallAnswer]) -> Message:
    """What the answers come to, and what is worth another look."""
    say = context.say
    right = sum(each.right for each in given)
    blocks: list[Block] = [
        paragraph(say("Behind this phase: {right} of {n} right.", right=right, n=len(given)))
    ]
    again = _to_repeat(context, (each.question for each in given if not each.right))
    if again:
        blocks += [
            paragraph(say("Worth another look before you build on it:")),
            Bullets(items=again),
        ]
    else:
        blocks.append(paragraph(say("All of it holds. What you learnt here will carry you.")))
    blocks.append(paragraph(say("It is advice only: your week stays where it is.")))
    buttons = row(
        button(context, say.line("Today"), "/today"), button(context, say.line("Week"), "/week")
    )
    return message(*blocks, buttons=buttons)


def _to_repeat(context: Context, wrong: Iterable[str]) -> tuple[Text, ...]:
    """The topics of the roadmap that the wrong answers were about, each with its page."""
    about = {
        concept
        for each in wrong
        if (question := context.roadmaps.bank().get(each))
        for concept in question.concepts[:1]
    }
    lines: dict[str, Text] = {}
    for concept in sorted(about):
        topics = (topic for step in context.roadmap.steps for topic in step.topics)
        topic = next((each for each in topics if concept in each.concepts), None)
        if topic is None:
            continue
        lines[topic.id] = topic_line(context, topic)
    return tuple(lines.values())


def topic_line(context: Context, topic: Topic) -> Text:
    """A topic with its page, where it has one."""
    page = topic.resource
    if page is None:
        return plain(topic.title)
    return context.say("{topic}: {page}", topic=topic.title, page=link(page.title, page.url))
