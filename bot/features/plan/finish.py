"""The finish of a roadmap: congratulations, what was built, and what may come next (promise 3.2)."""

from bot.chat.messages import Bullets, Button, Heading, Message, code, message, plain, strong
from bot.features.kit import Turn
from bot.features.views import button, column, paragraph


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
        buttons=column(button(turn, say.line("Roadmaps"), "/roadmaps"), *_extensions(turn)),
    )


def _extensions(turn: Turn) -> tuple[Button, ...]:
    """One button for each roadmap that goes on from this one."""
    found = (turn.roadmaps.find(each) for each in turn.roadmap.extensions)
    return tuple(
        button(turn, turn.say.line("Take: {title}", title=each.title), f"take {each.id}")
        for each in found
        if each is not None
    )
