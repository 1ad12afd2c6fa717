"""What somebody wrote is not kept where a code of a link may be in it (promise 11.1)."""

from bot.chat.events import CommandInvoked, Event, texts_of
from bot.chat.messages import Message
from bot.domain.linking import may_hold_code


def is_secret(event: Event) -> bool:
    """Whether what was said is not to be kept, wherever it was said, and refused or not."""
    redeems = isinstance(event, CommandInvoked) and event.name == "link"
    return redeems or any(map(may_hold_code, texts_of(event)))


def secret_if_quoting(answer: Message) -> Message:
    """An answer whose text is not kept once it was sent, where it quotes what may be a code."""
    told = answer.model_copy(update={"buttons": ()}).model_dump_json(exclude_defaults=True)
    return answer.model_copy(update={"secret": True}) if may_hold_code(told) else answer
