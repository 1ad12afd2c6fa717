"""A fork in the roadmap: the question, the comparison, and the choice (promise 3.7)."""

from collections.abc import Sequence
from datetime import date

from bot.chat.messages import Block, Bullets, Button, Heading, Message, Text, plain, strong
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.domain.roadmap.model import Branch, ForkOption, Roadmap
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.views import Rows, button, column, number, paragraph, position, week_title, word


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


def comparison(context: Context, fork: Branch) -> list[Block]:
    """What speaks for and against each option."""
    say = context.say
    blocks: list[Block] = [Heading(text=plain(fork.question))]
    for option in fork.options:
        blocks += _about(context, option)
    for other in fork.others:
        blocks.append(
            paragraph(
                say(
                    "Not here, but there is also {option}: {for_}",
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
    title: Text = (strong(option.title),)
    if option.recommended:
        title = (*title, *plain(" "), *say("(recommended)"))
    lines = [
        say("{title}: {for_}", title=title, for_=option.best_for),
        say("Choose it if: {reason}", reason=option.choose_if),
    ]
    if option.overflow_weeks:
        lines.append(
            say.plural(
                "It takes {n} week more; what follows moves.",
                "It takes {n} weeks more; what follows moves.",
                option.overflow_weeks,
            )
        )
    pros, cons = "; ".join(option.pros), "; ".join(option.cons)
    if pros:
        lines.append(say("For it: {points}.", points=pros))
    if cons:
        lines.append(say("Against it: {points}.", points=cons))
    return [*map(paragraph, lines)]


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
    """The comparison with its buttons, as part of another message."""
    return tuple(comparison(context, fork)), option_buttons(context, fork)


async def compare(context: Context, words: Sequence[str]) -> Message:
    """The comparison at a fork: `compare 0`."""
    fork = _fork(context, number(words))
    return Message(
        blocks=tuple(comparison(context, fork)), buttons=option_buttons(context, fork), edits=True
    )


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
            paragraph(say("What you ticked stays. Another mind later? It is in /plan.")),
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


FEATURE = Feature(actions=(Action("compare", compare), Action("fork", choose)))
