"""`/kudos`: praise for another member, once a day for each pair (promise 6.5)."""

from dataclasses import dataclass

from bot.arguments import MEMBER, option
from bot.commands import Command, Feature, Turn
from bot.domain.delivery import Kind
from bot.errors import CoachError, shortened
from bot.features.shared import paragraph
from bot.groups import Fellow, Letter, StudyGroup
from bot.messages import Message, message, strong
from bot.say import marked


@dataclass(frozen=True)
class KudosArguments:
    """What `/kudos` takes."""

    name: str = option(MEMBER, marked("the member's name"), "")


async def kudos(turn: Turn, given: KudosArguments) -> Message:
    """Praise: in the chat for those who show their name, else in private."""
    origin = turn.origin
    if origin is None or origin.private:
        raise CoachError("Kudos are given in the group's chat; for example: /kudos anna")
    here = await turn.work.groups.at(origin.platform, origin.chat)
    if here is None or not await turn.work.groups.is_in(here, turn.learner):
        raise CoachError("Kudos are for members of this chat's group. To be one: /group join")
    taker = await _taker(turn, here, given.name)
    praised = await turn.work.groups.praise(here, turn.learner, taker.id, turn.now, turn.today)
    if not praised:
        raise CoachError("You gave these kudos today already. Tomorrow is another day.")
    say = turn.say
    if taker.shows_name:
        line = say("Kudos to {name}. Well done!", name=strong(taker.name))
        return message(paragraph(line)).model_copy(update={"shared": True})
    key = f"kudos:{turn.learner.id}:{taker.id}:{turn.today}"
    letter = Letter(key, Kind.NOTICE, turn.today, turn.now, f"kudos {here.name}")
    await turn.work.groups.write_to(taker.id, letter)
    return message(paragraph(say("I pass your kudos on in private.")))


async def _taker(turn: Turn, here: StudyGroup, name: str) -> Fellow:
    wanted = name.strip().removeprefix("@").casefold()
    if not wanted:
        raise CoachError("Whom do you mean? For example: /kudos anna")
    facts = await turn.work.groups.facts(here.id)
    found = [each for each in facts.fellows if each.is_in and each.name.casefold() == wanted]
    if len(found) != 1:
        raise CoachError(
            "I find no one member called {name}; for example: /kudos anna", name=shortened(name)
        )
    if found[0].id == turn.learner.id:
        raise CoachError("Kudos are for somebody else; for example: /kudos anna")
    return found[0]


FEATURE = Feature(
    commands=(
        Command("kudos", marked("praise another member"), "/kudos anna", kudos, KudosArguments),
    )
)
