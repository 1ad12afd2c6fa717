"""A document in Telegram as a file that came in, with what is known of it before it is fetched."""

from collections.abc import Container

from telegram import Document

from bot.chat.events import CommandInvoked, Event, FileReceived


def filed(event: Event, document: Document | None, takers: Container[str]) -> Event:
    """What was said, as the file that came with it: `takers` are the commands that take files.

    A caption that is another command is that command, whatever it stands under.
    """
    if document is None:
        return event
    name = event.name if isinstance(event, CommandInvoked) else None
    if name is not None and name not in takers:
        return event
    return FileReceived(
        id=event.id,
        origin=event.origin,
        said_at=event.said_at,
        name=document.file_name or "file",
        size=document.file_size or 0,
        source=document.file_id,
        media_type=document.mime_type or "",
        command=name,
    )
