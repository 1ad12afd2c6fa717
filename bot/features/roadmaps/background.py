"""What a roadmap knows besides its weeks: what jobs ask for, questions, figures, comparisons.

All of it is behind buttons of `/resources`.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import TypeVar

from bot.chat.messages import (
    Block,
    Bullets,
    Button,
    Fields,
    Heading,
    Labelled,
    Message,
    Text,
    plain,
)
from bot.chat.translate import marked
from bot.domain.roadmap.model import Comparison, Guideline, Responsibility, Roadmap, RoadmapQuestion
from bot.errors import CoachError
from bot.features.kit import Action, Context, Feature
from bot.features.views import Rows, button, edited, number, paragraph, row, with_dots

Entry = TypeVar("Entry", Responsibility, Comparison)

JOBS, INTERVIEW, FAQ, FACTS, COMPARED = "jobs", "interview", "faq", "facts", "compared"

LABELS = {
    JOBS: marked("What jobs ask for"),
    INTERVIEW: marked("Interview questions"),
    FAQ: marked("Questions and answers"),
    FACTS: marked("Facts and figures"),
    COMPARED: marked("Side by side"),
}


def buttons_to(context: Context) -> list[Button]:
    """A button for each page that this roadmap can fill."""
    return [
        button(context, context.say.line(label), f"read-{part} 0")
        for part, label in LABELS.items()
        if _entries(context.roadmap, part)
    ]


def _entries(roadmap: Roadmap, part: str) -> Sequence[object]:
    return {
        JOBS: roadmap.responsibilities,
        INTERVIEW: roadmap.interview,
        FAQ: roadmap.faq,
        FACTS: (*roadmap.statistics, *roadmap.guidelines),
        COMPARED: roadmap.comparisons,
    }[part]


async def jobs(context: Context, words: Sequence[str]) -> Message:
    """One thing that jobs ask for, with how to prepare: `read-jobs 2`."""
    return _one(context, JOBS, context.roadmap.responsibilities, words, _job)


async def compared(context: Context, words: Sequence[str]) -> Message:
    """One comparison: `read-compared 0`."""
    return _one(context, COMPARED, context.roadmap.comparisons, words, _table)


async def interview(context: Context, _: Sequence[str]) -> Message:
    """Questions to be ready for."""
    return _all(context, INTERVIEW, [_question(each) for each in context.roadmap.interview])


async def faq(context: Context, _: Sequence[str]) -> Message:
    """The questions learners ask, answered."""
    return _all(context, FAQ, [_question(each) for each in context.roadmap.faq])


async def facts(context: Context, _: Sequence[str]) -> Message:
    """Statistics and advice, each with who it is from."""
    found = (*context.roadmap.statistics, *context.roadmap.guidelines)
    return _all(context, FACTS, [_fact(context, each) for each in found])


def _job(context: Context, found: Responsibility) -> Iterator[Block]:
    say = context.say
    yield Heading(text=with_dots(plain(found.title), _said(found.share.printed)))
    yield paragraph(plain(found.text))
    yield paragraph(say("To prepare:"))
    yield Bullets(items=tuple(map(plain, found.prepare)))
    yield paragraph(say("To practise:"))
    yield Bullets(items=tuple(map(plain, found.practise)))


def _table(_: Context, found: Comparison) -> Iterator[Block]:
    yield Heading(text=plain(found.title))
    yield paragraph(plain(" · ".join(found.columns)))
    yield Fields(
        rows=tuple(
            Labelled(label=plain(first), value=plain(" · ".join(rest)))
            for first, *rest in found.rows
        )
    )


def _question(found: RoadmapQuestion) -> Text:
    return with_dots(plain(found.question), _said(found.answer))


def _fact(context: Context, found: Guideline) -> Text:
    said = context.say("{title}: {text}", title=found.title, text=found.text)
    return with_dots(said, _said(found.value.printed if found.value else None), _said(found.via))


def _said(text: str | None) -> Text:
    return plain(text) if text else ()


def _all(context: Context, part: str, lines: Sequence[Text]) -> Message:
    if not lines:
        raise CoachError("This roadmap has none of that. What to read: /resources")
    blocks = (Heading(text=context.say(LABELS[part])), Bullets(items=tuple(lines)))
    return edited(*blocks, buttons=_back(context))


def _one(
    context: Context,
    part: str,
    found: Sequence[Entry],
    words: Sequence[str],
    told: Callable[[Context, Entry], Iterator[Block]],
) -> Message:
    place = number(words)
    if place >= len(found):
        raise CoachError("This roadmap has none of that. What to read: /resources")
    more: list[Button] = []
    if place + 1 < len(found):
        label = context.say.line("Next: {title}", title=found[place + 1].title)
        more.append(button(context, label, f"read-{part} {place + 1}"))
    return edited(*told(context, found[place]), buttons=(*row(*more), *_back(context)))


def _back(context: Context) -> Rows:
    return row(button(context, context.say.line("This week"), "/resources"))


FEATURE = Feature(
    actions=(
        Action("read-jobs", jobs),
        Action("read-interview", interview),
        Action("read-faq", faq),
        Action("read-facts", facts),
        Action("read-compared", compared),
    )
)
