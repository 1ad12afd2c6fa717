"""`/progress`: position, hours and how the plan stands (promises 3.3 and 8)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Heading, Message, Meter, message, strong
from bot.chat.translate import marked
from bot.features.kit import Command, Context, Feature
from bot.features.plan.finish import finished_message
from bot.features.plan.forecasting import record_line
from bot.features.plan.plan import standing_line
from bot.features.recall.known import calibrated_line, held_line
from bot.features.views import counted_topics, paragraph, streak_line, week_title


async def progress(context: Context, _: NoArguments) -> Message:
    """Where the learner stands, in numbers."""
    say, week, weeks = context.say, context.enrolment.week, context.roadmap.weeks
    if context.finished:
        return finished_message(context)
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
        Meter(label=say("Weeks"), done=week - 1, total=weeks),
        Meter(
            label=say("This week's topics"),
            done=sum(topic.id in ticked for topic in topics),
            total=len(topics),
        ),
        *(paragraph(line) for line in lines if line),
    )


FEATURE = Feature(
    commands=(Command("progress", marked("how far you have come"), "/progress", progress),)
)
