"""A page about a day, with as much as leaves it within 12 lines of 80 columns (promise 3.4)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from textwrap import wrap

from bot.chat.messages import Block, Bullets, Heading, Paragraph, Text, plain
from bot.domain.day.tasks import Task
from bot.features.kit import Context
from bot.features.study.tasks import task_line
from bot.features.views import Rows, paragraph

LINES_MOST = 12
COLUMNS = 80


@dataclass(frozen=True)
class DayPage:
    """Its tasks under a head, and what is said about them: lines, and whether each is needed.

    `left_open` holds the topics among the tasks that are only to be finished.
    """

    head: Sequence[Block]
    tasks: Sequence[Task]
    about: Sequence[tuple[bool, Text]] = ()
    left_open: Collection[str] = ()


def fitting(
    context: Context, page: DayPage, buttons: Rows
) -> tuple[tuple[Block, ...], Sequence[Task]]:
    """As much of a page as there is room for above its buttons, and the tasks among it.

    What goes first is a line that it does not need, then the later tasks.
    """
    room, tasks, about = LINES_MOST - _lines_of_buttons(buttons), page.tasks, [*page.about]
    while True:
        lines = (paragraph(text) for _, text in about)
        blocks = (*page.head, tasks_of(context, tasks, page.left_open), *lines)
        if _lines_of(blocks) <= room:
            return blocks, tasks
        aside = [place for place, (needed, _) in enumerate(about) if not needed]
        if aside:
            del about[aside[0]]
        elif len(tasks) > 1:
            tasks = tasks[:-1]
        else:
            return blocks, tasks


def tasks_of(context: Context, tasks: Sequence[Task], left_open: Collection[str]) -> Bullets:
    """The tasks of a page, numbered."""
    lines = (task_line(context, task, is_open=task.key in left_open) for task in tasks)
    return Bullets(items=tuple(lines), ordered=True)


def _lines_of(blocks: Sequence[Block]) -> int:
    """How many lines blocks take on a plain terminal."""
    texts: list[Text] = []
    for block in blocks:
        if isinstance(block, Bullets):
            texts += [(*plain("1. "), *item) for item in block.items]
        elif isinstance(block, Heading | Paragraph):
            texts.append(block.text)
    flat = ("".join(f"{x.text} {x.url}" if x.url else x.text for x in text) for text in texts)
    return sum(len(wrap(text, COLUMNS)) if len(text) > COLUMNS else bool(text) for text in flat)


def _lines_of_buttons(rows: Rows) -> int:
    """How many lines buttons take there, in brackets."""
    lines, left = 0, 0
    for each in (each for buttons in rows for each in buttons):
        wide = len(each.label) + len("[] ")
        if wide > left + 1:
            lines, left = lines + 1, COLUMNS
        left -= wide
    return lines
