"""Another time for the prompts that was named in words: `write at 7pm` (promise 8.2)."""

from bot.chat.messages import Button
from bot.chat.reading.clean import readable
from bot.chat.reading.clocks import time_in
from bot.features.kit import Context
from bot.features.views import button


def time_told(context: Context, text: str) -> Button | None:
    """A button for the time of day that a text names; None where it names none."""
    at = time_in(readable(text), context.say.language)
    if at is None:
        return None
    told = f"{at:%H:%M}"
    return button(context, context.say.line("At {time}", time=told), f"/settings at={told}")
