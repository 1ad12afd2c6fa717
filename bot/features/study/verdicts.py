"""How far today's first thing is: [Tick it], [Still at it] or [Stuck] (promise 3.4b)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.chat.messages import Button, Message, Text, code
from bot.domain.day.tasks import Task, TaskKind
from bot.domain.history import EntryKind
from bot.domain.learner import stamped
from bot.domain.preferences import read_date
from bot.domain.roadmap.choices import named, still, stuck
from bot.errors import StaleButtonError, shortened
from bot.features.kit import OUT_OF_DATE, Action, Context, Feature
from bot.features.study.evenings import offered, offered_last, progress_of
from bot.features.study.tasks import is_known, title_of
from bot.features.views import Rows, button, number, paragraph, row, word

_TICKABLE = frozenset({TaskKind.TOPIC, TaskKind.SLICE})


@dataclass(frozen=True, slots=True)
class _Named:
    """A task that the page of a day named, in its place among those of that day."""

    day: date
    place: int
    task: Task

    def action(self, verdict: str) -> str:
        return f"verdict {verdict} {self.day.isoformat()} {self.place}"


def ask(context: Context, day: date) -> tuple[Text, Rows]:
    """Whether what the page of a day named first is finished; empty where nothing is open."""
    found = _open(context, day)
    if found is None:
        return (), ()
    say, title = context.say, shortened(title_of(context, found.task), 60)
    if found.task.is_last_sitting:
        line = say("Finished “{topic}”?", topic=title)
    else:
        line = say("“{topic}” goes on next time.", topic=title)
    return line, row(*_buttons(context, found))


def buttons_of(context: Context, tonight: Sequence[Task] = ()) -> Rows:
    """The same buttons for a prompt of today; `tonight` is what it may name beyond what is kept."""
    found = _open(context, context.today, tonight)
    return () if found is None else row(*_buttons(context, found))


def _buttons(context: Context, found: _Named) -> list[Button]:
    line = context.say.line
    buttons = [
        button(context, line("Still at it"), found.action("still")),
        button(context, line("Stuck"), found.action("stuck")),
    ]
    if found.task.is_last_sitting:
        buttons.insert(0, button(context, line("Tick it"), found.action("tick")))
    return buttons


def _open(context: Context, day: date, tonight: Sequence[Task] = ()) -> _Named | None:
    """The first topic or slice of a day of which nothing was said yet."""
    if context.learner.enrolment is None or context.finished:
        return None
    roadmap = context.roadmap.id
    done, items = context.learner.ticked(roadmap), context.learner.marks_on(roadmap)
    last = tonight or offered_last(context, day)
    # The places are those of the whole day, so that older buttons stay right.
    all_day = dict.fromkeys((*offered(context, day), *tonight))
    tasks = sorted(enumerate(all_day), key=lambda each: each[1] not in last)
    for place, task in tasks:
        said = task.key in done or {still(day, task.key), stuck(task.key)} & items
        if task.kind in _TICKABLE and not said and is_known(context, task):
            return _Named(day, place, task)
    return None


async def take(context: Context, words: Sequence[str]) -> Message:
    """What is said of a task: `verdict stuck 2026-03-02 0`."""
    verdict, day, place = word(words), read_date(word(words, 1)), number(words, 2)
    tasks = offered(context, day) if context.learner.enrolment else ()
    if verdict not in _VERDICTS or place >= len(tasks) or not is_known(context, tasks[place]):
        raise StaleButtonError(OUT_OF_DATE)
    return await _VERDICTS[verdict](context, day, tasks[place])


async def _tick(context: Context, day: date, task: Task) -> Message:
    say, title = context.say, shortened(title_of(context, task), 60)
    if task.key in context.learner.ticked(context.roadmap.id):
        return _said(context, say("This is logged already: “{topic}” is ticked.", topic=title))
    entry = stamped(
        context.learner,
        context.now,
        EntryKind.TICK,
        day=day,
        topic=f"{context.roadmap.id}/{task.key}",
    )
    await context.log(entry)
    return _said(context, say("“{topic}” is ticked. Well done.", topic=title), *_next(context, day))


def _next(context: Context, day: date) -> tuple[Text, Rows]:
    """The same question about the next task of the day, where that was worked at, too."""
    found = _open(context, day)
    if found and found.task.is_last_sitting and progress_of(context).sat.get(found.task.key):
        return ask(context, day)
    return (), ()


async def _still(context: Context, day: date, task: Task) -> Message:
    await _keep(context, still(day, task.key))
    line = context.say(
        "Good: “{topic}” comes first next time. Take the time it needs.",
        topic=title_of(context, task),
    )
    return _said(context, line)


async def _stuck(context: Context, day: date, task: Task) -> Message:
    await _keep(context, stuck(task.key))
    line = context.say(
        "That happens to everyone. Next time “{topic}” comes from another side, and your check-in asks about it. Something to read: {resources}",
        topic=title_of(context, task),
        resources=code("/resources"),
    )
    return _said(context, line)


async def _keep(context: Context, item: str) -> None:
    if context.learner.mark_of(context.roadmap.id, item) is None:
        await context.mark(context.roadmap.id, item)


def _said(context: Context, line: Text, question: Text = (), more: Rows = ()) -> Message:
    today = row(button(context, context.say.line("Today"), "/today"))
    lines = (paragraph(each) for each in (line, question) if each)
    return Message(blocks=tuple(lines), buttons=more or today)


def stuck_titles(context: Context) -> list[str]:
    """What the learner is stuck at, in the order of saying so; what was ticked since is not."""
    roadmap = context.roadmap.id
    items = [mark.item for mark in context.learner.marks if mark.roadmap == roadmap]
    ticked, titles = context.learner.ticked(roadmap), []
    for key in named(stuck(""), items):
        kind = TaskKind.SLICE if "." in key else TaskKind.TOPIC
        task = Task(kind, key, 0)
        if key not in ticked and is_known(context, task):
            titles.append(title_of(context, task))
    return titles


_VERDICTS = {"tick": _tick, "still": _still, "stuck": _stuck}

FEATURE = Feature(actions=(Action("verdict", take),))
