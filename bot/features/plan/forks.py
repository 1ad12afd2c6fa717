"""A fork in the roadmap: the question, the comparison, and the choice (promise 3.7)."""

from collections.abc import Sequence
from datetime import date

from bot.chat.messages import Block, Bullets, Button, Heading, Message, Text, plain, strong
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.domain.roadmap.model import Branch, ForkOption, Roadmap
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.views import (
    Rows,
    button,
    column,
    edited,
    number,
    paragraph,
    position,
    row,
    week_title,
    with_dots,
    word,
)


def undecided(context: Context) -> Branch | None:
    """The fork the learner stands at and has not chosen at yet."""
    enrolment = context.learner.enrolment
    if enrolment is None or enrolment.finished:
        return None
    fork = context.roadmap.branch_at(position(context))
    return None if fork is None or fork.id in enrolment.taken else fork


def fork_line(context: Context, fork: Branch) -> Text:
    """The question, and what holds until it is answered."""
    return context.say(
        "{question} Until you choose, I go with {option}.",
        question=strong(fork.question),
        option=_default(fork).title,
    )


def compare_button(context: Context, fork: Branch) -> Button:
    """Leads to the comparison."""
    return button(
        context, context.say.line("Compare and choose"), f"compare {_place(context, fork)}"
    )


def brief(context: Context, fork: Branch) -> list[Block]:
    """The options in three lines each."""
    say = context.say
    blocks: list[Block] = [Heading(text=plain(fork.question))]
    for option in fork.options:
        blocks += map(paragraph, _in_short(context, option))
    blocks.append(paragraph(say("You can change your mind at any time: no tick is lost.")))
    return blocks


def _in_short(context: Context, option: ForkOption) -> list[Text]:
    say = context.say
    lines = [
        _title(context, option),
        say("Best for: {for_}", for_=option.best_for),
        say("Choose it if: {reason}", reason=option.choose_if),
    ]
    if option.overflow_weeks:
        lines[0] = with_dots(lines[0], _more_weeks(context, option))
    return lines


def _title(context: Context, option: ForkOption) -> Text:
    title = strong(option.title)
    return context.say("{option} (recommended)", option=title) if option.recommended else (title,)


def _more_weeks(context: Context, option: ForkOption) -> Text:
    return context.say.plural("{n} more week", "{n} more weeks", option.overflow_weeks)


def comparison(context: Context, fork: Branch) -> list[Block]:
    """All that speaks for and against each option."""
    say = context.say
    blocks: list[Block] = [Heading(text=plain(fork.question))]
    for option in fork.options:
        blocks += _about(context, option)
    for other in fork.others:
        blocks.append(
            paragraph(
                say(
                    "Outside this roadmap there is also {option}: {for_}",
                    option=other.title,
                    for_=other.best_for,
                )
            )
        )
    if fork.advice:
        blocks.append(Bullets(items=tuple(map(plain, fork.advice))))
    blocks.append(paragraph(say("You can change your mind at any time: no tick is lost.")))
    return blocks


def _about(context: Context, option: ForkOption) -> list[Block]:
    say = context.say
    lines = [
        (*_title(context, option), *plain(f": {option.best_for}")),
        say("Choose it if: {reason}", reason=option.choose_if),
    ]
    if option.overflow_weeks:
        lines.append(
            say.plural(
                "It takes {n} more week, and what follows moves.",
                "It takes {n} more weeks, and what follows moves.",
                option.overflow_weeks,
            )
        )
    pros, cons = "; ".join(option.pros), "; ".join(option.cons)
    if pros:
        lines.append(say("For it: {points}.", points=pros))
    if cons:
        lines.append(say("Against it: {points}.", points=cons))
    return [*map(paragraph, lines)]


def brief_buttons(context: Context, fork: Branch) -> Rows:
    """The options, and the way to all that speaks for and against them."""
    label = context.say.line("Compare all")
    return (
        *option_buttons(context, fork),
        *row(button(context, label, f"compare-all {_place(context, fork)}")),
    )


def option_buttons(context: Context, fork: Branch) -> Rows:
    """One button an option; the one that holds is marked once it was chosen."""
    enrolment = context.learner.enrolment
    taken = enrolment.taken.get(fork.id) if enrolment else None
    place = _place(context, fork)
    return column(
        *(
            button(
                context,
                context.say.line("✓ {option}", option=each.title)
                if each.id == taken
                else each.title,
                f"fork {place} {each.id}",
            )
            for each in fork.options
        )
    )


def asking(context: Context, fork: Branch) -> tuple[tuple[Block, ...], Rows]:
    """The question as part of another message; the options are one press away."""
    return (paragraph(fork_line(context, fork)),), row(compare_button(context, fork))


async def compare(context: Context, words: Sequence[str]) -> Message:
    """The options at a fork, in short: `compare 0`."""
    fork = _fork(context, number(words))
    return edited(*brief(context, fork), buttons=brief_buttons(context, fork))


async def compare_all(context: Context, words: Sequence[str]) -> Message:
    """[Compare all]: the whole comparison at a fork: `compare-all 0`."""
    fork = _fork(context, number(words))
    return edited(*comparison(context, fork), buttons=option_buttons(context, fork))


async def choose(context: Context, words: Sequence[str]) -> Message:
    """One option is taken: `fork 0 django`. What was ticked stays ticked."""
    fork = _fork(context, number(words))
    option = next((each for each in fork.options if each.id == word(words, 1)), None)
    if option is None or context.finished:
        raise StaleButtonError(marked("That choice is out of date. How things stand: /plan"))
    before, plan = context.roadmap, context.plan
    await context.choose(fork.id, option.id)
    week = context.enrolment.week
    day = plan.first_day(week)
    await move_along(context, _same_place(before, context.roadmap, fork.id, week), day)
    return _chosen(context, option)


async def move_along(context: Context, week: int, day: date) -> None:
    """What the learner is at lies in another week now: its dates stay as they were."""
    if week == context.enrolment.week:
        return
    await context.move(week, MoveCause.CHOICE)
    await context.anchor(week, day, context.enrolment.pacing.pace)


def _same_place(before: Roadmap, after: Roadmap, fork: str, week: int) -> int:
    """Where the content of `week` lies after a choice: only what follows the fork moves."""
    old, new = _last_week(before, fork), _last_week(after, fork)
    return week + new - old if week > min(old, new) else week


def _last_week(roadmap: Roadmap, fork: str) -> int:
    return max(step.weeks.last for step in roadmap.steps if step.branch == fork)


def _chosen(context: Context, option: ForkOption) -> Message:
    say = context.say
    return Message(
        blocks=(
            paragraph(say("{option} it is.", option=strong(option.title))),
            Heading(text=week_title(context, context.enrolment.week)),
            paragraph(say("What you ticked stays. Changed your mind later? /plan")),
        ),
        buttons=(
            (
                button(context, say.line("Today"), "/today"),
                button(context, say.line("Week"), "/week"),
            ),
        ),
        edits=True,
    )


def _fork(context: Context, place: int) -> Branch:
    forks = context.roadmap.branches
    if place >= len(forks) or context.learner.enrolment is None:
        raise StaleButtonError(marked("That choice is out of date. How things stand: /plan"))
    return forks[place]


def _place(context: Context, fork: Branch) -> int:
    return [each.id for each in context.roadmap.branches].index(fork.id)


def _default(fork: Branch) -> ForkOption:
    return next(each for each in fork.options if each.id == fork.default)


FEATURE = Feature(
    actions=(Action("compare", compare), Action("compare-all", compare_all), Action("fork", choose))
)
