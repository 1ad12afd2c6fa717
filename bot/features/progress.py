"""`/progress`: position, hours and how the plan stands (promises 3.3 and 8)."""

from bot.arguments import NoArguments
from bot.commands import Command, Feature, Turn
from bot.features.finish import finished_message
from bot.features.plan import standing_line
from bot.features.shared import paragraph, streak_line, topics_of, week_title
from bot.messages import Heading, Message, Meter, message, strong
from bot.say import marked


async def progress(turn: Turn, _: NoArguments) -> Message:
    """Where the learner stands, in numbers."""
    say, week, weeks = turn.say, turn.enrolment.week, turn.roadmap.weeks
    if turn.finished:
        return finished_message(turn)
    ticked = turn.learner.ticked(turn.roadmap.id)
    topics = topics_of(turn, week)
    lines = [
        say("Logged so far: {time}.", time=strong(say.minutes(turn.learner.minutes()))),
        standing_line(turn),
        streak_line(turn, turn.ledger()),
    ]
    return message(
        Heading(text=week_title(turn, week)),
        Meter(label=say("Weeks"), done=week - 1, total=weeks),
        Meter(
            label=say("This week's topics"),
            done=sum(topic.id in ticked for topic in topics),
            total=max(1, len(topics)),
        ),
        *(paragraph(line) for line in lines if line),
    )


FEATURE = Feature(
    commands=(Command("progress", marked("how far you have come"), "/progress", progress),)
)
