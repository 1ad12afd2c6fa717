"""`/group members` and `/group stop`: who is in, and the end of a group (promise 6.1)."""

from collections.abc import Sequence

from bot.chat.messages import Emphasis, Message, code, message
from bot.errors import GroupsBehindError
from bot.features.groups import board as words
from bot.features.groups.attendance import learn
from bot.features.groups.here import group_here
from bot.features.groups.keeper import GroupKeeper
from bot.features.kit import Context
from bot.features.views import button, paragraph, row
from bot.ports.attendance import Crowd
from bot.ports.groups import PresentMember


def crowd(members: Sequence[PresentMember]) -> Crowd:
    """Members, as the group is told of them."""
    names = sorted(each.name for each in members if each.shows_name)
    return Crowd(tuple(names), len(members))


async def stop(context: Context, *, sure: bool) -> Message:
    """The group ends, once whoever manages the chat has confirmed it."""
    here, say = await group_here(context), context.say
    if not sure:
        line = say(
            "Shall this chat's group end? The shared streak ends with it; everybody keeps their own."
        )
        yes = button(context, say.line("Yes, end it"), "/group stop yes", Emphasis.DANGER)
        no = button(context, say.line("Never mind"), "leave-it")
        answer = message(paragraph(line), buttons=row(yes, no))
        return answer.model_copy(update={"shared": False})
    if not await learn(context.work, here, context.now, context.looks_at):
        raise GroupsBehindError(here.id)
    keeper = await GroupKeeper.of(context.work, here, context.now)
    await keeper.keep()
    days = await context.work.groups.successes(here)
    await context.work.groups.end(here, context.now, context.today)
    lines = [
        say.plural(
            "The group has ended, with {n} day together.",
            "The group has ended, with {n} days together.",
            days,
        ),
        say("Everybody's own streak goes on. A new group: {start}", start=code("/group start")),
    ]
    return message(*map(paragraph, lines))


async def members(context: Context) -> Message:
    """Who is in: by name those who agreed to it (promise 6.5)."""
    here, say = await group_here(context), context.say
    present = crowd(await context.work.groups.present(here))
    if not present.many:
        return message(paragraph(say("Nobody has joined yet. Be the first: /group join")))
    lines = [say("In this group: {names}", names=words.names_of(say, present))]
    if not context.learner.preferences.names:
        lines.append(
            say("To be named here and on the board: {line}", line=code("/settings names=on"))
        )
    return message(*map(paragraph, lines))
