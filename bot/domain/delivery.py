"""What is sent by itself: its kinds, its states, and what is known of what was sent (promise 9)."""

from collections.abc import Container, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import assert_never

from bot.domain.log import Earlier, Log


class MessageKind(StrEnum):
    """The kinds of message (promise 4.1), and the reply to what a learner said.

    A notice has many makers, which its delivery names; every other kind has one.
    """

    REPLY = "reply"
    DAILY_PROMPT = "daily_prompt"
    COMEBACK = "comeback"
    CHECKIN = "checkin"
    CHECKIN_REMINDER = "checkin_reminder"
    ASK_TO_GO_ON = "ask_to_go_on"
    STREAK_SAVER = "streak_saver"
    MILESTONE = "milestone"
    GROUP_BOARD = "group_board"
    GROUP_DIGEST = "group_digest"
    NOTICE = "notice"


PLACE_LOST = "place"
"""Who makes the notice that prompts come somewhere else from now on (promise 7.2)."""

FOCUS_OVER = "focus"
"""Who makes the notice that a focus timer is over (promise 14.1)."""

PROMPTS = frozenset({MessageKind.DAILY_PROMPT, MessageKind.COMEBACK})
"""What counts as a prompt that may stay without a reaction (promise 4.2)."""


def _is_budgeted(kind: MessageKind) -> bool:
    match kind:
        case MessageKind.DAILY_PROMPT | MessageKind.COMEBACK | MessageKind.STREAK_SAVER:
            return True
        case MessageKind.CHECKIN | MessageKind.CHECKIN_REMINDER | MessageKind.ASK_TO_GO_ON:
            return True
        case MessageKind.REPLY | MessageKind.MILESTONE | MessageKind.NOTICE:
            return False
        case MessageKind.GROUP_BOARD | MessageKind.GROUP_DIGEST:
            return False
        case _:
            assert_never(kind)


BUDGETED = frozenset(filter(_is_budgeted, MessageKind))
"""What counts towards three messages a day at the very most (promise 4.2)."""


class DeliveryState(StrEnum):
    """Where a delivery stands. From `sent` on it is at its end.

    One that is `expired` will not be sent; what is to come after it is not planned yet.
    """

    PENDING = "pending"
    EXPIRED = "expired"
    SENDING = "sending"
    SENT = "sent"
    SKIPPED = "skipped"
    UNKNOWN = "unknown"
    DEAD = "dead"


@dataclass(frozen=True, slots=True)
class Nudge:
    """A message that came up by itself, for a learner-day, at the instant `at`.

    `went_out` says that the learner may have seen it; otherwise it was skipped. `opening` is the
    number of the words it began with, of those of its kind (promise 4.2).
    """

    kind: MessageKind
    day: date
    at: datetime
    went_out: bool
    opening: int | None = None
    id: int = 0


class NudgeLog(Log[Nudge, Earlier[Nudge, None]]):
    """What was sent by itself, as far back as any rule looks."""

    def after(self, instant: datetime) -> list[Nudge]:
        """What came up after an instant."""
        return [each for each in self.at_hand(instant.date()) if each.at > instant]

    def sent(self, kinds: Container[MessageKind]) -> Iterator[Nudge]:
        """What went out of some kinds, the latest first."""
        return (each for each in reversed(self) if each.kind in kinds and each.went_out)


@dataclass(frozen=True, slots=True)
class Due:
    """A nudge to come: `kind` for learner-day `day`, at the instant `at`.

    `maker` is who makes it, where its kind has many: then there may be several a day.
    """

    kind: MessageKind
    day: date
    at: datetime
    maker: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A message on its way: an intent under a unique key, its text once it was made.

    It is for a learner, or else for a group. `payload` is what the text is made from besides the
    learner's history; `maker` is who makes it, where its kind has many. `resends` counts the
    attempts that may have arrived; `failed` says that there was one of any kind.
    """

    id: int
    key: str
    learner_id: int | None
    kind: MessageKind
    day: date
    due_at: datetime
    platform: str
    chat: str
    state: DeliveryState
    payload: str = ""
    body: str | None = None
    edits: str | None = None
    resends: int = 0
    group_id: int | None = None
    failed: bool = False
    maker: str | None = None
    opening: int | None = None

    @property
    def doubtful(self) -> bool:
        """Whether an earlier attempt may have arrived."""
        return self.failed or self.resends > 0


@dataclass(frozen=True, slots=True)
class Outage:
    """A time in which `waymark run` was down (promise 2.8)."""

    begins: datetime
    ends: datetime
