"""Files in Telegram: asked for by their id, and fetched through the API address that is set."""

from typing import Final

from telegram import Bot
from telegram.error import BadRequest, Forbidden, TelegramError

from adapters.common.core import PlatformError
from bot.chat.events import FileReceived

FETCH_WITHIN: Final = 20.0


async def fetch(bot: Bot, event: FileReceived) -> bytes | None:
    """The content of a document; None where Telegram does not hand it over.

    Raises PlatformError where it may yet.
    """
    try:
        found = await bot.get_file(event.source)
        if found.file_path is None or (found.file_size or 0) > max(event.size, 1):
            return None
        return bytes(await found.download_as_bytearray(read_timeout=FETCH_WITHIN))
    except (BadRequest, Forbidden):
        return None
    except TelegramError as error:
        raise PlatformError(error.message) from None
    except OSError:  # a server on this machine names a file that is not ours to read
        return None
