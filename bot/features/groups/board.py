"""What a group is shown: the day's board, that a day is secured, the week (promise 6.5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from bot.chat.messages import (
    Block,
    Button,
    Emphasis,
    Heading,
    Message,
    Paragraph,
    Text,
    code,
    plain,
    strong,
)
from bot.chat.translate import Say, joined, marked
from bot.domain import policy
from bot.domain.delivery import MessageKind
from bot.domain.groups.streak import (
    GroupRow,
    GroupState,
    GroupStreak,
    Settlement,
    SettlementOutcome,
)
from bot.ports.attendance import Crowd

STUDIED: Final = "studied"
JOIN: Final = "join"
MONTH: Final = "group-month"


@dataclass(frozen=True, slots=True)
class DayStanding:
    """A group day in numbers; `settled` is None while it is open.

    What comes after a success still shows in the counts, until the last late-log window has closed.
    """

    day: date
    expected: int
    done: int
    needed: int
    settled: Settlement | None


@dataclass(frozen=True, slots=True)
class BoardView:
    """What a board is made from; `over` says that nobody lives its day any more.

    It `ends` first and last then for those expected. That is told in `zone`, that of all members where they share
    `one_zone`, else the group's.
    Those who are `studying` do so now, by their timers (promise 14.1); `new` are who came lately.
    """

    say: Say
    today: DayStanding
    streak: GroupStreak
    over: bool = False
    ends: tuple[datetime, datetime] | None = None
    zone: str = "UTC"
    one_zone: bool = False
    studied: Crowd = Crowd()
    studying: Crowd = Crowd()
    new: Crowd = Crowd()


def board(view: BoardView) -> Message:
    """The board of a group day, in words that shame nobody."""
    say, today = view.say, view.today
    title = say(
        "{day} · {done} of {expected}",
        day=say.day(today.day),
        done=strong(today.done),
        expected=strong(today.expected),
    )
    lines = [
        _was(say, today) if view.over else _needed(say, today),
        () if view.over else _until(view),
        _names(view),
        _studying(view),
        _joined(view),
        streak_line(say, view.streak),
        () if view.over else _way_on(view),
    ]
    return Message(
        kind=MessageKind.GROUP_BOARD,
        blocks=(Heading(text=title), *_paragraphs(lines)),
        buttons=(*buttons(say), *_month(view)),
        shared=True,
        card=True,
    )


def _month(view: BoardView) -> tuple[tuple[Button, ...], ...]:
    """On a month's first day the way to the picture of the one before (promise 14.2)."""
    before = view.today.day - timedelta(days=1)
    month = before.year, before.month
    settled = any((row.day.year, row.day.month) == month for row in view.streak.days)
    if view.today.day.day != 1 or not settled:
        return ()
    label = view.say.line("Our {month}", month=view.say.month_and_year(before))
    return ((Button(label=label, action=f"{MONTH} {before:%Y-%m}"),),)


def buttons(say: Say) -> tuple[tuple[Button, ...], ...]:
    """What anybody may press."""
    studied = Button(label=say.line("I studied"), action=STUDIED, emphasis=Emphasis.MAIN)
    return ((studied, Button(label=say.line("Join"), action=JOIN)),)


def _paragraphs(lines: Iterable[Text]) -> tuple[Block, ...]:
    return tuple(Paragraph(text=line) for line in lines if line)


def _succeeded(today: DayStanding) -> bool:
    return today.settled is not None and today.settled.outcome is SettlementOutcome.SUCCESS


def _needed(say: Say, today: DayStanding) -> Text:
    if _succeeded(today):
        return say("This day counts. More is still welcome.")
    if today.expected < policy.GROUP_EXPECTED_LEAST:
        return say("A quiet day: it counts once two of you study.")
    missing = max(today.needed - today.done, 1)
    return say.plural(
        "{n} more, and the day counts. Ten minutes are enough.",
        "{n} more, and the day counts. Ten minutes each are enough.",
        missing,
    )


def _until(view: BoardView) -> Text:
    """How long there is, while somebody is still missing."""
    if not view.ends or _succeeded(view.today) or view.today.expected <= view.today.done:
        return ()
    first, last = view.ends
    until = view.say.instant(last, view.zone, named=not view.one_zone)
    if first < last:
        return view.say("The last of you has until {time}.", time=until)
    return view.say("You have until {time}.", time=until)


def _was(say: Say, today: DayStanding) -> Text:
    """The same of a day that is over."""
    if _succeeded(today):
        return say("This day counted.")
    if today.expected < policy.GROUP_EXPECTED_LEAST:
        return say("It was a quiet day, with nothing to lose.")
    if today.settled is not None:
        return ()
    missing = max(today.needed - today.done, 1)
    return say.plural(
        "{n} more would have made it count. Studied, but not logged? {line}",
        "{n} more would have made it count. Studied, but not logged? {line}",
        missing,
        line=code(say.line("/done yesterday")),
    )


def _names(view: BoardView) -> Text:
    """Who studied: by name those who agreed to it, the others as a number."""
    names = names_of(view.say, view.studied) if view.studied.names else ()
    return view.say("Studied: {names}", names=names) if names else ()


def _studying(view: BoardView) -> Text:
    """Who studies now, as far as they agreed to be named."""
    if not view.studying.names:
        return ()
    return view.say("Studying now: {names}", names=names_of(view.say, view.studying))


def _joined(view: BoardView) -> Text:
    """Who came to the group on the day or the one before; they count from the next one on."""
    if not view.new.many or view.over:
        return ()
    return view.say("New here: {names}", names=names_of(view.say, view.new))


def names_of(say: Say, members: Crowd) -> Text:
    """`anna, ben and 2 others`: only those are named who agreed to it (promise 6.5)."""
    names = members.names[: policy.GROUP_NAMES_MOST]
    others = members.many - len(names)
    named = joined([plain(name) for name in names], ", ")
    if not others:
        return named
    if not names:
        return say.plural("{n} member", "{n} members", others)
    return say.plural("{names} and {n} other", "{names} and {n} others", others, names=named)


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
        return say("{day} fell one short, and a freeze kept the streak.", day=say.day(row.day))
    if row.state is GroupState.FAILURE:
        return say(
            "{day} fell short, so the streak starts over. Today is open to everyone.",
            day=say.day(row.day),
        )
    return ()


def secured(say: Say, settled: Settlement, streak: GroupStreak, *, over: bool) -> Message:
    """The news that a day counts, or counted after all; it carries no button."""
    template = (
        marked("{day} counts after all: {done} of {expected} studied, group streak {days}.")
        if over
        else marked("{day} is done! {done} of {expected} studied, group streak {days}.")
    )
    line = say(
        template,
        day=strong(say.day(settled.day)),
        done=settled.done,
        expected=settled.expected,
        days=strong(str(streak.streak)),
    )
    freeze = (
        say("The group has a freeze in hand, for a day that falls short.") if streak.freezes else ()
    )
    return Message(kind=MessageKind.GROUP_BOARD, blocks=_paragraphs([line, freeze]), shared=True)


def digest(say: Say, sunday: date, streak: GroupStreak, kudos: int) -> Message | None:
    """The week up to a Sunday; None where nothing was settled in it. No ranking."""
    rows = [row for row in streak.days if sunday - timedelta(days=7) < row.day <= sunday]
    if not rows:
        return None
    shared = sum(row.state is GroupState.SUCCESS for row in rows)
    saved = sum(row.state is GroupState.FROZEN for row in rows)
    lines = [
        say.plural(
            "This week you made {shared} of {n} day together.",
            "This week you made {shared} of {n} days together.",
            len(rows),
            shared=shared,
        ),
        say.plural("A freeze saved {n} day.", "Freezes saved {n} days.", saved) if saved else (),
        streak_line(say, streak),
        say("Longest so far: {days}", days=streak.longest) if streak.longest else (),
        say("You gave each other {n} kudos.", n=kudos) if kudos else (),
        say("A new week is open to everyone, whatever the last one was like."),
    ]
    title = Heading(text=say("Your week together, up to {day}", day=say.day(sunday)))
    return Message(kind=MessageKind.GROUP_DIGEST, blocks=(title, *_paragraphs(lines)), shared=True)
