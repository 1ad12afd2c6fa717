"""A file that is handed over in the terminal: looked at before it is read (promise 7.6)."""

import mimetypes
from collections.abc import Callable
from pathlib import Path
from uuid import uuid4

from adapters.console.inbound import SteeringError
from bot.chat.events import FileReceived, Origin


def filed(text: str, origin: Origin, wants: Callable[[FileReceived], bool]) -> FileReceived:
    """The file at a path, with its content where that is wanted. Raises SteeringError."""
    words = text.strip().strip("\"'")
    if not words:
        raise SteeringError("which file? for example: !file waymark-2026-03-02.json")
    path = Path(words).expanduser()
    try:
        if not path.is_file():
            raise SteeringError("there is no file {name}", name=words[:80])
        event = FileReceived(
            id=uuid4().hex,
            origin=origin,
            name=path.name,
            size=path.stat().st_size,
            source=path.name,
            media_type=mimetypes.guess_type(path.name)[0] or "",
        )
        return event.model_copy(update={"content": path.read_bytes()}) if wants(event) else event
    except (OSError, ValueError, RuntimeError) as error:
        why = type(error).__name__
        raise SteeringError("{name} cannot be read: {why}", name=words[:80], why=why) from None
