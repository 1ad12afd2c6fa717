"""`/kudos`: praise for another member, once a day for each pair (promise 6.5)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import MEMBER, option
from bot.chat.events import PersonPointed
from bot.chat.messages import Message, Text, message, strong
from bot.chat.pointing import MenuEntry, MenuTarget
from bot.chat.scope import Audience, Scope, Where
from bot.chat.translate import Say, marked, say_in
from bot.domain.delivery import Delivery, MessageKind
from bot.errors import CoachError, shortened
from bot.features.groups.attendance import has_done
from bot.features.kit import Command, Context, Feature, Nudging
from bot.features.views import paragraph
from bot.ports.groups import NewDelivery, PresentMember, StudyGroup

KUDOS: Final = "kudos"

WORDS_MOST: Final = 140
"""Characters of what is said along with kudos."""

NAMES_OFFERED: Final = 10


@dataclass(frozen=True)
class KudosArguments:
    """What `/kudos` takes."""

    name: str = option(MEMBER, marked("the member's name, and why if you like"), "")


@dataclass(frozen=True, slots=True)
class Kudos:
    """Who gave kudos, if they show their name, and why: their words, or that somebody studied."""

    chat: str
    giver: str = ""
    said: str = ""
    studied: bool = False

    def stored(self) -> str:
        """As the payload of a delivery."""
        parts = (self.chat, self.giver, self.said, "studied" if self.studied else "")
        return "\n".join(" ".join(each.split()) for each in parts)

    @classmethod
    def of(cls, payload: str) -> "Kudos":
        """Back from a payload; an older one has the chat alone."""
        chat, giver, said, studied = [*payload.split("\n"), "", "", ""][:4]
        return cls(chat, giver, said, bool(studied))


async def kudos(context: Context, given: KudosArguments) -> Message:
    """Praise: in the chat for those who show their name, else in private."""
    here, members = await _group(context)
    taker, said = _taker(context, members, given.name)
    return await _praise(context, here, taker, said)


async def kudos_to(context: Context, event: PersonPointed) -> Message:
    """The same for whom it was pointed at."""
    here, members = await _group(context)
    found = await context.work.learners.known(event.origin.platform, event.person)
    taker = next((each for each in members if found and each.id == found.id), None)
    if taker is None:
        raise CoachError(
            "{name} is not in this chat's group. Who is: /group members",
            name=shortened(event.called),
        )
    if taker.id == context.learner.id:
        raise CoachError("Kudos are for somebody else; for example: /kudos anna")
    return await _praise(context, here, taker, "")


async def _group(context: Context) -> tuple[StudyGroup, Sequence[PresentMember]]:
    """The group of this chat, and who is in. Raises CoachError for who is not in it."""
    origin = context.origin
    here = await context.work.groups.at(origin.platform, origin.chat) if origin else None
    if here is None or not await context.work.groups.is_in(here, context.learner):
        raise CoachError("Kudos are for members of this chat's group. To be one: /group join")
    return here, await context.work.groups.present(here)


async def _praise(context: Context, here: StudyGroup, taker: PresentMember, said: str) -> Message:
    praised = await context.work.groups.praise(
        here, context.learner, taker.id, context.now, context.today
    )
    name = shortened(taker.name)
    if not praised:
        raise CoachError("{name} has your kudos for today already.", name=name)
    found = await _kudos(context, here, taker, said)
    if taker.shows_name:
        return message(paragraph(_in_public(say_in(here.language), found, name)))
    key = f"kudos:{context.learner.id}:{taker.id}:{context.today}"
    delivery = NewDelivery(
        key, MessageKind.NOTICE, context.today, context.now, found.stored(), maker=KUDOS
    )
    await context.work.groups.write_to(taker.id, delivery)
    sent = message(paragraph(context.say("Sent to {name}, privately.", name=strong(name))))
    return sent.model_copy(update={"shared": False})


async def _kudos(context: Context, here: StudyGroup, taker: PresentMember, said: str) -> Kudos:
    giver = context.learner.name if context.learner.preferences.names else ""
    studied = await has_done(context.work, here, taker.id, context.today, context.now)
    return Kudos(here.name, giver, said and shortened(said, WORDS_MOST), studied)


def _in_public(say: Say, found: Kudos, name: str) -> Text:
    """In the group's language, as everything that all of it reads."""
    to = strong(name)
    giver = strong(found.giver) if found.giver else say("Somebody here")
    if found.said:
        return say("{giver} gives {name} kudos: “{said}”", giver=giver, name=to, said=found.said)
    if found.studied:
        return say("{giver} gives {name} kudos for studying today!", giver=giver, name=to)
    return say("{giver} gives {name} kudos for keeping at it!", giver=giver, name=to)


def _taker(
    context: Context, present: Sequence[PresentMember], text: str
) -> tuple[PresentMember, str]:
    """Who is meant, and what is said besides: the longest beginning that is somebody's name.

    Where two names differ by their case alone, the exact one is meant.
    """
    words = text.strip().removeprefix("@").split()
    if not words:
        raise CoachError("Who? For example: /kudos anna")
    for count in range(len(words), 0, -1):
        name, said = " ".join(words[:count]), " ".join(words[count:])
        same = [each for each in present if each.name.casefold() == name.casefold()]
        found = [each for each in same if each.name == name] or same
        if len(found) > 1:
            raise CoachError("More than one member is called “{name}”.", name=shortened(name))
        if found and found[0].id == context.learner.id:
            raise CoachError("Kudos are for somebody else; for example: /kudos anna")
        if found:
            return found[0], said
    raise _nobody(context, present, words[0])


def _nobody(context: Context, present: Sequence[PresentMember], name: str) -> CoachError:
    others = [each for each in present if each.shows_name and each.id != context.learner.id]
    names = sorted(each.name for each in others)[:NAMES_OFFERED]
    if not names:
        return CoachError(
            "There is nobody called “{name}” in this group; for example: /kudos anna",
            name=shortened(name),
        )
    return CoachError(
        "There is nobody called “{name}” in this group. Members you can thank: {names}",
        name=shortened(name),
        names=", ".join(names),
    )


async def notice(context: Context, delivery: Delivery) -> Message:
    """What somebody is told in private who does not show their name."""
    say, found = context.say, Kudos.of(delivery.payload)
    giver = strong(found.giver) if found.giver else say("Somebody")
    values = {"giver": giver, "chat": found.chat}
    if found.said:
        line = say("{giver} in {chat} sends you kudos: “{said}”", **values, said=found.said)
    elif found.studied:
        line = say("{giver} in {chat} saw you study today: kudos!", **values)
    else:
        line = say("{giver} in {chat} sends you kudos for keeping at it!", **values)
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
            entry=MenuEntry(MenuTarget.PERSON, marked("Kudos"), kudos_to),
        ),
    ),
    nudges=(Nudging(MessageKind.NOTICE, notice, KUDOS),),
)
