"""What the two sides of a link share: whose request it is, and whether it can be (promise 7.1)."""

from collections.abc import Sequence
from typing import Final

from bot.chat.events import Origin
from bot.chat.messages import Text
from bot.domain.learner import Learner
from bot.domain.linking import LinkRequest, Place
from bot.errors import CoachError, StaleButtonError
from bot.features.kit import OUT_OF_DATE, Context
from bot.features.setup.places import platform_name
from bot.features.views import word

_DIGITS_MOST: Final = 15


async def request_of(context: Context, words: Sequence[str]) -> LinkRequest:
    """The request that a button is about. Raises CoachError where it is over."""
    number = word(words)
    if not (number.isascii() and number.isdigit() and len(number) <= _DIGITS_MOST):
        raise StaleButtonError(OUT_OF_DATE)
    found = await context.work.links.request(int(number), context.now)
    if found is None:
        raise CoachError("That code is used up, or too old. A new one: {link}", link="/link")
    return found


def origin_of(context: Context) -> Origin:
    """Where it was said; only what somebody says comes here."""
    assert context.origin is not None  # noqa: S101 -- nudges do not come here
    return context.origin


def here(context: Context) -> Place:
    """The account that says something, and its learner."""
    origin = origin_of(context)
    return Place(context.learner.id, origin.platform, origin.account)


def in_the_way(context: Context, other: Learner) -> Text:
    """Why two cannot be one; empty where they can: a person has one account a platform."""
    say, learner = context.say, context.learner
    if learner.id == other.id:
        return say("That code is your own: write it to me on the other platform.")
    mine = {each.platform for each in learner.accounts}
    both = sorted(mine & {each.platform for each in other.accounts})
    if not both:
        return ()
    return say(
        "You would have two accounts in {place} then, and one is the most there.",
        place=platform_name(both[0]),
    )
