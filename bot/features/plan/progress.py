"""`/progress`: position, hours and how the plan stands, in numbers and as a picture (3.3 and 14.2)."""

from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import option, word
from bot.chat.messages import Heading, Message, Meter, message, strong
from bot.chat.translate import marked
from bot.errors import CoachError, shortened
from bot.features.kit import Command, Context, Feature
from bot.features.pictures.cards import roadmap_card
from bot.features.pictures.progress import progress_drawing
from bot.features.pictures.words import picture
from bot.features.plan.finish import finished_message
from bot.features.plan.forecasting import foreseen, record_line
from bot.features.plan.plan import standing_line
from bot.features.recall.known import calibrated_line, held_line
from bot.features.views import counted_topics, paragraph, streak_line, week_title

TEXT: Final = "text"


@dataclass(frozen=True)
class ProgressArguments:
    """What `/progress` takes."""

    how: str | None = option(word(TEXT), marked("text: in words, without the picture"))


async def progress(context: Context, given: ProgressArguments) -> Message:
    """Where the learner stands, with the picture or in words."""
    if given.how is not None and given.how.lower() != TEXT:
        raise CoachError(
            "I don't know what to do with {word}; for example: /progress text",
            word=shortened(given.how),
        )
    page = _finished(context) if context.finished else _standing(context)
    shown = page.model_copy(update={"card": True})
    return shown if given.how is None else shown.in_words()


def _finished(context: Context) -> Message:
    page = finished_message(context)
    return page.model_copy(update={"blocks": (*page.blocks, roadmap_card(context))})


def _standing(context: Context) -> Message:
    say, week = context.say, context.enrolment.week
    ticked = context.learner.ticked(context.roadmap.id)
    topics = counted_topics(context, week)
    lines = [
        say("Logged so far: {time}.", time=strong(say.minutes(context.learner.minutes()))),
        standing_line(context),
        streak_line(context, context.ledger()),
        calibrated_line(context),
        held_line(context),
        record_line(context),
    ]
    return message(
        Heading(text=week_title(context, week)),
        Meter(
            label=say("This week's topics"),
            done=sum(topic.id in ticked for topic in topics),
            total=len(topics),
        ),
        *(paragraph(line) for line in lines if line),
        picture(say, "progress", progress_drawing(context, foreseen(context))),
    )


FEATURE = Feature(
    commands=(
        Command(
            "progress",
            marked("how far you have come"),
            "/progress",
            progress,
            ProgressArguments,
        ),
    )
)
