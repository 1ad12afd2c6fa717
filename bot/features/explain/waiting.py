"""Whether what comes in is the code that `/explain` waits for: it is blanked at once (13.1)."""

from typing import Final

from bot.chat.events import CommandInvoked, Event, FormSubmitted, TextReceived
from bot.features.kit import Context

EXPLAIN: Final = "explain"
"""The question that the code answers, with the project it belongs to."""

FORM: Final = "explain-code"


def is_code(context: Context, event: Event) -> bool:
    """Whether an event may hold a learner's code, well or not."""
    if isinstance(event, CommandInvoked):
        return event.name == EXPLAIN
    if isinstance(event, FormSubmitted):
        return event.action.split(" ")[0] == FORM
    return isinstance(event, TextReceived) and context.open_question == EXPLAIN
