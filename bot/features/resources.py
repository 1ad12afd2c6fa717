"""`/resources`: what to read this week, and the tools of the roadmap (promise 8)."""

from bot.arguments import NoArguments
from bot.commands import Command, Feature, Turn
from bot.features.shared import paragraph, position, week_title
from bot.messages import Fields, Heading, Labelled, Message, link, message, plain
from bot.say import marked


async def resources(turn: Turn, _: NoArguments) -> Message:
    """The resource of the week, the tip of the week and the tools."""
    say, roadmap, week = turn.say, turn.roadmap, position(turn)
    resource = roadmap.step_of(week).resource
    tools = tuple(
        Labelled(label=plain(group.category), value=plain(", ".join(group.tools)))
        for group in roadmap.tools
    )
    tip = roadmap.tips[(week - 1) % len(roadmap.tips)] if roadmap.tips else None
    return message(
        Heading(text=week_title(turn, week)),
        paragraph(say("Read: {resource}", resource=link(resource.title, resource.url))),
        *((paragraph(say("Tip: {tip}", tip=tip.text)),) if tip else ()),
        *((Heading(text=say("Tools on the way")), Fields(rows=tools)) if tools else ()),
    )


FEATURE = Feature(
    commands=(Command("resources", marked("what to read this week"), "/resources", resources),)
)
