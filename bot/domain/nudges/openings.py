"""Which words a prompt begins with: those of its kind that came longest ago (promise 4.2)."""

from bot.domain.delivery import MessageKind, NudgeLog


def least_recent(nudges: NudgeLog, kind: MessageKind, count: int) -> int:
    """The number, 0 to `count` - 1, that a message of `kind` used least recently, or never yet."""
    left = set(range(count))
    for each in nudges.sent({kind}):
        if len(left) == 1:
            break
        left.discard(each.opening)
    return min(left)
