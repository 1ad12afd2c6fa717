"""`/roadmaps`: the roadmaps, each in a few lines, and how they differ (promise 8)."""

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
from bot.errors import StaleButtonError
from bot.features.kit import Action, Command, Context, Feature
from bot.features.roadmaps.gaps import left_out
from bot.features.setup.choosing import figures
from bot.features.setup.entrance import entry_button, entry_taken, ready_for, ready_line
from bot.features.setup.naming import roadmap_named
from bot.features.views import Rows, button, column, edited, number, paragraph, row, with_dots

ORDERS: Final = {
    "sequence": marked("one step after the other"),
    "lanes": marked("several skills side by side, one main lane a week"),
    "passes": marked("the same islands in several passes, then a menu"),
    "gates": marked("phases, with questions at a gate before the next"),
}
BUILT_ON_NAMED: Final = 5
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
            *_details(context, found := roadmap_named(offered, given.roadmap)),
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
    """For whom a roadmap is and is not, and what comes of it; the details have the whole lines."""
    say = context.say
    if ready := ready_line(context, roadmap):
        yield paragraph(ready)
    elif not roadmap.for_you_if:
        yield paragraph(plain(_clause(roadmap.summary)))
    else:
        yield paragraph(say("For you if: {reason}", reason=_clause(roadmap.for_you_if)))
    if roadmap.not_if:
        yield paragraph(say("Not if: {reason}", reason=_clause(roadmap.not_if)))
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
        *row(*(entry_button(context, here) if here.id != _taken(context) else ())),
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
    if roadmap.not_if:
        rows.append((say("Not if"), plain(roadmap.not_if)))
    if roadmap.you_end_with:
        rows.append((say("You end with"), plain(roadmap.you_end_with)))
    rows += [(say("Length"), _length(context, roadmap)), (say("Load"), _load(context, roadmap))]
    rows.append((say("Order"), say(ORDERS[roadmap.ordering])))
    if roadmap.extends is None and roadmap.entry is None and (missing := left_out(roadmap)):
        rows.append((say("Not in it"), joined([say(each) for each in missing], ", ")))
    rows += _entrance(context, roadmap)
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


def _entrance(context: Context, roadmap: Roadmap) -> Iterator[tuple[Text, Text]]:
    """What a roadmap builds on, how much of it is met, from where one comes, how its test went."""
    say, found = context.say, ready_for(context, roadmap)
    if roadmap.entry is None or found is None:
        return
    yield say("Builds on"), _built_on(context, roadmap.entry.concepts, found.met)
    after = [
        say("week {week} of {roadmap}", week=each.week, roadmap=each.roadmap)
        for each in roadmap.entry.after
    ]
    if after:
        yield say("Enter after"), joined(after, ", ")
    if taken := entry_taken(context, roadmap.id):
        test, right, count = taken
        on = test.finished_on
        yield say("Your answers"), say("{right} of {n} right, {day}", right=right, n=count, day=on)


def _built_on(context: Context, concepts: Sequence[str], met: int) -> Text:
    """The first of these concepts, how many more there are, and how many the learner has met."""
    say, names = context.say, [each.replace("-", " ") for each in concepts]
    named, rest = ", ".join(names[:BUILT_ON_NAMED]), len(names[BUILT_ON_NAMED:])
    line = say("{names} and {n} more", names=named, n=rest) if rest else plain(named)
    return with_dots(line, say("{met} of {all} met", met=met, all=len(names)) if met else ())


def _length(context: Context, roadmap: Roadmap) -> Text:
    """The calendar weeks at each pace; what is not printed in the source is ours."""
    if all(pace.status == "ours" for pace in roadmap.paces):
        weeks = [f"{_calendar_weeks(pace)} ({pace.title})" for pace in roadmap.paces]
        return context.say("{weeks} weeks (our figures)", weeks=", ".join(weeks))
    return joined([_at(context, pace) for pace in roadmap.paces], ", ")


def _at(context: Context, pace: Pace) -> Text:
    weeks = _calendar_weeks(pace)
    if pace.status == "printed":
        return context.say("{weeks} weeks ({pace})", weeks=weeks, pace=pace.title)
    return context.say("{weeks} weeks ({pace}, our figure)", weeks=weeks, pace=pace.title)


def _calendar_weeks(pace: Pace) -> str:
    return figures(pace.calendar_weeks.min, pace.calendar_weeks.max)


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
