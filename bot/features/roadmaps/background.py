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
from bot.domain.roadmap.model import Comparison, Guideline, Question, Responsibility, Roadmap
from bot.errors import CoachError
from bot.features.kit import Action, Feature, Turn
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


def buttons_to(turn: Turn) -> list[Button]:
    """A button for each page that this roadmap can fill."""
    return [
        button(turn, turn.say.line(label), f"read-{part} 0")
        for part, label in LABELS.items()
        if _entries(turn.roadmap, part)
    ]


def _entries(roadmap: Roadmap, part: str) -> Sequence[object]:
    return {
        JOBS: roadmap.responsibilities,
        INTERVIEW: roadmap.interview,
        FAQ: roadmap.faq,
        FACTS: (*roadmap.statistics, *roadmap.guidelines),
        COMPARED: roadmap.comparisons,
    }[part]


async def jobs(turn: Turn, words: Sequence[str]) -> Message:
    """One thing that jobs ask for, with how to prepare: `read-jobs 2`."""
    return _one(turn, JOBS, turn.roadmap.responsibilities, words, _job)


async def compared(turn: Turn, words: Sequence[str]) -> Message:
    """One comparison: `read-compared 0`."""
    return _one(turn, COMPARED, turn.roadmap.comparisons, words, _table)


async def interview(turn: Turn, _: Sequence[str]) -> Message:
    """Questions to be ready for."""
    return _all(turn, INTERVIEW, [_question(each) for each in turn.roadmap.interview])


async def faq(turn: Turn, _: Sequence[str]) -> Message:
    """The questions learners ask, answered."""
    return _all(turn, FAQ, [_question(each) for each in turn.roadmap.faq])


async def facts(turn: Turn, _: Sequence[str]) -> Message:
    """Statistics and advice, each with who it is from."""
    found = (*turn.roadmap.statistics, *turn.roadmap.guidelines)
    return _all(turn, FACTS, [_fact(turn, each) for each in found])


def _job(turn: Turn, found: Responsibility) -> Iterator[Block]:
    say = turn.say
    yield Heading(text=with_dots(plain(found.title), _said(found.share.printed)))
    yield paragraph(plain(found.text))
    yield paragraph(say("To prepare:"))
    yield Bullets(items=tuple(map(plain, found.prepare)))
    yield paragraph(say("To practise:"))
    yield Bullets(items=tuple(map(plain, found.practise)))


def _table(_: Turn, found: Comparison) -> Iterator[Block]:
    yield Heading(text=plain(found.title))
    yield paragraph(plain(" · ".join(found.columns)))
    yield Fields(
        rows=tuple(
            Labelled(label=plain(first), value=plain(" · ".join(rest)))
            for first, *rest in found.rows
        )
    )


def _question(found: Question) -> Text:
    return with_dots(plain(found.question), _said(found.answer))


def _fact(turn: Turn, found: Guideline) -> Text:
    said = turn.say("{title}: {text}", title=found.title, text=found.text)
    return with_dots(said, _said(found.value.printed if found.value else None), _said(found.via))


def _said(text: str | None) -> Text:
    return plain(text) if text else ()


def _all(turn: Turn, part: str, lines: Sequence[Text]) -> Message:
    if not lines:
        raise CoachError("There is nothing of that here. What to read: /resources")
    blocks = (Heading(text=turn.say(LABELS[part])), Bullets(items=tuple(lines)))
    return edited(*blocks, buttons=_back(turn))


def _one(
    turn: Turn,
    part: str,
    found: Sequence[Entry],
    words: Sequence[str],
    told: Callable[[Turn, Entry], Iterator[Block]],
) -> Message:
    place = number(words)
    if place >= len(found):
        raise CoachError("There is nothing of that here. What to read: /resources")
    more: list[Button] = []
    if place + 1 < len(found):
        label = turn.say.line("Next: {title}", title=found[place + 1].title)
        more.append(button(turn, label, f"read-{part} {place + 1}"))
    return edited(*told(turn, found[place]), buttons=(*row(*more), *_back(turn)))


def _back(turn: Turn) -> Rows:
    return row(button(turn, turn.say.line("This week"), "/resources"))


FEATURE = Feature(
    actions=(
        Action("read-jobs", jobs),
        Action("read-interview", interview),
        Action("read-faq", faq),
        Action("read-facts", facts),
        Action("read-compared", compared),
    )
)
