"""The daily prompt, the comeback that takes its place, and the streak saver (promise 4)."""

from datetime import date
from typing import Final, assert_never

from bot.chat.ids import MessageId
from bot.chat.messages import Block, Emphasis, Heading, Message, Text, code, message, person
from bot.chat.reading.languages import weekdays_named
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.day.evening import Evening
from bot.domain.delivery import BUDGETED, FOCUS_OVER, PROMPTS, Delivery, MessageKind
from bot.domain.nudges.openings import least_recent
from bot.domain.nudges.rhythm import is_last_prompt
from bot.domain.streak.ledger import DayState
from bot.domain.streak.pauses import is_paused
from bot.errors import shortened
from bot.features.kit import Context, Feature, NudgeHandler, Nudging
from bot.features.recall.known import waiting_line
from bot.features.study import verdicts
from bot.features.study.evenings import first_task, offer, tonights
from bot.features.study.fitting import DayPage, fitting
from bot.features.study.tasks import first_step, read_line
from bot.features.study.today import head_of
from bot.features.views import Rows, button, paragraph, repair_line, row, streak_line, with_dots
from bot.ports.groups import GroupChat

OPENINGS: Final = (
    (marked("Ready when you are:"), marked("{plan}: ready when you are.")),
    (marked("A little today goes a long way:"), marked("{plan}: a little today goes a long way.")),
    (marked("Some tea, and then this:"), marked("{plan}: some tea, and then this.")),
    (marked("One small step for today:"), marked("{plan}: one small step for today.")),
    (marked("Here is your next piece:"), marked("{plan}: here is your next piece.")),
    (marked("Bit by bit it adds up. Today:"), marked("{plan}: bit by bit it adds up.")),
    (marked("Picking up where you left off:"), marked("{plan}: we pick up where you left off.")),
    (marked("This is plenty for today:"), marked("{plan}: this is plenty for today.")),
    (marked("Nothing fancy, just the next step:"), marked("{plan}: just the next step.")),
)
"""Each also in the form that goes on from the learner's own plan (promise 4.2)."""

SAVERS: Final = (
    marked("Ten minutes still make today count. One page, one small exercise."),
    marked("There is room for ten minutes yet. Reread your last notes, that is enough."),
    marked("A short one before the day ends? Run yesterday's code and change one line."),
    marked("Tired is fine. Ten slow minutes count like any others."),
    marked("One paragraph of this week's reading, and today is done."),
    marked("Small counts: write down one thing you want to remember."),
    marked("Ten minutes now, and tomorrow begins where it should."),
    marked("Still time for one tiny step. Pick the easiest topic of the week."),
    marked("A quick one: explain your last topic aloud, to nobody. Then call it a day."),
)
COMEBACKS: Final = (
    marked("Shall we start small?"),
    marked("A fresh start, the size of a cup of tea."),
    marked("Back in with one small step."),
    marked("No rush. A little will do."),
    marked("Your place is kept."),
    marked("Nothing big today."),
    marked("Where were we? Right here."),
    marked("Begin again, gently."),
)

PLAN_SHOWN: Final = 100
"""Characters of the learner's plan in a prompt."""


def _next_opening(context: Context, kind: MessageKind, count: int) -> int:
    """The opening that came longest ago; the delivery notes which one it was (promise 4.2)."""
    context.opening = least_recent(context.learner.nudges, kind, count)
    return context.opening


Address = tuple[str, str]
"""A platform, and a chat there."""


async def group_chat(context: Context, kind: MessageKind) -> GroupChat | None:
    """The group's chat in which a learner wants this prompt, as long as they belong there."""
    wanted = context.learner.preferences.prompts
    if not wanted or kind not in PROMPTS:
        return None
    return await context.work.groups.chat_of(wanted, context.learner)


def private_chat(context: Context, delivery: Delivery, kind: MessageKind) -> Address:
    """Where the learner wants what comes by the clock; all else goes where it is addressed (7.2).

    The end of a timer is told where it was begun.
    """
    learner = context.learner
    if delivery.maker == FOCUS_OVER:
        place = learner.place(learner.focus.platform if learner.focus else None)
    else:
        place = learner.place() if kind in BUDGETED else None
    return (place.platform, place.chat) if place else (delivery.platform, delivery.chat)


async def addressed(context: Context, delivery: Delivery, prompt: Message) -> Message:
    """A prompt among others: it says whom it is for."""
    shown = await context.work.messages.shown(str(MessageId.of_delivery(delivery.id)))
    name = person(context.learner.name_on(delivery.platform), shown.owner or "")
    line = context.say("For {name}:", name=name)
    return prompt.model_copy(update={"blocks": (paragraph(line), *prompt.blocks)})


async def daily_prompt(context: Context, _: Delivery) -> Message:
    """What to do today, shorter than `/today`, after a line on what was before it."""
    lines = [*_before(context), *_opening(context)]
    tonight = tonights(context)
    after = [
        line
        for line in (read_line(context, tonight.lead), _counts(context, tonight), _last(context))
        if line
    ]
    head = (*map(paragraph, lines), *head_of(context, tonight))
    buttons = row(
        button(context, context.say.line("Done"), "/done", Emphasis.MAIN),
        button(context, context.say.line("Just 10 minutes"), "ten"),
        button(context, context.say.line("Today"), "/today"),
    )
    page = DayPage(head, tonight.tasks, [(True, line) for line in after], tonight.left_open)
    blocks, tasks = fitting(context, page, (*buttons, *verdicts.buttons_of(context, tonight.tasks)))
    await offer(context, tasks)
    return message(*blocks, buttons=(*buttons, *verdicts.buttons_of(context)))


def _opening(context: Context) -> list[Text]:
    """What a prompt begins with: the learner's own plan where it is for such a day, else beside it."""
    learner, say = context.learner, context.say
    if is_paused(learner.pauses, learner.timeline.lived_before(context.today)):
        return [say("Welcome back. Nothing to catch up on, only this:")]
    alone, after_plan = OPENINGS[_next_opening(context, MessageKind.DAILY_PROMPT, len(OPENINGS))]
    plan = " ".join((learner.checkins.plan or "").split()).rstrip(" .:;,!")
    if not plan:
        return [say(alone)]
    plan = shortened(plan, PLAN_SHOWN)
    days = weekdays_named(plan, say.language)
    if days and context.today.weekday() not in days:
        return [say("Your plan for the week: “{plan}”.", plan=plan), say(alone)]
    return [say(after_plan, plan=plan[:1].upper() + plan[1:])]


def _last(context: Context) -> Text:
    """That this is the last prompt for now, should nothing come back (promise 4.2)."""
    if not is_last_prompt(context.learner):
        return ()
    return context.say(
        "I'll be quiet now, so as not to pile up. Write anything and I'm back; once a week I still ask how it went."
    )


def _counts(context: Context, tonight: Evening) -> Text:
    """The streak, and how many questions wait unless the page tells of them, in one line."""
    waiting = () if tonight.recalls else waiting_line(context)
    return with_dots(_running(context), waiting)


def _running(context: Context) -> Text:
    """The streak, while there is one."""
    ledger = context.ledger()
    repairing = ledger.repairable is not None
    return streak_line(context, ledger) if ledger.streak and not repairing else ()


def _before(context: Context) -> list[Text]:
    """The repair that is possible today (promise 2.6), or the freezes that were used."""
    found = repair_line(context, context.ledger()) or _frozen(context)
    return [found] if found else []


def _frozen(context: Context) -> Text:
    """That freezes were used is a line of the next prompt, and of that one only (promise 4.1)."""
    say, learner = context.say, context.learner
    since = next((each.day for each in learner.nudges.sent(PROMPTS)), date.min)
    lately = learner.nudges.at_hand(since)
    since = max((x.day for x in lately if x.kind in PROMPTS and x.went_out), default=since)
    rows = context.ledger().since(since)
    days = [each.day for each in rows if each.state is DayState.FROZEN]
    if not days or not learner.preferences.streak:
        return ()
    named = ", ".join(say.day(day) for day in days)
    return say.plural(
        "A freeze covered {days}, so your streak goes on.",
        "Freezes covered {days}, so your streak goes on.",
        len(days),
        days=named,
    )


async def comeback(context: Context, _: Delivery) -> Message:
    """After two study days without work: a small way back in (promise 4.4)."""
    say = context.say
    blocks: list[Block] = [
        Heading(text=say(COMEBACKS[_next_opening(context, MessageKind.COMEBACK, len(COMEBACKS))])),
        paragraph(await _way_in(context)),
        paragraph(say("That is a whole study day. No need to catch up on anything.")),
    ]
    bend = say("If the weeks are too full, the plan can bend: {plan}", plan=code("/plan"))
    blocks += [
        paragraph(line) for line in (_frozen(context), _kept(context), bend, _last(context)) if line
    ]
    return message(*blocks, buttons=_small_steps(context, plan=True))


async def _way_in(context: Context) -> Text:
    """Ten minutes of today's first task (promise 3.4)."""
    return first_step(context, await first_task(context))


def _kept(context: Context) -> Text:
    """What is still there; never what was lost."""
    if running := _running(context):
        return running
    minutes = context.learner.minutes()
    if not minutes:
        return ()
    return context.say("All you logged is still yours: {time}.", time=context.say.minutes(minutes))


async def streak_saver(context: Context, _: Delivery) -> Message:
    """The evening reminder that the learner asked for (promise 4.1)."""
    opening = SAVERS[_next_opening(context, MessageKind.STREAK_SAVER, len(SAVERS))]
    return message(
        paragraph(context.say(opening)),
        buttons=_small_steps(context, plan=False),
    )


def _small_steps(context: Context, *, plan: bool) -> Rows:
    line = context.say.line
    buttons = [
        button(context, line("Just 10 minutes"), "ten", Emphasis.MAIN),
        button(context, line("Done, 10 minutes"), f"/done {policy.LIGHT_MINUTES}"),
    ]
    if plan:
        buttons.append(button(context, line("Change the plan"), "/plan"))
    return row(*buttons)


def _made_here(kind: MessageKind) -> NudgeHandler | None:
    """What makes messages of a kind; None where another feature does, or nobody has to."""
    match kind:
        case MessageKind.DAILY_PROMPT:
            return daily_prompt
        case MessageKind.COMEBACK:
            return comeback
        case MessageKind.STREAK_SAVER:
            return streak_saver
        case (
            MessageKind.CHECKIN
            | MessageKind.CHECKIN_REMINDER
            | MessageKind.ASK_TO_GO_ON
            | MessageKind.MILESTONE
            | MessageKind.NOTICE
            | MessageKind.REPLY
            | MessageKind.GROUP_BOARD
            | MessageKind.GROUP_DIGEST
        ):
            return None
        case _:
            assert_never(kind)


FEATURE = Feature(
    nudges=tuple(Nudging(kind, make) for kind in MessageKind if (make := _made_here(kind)))
)
