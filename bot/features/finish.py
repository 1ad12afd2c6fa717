"""The finish of a roadmap: congratulations, what was built, and what may come next (promise 3.2)."""

from bot.commands import Turn
from bot.features.shared import button, paragraph, row
from bot.messages import Bullets, Heading, Message, code, message, plain, strong


def finished_message(turn: Turn) -> Message:
    """What a learner sees who has finished."""
    say, roadmap = turn.say, turn.roadmap
    built = tuple(plain(project.title) for project in roadmap.projects)
    return message(
        Heading(text=say("You finished {roadmap}!", roadmap=roadmap.title)),
        paragraph(
            say(
                "All {weeks} weeks, {time} logged. What you built on the way:",
                weeks=roadmap.weeks,
                time=strong(say.minutes(turn.learner.minutes())),
            )
        ),
        Bullets(items=built),
        paragraph(
            say(
                "Enjoy it. No prompts from now on. Another roadmap: {roadmaps}. One week back: {back}.",
                roadmaps=code("/roadmaps"),
                back=code("/back"),
            )
        ),
        buttons=row(button(turn, say.line("Roadmaps"), "/roadmaps")),
    )
