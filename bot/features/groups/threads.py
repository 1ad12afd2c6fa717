"""The thread of a chat that its group lives in, where chats have threads (promise 6.1)."""

from dataclasses import replace
from datetime import datetime
from typing import Final

from bot.chat.messages import Message, code, message
from bot.chat.translate import Say
from bot.domain import policy
from bot.domain.delivery import MessageKind
from bot.features.kit import Context
from bot.features.views import paragraph
from bot.ports.groups import NewDelivery, StudyGroup
from bot.ports.store import Work

THREAD_LOST: Final = "thread-lost"


async def move(context: Context, group: StudyGroup, thread: str | None) -> Message:
    """The group lives in this part of its chat from now on."""
    await context.work.groups.keep(replace(group, thread=thread))
    line = context.say("From now on, what I write to this group comes here.")
    return message(paragraph(line))


async def lose(work: Work, platform: str, chat: str, thread: str, now: datetime) -> None:
    """A thread takes nothing any more: its group goes on outside of it, and is told so once."""
    group = await work.groups.at(platform, chat)
    if group is None or group.thread != thread:
        return
    await work.groups.keep(replace(group, thread=None))
    told = NewDelivery(
        f"{THREAD_LOST}:{group.id}:{now.isoformat()}",
        MessageKind.NOTICE,
        now.date(),
        now,
        THREAD_LOST,
        expires_at=now + policy.PLACE_LOST_TOLD_WITHIN,
    )
    await work.groups.write(group, told)


def lost(say: Say) -> Message:
    """What a group is told whose thread was closed, or has gone."""
    lines = [
        say("The topic of this group is closed or gone, so I write here now."),
        say(
            "To have it elsewhere, whoever manages the chat says {start} in that topic.",
            start=code("/group start"),
        ),
    ]
    told = message(*map(paragraph, lines))
    return told.model_copy(update={"kind": MessageKind.NOTICE, "shared": True})
