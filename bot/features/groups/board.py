"""What a group is shown: the day's board, that a day is secured, the week (promise 6.5)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from bot.chat.messages import Block, Button, Heading, Message, Paragraph, Text, plain, strong
from bot.chat.translate import Say, joined
from bot.domain import policy
from bot.domain.delivery import MessageKind
from bot.domain.groups.day import GroupDay
from bot.domain.groups.streak import (
    GroupRow,
    GroupState,
    GroupStreak,
    Settlement,
    SettlementOutcome,
)
from bot.ports.groups import MemberView

STUDIED: Final = "studied"
JOIN: Final = "join"


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a board is made from."""

    say: Say
    today: GroupDay
    streak: GroupStreak
    members: Sequence[MemberView]


def board(view: BoardView) -> Message:
    """The board of a group day, in words that shame nobody."""
    say, today = view.say, view.today
    title = say(
        "{day} · {done} of {expected}",
        day=say.day(today.day),
        done=strong(len(today.done)),
        expected=strong(len(today.expected)),
    )
    lines = [_needed(say, today), _names(view), streak_line(say, view.streak), _way_on(view)]
    return Message(
        kind=MessageKind.GROUP_BOARD,
        blocks=(Heading(text=title), *_paragraphs(lines)),
        buttons=buttons(say),
        shared=True,
    )


def buttons(say: Say) -> tuple[tuple[Button, ...], ...]:
    """What anybody may press."""
    studied = Button(label=say.line("I studied"), action=STUDIED)
    return ((studied, Button(label=say.line("Join"), action=JOIN)),)


def _paragraphs(lines: Iterable[Text]) -> tuple[Block, ...]:
    return tuple(Paragraph(text=line) for line in lines if line)


def _needed(say: Say, today: GroupDay) -> Text:
    if today.settled is not None and today.settled.outcome is SettlementOutcome.SUCCESS:
        return say("This day is secured. More is welcome all the same.")
    if len(today.expected) < policy.GROUP_EXPECTED_LEAST:
        return say("A quiet day: it counts once two of you study.")
    missing = max(today.needed - len(today.done), 1)
    return say.plural(
        "{n} more, and the day counts. Ten minutes are enough.",
        "{n} more, and the day counts. Ten minutes each are enough.",
        missing,
    )


def _names(view: BoardView) -> Text:
    """Only of those who agreed to it, and only of those who studied."""
    done = view.today.done
    names = sorted(each.name for each in view.members if each.shows_name and each.id in done)
    if not names:
        return ()
    shown = joined([plain(name) for name in names[: policy.GROUP_NAMES_MOST]], ", ")
    return view.say("Studied: {names}", names=shown)


def streak_line(say: Say, streak: GroupStreak) -> Text:
    """The group streak, even when it is 0."""
    days = strong(str(streak.streak))
    if streak.freezes:
        return say("Group streak: {days} · 1 freeze in hand", days=days)
    return say("Group streak: {days}", days=days)


def _way_on(view: BoardView) -> Text:
    """What became of a day just before this one that did not come together.

    It is settled two days after it began: the next board to be posted is the one that tells it.
    """
    today, quiet = view.today.day, {GroupState.FAILURE, GroupState.FROZEN}
    days = [each for each in view.streak.days if each.day >= today - timedelta(days=2)]
    told = [row for row in days if row.day < today and row.state in quiet]
    return _told(view.say, told[-1]) if told else ()


def _told(say: Say, row: GroupRow) -> Text:
    if row.state is GroupState.FROZEN:
        return say("A freeze kept the streak on {day}.", day=say.day(row.day))
    if row.state is GroupState.FAILURE:
        return say(
            "{day} stayed open. What you share from here on counts: everyone is welcome, whenever it suits.",
            day=say.day(row.day),
        )
    return ()


def secured(say: Say, settled: Settlement, streak: GroupStreak) -> Message:
    """The news that a day is secured; it carries no button."""
    line = say(
        "{day} is secured: {done} of {expected} studied.",
        day=strong(say.day(settled.day)),
        done=settled.done,
        expected=settled.expected,
    )
    lines = [line, streak_line(say, streak)]
    return Message(kind=MessageKind.GROUP_BOARD, blocks=_paragraphs(lines), shared=True)


def digest(say: Say, sunday: date, streak: GroupStreak, kudos: int) -> Message | None:
    """The week up to a Sunday; None where nothing was settled in it. No ranking."""
    rows = [row for row in streak.days if sunday - timedelta(days=7) < row.day <= sunday]
    if not rows:
        return None
    shared = sum(row.state is GroupState.SUCCESS for row in rows)
    saved = sum(row.state is GroupState.FROZEN for row in rows)
    lines = [
        say.plural("{n} day came together this week.", "{n} days came together this week.", shared),
        say.plural("{n} day was kept by a freeze.", "{n} days were kept by a freeze.", saved)
        if saved
        else (),
        streak_line(say, streak),
        say("Longest so far: {days}", days=streak.longest) if streak.longest else (),
        say.plural("{n} kudos was given.", "{n} kudos were given.", kudos) if kudos else (),
        say("A new week is open to everyone, whatever the last one was like."),
    ]
    title = Heading(text=say("Our week up to {day}", day=say.day(sunday)))
    return Message(kind=MessageKind.GROUP_DIGEST, blocks=(title, *_paragraphs(lines)), shared=True)
