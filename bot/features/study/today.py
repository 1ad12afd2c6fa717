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
from bot.features.kit import Action, Command, Feature, Turn
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


async def today(turn: Turn, _: NoArguments) -> Message:
    """What to do today; a preview of week 1 before set-up."""
    if turn.finished:
        return finished_message(turn)
    if turn.learner.enrolment is None:
        return _preview(turn)
    told = await offered_once(turn)
    if not told:
        return page(turn)
    answer = page(turn, paragraph(update_line(turn)))
    return message(*answer.blocks, buttons=(*answer.buttons, *row(update_button(turn))))


def page(turn: Turn, *more: Block) -> Message:
    """Today's page of a learner who is set up; what is `more` stands at its end."""
    day = turn.today
    if is_paused(turn.learner.pauses, day):
        return _page(turn, _paused_line(turn, day), more, light=True)
    if day < turn.enrolment.plan_from:
        return _page(
            turn,
            turn.say("Your plan starts on {day}; a first look:", day=turn.enrolment.plan_from),
            more,
            light=True,
        )
    if not is_study_day(turn.learner.history, day):
        return _page(
            turn,
            turn.say("{day} · rest day. If you feel like it, something light:", day=day),
            more,
            light=True,
        )
    return _page(turn, _work_line(turn, day, row_of(turn, day)), more, light=False)


def row_of(turn: Turn, day: date) -> TemplateRow:
    """The row of the weekly template for a study day: the k-th takes the k-th (promise 3.4)."""
    rows = turn.roadmap.template_rows(turn.enrolment.pacing.pace)
    days = sorted(weekdays_on(turn.learner.history, day))
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


def _preview(turn: Turn) -> Message:
    roadmap = turn.roadmap
    rows = roadmap.template_rows(turn.learner.preferences.pace)
    head = (
        Heading(text=week_title(turn, 1)),
        paragraph(
            turn.say(
                "A look at week 1. Your plan is ready when you are: {start}", start=code("/start")
            )
        ),
    )
    topics = slice_of(_main_first(turn, 1, roadmap.topics_of(1)), rows[0].minutes)
    buttons = row(button(turn, turn.say.line("Set up"), "/start"))
    return fitting(turn, head, topics, _about(turn, roadmap, 1), buttons)


def _page(turn: Turn, line: Text, more: Sequence[Block], *, light: bool) -> Message:
    week = position(turn)
    topics = open_topics(turn, week)
    if light:
        shown = tuple(sorted(topics, key=lambda topic: topic.minutes)[:1])
    else:
        shown = slice_of(_main_first(turn, week, topics), row_of(turn, turn.today).minutes)
    head = (Heading(text=week_title(turn, week)), paragraph(line))
    rest = [*_about(turn, turn.roadmap, week)]
    if streak := streak_line(turn, turn.ledger()):
        rest.append(paragraph(streak))
    rest += more
    if not shown:
        return message(*head, paragraph(_all_ticked(turn)), *rest, buttons=_buttons(turn))
    return fitting(turn, head, shown, rest, _buttons(turn))


def fitting(
    turn: Turn, head: Sequence[Block], topics: Sequence[Topic], rest: Sequence[Block], buttons: Rows
) -> Message:
    """The page with as many topics as leave it within its lines (promise 3.4)."""
    for most in range(TOPICS_SHOWN, 1, -1):
        blocks = (*head, _topics(turn, topics, most), *rest)
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


def _main_first(turn: Turn, week: int, topics: Sequence[Topic]) -> Sequence[Topic]:
    """Today's topics are the main lane's; when all of it is ticked, those beside it."""
    main = turn.roadmap.step_of(week).topics
    return [topic for topic in topics if topic in main] or topics


def _buttons(turn: Turn) -> Rows:
    say = turn.say
    return row(
        button(turn, say.line("Done"), "/done"),
        button(turn, say.line("Just 10 minutes"), "ten"),
        button(turn, say.line("Week"), "/week"),
        *([compare_button(turn, fork)] if (fork := undecided(turn)) else []),
    )


def _paused_line(turn: Turn, day: date) -> Text:
    last = max(pause.last for pause in turn.learner.pauses if pause.first <= day <= pause.last)
    return turn.say(
        "Paused until {last}. Back earlier? {resume}", last=last, resume=code("/resume")
    )


ACTIVITIES = {
    "learn": marked("learn"),
    "practise": marked("practise"),
    "project": marked("project"),
    "review": marked("review"),
}


def _work_line(turn: Turn, day: date, template: TemplateRow) -> Text:
    """The day with its activity and length; what it is about as far as the line holds it."""
    say = turn.say
    activity = strong(say.line(ACTIVITIES[template.activity]))
    brief = with_dots(plain(say.day(day)), (activity,), plain(say.minutes(template.minutes)))
    full = (*brief, *say(": {focus}", focus=template.focus))
    return full if len(unstyled(full)) <= COLUMNS else brief


def _topics(turn: Turn, topics: Sequence[Topic], most: int = TOPICS_SHOWN) -> Bullets:
    say = turn.say
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


def _all_ticked(turn: Turn) -> Text:
    return turn.say(
        "All topics are ticked. Finish the project, then go on: {next}", next=code("/next")
    )


def _about(turn: Turn, roadmap: Roadmap, week: int) -> tuple[Block, ...]:
    step = roadmap.step_of(week)
    lines = [
        turn.say("Read: {resource}", resource=link(step.resource.title, step.resource.url)),
        turn.say("Done when: {done}", done=step.done_when),
    ]
    if fork := undecided(turn):
        lines[0] = fork_line(turn, fork)
    elif step.project:
        lines.insert(0, turn.say("Project: {project}", project=step.project.title))
    if also := also_line(turn, week, ALSO_MOST):
        lines.insert(0, also)
    return tuple(paragraph(line) for line in lines)


async def ten_minutes(turn: Turn, _: Sequence[str]) -> Message:
    """The smallest real task: ten minutes on the next topic (promise 3.4)."""
    say, week = turn.say, position(turn)
    step = known_week(turn, week)
    topics = open_topics(turn, week)
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
        buttons=row(button(turn, say.line("Done, 10 minutes"), f"/done {LIGHT_MINUTES}")),
    )


FEATURE = Feature(
    commands=(Command("today", marked("what to do today"), "/today", today),),
    actions=(Action("ten", ten_minutes),),
)
