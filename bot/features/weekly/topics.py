"""The topics of a check-in's week, to tick all at once where there are forms (promise 5.2)."""

from typing import Final

from bot.chat.messages import Form, FormChoice, Input
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.reflection import Checkin
from bot.domain.roadmap.model import Topic
from bot.features.kit import Context
from bot.features.study.ticking import Tickable
from bot.features.views import open_topics

TOPICS: Final = "checkin-topics"
FIELD: Final = "topics"
MOST: Final = 10


def topics_form(context: Context, checkin: Checkin) -> Form | None:
    """The topics that are still open in the check-in's week; None where there are none."""
    found, say = open_topics(context, checkin.week)[:MOST], context.say
    if not found:
        return None
    choices = tuple(FormChoice(value=_id(each), label=each.title) for each in found)
    label = say.line("Which topics did you finish?")
    return Form(
        title=say.line("Your week {week}", week=checkin.week),
        opens=say.line("Tick topics"),
        action=f"{TOPICS} {checkin.id}",
        inputs=(Input(name=FIELD, label=label, choices=choices, several=True),),
    )


async def tick(context: Context, checkin: Checkin, chosen: str) -> int:
    """Tick those that were chosen and are still open, for today; how many they were."""
    wanted, ticked = set(chosen.split()), 0
    for topic in open_topics(context, checkin.week):
        if _id(topic) in wanted:
            name = f"{context.roadmap.id}/{topic.id}"
            await context.log(stamped(context.learner, context.now, EntryKind.TICK, topic=name))
            ticked += 1
    return ticked


def _id(topic: Topic) -> str:
    return Tickable(topic.id, topic.title).id
