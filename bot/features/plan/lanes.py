"""Where a learner stands in each lane of a roadmap whose skills run side by side (promise 8)."""

from collections.abc import Iterator, Sequence

from bot.chat.messages import Block, Meter, Text
from bot.domain.roadmap.model import Lane, Step
from bot.features.kit import Context
from bot.features.views import position


def standings(context: Context) -> Iterator[Block]:
    """The topics done of each lane; nothing where a roadmap has one lane only."""
    roadmap = context.roadmap
    if roadmap.ordering != "lanes":
        return
    ticked = context.learner.ticked(roadmap.id)
    for lane in roadmap.lanes:
        steps = [step for step in roadmap.steps if step.lane == lane.id]
        topics = [topic for step in steps for topic in step.topics]
        counted = [each for each in topics if not each.optional or each.id in ticked]
        if counted:
            done = sum(topic.id in ticked for topic in counted)
            yield Meter(label=_label(context, lane, steps), done=done, total=len(counted))


def _label(context: Context, lane: Lane, steps: Sequence[Step]) -> Text:
    """The lane, and whether it runs this week, or when it begins or comes again."""
    say, week = context.say, position(context)
    if any(step.weeks.first <= week <= step.weeks.last for step in steps):
        return say("{lane}, this week", lane=lane.title)
    ahead = [step.weeks.first for step in steps if step.weeks.first > week]
    if ahead:
        return say("{lane}, from week {week}", lane=lane.title, week=min(ahead))
    return say("{lane}", lane=lane.title)
