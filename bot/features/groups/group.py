"""`/group`: a chat's study group with one shared streak (promise 6)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Final

from bot.chat.arguments import ArgumentType, SubCommand, option, word
from bot.chat.messages import Block, Message, code, link, message, strong
from bot.chat.scope import Audience, Scope, Where
from bot.chat.translate import marked
from bot.domain import policy
from bot.domain.delivery import Delivery
from bot.domain.delivery import MessageKind as Sent
from bot.errors import CoachError, shortened
from bot.features.groups import board as words
from bot.features.groups import threads
from bot.features.groups.attendance import INACTIVE
from bot.features.groups.here import group_here, in_group
from bot.features.groups.keeper import looked_at
from bot.features.groups.membership import crowd, members, stop
from bot.features.groups.settings import EXAMPLE, LANGUAGE_EXAMPLE, read_quorum, settings
from bot.features.kit import Action, Command, Context, Feature, Nudging
from bot.features.study.done import DoneArguments, done
from bot.features.views import button, paragraph, row
from bot.ports.groups import StudyGroup

_MINE = Scope(Where.GROUP)
_SHARED = Scope(Where.GROUP, Audience.EVERYBODY)
_SET = ("quorum", "language")

SUB_COMMANDS = (
    SubCommand(
        "start",
        marked("start a group in this chat"),
        scope=replace(_SHARED, managers_only=True, posts=True),
    ),
    SubCommand(
        "stop",
        marked("end this chat's group"),
        ("sure",),
        replace(_SHARED, managers_only=True),
    ),
    SubCommand("join", marked("be part of this chat's group"), scope=_MINE),
    SubCommand("leave", marked("leave this chat's group"), scope=_MINE),
    SubCommand("members", marked("who is in"), scope=_MINE),
    SubCommand("prompts", marked("my daily prompt here, or back in private"), scope=_MINE),
    SubCommand("board", marked("how today stands"), scope=_SHARED),
    SubCommand("settings", marked("the group's settings"), _SET, _SHARED, _SET),
)


@dataclass(frozen=True)
class GroupArguments:
    """What `/group` takes."""

    what: str = option(
        word(sub_commands=SUB_COMMANDS),
        marked("start, stop, join, leave, members, prompts, board or settings"),
        "board",
    )
    quorum: int | None = option(
        ArgumentType(read_quorum, whole=policy.GROUP_QUORUM_RANGE),
        marked("the share that makes a day count, %"),
    )
    language: str | None = option(
        ArgumentType(str, setting="language"), marked("the language of what I send to all")
    )
    sure: str | None = option(
        ArgumentType(str, lambda word: word.casefold() == "yes", words=("yes",)),
        marked("yes, to end the group"),
    )


async def group(context: Context, given: GroupArguments) -> Message:
    """One of the sub-commands; alone it shows the board, or what to do."""
    what = given.what.lower()
    in_group(context)
    if given.quorum is not None and what != "settings":
        raise CoachError("The quorum is one of the settings: {line}", line=EXAMPLE)
    if given.language is not None and what != "settings":
        raise CoachError("The language is one of the settings: {line}", line=LANGUAGE_EXAMPLE)
    if what in _DOING:
        return await _DOING[what](context, given)
    raise CoachError(
        "I don't know /group {word}. I know /group start, stop, join, leave, members, prompts, board and settings.",
        word=shortened(what),
    )


async def _start(context: Context, _: GroupArguments) -> Message:
    origin = in_group(context)
    here = await context.work.groups.at(origin.platform, origin.chat)
    if here is not None and here.thread != origin.thread:
        return await threads.move(context, here, origin.thread)
    if here is not None:
        raise CoachError("This chat already has a group. To join it: /group join")
    wanted, say = context.learner.preferences, context.say
    await context.work.groups.start(origin, wanted.tz, wanted.language, context.now)
    lines = [
        say("From now on this chat keeps one streak together."),
        say(
            "A day counts when most of those with a study day do theirs ({percent}%, at least two). Everyone studies on their own clock.",
            percent=policy.GROUP_QUORUM_PERCENT,
        ),
        say("Press [Join], and you count from tomorrow."),
    ]
    return message(*map(paragraph, lines), *_invitation(context), buttons=words.buttons(say))


def _invitation(context: Context) -> tuple[Block, ...]:
    """The link by which one joins, where the platform has one."""
    url = context.origin and context.origin.invite
    return (paragraph(context.say("Join by link: {link}", link=link(url, url))),) if url else ()


async def join(context: Context, rest: Sequence[str]) -> Message:
    """[Join] and `/group join`, or a link to a chat's group; set-up comes first (promise 6.4)."""
    here, say = await _meant(context, rest), context.say
    if context.learner.enrolment is None:
        return _set_up_first(context, rest)
    if await context.work.groups.is_in(here, context.learner):
        raise CoachError("You are in this group already. The board: /group")
    if await context.work.groups.joined(context.learner) >= policy.GROUPS_MOST:
        raise CoachError(
            "You are in {most} groups, which is as many as I can follow. To leave one: /group leave",
            most=policy.GROUPS_MOST,
        )
    await context.work.groups.join(here, context.learner, context.now, context.today)
    lines = [
        say(
            "You are in. Your first day with the group is {day}.",
            day=strong(say.day(context.today + timedelta(days=1))),
        ),
        say(
            "Log as always: {done}. To leave: {leave}",
            done=code("/done"),
            leave=code("/group leave"),
        ),
    ]
    if not context.learner.preferences.names:
        lines.append(
            say(
                "The board counts you without your name. To show it: {line}",
                line=code("/settings names=on"),
            )
        )
    return message(*map(paragraph, lines))


async def _meant(context: Context, rest: Sequence[str]) -> StudyGroup:
    """The group of this chat, or of the one that a link names."""
    if not rest or context.origin is None:
        return await group_here(context)
    found = await context.work.groups.at(context.origin.platform, rest[0])
    if found is None:
        raise CoachError(
            "That link no longer leads to a group. /group in its chat shows a new one."
        )
    return found


def _set_up_first(context: Context, rest: Sequence[str]) -> Message:
    say = context.say
    if not rest:
        line = say("First your own plan: write /start to me in our private chat, then join here.")
        return message(paragraph(line), *_invitation(context))
    return message(
        paragraph(say("First your own plan, then you are one tap from the group.")),
        buttons=row(
            button(context, say.line("Set up"), "/start"),
            button(context, say.line("Join"), " ".join((words.JOIN, *rest))),
        ),
    )


async def _leave(context: Context, _: GroupArguments) -> Message:
    here, say = await group_here(context), context.say
    if not await context.work.groups.is_in(here, context.learner):
        raise CoachError("You are not in this group. To be part of it: /group join")
    await context.work.groups.leave(here, context.learner, context.now, context.today)
    return message(
        paragraph(say("You are out from tomorrow; today still counts. Your own streak goes on.")),
        paragraph(say("You are welcome back any time: {join}", join=code("/group join"))),
    )


async def _prompts(context: Context, _: GroupArguments) -> Message:
    """From here on, the daily prompt comes to this chat; said again, it comes in private."""
    here, say = await group_here(context), context.say
    if not await context.work.groups.is_in(here, context.learner):
        raise CoachError(
            "Daily prompts in this chat are for the group's members. First: /group join"
        )
    back = context.learner.preferences.prompts == here.id
    await context.change_settings({"prompts": str(0 if back else here.id)})
    if back:
        return message(paragraph(say("Your daily prompt comes to our private chat again.")))
    line = say("Your daily prompt comes here from now on, and everybody here can read it.")
    way_back = say("Back to our private chat: {line}", line=code("/group prompts"))
    return message(paragraph(line), paragraph(way_back))


async def _settings(context: Context, given: GroupArguments) -> Message:
    return await settings(context, given.quorum, given.language)


async def _board(context: Context, _: GroupArguments) -> Message:
    """The newest board, for everybody; before the first day, what to do."""
    here, say = await group_here(context), context.say
    keeper = await looked_at(context.work, here, context.now)
    boards = [await keeper.board(day) for day in reversed(keeper.days_under_way())]
    shown = next(filter(None, boards), None)
    if shown is not None:
        blocks = (*shown.blocks, *_invitation(context))
        return shown.model_copy(update={"kind": Sent.REPLY, "blocks": blocks})
    present = crowd(await context.work.groups.present(here))
    lines = [
        say("In so far: {names}", names=words.names_of(say, present))
        if present.many
        else say("Nobody has joined yet."),
        words.streak_line(say, keeper.streak),
        say("The first shared day begins the day after two of you have joined."),
    ]
    return message(*map(paragraph, lines), *_invitation(context), buttons=words.buttons(say))


async def studied(context: Context, _: Sequence[str]) -> Message:
    """[I studied] on a board: for a member the same as `/done`."""
    here = await group_here(context)
    if not await context.work.groups.is_in(here, context.learner):
        raise CoachError("This board is about the group's members. To be one of them: /group join")
    return await done(context, DoneArguments())


async def notice(context: Context, delivery: Delivery) -> Message:
    """What a member is told in private who is inactive (promise 6.4)."""
    say, chat = context.say, delivery.payload
    lines = [
        say("Your group in {chat} goes easy on you for now.", chat=chat),
        say(
            "Quiet days are counted against nobody. Ten minutes and you are back in: {line}",
            line=code("/done 10"),
        ),
    ]
    return message(*map(paragraph, lines))


async def _join(context: Context, _: GroupArguments) -> Message:
    return await join(context, ())


async def _stop(context: Context, given: GroupArguments) -> Message:
    return await stop(context, sure=given.sure is not None)


async def _members(context: Context, _: GroupArguments) -> Message:
    return await members(context)


_DOING: Final[Mapping[str, Callable[[Context, GroupArguments], Awaitable[Message]]]] = {
    "start": _start,
    "stop": _stop,
    "join": _join,
    "leave": _leave,
    "members": _members,
    "prompts": _prompts,
    "settings": _settings,
    "board": _board,
}

FEATURE = Feature(
    commands=(
        Command(
            "group",
            marked("one streak for this chat"),
            "/group join",
            group,
            GroupArguments,
            _MINE,
        ),
    ),
    actions=(Action(words.STUDIED, studied), Action(words.JOIN, join)),
    nudges=(Nudging(Sent.NOTICE, notice, INACTIVE),),
)
