"""`/goal`: why the learner does all this, in their own words."""

from dataclasses import dataclass, replace

from bot.chat.arguments import REST, option
from bot.chat.messages import Message, code, message, strong
from bot.chat.translate import marked
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.views import paragraph

LONGEST = 200


@dataclass(frozen=True)
class GoalArguments:
    """What `/goal` takes."""

    goal: str = option(REST, marked("why you are learning this"), "")


async def goal(context: Context, given: GoalArguments) -> Message:
    """Show the goal, or keep a new one."""
    if len(given.goal) > LONGEST:
        raise CoachError("A goal has at most {most} characters, please.", most=LONGEST)
    if given.goal:
        context.learner = replace(context.learner, goal=given.goal)
    if context.learner.goal is None:
        line = context.say("What is it for? Tell me like this: {line}", line=code("/goal a job"))
    else:
        line = context.say("Your goal: {goal}", goal=strong(context.learner.goal))
    return message(paragraph(line))


FEATURE = Feature(
    commands=(
        Command("goal", marked("why you do this"), "/goal a job in Berlin", goal, GoalArguments),
    )
)
