"""`/roadmaps`: the roadmaps, and how they differ (promise 8)."""

from bot.arguments import NoArguments
from bot.commands import Command, Feature, Turn
from bot.domain.roadmap import Roadmap
from bot.features.choosing import figures
from bot.features.shared import paragraph
from bot.messages import Block, Heading, Message, message, plain
from bot.say import marked


async def roadmaps(turn: Turn, _: NoArguments) -> Message:
    """Every roadmap with its length and load."""
    blocks: list[Block] = []
    for each in turn.roadmaps.offered():
        blocks += _about(turn, each)
    return message(*blocks)


def _about(turn: Turn, roadmap: Roadmap) -> list[Block]:
    say, pace = turn.say, roadmap.paces[0]
    lines = [
        plain(roadmap.summary),
        say(
            "{weeks} weeks at {hours} hours a week, {total} hours in all. Name: {id}",
            weeks=roadmap.weeks,
            id=roadmap.id,
            hours=figures(pace.hours_a_week.min, pace.hours_a_week.max),
            total=figures(roadmap.total_hours.min, roadmap.total_hours.max),
        ),
    ]
    return [Heading(text=plain(roadmap.title)), *map(paragraph, lines)]


FEATURE = Feature(
    commands=(Command("roadmaps", marked("the roadmaps, compared"), "/roadmaps", roadmaps),)
)
