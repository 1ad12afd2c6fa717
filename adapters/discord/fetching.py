"""Attachments in Discord: what is known of one, and its content from where Discord keeps it."""

from collections.abc import Container, Iterator, Mapping
from http import HTTPStatus
from typing import Any, Final

import aiohttp
import discord

from adapters.common.core import PlatformError
from adapters.common.fetching import Fetch, bounded
from adapters.discord.addresses import keeps_files
from adapters.discord.options import DiscordOptions
from bot.chat.events import CommandInvoked, Event, FileReceived

ATTACHMENT: Final = 11
UPLOAD: Final = 19
"""The types of an option, and of a form's field, that take a file."""

FETCH_WITHIN: Final = 20.0


def attached(data: Mapping[str, Any]) -> dict[str, Any] | None:
    """The file that a command's option or a form's field was given, as fields of an event."""
    chosen = [each["value"] for each in data.get("options", ()) if each["type"] == ATTACHMENT]
    found = (data.get("resolved") or {}).get("attachments") or {}
    ids = (*chosen, *_uploaded(data.get("components", ())))
    given = next((found[each] for each in ids if each in found), None)
    if given is None:
        return None
    return {
        "name": given["filename"],
        "size": given["size"],
        "source": given["url"],
        "media_type": given.get("content_type") or "",
    }


def _uploaded(components: Any) -> Iterator[str]:
    """The ids of the files in a form, wherever in it they stand."""
    for each in components:
        if each.get("type") == UPLOAD:
            yield from each.get("values", ())
        yield from _uploaded(each.get("components", ()))
        if isinstance(each.get("component"), Mapping):
            yield from _uploaded([each["component"]])


def filed(event: Event, message: discord.Message, takers: Container[str]) -> Event:
    """What was written, as the file that came with it: `takers` are the commands that take files.

    A text that is another command is that command, whatever is attached to it.
    """
    name = event.name if isinstance(event, CommandInvoked) else None
    if not message.attachments or (name is not None and name not in takers):
        return event
    given = message.attachments[0]
    return FileReceived(
        id=event.id,
        origin=event.origin,
        said_at=event.said_at,
        name=given.filename,
        size=given.size,
        source=given.url,
        media_type=given.content_type or "",
        command=name,
    )


def fetching(options: DiscordOptions) -> Fetch:
    """Fetches from where Discord keeps files, or the host's own server does, and nowhere else."""

    async def fetch(event: FileReceived) -> bytes | None:
        return await _fetched(event) if keeps_files(event.source, options) else None

    return fetch


async def _fetched(event: FileReceived) -> bytes | None:
    """The content of an attachment; None where Discord does not hand it over.

    Raises PlatformError where it may yet.
    """
    timeout = aiohttp.ClientTimeout(total=FETCH_WITHIN)
    try:
        async with (
            aiohttp.ClientSession(timeout=timeout, trust_env=True) as session,
            session.get(event.source, allow_redirects=False) as answer,
        ):
            if answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR:
                raise PlatformError(f"the file's server answered {answer.status}")
            if answer.status != HTTPStatus.OK:
                return None
            return await bounded(answer.content.iter_any(), event.size)
    except (aiohttp.InvalidURL, aiohttp.NonHttpUrlClientError):
        return None
    except (aiohttp.ClientError, TimeoutError, OSError) as error:
        raise PlatformError(f"no answer: {type(error).__name__}") from None
