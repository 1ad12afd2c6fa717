"""The second yes, in the chat of the code's maker: two become one (promise 7.1)."""

from collections.abc import Collection, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Final

from bot.chat.messages import Emphasis, Message, Text, code, message, strong
from bot.chat.translate import unstyled
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.learner import Learner
from bot.domain.linking import ACTIONS, LinkRequest, Place
from bot.domain.merging import left_out, merged
from bot.domain.streak.fold import ledger
from bot.errors import StaleButtonError, shortened
from bot.features.groups.settlement import settle
from bot.features.kit import OUT_OF_DATE, Action, Context, Feature, Nudging
from bot.features.links.requests import here, in_the_way, request_of
from bot.features.setup.places import platform_name
from bot.features.views import button, edited, paragraph, row, study_days
from bot.ports.groups import NewDelivery

JOIN: Final = f"{ACTIONS}join"
REFUSE: Final = f"{ACTIONS}refuse"
ASKED: Final = "link"
LINKED: Final = "linked"
"""Who makes the notices: the question to the maker, and the news to the other."""


async def ask_maker(context: Context, request: LinkRequest, until: datetime) -> None:
    """Ask the maker of a code, in the chat in which it was made."""
    question = NewDelivery(
        f"{ASKED}:{request.id}",
        MessageKind.NOTICE,
        context.today,
        context.present,
        str(request.id),
        maker=ASKED,
        expires_at=until,
    )
    maker = request.maker
    await context.work.groups.write_to(maker.learner_id, question, maker.platform)


async def question(context: Context, delivery: Delivery) -> Message:
    """Whether the maker of a code is who redeemed it, and what they come to together."""
    say, request = context.say, await context.work.links.request(int(delivery.payload), context.now)
    if request is None or request.taker is None:
        return message(
            paragraph(
                say("That code is used up, or too old. A new one: {link}", link=code("/link"))
            )
        )
    other = await context.work.learners.by_id(request.taker.learner_id)
    where = platform_name(request.taker.platform)
    name = strong(shortened(other.name_on(request.taker.platform)))
    one = merged(context.learner, other, context.now)
    lines = [
        say("{name} in {place} wrote your code, and says: that is me.", name=name, place=where),
        say("If it is you, I make one of both: {sum}.", sum=_sum(context, one)),
        *_hours_only(context, left_out(one, (context.learner, other))),
        say("If it is not, say no: then nothing happens."),
    ]
    return message(
        *map(paragraph, lines),
        buttons=row(
            button(context, say.line("Yes, join us"), f"{JOIN} {request.id}", Emphasis.MAIN),
            button(context, say.line("No, not me"), f"{REFUSE} {request.id}"),
        ),
    )


def _hours_only(context: Context, days: Collection[date]) -> Sequence[Text]:
    """What counts less together than alone is said before it does."""
    if not days:
        return ()
    line = context.say.plural(
        "{n} day that was logged late counts for its hours only then: for one person, two in seven days are the most.",
        "{n} days that were logged late count for their hours only then: for one person, two in seven days are the most.",
        len(days),
    )
    return (line,)


def _sum(context: Context, one: Learner) -> str:
    """What two come to together: `12 h 30 min, 9 study days in a row`."""
    parts = [context.say.minutes(one.minutes())]
    if one.enrolments and one.preferences.streak:
        days = ledger(one.history, context.now).streak
        parts.append(
            context.say.line("{days} in a row", days=unstyled(study_days(context.say, days)))
        )
    return ", ".join(parts)


async def join(context: Context, words: Sequence[str]) -> Message:
    """[Yes, join us]: what is due in the groups of both is settled first (promise 6.3)."""
    request = await _mine(context, words)
    taker = request.taker
    if taker is None or request.agreed_at is None:
        raise StaleButtonError(OUT_OF_DATE)
    work, other = context.work, await context.work.learners.by_id(taker.learner_id)
    if why := in_the_way(context, other):
        return edited(paragraph(why))
    for each in (context.learner, other):
        await settle(work, each, context.present, context.looks_at)
    await work.links.end(request)
    one = await work.links.merge(context.learner, other, context.now)
    context.learner = replace(one, run_told=context.today)  # runs of before are no news
    await context.prepare()
    await _tell(context, taker, request)
    lines = (
        context.say(
            "Done: here and in {place} you are one now.", place=platform_name(taker.platform)
        ),
        *_after(context, taker.platform),
    )
    return edited(*map(paragraph, lines))


async def _tell(context: Context, taker: Place, request: LinkRequest) -> None:
    news = NewDelivery(
        f"{LINKED}:{request.id}",
        MessageKind.NOTICE,
        context.today,
        context.present,
        request.maker.platform,
        maker=LINKED,
    )
    await context.work.groups.write_to(context.learner.id, news, taker.platform)


async def linked(context: Context, delivery: Delivery) -> Message:
    """The news, in the chat of who redeemed the code."""
    place = platform_name(delivery.payload)
    lines = (
        context.say("Done: here and in {place} you are one now.", place=place),
        *_after(context, delivery.platform),
    )
    return message(*map(paragraph, lines))


def _after(context: Context, other: str) -> tuple[Text, ...]:
    say, time = context.say, context.say.minutes(context.learner.minutes())
    place = context.learner.place()
    return (
        say("All together you studied {time}.", time=strong(time)),
        say(
            "Prompts come to {place}. To have them in {other}: {line}",
            place=platform_name(place.platform if place else other),
            other=platform_name(other),
            line=code(f"/settings place={other}"),
        ),
        say("Within 24 hours {unlink} takes it back.", unlink=code("/unlink")),
    )


async def refuse(context: Context, words: Sequence[str]) -> Message:
    """[No, not me]."""
    request = await _mine(context, words)
    await context.work.links.end(request)
    return edited(paragraph(context.say("Then nothing is joined, and the code is void.")))


async def _mine(context: Context, words: Sequence[str]) -> LinkRequest:
    """A request of whoever presses. Raises CoachError where it is over, or somebody else's."""
    request = await request_of(context, words)
    if request.maker != here(context):
        raise StaleButtonError(OUT_OF_DATE)
    return request


FEATURE = Feature(
    actions=(Action(JOIN, join), Action(REFUSE, refuse)),
    nudges=(
        Nudging(MessageKind.NOTICE, question, ASKED),
        Nudging(MessageKind.NOTICE, linked, LINKED),
    ),
)
