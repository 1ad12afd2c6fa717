"""What is typed in the terminal: lines for the coach, and `!` lines that steer the terminal."""

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final
from uuid import uuid4

from bot.chat.events import (
    ButtonPressed,
    CommandInvoked,
    Event,
    Origin,
    TextReceived,
    event_of_text,
)
from bot.chat.labels import bare, buttons_of, named, typed
from bot.chat.messages import Button, Message, Outgoing
from bot.chat.translate import marked

_SKIP: Final = re.compile(r"(?:(\d{1,4})w)?(?:(\d{1,5})d)?(?:(\d{1,6})h)?(?:(\d{1,7})m)?", re.ASCII)
OUR_NAME: Final = "@waymark"
NAME_LENGTH: Final = 64
LONGEST_SKIP: Final = timedelta(days=3660)


STEERING: Final = {
    "!press LABEL": marked(
        "presses the newest button with that label; the label in brackets does the same"
    ),
    "!paste": marked("takes the lines up to !end as one text"),
    "!file PATH": marked("hands a file over"),
    "!clock ISO": marked(
        "moves a virtual clock forward to an instant, like 2026-03-02T08:00+01:00"
    ),
    "!skip 3d4h": marked("moves it forward by a length of time"),
    "!as NAME": marked("becomes another learner"),
    "!in CHAT": marked("speaks in a group chat; !in me goes back to the private one"),
    "!help": marked("lists these lines"),
}
"""Every line that steers the terminal, and what it does."""

_LEAVES: Final = frozenset({"/quit", "/exit"})
_LEAVES_A_WINDOW: Final = _LEAVES | {"quit", "exit"}


class SteeringError(Exception):
    """What is wrong with a `!` line; `template` is a gettext message, filled by `values`."""

    def __init__(self, template: str, /, **values: object) -> None:
        super().__init__(template.format(**values))
        self.template = template
        self.values = values


def leaves(line: str, *, window: bool) -> bool:
    """Whether a line ends the conversation; bare words do so in a window only."""
    return line.strip().lower() in (_LEAVES_A_WINDOW if window else _LEAVES)


def read_instant(text: str) -> datetime:
    """An ISO instant with an offset. Raises SteeringError."""
    try:
        instant = datetime.fromisoformat(text.strip())
    except ValueError:
        instant = None
    if instant is None or instant.tzinfo is None:
        raise SteeringError(
            "an instant needs a date, a time and an offset, like 2026-03-02T08:00+01:00"
        )
    return instant


def read_skip(text: str) -> timedelta:
    """A length of time like `3d4h`. Raises SteeringError."""
    match = _SKIP.fullmatch(text.strip())
    if match is None or not any(match.groups()):
        raise SteeringError("a length of time has weeks, days, hours or minutes, like !skip 3d4h")
    weeks, days, hours, minutes = (int(each or 0) for each in match.groups())
    length = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    if length > LONGEST_SKIP:
        raise SteeringError("at most {days} days at once", days=LONGEST_SKIP.days)
    return length


def checked_name(name: str, example: str = "!as anna") -> str:
    """A learner's or a chat's name in the terminal. Raises SteeringError."""
    clean = name.strip().encode("utf-8", "replace").decode()
    if not clean or len(clean) > NAME_LENGTH or not clean.isprintable():
        raise SteeringError(
            "a name has 1 to {most} characters, like {example}", most=NAME_LENGTH, example=example
        )
    return clean


def live_messages(newest_first: Iterable[Outgoing]) -> list[Outgoing]:
    """The messages as they stand, newest first: one that was edited only in its last form."""
    live: dict[str, Outgoing] = {}
    for outgoing in newest_first:
        live.setdefault(outgoing.edits or outgoing.id, outgoing)
    return list(live.values())


def find_button(label: str, messages: Iterable[Outgoing]) -> tuple[Button, Outgoing]:
    """The newest button with that label, or with a label of which it is the only beginning.

    Case and emoji do not matter. Raises SteeringError with the labels there are.
    """
    wanted = typed(label)
    shown = [
        (button, outgoing)
        for outgoing in messages
        for row in outgoing.message.buttons
        for button in row
    ]
    for button, outgoing in shown:
        if typed(button.label) == wanted:
            return button, outgoing
    starting = [each for each in shown if wanted and typed(each[0].label).startswith(wanted)]
    if len({typed(button.label) for button, _ in starting}) == 1:
        return starting[0]
    labels = dict.fromkeys(button.label for button, _ in starting or shown)
    if not labels:
        raise SteeringError("there is no button to press yet")
    raise SteeringError(
        "no single button begins with “{label}”: {labels}",
        label=label[:40],
        labels=" ".join(f"[{each}]" for each in labels),
    )


def is_press(line: str, newest: Outgoing | None) -> bool:
    """Whether a line is a button in brackets: `[Done]`.

    Below a question that is answered in words, `[6, 'tea']` is an answer, if no button is called so.
    """
    if not (line.startswith("[") and line.endswith("]")):
        return False
    if newest is None or not newest.message.takes_number:
        return True
    return named(line, buttons_of(newest.message)) is not None


def numbered(message: Message) -> tuple[Button, ...]:
    """The buttons that a person at a keyboard may press by their place, counted from 1.

    None where a number means something else: where it answers the question, or is itself a label.
    """
    buttons = buttons_of(message)
    if message.takes_number or any(button.label.strip().isdecimal() for button in buttons):
        return ()
    return buttons


def typed_button(line: str, newest: Outgoing | None) -> tuple[Button, Outgoing] | None:
    """The button of the newest message that `line` is the number or the whole label of."""
    if newest is None:
        return None
    places = {str(place): button for place, button in enumerate(numbered(newest.message), 1)}
    labels = {bare(button.label): button for button in buttons_of(newest.message)}
    found = places.get(line) or (labels.get(bare(line)) if bare(line) else None)
    return (found, newest) if found else None


def had_label(recent: Sequence[Outgoing], press: ButtonPressed, label: str) -> bool:
    """Whether a button that was pressed bore this label then: its message may be another now."""
    forms = [each for each in recent if press.message in {each.id, each.edits}]
    with suppress(SteeringError):
        return any(find_button(label, [form])[0].action == press.action for form in forms)
    return False


def said(text: str, origin: Origin) -> CommandInvoked | TextReceived:
    """What a text is; our name behind a command says nothing (promise 8.1)."""
    event = event_of_text(text, id=uuid4().hex, origin=origin)
    if isinstance(event, CommandInvoked):
        return event.model_copy(update={"name": event.name.removesuffix(OUR_NAME)})
    return event


def same_words(one: Event, other: Event) -> bool:
    """Whether two events say the same."""
    left, right = (each.model_dump(exclude={"id", "origin"}) for each in (one, other))
    return left == right
