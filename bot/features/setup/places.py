"""Where a learner is written to: in one place, and in the next one when it is lost (promise 7.2)."""

from bot.chat.messages import Message, Text, code, message
from bot.domain.delivery import PLACE_LOST, Delivery, MessageKind
from bot.errors import CoachError, shortened
from bot.features.kit import Context, Feature, Nudging
from bot.features.views import button, paragraph, row


def platform_name(platform: str) -> str:
    """What people call a platform."""
    return platform.capitalize()


def platforms_of(context: Context) -> list[str]:
    """The platforms of the learner's accounts, the one first where they are written to."""
    return [each.platform for each in context.learner.accounts]


def check_place(context: Context, platform: str) -> None:
    """Raise CoachError where the learner has no account on a platform."""
    known = platforms_of(context)
    if platform in known:
        return
    if len(known) == 1:
        raise CoachError("You are only here so far. To join another platform: {link}", link="/link")
    raise CoachError(
        "You are not on {place} with me; for example: place={example}",
        place=shortened(platform),
        example=known[0],
    )


def place_changed(context: Context) -> Text:
    """Where messages come from now on, and why not where they are wanted, if so."""
    say, accounts, place = context.say, context.learner.accounts, context.learner.place()
    assert place is not None  # noqa: S101 -- whoever changes a place has accounts
    if place is accounts[0]:
        return say("Prompts come to {place} now.", place=platform_name(place.platform))
    return say(
        "I can't reach you in {wanted} just now. Until you write to me there, prompts come to {place}.",
        wanted=platform_name(accounts[0].platform),
        place=platform_name(place.platform),
    )


async def place_lost(context: Context, delivery: Delivery) -> Message:
    """That prompts come here, as the learner's first place cannot be reached."""
    say, lost = context.say, delivery.payload
    lines = [
        say(
            "I can't reach you in {place} any more, so I write to you here.",
            place=platform_name(lost),
        ),
        say(
            "Write to me there once and all is as before. To stay here: {line}",
            line=code(f"/settings place={delivery.platform}"),
        ),
    ]
    stay = button(context, say.line("Stay here"), f"set place {delivery.platform}")
    return message(*map(paragraph, lines), buttons=row(stay))


FEATURE = Feature(nudges=(Nudging(MessageKind.NOTICE, place_lost, PLACE_LOST),))
