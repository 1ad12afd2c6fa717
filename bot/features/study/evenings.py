"""Today's tasks of a learner: the rows, the week and the history that the planner takes (3.4)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from functools import partial

from bot.domain import policy
from bot.domain.day import onward
from bot.domain.day import progress as folding
from bot.domain.day.evening import Evening, evening, light
from bot.domain.day.offers import DayOffer
from bot.domain.day.progress import EveningHistory, Progress
from bot.domain.day.remaining import Remaining
from bot.domain.day.rows import rows_by_weekday, sitting_at
from bot.domain.day.tasks import Sitting, StudyDay, Task, recall_tasks
from bot.domain.day.week import Week, week_of
from bot.domain.learner import MoveCause
from bot.domain.roadmap.choices import brought, done_when, lane_of, named, picks
from bot.domain.roadmap.model import Step, TemplateRow, Topic
from bot.domain.streak.ledger import is_study_day, weekdays_on
from bot.domain.streak.pauses import is_paused
from bot.features.kit import Context
from bot.features.recall.known import shaky_questions, topic_of, waiting
from bot.features.study.proofs import proofs_lately
from bot.features.views import position


async def offer(context: Context, tasks: Sequence[Task]) -> None:
    """Keep what a page of today names, where it is not what the one before named.

    What is logged goes to what was named last.
    """
    if tuple(tasks) != offered_last(context, context.today):
        await context.offer(context.roadmap.id, position(context), tuple(tasks))


async def first_task(context: Context) -> Task:
    """Today's first task, for a message that names no other. Raises CoachError before set-up."""
    task = tonights(context).lead
    if task not in offered_last(context, context.today):
        await offer(context, (task,))
    return task


def tonights(context: Context) -> Evening:
    """What there is to do today, before a page has room for it.

    On a day without a plan of its own, and when the plan of the day is done, one light task.
    Raises CoachError before set-up.
    """
    week, progress = week_here(context), progress_of(context)
    if is_study_evening(context, context.today) and not is_over(context):
        return evening(study_day(context), week, progress)
    task = light(week, progress, sitting(context))
    return Evening("learn", task.minutes, (task,))


def is_study_evening(context: Context, day: date) -> bool:
    """Whether a day has a plan of its own: no rest, no pause, not before the start."""
    learner = context.learner
    planned = day >= context.enrolment.plan_from and not is_paused(learner.pauses, day)
    return planned and is_study_day(learner.history, day)


def is_over(context: Context) -> bool:
    """Whether the minutes of today's plan are used."""
    return minutes_left(context) < policy.TASK_LEAST


def minutes_left(context: Context) -> int:
    """What is left of the minutes of today's row; below 0 where more was done."""
    return row_of(context, context.today).minutes - folding.spent(past_of(context), context.today)


def study_day(context: Context) -> StudyDay:
    """Today as the planner takes it: its row, what is used of it, the rows still to come."""
    today, week = context.today, position(context)
    rows = _rows(context, today)
    ahead = (
        rows[day.weekday()]
        for day in context.plan.days_after(week, today)
        if is_study_evening(context, day) and day.weekday() in rows
    )
    spent, row = folding.spent(past_of(context), today), row_of(context, today)
    if lead_of(context):
        row = row.model_copy(update={"activity": "learn", "lane": "main"})
    day = StudyDay(row, tuple(ahead), sitting(context), spent)
    if row.activity != "review":
        return day
    return replace(day, recall=recall_tasks(waiting(context), _shaky(context)))


def _shaky(context: Context) -> tuple[Topic, ...]:
    """The topics of this roadmap of which a question was answered wrong twice (promise 12.4)."""
    here = {topic.id for step in context.roadmap.steps for topic in step.topics}
    topics = (topic_of(context, each) for each in shaky_questions(context))
    return tuple(each for each in topics if each and each.exercise and each.id in here)


def row_of(context: Context, day: date) -> TemplateRow:
    """The row of the example week that a study day takes (promise 3.4a)."""
    rows = _rows(context, day)
    return rows.get(day.weekday()) or next(iter(rows.values()))


def sitting(context: Context) -> Sitting:
    """How long a day of learning is at the learner's pace."""
    return sitting_at(context.roadmap, _pace(context))


def week_here(context: Context) -> Week:
    """The learner's week with what was brought along, as picked from a menu."""
    return context.once(_week)


def _week(context: Context) -> Week:
    enrolment = context.learner.enrolment
    items = _items(context)
    roadmap = context.roadmap
    known = context.learner.ticked(roadmap.id)
    along = [topic for topic in named(brought(""), items) if topic not in known]
    known_ids = {topic.id for step in roadmap.steps if along for topic in step.topics}
    week = week_of(
        roadmap,
        position(context),
        trims=enrolment is not None and enrolment.trims,
        brought=[topic for topic in along if topic in known_ids],
        picked=picks(items),
    )
    lead = lead_of(context)
    return week.led_by(lead) if lead else week


def lead_of(context: Context) -> Step | None:
    """The step that today goes to instead of the main one of the week, where one was chosen."""
    chosen = named(lane_of(context.today, ""), _items(context))
    beside = context.roadmap.steps_of(position(context))[1:]
    return next((step for step in beside if step.id in chosen[-1:]), None)


def progress_of(context: Context) -> Progress:
    """What became of the tasks of the learner's roadmap until now."""
    return context.once(_progress)


def _progress(context: Context) -> Progress:
    return folding.progress(past_of(context), context.today)


def past_of(context: Context) -> EveningHistory:
    """What is stored about the evenings on the learner's roadmap."""
    return context.once(_past)


def _past(context: Context) -> EveningHistory:
    learner, roadmap = context.learner, context.roadmap.id
    offers = [offer for offer in learner.offers if offer.roadmap == roadmap]
    arrived = [each for each in context.enrolment.moves if each.cause is not MoveCause.CHOICE]
    return EveningHistory(
        roadmap,
        offers,
        learner.entries,
        _items(context),
        {day for day in {offer.day for offer in offers} if is_study_evening(context, day)},
        arrived[-1].made_at,
        position(context),
    )


def offered(context: Context, day: date) -> tuple[Task, ...]:
    """The tasks that the page of a day named, in the order in which it first did."""
    return tuple(dict.fromkeys(task for offer in _offers(context, day) for task in offer.tasks))


def offered_last(context: Context, day: date) -> tuple[Task, ...]:
    """The tasks that it named last; what is logged now goes to them."""
    offers = _offers(context, day)
    return offers[-1].tasks if offers else ()


def _offers(context: Context, day: date) -> list[DayOffer]:
    roadmap = context.roadmap.id
    return [each for each in context.learner.offers if (each.roadmap, each.day) == (roadmap, day)]


def is_week_worked(context: Context) -> bool:
    """Whether every topic and slice of the week is ticked, or was worked at as often as planned."""
    week, progress = week_here(context), progress_of(context)
    return Remaining(progress, sitting(context)).is_worked_through(week)


def may_go_on(context: Context) -> bool:
    """Whether `/next` is offered (promise 3.4e)."""
    week = position(context)
    said_done = done_when(week, answer=True) in _items(context) or week in proofs_lately(context)
    is_study_day = partial(is_study_evening, context)
    return onward.may_go_on(context.plan, week, context.today, is_study_day, said_done=said_done)


def is_asked(context: Context) -> bool:
    """Whether the page asks if the week is done: all of it was worked at, nothing proves it yet,
    and it was not said today."""
    week, learner = position(context), context.learner
    if learner.mark_of(context.roadmap.id, done_when(week, answer=True)) or week in proofs_lately(
        context
    ):
        return False
    denied = learner.mark_of(context.roadmap.id, done_when(week, answer=False))
    if denied and learner.today(denied.made_at) == context.today:
        return False
    return is_week_worked(context)


def _items(context: Context) -> Sequence[str]:
    """What is marked of the roadmap, in the order of marking."""
    roadmap = context.roadmap.id
    return tuple(mark.item for mark in context.learner.marks if mark.roadmap == roadmap)


def _pace(context: Context) -> str:
    enrolment = context.learner.enrolment
    return enrolment.pacing.pace if enrolment else context.learner.preferences.pace


def _rows(context: Context, day: date) -> dict[int, TemplateRow]:
    return rows_by_weekday(
        context.roadmap.template_rows(_pace(context)), weekdays_on(context.learner.history, day)
    )
