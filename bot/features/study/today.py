"""`/today`: what to do today, in at most 12 lines of 80 columns (promise 3.4)."""

from collections.abc import Iterator, Sequence
from datetime import date
from textwrap import shorten

from bot.chat.arguments import NoArguments
from bot.chat.messages import (
    Block,
    Button,
    Emphasis,
    Heading,
    Message,
    Text,
    code,
    message,
    plain,
    soft,
    strong,
)
from bot.chat.translate import marked, unstyled
from bot.domain import policy
from bot.domain.day.evening import Evening, evening
from bot.domain.day.progress import Progress
from bot.domain.day.rows import rows_by_weekday, sitting_at
from bot.domain.day.tasks import StudyDay, Task, TaskKind
from bot.domain.day.week import week_of
from bot.domain.streak.pauses import is_paused
from bot.features.kit import Action, Command, Context, Feature
from bot.features.plan.finish import finished_message
from bot.features.plan.forks import compare_button, fork_line, undecided
from bot.features.plan.updates import offered_once, update_button, update_line
from bot.features.study.evenings import (
    first_task,
    is_asked,
    is_over,
    is_study_evening,
    lead_of,
    may_go_on,
    offer,
    row_of,
    tonights,
    week_here,
)
from bot.features.study.fitting import COLUMNS, DayPage, fitting
from bot.features.study.menus import menu_button
from bot.features.study.project import project_button
from bot.features.study.sides import side_buttons, switch
from bot.features.study.tasks import done_line, first_step, read_line
from bot.features.views import (
    Rows,
    button,
    paragraph,
    position,
    row,
    streak_line,
    week_title,
    with_dots,
)


async def today(context: Context, _: NoArguments) -> Message:
    """What to do today; a preview of week 1 before set-up."""
    if context.finished:
        return finished_message(context)
    if context.learner.enrolment is None:
        return _preview(context)
    told = await offered_once(context)
    if not told:
        return await page(context)
    return await page(context, update_line(context), buttons=row(update_button(context)))


async def page(context: Context, *more: Text, buttons: Rows = ()) -> Message:
    """Today's page of a learner who is set up; what is `more` stands at its end."""
    tonight = tonights(context)
    asked = is_asked(context)
    about = [*_about(context, tonight.lead, asked=asked)]
    about += [(True, text) for text in (streak_line(context, context.ledger()), *more) if text]
    rows = (*_buttons(context, asked=asked), *buttons)
    shown = DayPage(head_of(context, tonight), tonight.tasks, about, tonight.left_open)
    blocks, tasks = fitting(context, shown, rows)
    await offer(context, tasks)
    return Message(blocks=blocks, buttons=rows, card=True)


async def in_lane(context: Context, words: Sequence[str]) -> Message:
    """[Side: ...]: the page of an evening that goes to that lane: `lane git-basics`."""
    await switch(context, words)
    return (await page(context)).model_copy(update={"edits": True})


def head_of(context: Context, tonight: Evening) -> tuple[Block, ...]:
    """The week, and what kind of day it is."""
    week = Heading(text=week_title(context, position(context)))
    return (week, paragraph(_day_line(context, tonight)))


def _day_line(context: Context, tonight: Evening) -> Text:
    day, say = context.today, context.say
    if is_paused(context.learner.pauses, day):
        return _paused_line(context, day)
    if day < context.enrolment.plan_from:
        return say("Your plan starts on {day}; a first look:", day=context.enrolment.plan_from)
    if not is_study_evening(context, day):
        return say("{day} · rest day. If you feel like it, something light:", day=day)
    if is_over(context):
        return say("{day} · today's plan is done; more is a bonus:", day=day)
    return _work_line(context, day, tonight)


def _preview(context: Context) -> Message:
    roadmap, wanted = context.roadmap, context.learner.preferences
    rows = rows_by_weekday(roadmap.template_rows(wanted.pace), wanted.days)
    first = min(rows.values(), key=lambda each: each.activity != "learn")
    tasks = evening(
        StudyDay(first, sitting=sitting_at(roadmap, wanted.pace)), week_of(roadmap, 1), Progress()
    ).tasks
    head = (
        Heading(text=week_title(context, 1)),
        paragraph(
            context.say(
                "A look at week 1. Your plan is ready when you are: {start}", start=code("/start")
            )
        ),
    )
    buttons = row(button(context, context.say.line("Set up"), "/start"))
    shown = DayPage(head, tasks, [*_about(context, tasks[0], asked=False)])
    blocks, _ = fitting(context, shown, buttons)
    return Message(blocks=blocks, buttons=buttons, card=True)


def _about(context: Context, first: Task, *, asked: bool) -> Iterator[tuple[bool, Text]]:
    """What is said about the day's first task, and whether the page needs it."""
    step = lead_of(context) or context.roadmap.step_of(position(context))
    if fork := undecided(context):
        yield True, fork_line(context, fork)
    if step.project:
        line = context.say("Project: {project}", project=step.project.title)
        yield first.kind is TaskKind.SLICE, line
    yield True, read_line(context, first)
    if asked:
        yield True, context.say("Is the week done? {done}", done=step.done_when)
    else:
        yield True, done_line(context, first)


def _buttons(context: Context, *, asked: bool) -> Rows:
    say, week = context.say, position(context)
    first = (
        button(context, say.line("Done"), "/done", Emphasis.MAIN),
        button(context, say.line("Just 10 minutes"), "ten"),
        button(context, say.line("Week"), "/week"),
        *project_button(context, week),
    )
    second = (
        *side_buttons(context),
        *menu_button(context, week),
        *([compare_button(context, fork)] if (fork := undecided(context)) else []),
        *([next_button(context)] if may_go_on(context) else []),
    )
    rows = (first, second) if second else (first,)
    return (*rows, *week_done_buttons(context)) if asked else rows


def next_button(context: Context) -> Button:
    """Goes on to the next week."""
    return button(context, context.say.line("Next week"), "/next")


def week_done_buttons(context: Context) -> Rows:
    """The answers to whether the week is done."""
    week, line = position(context), context.say.line
    return row(
        button(context, line("Yes"), f"week-done {week} yes"),
        button(context, line("Not yet"), f"week-done {week} not-yet"),
    )


def _paused_line(context: Context, day: date) -> Text:
    last = max(pause.last for pause in context.learner.pauses if pause.first <= day <= pause.last)
    if last == day:
        return context.say("Today is still paused; what you do is a bonus.")
    return context.say(
        "Paused until {last}. Back earlier? {resume}", last=last, resume=code("/resume")
    )


ACTIVITIES = {
    "learn": marked("learn"),
    "practise": marked("practise"),
    "project": marked("project"),
    "review": marked("review"),
}


def _work_line(context: Context, day: date, tonight: Evening) -> Text:
    """The day with its activity and length, and what it is about: as many words as there is room."""
    say = context.say
    activity = strong(say.line(ACTIVITIES[tonight.activity]))
    brief = with_dots(plain(say.day(day)), (activity,), plain(say.minutes(tonight.minutes)))
    template, lead = row_of(context, day), lead_of(context)
    if lead:
        return say("{day}: {lane}", day=brief, lane=lead.title)
    nothing_before = tonight.activity == "review" and position(context) == 1
    if template.activity != tonight.activity or nothing_before or not _in_lane(context, tonight):
        return brief
    room = COLUMNS - len(unstyled((*brief, *say(": {focus}", focus=""))))
    return (*brief, *say(": {focus}", focus=shorten(template.focus, room, placeholder="…")))


def _in_lane(context: Context, tonight: Evening) -> bool:
    """Whether a day of learning or practice begins in the lane that its row is about."""
    if tonight.activity not in {"learn", "practise"}:
        return True
    beside = {topic.id for topic in week_here(context).side}
    return (row_of(context, context.today).lane == "side") == (tonight.lead.item in beside)


async def ten_minutes(context: Context, _: Sequence[str]) -> Message:
    """The smallest real step of today's first task (promise 3.4)."""
    context.require_set_up()
    say, task = context.say, await first_task(context)
    return message(
        Heading(text=say("Just 10 minutes")),
        paragraph(first_step(context, task)),
        paragraph((soft(say.line("That is a whole study day done. More is a bonus.")),)),
        buttons=row(button(context, say.line("Done, 10 minutes"), f"/done {policy.LIGHT_MINUTES}")),
    )


FEATURE = Feature(
    commands=(Command("today", marked("what to do today"), "/today", today),),
    actions=(Action("ten", ten_minutes), Action("lane", in_lane)),
)
