"""The daily prompt, the comeback that takes its place, and the streak saver (promise 4)."""

from typing import Final

from bot.commands import Feature, Nudging, Turn
from bot.domain.delivery import Delivery, Kind
from bot.domain.ledger import LedgerDay, State
from bot.features.shared import Rows, button, paragraph, row, streak_line
from bot.features.today import LIGHT_MINUTES, page
from bot.messages import Block, Heading, Message, Text, code, message
from bot.say import marked

OPENINGS: Final = (
    marked("Good to see you. Here is today:"),
    marked("A small step today. This one:"),
    marked("Your next piece is ready:"),
    marked("Here is what fits today:"),
    marked("One thing at a time. Today:"),
    marked("Picking up where you left off:"),
    marked("Today's page is open:"),
    marked("Make some tea, then this:"),
    marked("Bit by bit it adds up. Today:"),
)
"""More than a week has days, so that none comes twice in a week."""


async def daily_prompt(turn: Turn, delivery: Delivery) -> Message:
    """What to do today, with a line about yesterday where there is something to say."""
    opening = OPENINGS[delivery.day.toordinal() % len(OPENINGS)]
    lines = [turn.say(opening), *_yesterday(turn)]
    today = page(turn)
    return today.model_copy(update={"blocks": (*map(paragraph, lines), *today.blocks)})


def _yesterday(turn: Turn) -> list[Text]:
    """A freeze that was used is a line of the next prompt (promise 4.1), and so is a repair."""
    ledger, say = turn.ledger(), turn.say
    if not turn.learner.preferences.streak:
        return []
    if ledger.repairable is not None:
        return [
            say(
                "{day} slipped by. Two entries of 10 minutes or more today, like {example} twice, bring your streak back.",
                day=say.day(ledger.repairable),
                example=code("/done 10"),
            )
        ]
    last = _last_study_day(ledger.days[:-1])
    if last is not None and last.state is State.FROZEN:
        return [say("A freeze kept your streak on {day}.", day=say.day(last.day))]
    return []


def _last_study_day(days: tuple[LedgerDay, ...]) -> LedgerDay | None:
    free = {State.REST, State.PAUSED, State.EXCUSED}
    return next((each for each in reversed(days) if each.state not in free), None)


async def comeback(turn: Turn, _: Delivery) -> Message:
    """After two study days without work: a small way back in (promise 4.4)."""
    say = turn.say
    blocks: list[Block] = [
        Heading(text=say("Good to have you back whenever you like.")),
        paragraph(
            say(
                "Ten minutes are a whole study day. Open your notes and reread the last thing you did."
            )
        ),
    ]
    if streak := streak_line(turn, turn.ledger()):
        blocks.append(paragraph(streak))
    blocks.append(
        paragraph(say("If the weeks are too full, the plan can bend: {plan}", plan=code("/plan")))
    )
    return message(*blocks, buttons=_small_steps(turn, plan=True))


async def streak_saver(turn: Turn, _: Delivery) -> Message:
    """The evening reminder that the learner asked for (promise 4.1)."""
    say = turn.say
    return message(
        paragraph(say("Ten minutes still make today count. One page, one small exercise.")),
        buttons=_small_steps(turn, plan=False),
    )


def _small_steps(turn: Turn, *, plan: bool) -> Rows:
    line = turn.say.line
    buttons = [
        button(turn, line("Just 10 minutes"), "ten"),
        button(turn, line("Done, 10 minutes"), f"/done {LIGHT_MINUTES}"),
    ]
    if plan:
        buttons.append(button(turn, line("Change the plan"), "/plan"))
    return row(*buttons)


FEATURE = Feature(
    nudges=(
        Nudging(Kind.DAILY_PROMPT, daily_prompt),
        Nudging(Kind.COMEBACK, comeback),
        Nudging(Kind.STREAK_SAVER, streak_saver),
    )
)
