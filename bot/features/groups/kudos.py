"""`/kudos`: praise for another member, once a day for each pair (promise 6.5)."""

from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import MEMBER, option
from bot.chat.messages import Message, message, strong
from bot.chat.scope import Audience, Scope, Where
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, MessageKind
from bot.errors import CoachError, shortened
from bot.features.kit import Command, Context, Feature, Nudging
from bot.features.views import paragraph
from bot.ports.groups import MemberView, NewDelivery, StudyGroup

KUDOS: Final = "kudos"


@dataclass(frozen=True)
class KudosArguments:
    """What `/kudos` takes."""

    name: str = option(MEMBER, marked("the member's name"), "")


async def kudos(context: Context, given: KudosArguments) -> Message:
    """Praise: in the chat for those who show their name, else in private."""
    origin = context.origin
    here = await context.work.groups.at(origin.platform, origin.chat) if origin else None
    if here is None or not await context.work.groups.is_in(here, context.learner):
        raise CoachError("Kudos are for members of this chat's group. To be one: /group join")
    taker = await _taker(context, here, given.name)
    praised = await context.work.groups.praise(
        here, context.learner, taker.id, context.now, context.today
    )
    if not praised:
        raise CoachError("You gave these kudos today already. Tomorrow is another day.")
    say = context.say
    if taker.shows_name:
        line = say("Kudos to {name}. Well done!", name=strong(taker.name))
        return message(paragraph(line))
    key = f"kudos:{context.learner.id}:{taker.id}:{context.today}"
    delivery = NewDelivery(
        key, MessageKind.NOTICE, context.today, context.now, here.name, maker=KUDOS
    )
    await context.work.groups.write_to(taker.id, delivery)
    passed_on = message(paragraph(say("I pass your kudos on in private.")))
    return passed_on.model_copy(update={"shared": False})


async def _taker(context: Context, here: StudyGroup, name: str) -> MemberView:
    exact = name.strip().removeprefix("@")
    wanted = exact.casefold()
    if not wanted:
        raise CoachError("Whom do you mean? For example: /kudos anna")
    facts = await context.work.groups.facts(here.id)
    found = [each for each in facts.members if each.is_in and each.name.casefold() == wanted]
    found = [each for each in found if each.name == exact] or found
    if len(found) != 1:
        raise CoachError(
            "I find no one member called {name}; for example: /kudos anna", name=shortened(name)
        )
    if found[0].id == context.learner.id:
        raise CoachError("Kudos are for somebody else; for example: /kudos anna")
    return found[0]


async def notice(context: Context, delivery: Delivery) -> Message:
    """What somebody is told in private who does not show their name."""
    line = context.say("Kudos from your group in {chat}. Well done.", chat=delivery.payload)
    return message(paragraph(line))


FEATURE = Feature(
    commands=(
        Command(
            "kudos",
            marked("praise another member"),
            "/kudos anna",
            kudos,
            KudosArguments,
            Scope(Where.GROUP, Audience.EVERYBODY),
        ),
    ),
    nudges=(Nudging(MessageKind.NOTICE, notice, KUDOS),),
)
