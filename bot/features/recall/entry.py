"""The entry test of a roadmap: eight questions on what it builds on; it advises, never bars (12.6)."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from urllib.parse import urlsplit

from bot.chat.messages import (
    Block,
    Bullets,
    Button,
    Message,
    Paragraph,
    Text,
    link,
    message,
    strong,
)
from bot.domain.recall.answers import RecallAnswer, Review, entry_to
from bot.domain.recall.question import AnyQuestion
from bot.domain.roadmap.entrance import EntryAdvice, advice
from bot.domain.roadmap.model import Roadmap, Topic
from bot.errors import CoachError
from bot.features.kit import Context
from bot.features.recall.gate import recalling_before, topic_line
from bot.features.recall.known import review_at_hand
from bot.features.setup.entrance import entry_questions, entry_under_way
from bot.features.setup.naming import roadmap_named
from bot.features.views import button, column, paragraph, row


async def entry_test(context: Context, name: str) -> Review:
    """The entry test of a roadmap: gone on with where it was interrupted, else a new one.

    Raises CoachError where there is no such roadmap, or it has none.
    """
    roadmap = roadmap_named(context.roadmaps.offered(context.say.language), name)
    if not entry_questions(context, roadmap):
        raise CoachError(
            "{roadmap} builds on nothing that I could ask about. All about it: /roadmaps {name}",
            roadmap=roadmap.title,
            name=roadmap.id,
        )
    found, open_now = entry_under_way(context, roadmap.id), review_at_hand(context.learner)
    if found is None:
        new = Review(0, context.now, context.today, phase=entry_to(roadmap.id))
        return await context.open_review(new)
    if open_now is not None and open_now.id != found.id:
        await context.change_review(replace(open_now, closed_at=context.now))
    if not found.is_open:
        found = replace(found, closed_at=None)
        await context.change_review(found)
    return found


def entry_asks(context: Context, review: Review) -> tuple[AnyQuestion, ...]:
    """What an entry test asks: the same, however much of it is answered."""
    roadmap = context.roadmaps.find(review.entry or "")
    entry = roadmap.entry if roadmap else None
    return recalling_before(context, review).entry(entry.concepts) if entry else ()


def entry_result(context: Context, review: Review, given: Sequence[RecallAnswer]) -> Message:
    """What the answers come to, with the way on."""
    found = context.roadmaps.find(review.entry or "")
    if found is None or not given:
        gone = context.say("There is nothing left to ask on it. All roadmaps: /roadmaps")
        return message(paragraph(gone))
    say, roadmap = context.say, context.spoken(found)
    figures = {"right": sum(each.right for each in given), "n": len(given)}
    take = _take(context, roadmap, say.line("Take this one"))
    match advice(figures["right"], figures["n"]):
        case EntryAdvice.GO:
            go = say("{right} of {n} right. Go: you know what {roadmap} builds on.",
                     **figures, roadmap=strong(roadmap.title))  # fmt: skip
            return message(paragraph(go), buttons=row(take))
        case EntryAdvice.LOOK_FIRST:
            go = say("{right} of {n} right. Go, and look at these first:", **figures)
            return message(*_to_look_at(context, roadmap, go, given), buttons=row(take))
    anyway = _take(context, roadmap, say.line("Take it all the same"))
    if _has_walked(context, roadmap):
        rather = say("{right} of {n} right. Rather go over these first:", **figures)
        return message(*_to_look_at(context, roadmap, rather, given), buttons=row(anyway))
    rather, ways = _walk_first(context, roadmap, figures)
    return message(paragraph(rather), _no_bar(context), buttons=column(*ways, anyway))


def _take(context: Context, roadmap: Roadmap, label: str) -> Button:
    """The way on; for who is on the roadmap already it is today's page."""
    enrolment = context.learner.enrolment
    if enrolment and enrolment.roadmap == roadmap.id and not context.finished:
        return button(context, context.say.line("Today"), "/today")
    return button(context, label, f"take {roadmap.id}")


def _no_bar(context: Context) -> Paragraph:
    return paragraph(context.say("It is advice only; the choice is yours."))


def _to_look_at(
    context: Context, roadmap: Roadmap, line: Text, given: Sequence[RecallAnswer]
) -> tuple[Block, ...]:
    """What the wrong answers were about, each with its page."""
    bank = context.roadmaps.bank()
    wrong = [found for each in given if not each.right and (found := bank.get(each.question))]
    items = dict.fromkeys(_about(context, roadmap, each) for each in wrong)
    listed = (Bullets(items=tuple(items)),) if items else ()
    return (paragraph(line), *listed, _no_bar(context))


def _about(context: Context, roadmap: Roadmap, question: AnyQuestion) -> Text:
    """The topic that teaches what a question is about, on the way to a roadmap; else its own page."""
    wanted = question.concepts[0]
    known = (topic for topic in _taught(context, roadmap) if wanted in topic.concepts)
    if topic := next(known, None):
        return topic_line(context, topic)
    page = link(urlsplit(question.read).netloc.removeprefix("www."), question.read)
    return context.say("{topic}: {page}", topic=wanted.replace("-", " "), page=page)


def _taught(context: Context, roadmap: Roadmap) -> Iterator[Topic]:
    """The topics of the roadmaps that lead to this one, up to where it begins."""
    for before, week in _points(context, roadmap):
        for step in before.steps:
            yield from step.topics if step.weeks.first <= week else ()


def _points(context: Context, roadmap: Roadmap) -> list[tuple[Roadmap, int]]:
    """Where one can come from, and after which week; the learner's own roadmap is the first."""
    after = roadmap.entry.after if roadmap.entry else ()
    found = [(context.spoken(one), each.week) for each in after
             if (one := context.roadmaps.find(each.roadmap))]  # fmt: skip
    return sorted(found, key=lambda point: point[0].id != context.roadmap.id)


def _has_walked(context: Context, roadmap: Roadmap) -> bool:
    """Whether the learner was there already, or there is no way to name."""
    weeks = {before.id: week for before, week in _points(context, roadmap)}
    walked = context.learner.enrolments
    return not weeks or any(each.week > weeks.get(each.roadmap, each.week) for each in walked)


def _walk_first(
    context: Context, roadmap: Roadmap, figures: Mapping[str, int]
) -> tuple[Text, tuple[Button, ...]]:
    """The advice to come by another roadmap, and the way there."""
    (before, week), *_ = _points(context, roadmap)
    say, enrolment, title = context.say, context.learner.enrolment, strong(before.title)
    if enrolment and enrolment.roadmap == before.id:
        line = say("{right} of {n} right. Rather stay on {roadmap} to week {week} first; you are in week {here}.",
                   **figures, roadmap=title, week=week, here=enrolment.week)  # fmt: skip
        return line, (button(context, say.line("Today"), "/today"),)
    line = say("{right} of {n} right. Rather walk {roadmap} to week {week} first: it brings what is missing.",
               **figures, roadmap=title, week=week)  # fmt: skip
    label = say.line("Take: {title}", title=before.title)
    return line, (button(context, label, f"take {before.id}"),)
