"""`/why`: the streak's ledger day by day, and on demand the rule behind each (promise 2.10)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from bot.chat.arguments import WHEN, option
from bot.chat.messages import Bullets, Heading, Message, Text, message, plain, soft
from bot.chat.reading.days import When, resolved
from bot.chat.translate import marked
from bot.domain.streak.ledger import DayState, LedgerDay, Why
from bot.errors import CoachError
from bot.features.kit import Action, Command, Context, Feature
from bot.features.views import button, number, paragraph, row, with_dots, word

DAYS_SHOWN: Final = 14
"""Days on a page, the newest first."""

RULES: Final = {
    Why.DONE: (marked("studied"), "2.1"),
    Why.DONE_LATE: (marked("logged the day after"), "2.5"),
    Why.DONE_EXTRA: (marked("studied on a free day, a bonus"), "2.2"),
    Why.PAUSED: (marked("paused"), "2.7"),
    Why.REST_BEFORE_PLAN: (marked("before your plan began"), "2.2"),
    Why.REST_FINISHED: (marked("your roadmap was finished"), "3.2"),
    Why.REST_WEEKDAY: (marked("a rest day"), "2.3"),
    Why.PENDING: (marked("still open"), "2.2"),
    Why.EXCUSED_MOVE: (marked("excused, as a move left too little of it"), "1.3"),
    Why.EXCUSED_OUTAGE: (marked("excused, as I was out of reach"), "2.8"),
    Why.REPAIRED: (marked("missed, then repaired"), "2.6"),
    Why.FROZEN: (marked("a freeze covered it"), "2.4"),
    Why.MISSED_NO_FREEZE: (marked("missed, with no freeze in hand"), "2.4"),
    Why.MISSED_GAP: (marked("missed; the gap was too long, so its freeze came back"), "2.4"),
    Why.MISSED_NO_STREAK: (marked("no study, and nothing lost"), "2.4"),
}
"""What made a day what it is, in a few words, and the promise it comes from."""


STATES: Final = {
    DayState.DONE: marked("done"),
    DayState.PAUSED: marked("paused"),
    DayState.REST: marked("rest"),
    DayState.PENDING: marked("pending"),
    DayState.EXCUSED: marked("excused"),
    DayState.REPAIRED: marked("repaired"),
    DayState.FROZEN: marked("frozen"),
    DayState.MISSED: marked("missed"),
}


@dataclass(frozen=True)
class WhyArguments:
    """What `/why` takes."""

    day: When | None = option(WHEN, marked("one day: yesterday, or a date like 2026-03-02"))


async def why(context: Context, given: WhyArguments) -> Message:
    """The latest days of the ledger, or one day with its rule."""
    days = _days(context)
    if given.day is None:
        return _page(context, days)
    return message(paragraph(_line(context, _found(context, days, given.day), rules=True)))


async def turn_page(context: Context, words: Sequence[str]) -> Message:
    """Other days, or the same ones with their rules: `why-days 14 rules`."""
    shown = _page(context, _days(context), number(words), rules=word(words, 1) == "rules")
    return shown.model_copy(update={"edits": True})


def _days(context: Context) -> tuple[LedgerDay, ...]:
    """The ledger's days. Raises CoachError where there is none."""
    if days := context.ledger().days:
        return days
    if context.learner.entries:
        raise CoachError(
            "Your days are counted from your plan's first one on; what you logged before it counts for your hours."
        )
    raise CoachError("Nothing is logged yet, so there is nothing to explain. Start small: /done 10")


def _page(
    context: Context, days: tuple[LedgerDay, ...], skip: int = 0, *, rules: bool = False
) -> Message:
    say, newest_first = context.say, days[::-1]
    shown = newest_first[skip : skip + DAYS_SHOWN] or newest_first[:DAYS_SHOWN]
    kind, other = ("rules", "plain") if rules else ("plain", "rules")
    label = say.line("Without rules") if rules else say.line("Rules")
    buttons = [button(context, label, f"why-days {skip} {other}")]
    if skip + DAYS_SHOWN < len(days):
        older = f"why-days {skip + DAYS_SHOWN} {kind}"
        buttons.append(button(context, say.line("Older"), older))
    return message(
        Heading(text=say("Your days, the newest first")),
        Bullets(items=tuple(_line(context, each, rules=rules) for each in shown)),
        buttons=row(*buttons),
    )


def _found(context: Context, days: tuple[LedgerDay, ...], when: When) -> LedgerDay:
    yesterday = context.learner.timeline.yesterday(context.now) or context.today - timedelta(days=1)
    day = resolved(when, context.today, yesterday)
    found = next((each for each in days if each.day == day), None)
    if found is None:
        raise CoachError(
            "Your ledger goes from {first} to {last}; for example: /why {last}",
            first=days[0].day.isoformat(),
            last=days[-1].day.isoformat(),
        )
    return found


def _line(context: Context, each: LedgerDay, *, rules: bool) -> Text:
    say = context.say
    reason, promise = RULES[each.why]
    streak = say("streak {streak}", streak=each.streak) if each.streak else ()
    line = with_dots(plain(say.day(each.day)), say(reason), streak)
    if not rules:
        return line
    state = say.line(STATES[each.state])
    rule = say.line("({state}, rule {number})", state=state, number=promise)
    return (*line, *plain(" "), soft(rule))


FEATURE = Feature(
    commands=(
        Command(
            "why",
            marked("why the streak is what it is"),
            marked("/why yesterday"),
            why,
            WhyArguments,
        ),
    ),
    actions=(Action("why-days", turn_page),),
)
