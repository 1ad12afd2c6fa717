"""`/today`: what to do today, in at most 12 lines of 80 columns (promise 3.4)."""

from collections.abc import Sequence
from datetime import date
from textwrap import wrap

from bot.chat.arguments import NoArguments
from bot.chat.messages import (
    Block,
    Bullets,
    Heading,
    Message,
    Paragraph,
    Text,
    code,
    link,
    message,
    plain,
    soft,
    strong,
)
from bot.chat.translate import marked, unstyled
from bot.domain.roadmap.model import Roadmap, TemplateRow, Topic
from bot.domain.streak.ledger import is_study_day, weekdays_on
from bot.domain.streak.pauses import is_paused
from bot.features.kit import Action, Command, Context, Feature
from bot.features.plan.finish import finished_message
from bot.features.plan.forks import compare_button, fork_line, undecided
from bot.features.plan.updates import offered_once, update_button, update_line
from bot.features.study.lanes import also_line
from bot.features.views import (
    Rows,
    button,
    known_week,
    open_topics,
    paragraph,
    position,
    row,
    streak_line,
    week_title,
    with_dots,
)

TOPICS_SHOWN = 4
LIGHT_MINUTES = 10
LINES_MOST = 12
COLUMNS = 80
ALSO_MOST = 62


async def today(context: Context, _: NoArguments) -> Message:
    """What to do today; a preview of week 1 before set-up."""
    if context.finished:
        return finished_message(context)
    if context.learner.enrolment is None:
        return _preview(context)
    told = await offered_once(context)
    if not told:
        return page(context)
    answer = page(context, paragraph(update_line(context)))
    return message(*answer.blocks, buttons=(*answer.buttons, *row(update_button(context))))


def page(context: Context, *more: Block) -> Message:
    """Today's page of a learner who is set up; what is `more` stands at its end."""
    day = context.today
    if is_paused(context.learner.pauses, day):
        return _page(context, _paused_line(context, day), more, light=True)
    if day < context.enrolment.plan_from:
        return _page(
            context,
            context.say(
                "Your plan starts on {day}; a first look:", day=context.enrolment.plan_from
            ),
            more,
            light=True,
        )
    if not is_study_day(context.learner.history, day):
        return _page(
            context,
            context.say("{day} · rest day. If you feel like it, something light:", day=day),
            more,
            light=True,
        )
    return _page(context, _work_line(context, day, row_of(context, day)), more, light=False)


def row_of(context: Context, day: date) -> TemplateRow:
    """The row of the weekly template for a study day: the k-th takes the k-th (promise 3.4)."""
    rows = context.roadmap.template_rows(context.enrolment.pacing.pace)
    days = sorted(weekdays_on(context.learner.history, day))
    nth = days.index(day.weekday()) if day.weekday() in days else 0
    return rows[min(nth, len(rows) - 1)]


def slice_of(topics: Sequence[Topic], minutes: int) -> tuple[Topic, ...]:
    """The next topics that fit into `minutes`, at least one of them."""
    fitting: list[Topic] = []
    for topic in topics:
        if fitting and sum(each.minutes for each in fitting) + topic.minutes > minutes:
            break
        fitting.append(topic)
    return tuple(fitting)


def _preview(context: Context) -> Message:
    roadmap = context.roadmap
    rows = roadmap.template_rows(context.learner.preferences.pace)
    head = (
        Heading(text=week_title(context, 1)),
        paragraph(
            context.say(
                "A look at week 1. Your plan is ready when you are: {start}", start=code("/start")
            )
        ),
    )
    topics = slice_of(_main_first(context, 1, roadmap.topics_of(1)), rows[0].minutes)
    buttons = row(button(context, context.say.line("Set up"), "/start"))
    return fitting(context, head, topics, _about(context, roadmap, 1), buttons)


def _page(context: Context, line: Text, more: Sequence[Block], *, light: bool) -> Message:
    week = position(context)
    topics = open_topics(context, week)
    if light:
        shown = tuple(sorted(topics, key=lambda topic: topic.minutes)[:1])
    else:
        shown = slice_of(_main_first(context, week, topics), row_of(context, context.today).minutes)
    head = (Heading(text=week_title(context, week)), paragraph(line))
    rest = [*_about(context, context.roadmap, week)]
    if streak := streak_line(context, context.ledger()):
        rest.append(paragraph(streak))
    rest += more
    if not shown:
        return message(*head, paragraph(_all_ticked(context)), *rest, buttons=_buttons(context))
    return fitting(context, head, shown, rest, _buttons(context))


def fitting(
    context: Context,
    head: Sequence[Block],
    topics: Sequence[Topic],
    rest: Sequence[Block],
    buttons: Rows,
) -> Message:
    """The page with as many topics as leave it within its lines (promise 3.4)."""
    for most in range(TOPICS_SHOWN, 1, -1):
        blocks = (*head, _topics(context, topics, most), *rest)
        if lines_of(blocks) + 1 <= LINES_MOST:
            break
    return message(*blocks, buttons=buttons)


def lines_of(blocks: Sequence[Block]) -> int:
    """How many lines of 80 columns blocks take on a plain terminal."""
    texts: list[Text] = []
    for block in blocks:
        if isinstance(block, Bullets):
            texts += [(*plain("1. "), *item) for item in block.items]
        elif isinstance(block, Heading | Paragraph):
            texts.append(block.text)
    flat = ("".join(f"{x.text} {x.url}" if x.url else x.text for x in text) for text in texts)
    return sum(len(wrap(text, COLUMNS)) if len(text) > COLUMNS else bool(text) for text in flat)


def _main_first(context: Context, week: int, topics: Sequence[Topic]) -> Sequence[Topic]:
    """Today's topics are the main lane's; when all of it is ticked, those beside it."""
    main = context.roadmap.step_of(week).topics
    return [topic for topic in topics if topic in main] or topics


def _buttons(context: Context) -> Rows:
    say = context.say
    return row(
        button(context, say.line("Done"), "/done"),
        button(context, say.line("Just 10 minutes"), "ten"),
        button(context, say.line("Week"), "/week"),
        *([compare_button(context, fork)] if (fork := undecided(context)) else []),
    )


def _paused_line(context: Context, day: date) -> Text:
    last = max(pause.last for pause in context.learner.pauses if pause.first <= day <= pause.last)
    return context.say(
        "Paused until {last}. Back earlier? {resume}", last=last, resume=code("/resume")
    )


ACTIVITIES = {
    "learn": marked("learn"),
    "practise": marked("practise"),
    "project": marked("project"),
    "review": marked("review"),
}


def _work_line(context: Context, day: date, template: TemplateRow) -> Text:
    """The day with its activity and length; what it is about as far as the line holds it."""
    say = context.say
    activity = strong(say.line(ACTIVITIES[template.activity]))
    brief = with_dots(plain(say.day(day)), (activity,), plain(say.minutes(template.minutes)))
    full = (*brief, *say(": {focus}", focus=template.focus))
    return full if len(unstyled(full)) <= COLUMNS else brief


def _topics(context: Context, topics: Sequence[Topic], most: int = TOPICS_SHOWN) -> Bullets:
    say = context.say
    shown = topics if len(topics) <= most else topics[: most - 1]
    items = [
        say("{topic} ({minutes})", topic=strong(each.title), minutes=say.minutes(each.minutes))
        for each in shown
    ]
    if rest := len(topics) - len(shown):
        items.append(
            say.plural("and {n} more: {week}", "and {n} more: {week}", rest, week=code("/week"))
        )
    return Bullets(items=tuple(items), ordered=True)


def _all_ticked(context: Context) -> Text:
    return context.say(
        "All topics are ticked. Finish the project, then go on: {next}", next=code("/next")
    )


def _about(context: Context, roadmap: Roadmap, week: int) -> tuple[Block, ...]:
    step = roadmap.step_of(week)
    lines = [
        context.say("Read: {resource}", resource=link(step.resource.title, step.resource.url)),
        context.say("Done when: {done}", done=step.done_when),
    ]
    if fork := undecided(context):
        lines[0] = fork_line(context, fork)
    elif step.project:
        lines.insert(0, context.say("Project: {project}", project=step.project.title))
    if also := also_line(context, week, ALSO_MOST):
        lines.insert(0, also)
    return tuple(paragraph(line) for line in lines)


async def ten_minutes(context: Context, _: Sequence[str]) -> Message:
    """The smallest real task: ten minutes on the next topic (promise 3.4)."""
    say, week = context.say, position(context)
    step = known_week(context, week)
    topics = open_topics(context, week)
    resource = link(step.resource.title, step.resource.url)
    if topics:
        task = say(
            "Open {resource}, read for ten minutes towards “{topic}”, and write down one line you did not know.",
            resource=resource,
            topic=topics[0].title,
        )
    else:
        task = say("Open this week's project and make one small thing better.")
    return message(
        Heading(text=say("Just 10 minutes")),
        paragraph(task),
        paragraph((soft(say.line("That is a whole study day done. More is a bonus.")),)),
        buttons=row(button(context, say.line("Done, 10 minutes"), f"/done {LIGHT_MINUTES}")),
    )


FEATURE = Feature(
    commands=(Command("today", marked("what to do today"), "/today", today),),
    actions=(Action("ten", ten_minutes),),
)
