"""The finish of a roadmap: congratulations, what was built, and what may come next (promise 3.2)."""

from bot.chat.messages import Bullets, Button, Heading, Message, code, message, plain, strong
from bot.features.kit import Context
from bot.features.views import button, column, paragraph


def finished_message(context: Context) -> Message:
    """What a learner sees who has finished."""
    say, roadmap = context.say, context.roadmap
    built = tuple(plain(project.title) for project in roadmap.projects)
    return message(
        Heading(text=say("You finished {roadmap}!", roadmap=roadmap.title)),
        paragraph(
            say(
                "All {weeks} weeks, {time} logged. What you built on the way:",
                weeks=roadmap.weeks,
                time=strong(say.minutes(context.learner.minutes())),
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
        buttons=column(button(context, say.line("Roadmaps"), "/roadmaps"), *_extensions(context)),
    )


def _extensions(context: Context) -> tuple[Button, ...]:
    """One button for each roadmap that goes on from this one."""
    found = (context.roadmaps.find(each) for each in context.roadmap.extensions)
    return tuple(
        button(context, context.say.line("Take: {title}", title=each.title), f"take {each.id}")
        for each in found
        if each is not None
    )
