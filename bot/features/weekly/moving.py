"""`/next` and `/back`: the learner's own step from week to week (promise 3.2)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Block, Heading, Message, Text, message
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.errors import CoachError
from bot.features.kit import Command, Context, Feature
from bot.features.plan.finish import finished_message
from bot.features.plan.forks import asking, undecided
from bot.features.recall.gate import gate_offer
from bot.features.study.gates import gate_blocks, gate_button
from bot.features.study.lanes import also_line, lap_line, pass_line
from bot.features.study.menus import menu_button
from bot.features.views import button, paragraph, row, week_title
from bot.features.weekly.leaving import asked, summed_up, week_behind
from bot.features.weekly.reflecting import settle_week


async def go_on(context: Context, _: NoArguments) -> Message:
    """Finish the week and begin the next; after the last one, finish the roadmap."""
    week = context.enrolment.week
    if context.finished:
        raise CoachError("You have finished this roadmap. For another one: /roadmaps")
    behind = week_behind(context, week)
    await _move(
        context, week + 1, MoveCause.NEXT if week < context.roadmap.weeks else MoveCause.FINISH
    )
    offer, choices = await settle_week(context)
    if context.finished:
        page = finished_message(context)
        return page.model_copy(
            update={"buttons": (*row(*gate_offer(context, week)), *page.buttons)}
        )
    question, answers = asked(context, week)
    lines = (paragraph(each) for each in (question, lap_line(context, week), offer) if each)
    gate = row(*gate_button(context, week), *gate_offer(context, week))
    asked_too = gate_blocks(context, week) if gate_button(context, week) else ()
    arrived = _arrived(context, summed_up(context, behind), *lines, *asked_too)
    return arrived.model_copy(update={"buttons": (*answers, *gate, *arrived.buttons, *choices)})


async def go_back(context: Context, _: NoArguments) -> Message:
    """Return to the week before."""
    week = context.enrolment.week
    if week == 1:
        raise CoachError("Week 1 is the first one. What to do today: /today")
    await _move(context, week - 1, MoveCause.BACK)
    return _arrived(
        context, context.say("Back to week {week}. Going over it again is fine.", week=week - 1)
    )


async def _move(context: Context, week: int, cause: MoveCause) -> None:
    await context.move(week, cause)


def _arrived(context: Context, line: Text, *more: Block) -> Message:
    say, week = context.say, context.enrolment.week
    step = context.roadmap.step_of(week)
    blocks: list[Block] = [paragraph(line), *more, Heading(text=week_title(context, week))]
    blocks += [
        paragraph(each)
        for each in (pass_line(context, week), also_line(context, week, 160))
        if each
    ]
    if step.project:
        blocks.append(paragraph(say("Project: {project}", project=step.project.title)))
    blocks.append(paragraph(say("Planned until {day}.", day=context.plan.due(week))))
    fork = undecided(context)
    compared, options = asking(context, fork) if fork else ((), ())
    return message(
        *blocks,
        *compared,
        buttons=(
            *options,
            *row(*menu_button(context, week)),
            *row(
                button(context, say.line("Today"), "/today"),
                button(context, say.line("Week"), "/week"),
            ),
        ),
    )


FEATURE = Feature(
    commands=(
        Command("next", marked("go on to the next week"), "/next", go_on),
        Command("back", marked("go back one week"), "/back", go_back),
    ),
)
