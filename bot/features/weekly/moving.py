"""`/next` and `/back`: the learner's own step from week to week (promise 3.2)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Block, Heading, Message, Text, message
from bot.chat.translate import marked
from bot.domain.learner import MoveCause
from bot.errors import CoachError
from bot.features.kit import Command, Feature, Turn
from bot.features.plan.finish import finished_message
from bot.features.plan.forks import asking, undecided
from bot.features.study.lanes import also_line, gate_blocks, lap_line, pass_line
from bot.features.views import button, paragraph, row, week_title
from bot.features.weekly.reflecting import settle_week


async def go_on(turn: Turn, _: NoArguments) -> Message:
    """Finish the week and begin the next; after the last one, finish the roadmap."""
    week = turn.enrolment.week
    if turn.finished:
        raise CoachError("You have finished this roadmap. For another one: /roadmaps")
    await _move(turn, week + 1, MoveCause.NEXT if week < turn.roadmap.weeks else MoveCause.FINISH)
    offer, choices = await settle_week(turn)
    if turn.finished:
        return finished_message(turn)
    lines = (paragraph(each) for each in (lap_line(turn, week), offer) if each)
    done = turn.say("Week {week} is behind you. Well done.", week=week)
    arrived = _arrived(turn, done, *lines, *gate_blocks(turn, week))
    return arrived.model_copy(update={"buttons": (*arrived.buttons, *choices)})


async def go_back(turn: Turn, _: NoArguments) -> Message:
    """Return to the week before."""
    week = turn.enrolment.week
    if week == 1:
        raise CoachError("Week 1 is the first one. What to do today: /today")
    await _move(turn, week - 1, MoveCause.BACK)
    return _arrived(
        turn, turn.say("Back to week {week}. Going over it again is fine.", week=week - 1)
    )


async def _move(turn: Turn, week: int, cause: MoveCause) -> None:
    turn.learner = await turn.work.move(turn.learner, week, cause, now=turn.now, today=turn.today)


def _arrived(turn: Turn, line: Text, *more: Block) -> Message:
    say, week = turn.say, turn.enrolment.week
    step = turn.roadmap.step_of(week)
    blocks: list[Block] = [paragraph(line), *more, Heading(text=week_title(turn, week))]
    blocks += [
        paragraph(each) for each in (pass_line(turn, week), also_line(turn, week, 160)) if each
    ]
    if step.project:
        blocks.append(paragraph(say("Project: {project}", project=step.project.title)))
    blocks.append(paragraph(say("Planned until {day}.", day=turn.plan.due(week))))
    fork = undecided(turn)
    compared, options = asking(turn, fork) if fork else ((), ())
    return message(
        *blocks,
        *compared,
        buttons=(
            *options,
            *row(
                button(turn, say.line("Today"), "/today"), button(turn, say.line("Week"), "/week")
            ),
        ),
    )


FEATURE = Feature(
    commands=(
        Command("next", marked("go on to the next week"), "/next", go_on),
        Command("back", marked("go back one week"), "/back", go_back),
    ),
)
