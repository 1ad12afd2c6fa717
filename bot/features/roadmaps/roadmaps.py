"""`/roadmaps`: the roadmaps, and how they differ (promise 8)."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.chat.arguments import ROADMAP_NAME, option
from bot.chat.messages import Block, Fields, Heading, Labelled, Message, Text, message, plain
from bot.chat.translate import joined, marked
from bot.domain.roadmap.model import Pace, Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Command, Context, Feature
from bot.features.setup.choosing import figures
from bot.features.views import Rows, button, column, paragraph

ORDERS = {
    "sequence": marked("one step after the other"),
    "lanes": marked("several skills side by side, one main lane a week"),
    "passes": marked("the same islands in several passes, then a menu"),
    "gates": marked("phases, with questions at a gate before the next"),
}
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    marked("Git"): ("git-basics", "git-branches", "pull-requests"),
    marked("FastAPI"): ("fastapi",),
    marked("Django"): ("django",),
    marked("Flask"): ("flask",),
    marked("SQL"): ("sql", "postgresql", "sqlite"),
    marked("MongoDB"): ("mongodb",),
    marked("Redis"): ("redis",),
    marked("pytest"): ("pytest",),
    marked("asyncio"): ("async-basics", "async-http"),
    marked("Celery"): ("celery",),
    marked("Docker"): ("docker",),
    marked("Kubernetes"): ("kubernetes",),
    marked("AWS"): ("aws",),
    marked("CI/CD"): ("ci-cd", "github-actions"),
    marked("Linux"): ("linux", "terminal"),
    marked("algorithms"): ("algorithms",),
    marked("interviews"): ("interviews",),
}
"""What learners ask about, and the shared concepts that mean it."""


@dataclass(frozen=True)
class RoadmapsArguments:
    """What `/roadmaps` takes."""

    roadmap: str | None = option(ROADMAP_NAME, marked("one of them: six-month"))


async def roadmaps(context: Context, given: RoadmapsArguments) -> Message:
    """Every roadmap, or one, with its length, load, order and what it leaves out."""
    offered = _wanted(context, given.roadmap)
    blocks: list[Block] = []
    for each in offered:
        blocks += _about(context, each)
    return message(*blocks, buttons=_buttons(context, offered))


def _wanted(context: Context, name: str | None) -> tuple[Roadmap, ...]:
    offered = context.roadmaps.offered()
    if name is None:
        return offered
    wanted = name.casefold()
    found = [each for each in offered if wanted in {each.id, each.title.casefold()}]
    found = found or [each for each in offered if each.id.startswith(wanted)]
    if len(found) != 1:
        raise CoachError(
            "There is no roadmap called {name}. They are: {names}",
            name=shortened(name),
            names=", ".join(each.id for each in offered),
        )
    return tuple(found)


def _about(context: Context, roadmap: Roadmap) -> list[Block]:
    say = context.say
    rows = [(say("Length"), _length(context, roadmap)), (say("Load"), _load(context, roadmap))]
    rows.append((say("Order"), say(ORDERS[roadmap.ordering])))
    if roadmap.extends is None and (missing := left_out(roadmap)):
        rows.append((say("No topic on"), joined([say(each) for each in missing], ", ")))
    if roadmap.branches:
        questions = " ".join(fork.question for fork in roadmap.branches)
        rows.append((say("Your choice"), plain(questions)))
    rows.append((say("Name"), plain(roadmap.id)))
    title: Text = plain(roadmap.title)
    if roadmap.extends:
        title = say("{title} (goes on from {roadmap})", title=title, roadmap=roadmap.extends)
    fields = Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows))
    return [Heading(text=title), paragraph(plain(roadmap.summary)), fields]


def _length(context: Context, roadmap: Roadmap) -> Text:
    """The calendar weeks at each pace; what is not printed in the source is ours."""
    return joined([_at(context, pace) for pace in roadmap.paces], ", ")


def _at(context: Context, pace: Pace) -> Text:
    weeks = figures(pace.calendar_weeks.min, pace.calendar_weeks.max)
    if pace.status == "printed":
        return context.say("{weeks} weeks ({pace})", weeks=weeks, pace=pace.title)
    return context.say("{weeks} weeks ({pace}, our figure)", weeks=weeks, pace=pace.title)


def _load(context: Context, roadmap: Roadmap) -> Text:
    pace, total = roadmap.paces[0], roadmap.total_hours
    return context.say(
        "{hours} hours a week, {total} hours in all",
        hours=figures(pace.hours_a_week.min, pace.hours_a_week.max),
        total=figures(total.min, total.max),
    )


def left_out(roadmap: Roadmap) -> tuple[str, ...]:
    """The subjects that none of its topics teaches, by the concepts in the data."""
    taught = {concept for concepts in roadmap.concepts.values() for concept in concepts}
    return tuple(name for name, concepts in SUBJECTS.items() if not taught & {*concepts})


def _buttons(context: Context, offered: tuple[Roadmap, ...]) -> Rows:
    enrolment = context.learner.enrolment
    here = enrolment.roadmap if enrolment and not enrolment.finished else None
    return column(
        *(
            button(context, context.say.line("Take: {title}", title=each.title), f"take {each.id}")
            for each in offered
            if each.id != here
        )
    )


FEATURE = Feature(
    commands=(
        Command(
            "roadmaps",
            marked("the roadmaps, compared"),
            "/roadmaps six-month",
            roadmaps,
            RoadmapsArguments,
        ),
    )
)
