"""How much may be written in one answer, and whether it is kept (promises 11.5 and 13.1)."""

from dataclasses import dataclass

from bot.domain import policy


@dataclass(frozen=True)
class Intake:
    """Words of up to `most` characters; where it `hides`, nothing of what was written is kept."""

    most: int = policy.TEXT_LENGTH_MOST
    hides: bool = False
