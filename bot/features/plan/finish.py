"""The finish of a roadmap: congratulations, what was built, and what may come next (promise 3.2)."""

from typing import Final

from bot.chat.messages import (
    Block,
    Bullets,
    Button,
    Heading,
    Message,
    Text,
    code,
    message,
    plain,
    strong,
)
from bot.chat.translate import joined
from bot.domain.roadmap.model import Roadmap
from bot.features.kit import Context
from bot.features.plan.forecasting import record_line
from bot.features.setup.entrance import entry_button, met_line, onward
from bot.features.views import button, column, paragraph, row, shipped_projects

PROJECTS_NAMED: Final = 3
SHIPPED_NAMED: Final = 4
"""The latest, so that the message stays short; the journal has them all."""


def finished_message(context: Context) -> Message:
    """What a learner sees who has finished."""
    say, roadmap = context.say, context.roadmap
    time = strong(say.minutes(context.learner.minutes_on(context.enrolment)))
    blocks: list[Block] = [Heading(text=say("You finished {roadmap}!", roadmap=roadmap.title))]
    shipped = shipped_projects(context)
    if shipped:
        line = say(
            "All {weeks} weeks, {time} logged. What you built on the way:",
            weeks=roadmap.weeks,
            time=time,
        )
        named = [plain(each) for each in shipped[-SHIPPED_NAMED:]]
        if rest := len(shipped) - len(named):
            named.append(say("and {n} before these", n=rest))
        blocks += [paragraph(line), Bullets(items=tuple(named))]
    else:
        line = say("All {weeks} weeks, {time} logged.", weeks=roadmap.weeks, time=time)
        blocks.append(paragraph(line))
        blocks += _projects(context)
    if record := record_line(context):
        blocks.append(paragraph(record))
    blocks.append(
        paragraph(
            say(
                "Enjoy it. No prompts from now on. Another roadmap: {roadmaps}. One week back: {back}.",
                roadmaps=code("/roadmaps"),
                back=code("/back"),
            )
        )
    )
    further = tuple(onward(context))
    blocks += [paragraph(_next_line(context, each)) for each in further]
    return message(
        *blocks,
        buttons=(
            *row(*_page_to_show(context)),
            *column(button(context, say.line("Roadmaps"), "/roadmaps"), *_extensions(context)),
            *(_ways(context, each) for each in further),
        ),
    )


def _page_to_show(context: Context) -> tuple[Button, ...]:
    """The way to the page that this roadmap makes of what was marked for it (promise 5.4)."""
    if context.roadmap.portfolio is None:
        return ()
    return (button(context, context.say.line("A page to show"), "/journal export"),)


def _next_line(context: Context, roadmap: Roadmap) -> Text:
    """That a roadmap builds on such a one as was finished, and whether it is for the learner now."""
    line = context.say("What could come next: {title}.", title=strong(roadmap.title))
    return joined([each for each in (line, met_line(context, roadmap)) if each], " ")


def _ways(context: Context, roadmap: Roadmap) -> tuple[Button, ...]:
    take = context.say.line("Take: {title}", title=roadmap.title)
    return (button(context, take, f"take {roadmap.id}"), *entry_button(context, roadmap))


def _projects(context: Context) -> list[Block]:
    """What could have been built, where nothing was shipped: a few lines."""
    titles = [project.title for project in context.roadmap.projects]
    if not titles:
        return []
    say, named = context.say, ", ".join(titles[:PROJECTS_NAMED])
    if (rest := len(titles) - PROJECTS_NAMED) > 0:
        named = say.line("{names} and {n} more", names=named, n=rest)
    return [paragraph(say("The projects of this roadmap were: {projects}.", projects=named))]


def _extensions(context: Context) -> tuple[Button, ...]:
    """One button for each roadmap that goes on from this one."""
    wanted = context.roadmap.extensions
    return tuple(
        button(context, context.say.line("Take: {title}", title=each.title), f"take {each.id}")
        for each in context.roadmaps.offered(context.say.language)
        if each.id in wanted
    )
