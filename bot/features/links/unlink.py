"""`/unlink`: two again as they were, or an account that begins anew (promise 7.1)."""

from bot.chat.arguments import NoArguments
from bot.chat.messages import Message, code, message
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.learner import Learner
from bot.domain.nudges.due import dues
from bot.errors import CoachError
from bot.features.groups.settlement import settle
from bot.features.kit import Command, Context, Feature
from bot.features.links.requests import origin_of
from bot.features.setup.places import platform_name
from bot.features.views import paragraph


async def unlink(context: Context, _: NoArguments) -> Message:
    """Undo the last merge while that can be; later this account leaves."""
    if len(context.learner.accounts) < 2:
        raise CoachError(
            "There is nothing to unlink: I know you only here. To join another platform: {link}",
            link="/link",
        )
    await settle(context.work, context.learner, context.present, context.looks_at)
    origin, since = origin_of(context), context.now - policy.UNLINK_UNDOES
    found = await context.work.links.part(context.learner, origin.platform, origin.account, since)
    return await (_as_before(context, *found) if found else _leave(context))


async def _as_before(context: Context, maker: Learner, other: Learner) -> Message:
    say, platform = context.say, origin_of(context).platform
    mine = maker if _has(maker, context) else other
    rest = other if mine is maker else maker
    await _go_on(context, mine, rest)
    lines = [
        say(
            "Taken back: here and in {places} you are two again, as before.",
            places=_places(rest),
        )
    ]
    whose = platform_name(platform) if mine is maker else _places(maker)
    lines.append(say("What was logged since stays with {places}.", places=whose))
    return message(*map(paragraph, lines))


async def _leave(context: Context) -> Message:
    say, platform = context.say, origin_of(context).platform
    rest, mine = await context.work.links.leave(context.learner, platform, context.now)
    await _go_on(context, mine, rest)
    lines = [
        say(
            "Done: this account stands alone, with nothing in it yet. All you did stays with {places}.",
            places=_places(rest),
        ),
        say(
            "To begin here: {start}. To join again: {link}",
            start=code("/start"),
            link=code("/link"),
        ),
    ]
    return message(*map(paragraph, lines))


async def _go_on(context: Context, mine: Learner, rest: Learner) -> None:
    """Who speaks goes on as who they are now; the other one is planned for, too."""
    present = context.present
    await context.work.groups.touch(rest, present)
    await context.work.learners.keep(rest, dues(rest, present), present)
    context.learner = mine
    await context.prepare()


def _has(learner: Learner, context: Context) -> bool:
    origin = origin_of(context)
    return any(
        (each.platform, each.id) == (origin.platform, origin.account) for each in learner.accounts
    )


def _places(learner: Learner) -> str:
    return ", ".join(platform_name(each.platform) for each in learner.accounts)


FEATURE = Feature(
    commands=(
        Command(
            "unlink", marked("part this account from the others"), "/unlink", unlink, scope=PRIVATE
        ),
    )
)
