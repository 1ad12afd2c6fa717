"""`/roadmaps`: the roadmaps, each in a few lines, and how they differ (promise 8)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import ROADMAP_NAME, option
from bot.chat.messages import (
    Block,
    Emphasis,
    Fields,
    Heading,
    Labelled,
    Message,
    Paragraph,
    Text,
    message,
    plain,
    strong,
)
from bot.chat.translate import joined, marked
from bot.domain.roadmap.model import Pace, Roadmap
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.kit import Action, Command, Context, Feature
from bot.features.roadmaps.gaps import left_out
from bot.features.setup.choosing import figures
from bot.features.views import Rows, button, column, edited, number, paragraph, row, with_dots

ORDERS: Final = {
    "sequence": marked("one step after the other"),
    "lanes": marked("several skills side by side, one main lane a week"),
    "passes": marked("the same islands in several passes, then a menu"),
    "gates": marked("phases, with questions at a gate before the next"),
}
LINE_MOST: Final = 62
"""How long the lines of a card are, so that a screen holds all cards (promise 8)."""


@dataclass(frozen=True)
class RoadmapsArguments:
    """What `/roadmaps` takes."""

    roadmap: str = option(ROADMAP_NAME, marked("one of the roadmaps; all without it"), "")


async def roadmaps(context: Context, given: RoadmapsArguments) -> Message:
    """Every roadmap in a few lines; with a name, all about one."""
    offered = context.roadmaps.offered(context.say.language)
    if given.roadmap:
        return message(
            *_details(context, found := _named(offered, given.roadmap)),
            buttons=_around(context, offered.index(found)),
        )
    return message(*_cards(context, offered), buttons=_choices(context, offered))


async def all_cards(context: Context, _: Sequence[str]) -> Message:
    """[All roadmaps]: back from the details of one."""
    offered = context.roadmaps.offered(context.say.language)
    return edited(*_cards(context, offered), buttons=_choices(context, offered))


async def details(context: Context, words: Sequence[str]) -> Message:
    """All about one roadmap: `roadmap 0`."""
    offered, place = context.roadmaps.offered(context.say.language), number(words)
    if place >= len(offered):
        raise StaleButtonError(marked("The roadmaps have changed. Here they are: /roadmaps"))
    return edited(*_details(context, offered[place]), buttons=_around(context, place))


def _named(offered: Sequence[Roadmap], name: str) -> Roadmap:
    """The roadmap that is meant by its name, its title or an unmistakable part of them."""
    wanted = _bare(name)
    exact = [each for each in offered if wanted in {_bare(each.id), _bare(each.title)}]
    found = exact or [
        each for each in offered if wanted in _bare(each.id) or wanted in _bare(each.title)
    ]
    if not wanted or len(found) != 1:
        raise CoachError(
            "I don't know a roadmap called {name}. I have: {names}",
            name=shortened(name),
            names=", ".join(each.id for each in offered),
        )
    return found[0]


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))


def _cards(context: Context, offered: Sequence[Roadmap]) -> Iterator[Block]:
    for each in offered:
        if each.extends is None:
            yield Heading(text=_headline(context, each))
            yield from _promise(context, each)
        else:
            on = context.say(
                "{title} goes on from {roadmap}", title=each.title, roadmap=each.extends
            )
            yield Paragraph(text=with_dots(on, _weeks(context, each)))


def _headline(context: Context, roadmap: Roadmap) -> Text:
    return with_dots((strong(roadmap.title),), _weeks(context, roadmap))


def _weeks(context: Context, roadmap: Roadmap) -> Text:
    return context.say.plural("{n} week", "{n} weeks", roadmap.weeks)


def _promise(context: Context, roadmap: Roadmap) -> Iterator[Block]:
    """For whom a roadmap is and what comes of it; what is longer than a line is in the details."""
    say = context.say
    if not roadmap.for_you_if:
        yield paragraph(plain(_clause(roadmap.summary)))
    else:
        yield paragraph(say("For you if: {reason}", reason=_clause(roadmap.for_you_if)))
    if roadmap.you_end_with:
        yield paragraph(say("You end with: {result}", result=_clause(roadmap.you_end_with)))


def _clause(text: str) -> str:
    """The text as far as a line holds it, cut where a clause or a word ends."""
    if len(text) <= LINE_MOST:
        return text
    start = text[:LINE_MOST]
    clause = max(start.rfind(mark) for mark in ",;:")
    end = clause if clause > LINE_MOST // 2 else start.rfind(" ")
    return f"{start[:end].rstrip()} …"


def _choices(context: Context, offered: Sequence[Roadmap]) -> Rows:
    label = context.say.line("Details")
    return (
        *row(button(context, label, f"roadmap {_here(context, offered)}")),
        *column(
            *(
                button(
                    context, context.say.line("Take: {title}", title=each.title), f"take {each.id}"
                )
                for each in offered
                if each.id != _taken(context)
            )
        ),
    )


def _here(context: Context, offered: Sequence[Roadmap]) -> int:
    """The place of the learner's roadmap, or of the one that is proposed."""
    return next((place for place, each in enumerate(offered) if each.id == context.roadmap.id), 0)


def _taken(context: Context) -> str | None:
    enrolment = context.learner.enrolment
    return enrolment.roadmap if enrolment and not enrolment.finished else None


def _around(context: Context, place: int) -> Rows:
    offered, line = context.roadmaps.offered(context.say.language), context.say.line
    here, there = offered[place], (place + 1) % len(offered)
    take = button(context, line("Take this one"), f"take {here.id}", Emphasis.MAIN)
    return (
        *(row(take) if here.id != _taken(context) else ()),
        *row(
            button(context, line("Next: {title}", title=offered[there].title), f"roadmap {there}")
        ),
        *row(button(context, line("All roadmaps"), "all-roadmaps")),
    )


def _details(context: Context, roadmap: Roadmap) -> list[Block]:
    say = context.say
    rows: list[tuple[Text, Text]] = []
    if roadmap.for_you_if:
        rows.append((say("For you if"), plain(roadmap.for_you_if)))
    if roadmap.you_end_with:
        rows.append((say("You end with"), plain(roadmap.you_end_with)))
    rows += [(say("Length"), _length(context, roadmap)), (say("Load"), _load(context, roadmap))]
    rows.append((say("Order"), say(ORDERS[roadmap.ordering])))
    if roadmap.extends is None and (missing := left_out(roadmap)):
        rows.append((say("Not in it"), joined([say(each) for each in missing], ", ")))
    if roadmap.branches:
        questions = " ".join(fork.question for fork in roadmap.branches)
        rows.append((say("Your choice"), plain(questions)))
    rows.append((say("Name"), plain(roadmap.id)))
    title: Text = plain(roadmap.title)
    if roadmap.extends:
        title = say("{title} (goes on from {roadmap})", title=title, roadmap=roadmap.extends)
    fields = Fields(rows=tuple(Labelled(label=label, value=value) for label, value in rows))
    summary = Paragraph(text=plain(roadmap.summary), folded=True)
    return [Heading(text=title), fields, summary]


def _length(context: Context, roadmap: Roadmap) -> Text:
    """The calendar weeks at each pace; what is not printed in the source is ours."""
    return joined([_at(context, pace) for pace in roadmap.paces], ", ")


def _at(context: Context, pace: Pace) -> Text:
    weeks = figures(pace.calendar_weeks.min, pace.calendar_weeks.max)
    if pace.status == "printed":
        return context.say("{weeks} weeks ({pace})", weeks=weeks, pace=pace.title)
    return context.say("{weeks} weeks ({pace}, our figure)", weeks=weeks, pace=pace.title)


def _load(context: Context, roadmap: Roadmap) -> Text:
    """Hours a week at the first pace, and in all; each says where it is ours."""
    say, a_week, total = context.say, roadmap.paces[0].hours_a_week, roadmap.total_hours
    weekly = figures(a_week.min, a_week.max)
    in_all = figures(total.min, total.max)
    if a_week.status == "ours" and total.status == "ours":
        return say(
            "{weekly} hours a week, {total} hours in all (our figures)", weekly=weekly, total=in_all
        )
    if total.status == "ours":
        return say(
            "{weekly} hours a week, {total} hours in all (our figure)", weekly=weekly, total=in_all
        )
    return say("{weekly} hours a week, {total} hours in all", weekly=weekly, total=in_all)


FEATURE = Feature(
    commands=(
        Command(
            "roadmaps",
            marked("the roadmaps, compared"),
            "/roadmaps six-month",
            roadmaps,
            RoadmapsArguments,
        ),
    ),
    actions=(Action("roadmap", details), Action("all-roadmaps", all_cards)),
)
