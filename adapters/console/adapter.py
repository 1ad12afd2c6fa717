"""The terminal as a platform: reads lines, hands them to the coach, shows what it answers."""

from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from datetime import datetime
from typing import Final
from uuid import uuid4

from adapters.console.filing import filed
from adapters.console.inbound import (
    LONGEST_SKIP,
    STEERING,
    SteeringError,
    checked_name,
    find_button,
    had_label,
    is_press,
    leaves,
    live_messages,
    read_instant,
    read_skip,
    said,
    same_words,
    typed_button,
)
from adapters.console.paste import Paste
from adapters.console.render import table
from adapters.console.session import complain, explain
from bot.chat.arguments import Suggests
from bot.chat.events import ButtonPressed, Event, Origin
from bot.chat.messages import Button, Outgoing
from bot.chat.translate import Say
from bot.coach.coach import Coach
from bot.features.kit import Command
from bot.ports.clock import VirtualClock

PLATFORM: Final = "terminal"
RECENT: Final = 50

GREETING: Final = "greeting"
"""The id of the greeting, which is stored nowhere: a press of its buttons names no message."""

Show = Callable[[Outgoing, str, datetime, Say | None], None]
"""Shows a message: to whom it is, when, and the words that say so where that is elsewhere."""


class Console:
    """One person at a terminal, who may become another one; an adapter for what comes by itself.

    `advance` delivers what is due until an instant; the clockwork hands it in. `served` says who
    else does that here, where this terminal does not: then its clock cannot be moved.
    What was typed here is let go of by `parted` when somebody was erased (promise 7.5).
    Where it is `pleasant`, the newest message's buttons are pressed by number or label, too.
    """

    platform = PLATFORM
    may_double = True

    def __init__(
        self, coach: Coach, clock: VirtualClock, show: Show, *, name: str, zone: str
    ) -> None:
        self._coach = coach
        self._clock = clock
        self._show = show
        self._zone = zone
        self.language: str | None = None
        self._interrupted: dict[str, Event] = {}
        self._late: list[Outgoing] = []
        self.advance: Callable[[datetime], Awaitable[None]] = self._stand_still
        self.served: str | None = None
        self.parted: Callable[[], None] = lambda: None
        self.pleasant = False
        self.name = name
        self.chat: str | None = None
        self._newest: Outgoing | None = None
        self._paste: Paste | None = None
        self._people = {name: None}
        self._groups: dict[str, None] = {}

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command."""
        return self._coach.commands

    @property
    def people(self) -> tuple[str, ...]:
        """Who has spoken here, the first one first."""
        return tuple(self._people)

    @property
    def group_chats(self) -> tuple[str, ...]:
        """The group chats that were spoken in here."""
        return tuple(self._groups)

    @property
    def pasting(self) -> bool:
        """Whether lines are taken as they are, up to `!end`."""
        return self._paste is not None

    def stop_pasting(self) -> None:
        """Let go of what was pasted so far."""
        self._paste = None

    @property
    def chats(self) -> tuple[str, ...]:
        """The chats in which the person at the terminal is."""
        return (self.name,) if self.chat is None else (self.name, self.chat)

    async def send(self, outgoing: Outgoing) -> None:
        """Show a message that comes by itself."""
        to = outgoing.to or outgoing.chat
        elsewhere = outgoing.chat != self._here or to not in self.chats
        if not elsewhere:
            self._newest = outgoing
        say = await self.say_to() if elsewhere else None
        self._show(outgoing, to, self._clock.now(), say)

    async def say_to(self) -> Say:
        """The language of whoever is at the terminal."""
        return await self._coach.speaks_to(self._origin())

    async def greet(self) -> None:
        """Show where the learner stands, and what there is to do."""
        message = await self._coach.greeting(self._origin())
        await self.send(Outgoing(id=GREETING, platform=PLATFORM, chat=self._here, message=message))

    async def talk(self, lines: AsyncIterator[str]) -> None:
        """Answer every line until there are no more, or one leaves."""
        await self._catch_up()
        await self.advance(self._clock.now())
        async for line in lines:
            if self._paste is None and leaves(line, window=self.pleasant):
                break
            await self.say(line)
        if self._paste is not None:
            complain((await self.say_to()).line("!paste was not ended with !end; nothing was sent"))
        await self._caught_up()

    async def say(self, line: str) -> None:
        """Do what one line says; what is wrong with a `!` line goes to standard error."""
        try:
            if self._paste is not None:
                await self._take(self._paste, line)
            elif line := line.strip():
                await self._do(line)
        except SteeringError as error:
            complain((await self.say_to()).line(error.template, **error.values))

    async def _do(self, line: str) -> None:
        if line.startswith("!"):
            await self._steer(line)
        elif is_press(line, self._newest):
            await self._press(line[1:-1])
        elif self.pleasant and (pressed := typed_button(line, self._newest)):
            await self._press_under(*pressed)
        else:
            await self._handle(said(line, self._origin()))

    async def _take(self, paste: Paste, line: str) -> None:
        if not paste.ends_with(line):
            return
        self._paste = None
        await self._handle(said(paste.text, self._origin()))

    async def labels(self) -> Sequence[str]:
        """The labels of the buttons in sight."""
        return [
            button.label
            for outgoing in live_messages(await self._recent())
            for row in outgoing.message.buttons
            for button in row
        ]

    async def suggest(self, what: Suggests, typed: str) -> list[str]:
        """What an argument may be that is still typed."""
        found = await self._coach.suggest(what, typed, self._origin())
        return [value for _shown, value in found]

    @property
    def _here(self) -> str:
        """The chat that is spoken in."""
        return self.chat or self.name

    async def _steer(self, line: str) -> None:
        word, _, rest = line.partition(" ")
        match word:
            case "!clock":
                await self._move_to(read_instant(rest))
            case "!skip":
                await self._move_to(self._clock.now() + read_skip(rest))
            case "!press":
                await self._press(rest)
            case "!as":
                self._become(checked_name(rest))
            case "!in":
                self._go_to(checked_name(rest, "!in python-group"))
            case "!paste":
                self._paste = Paste()
            case "!file":
                await self._handle(filed(rest, self._origin(), self._coach.wants))
            case "!help":
                say = await self.say_to()
                explain(table({line: say.line(what) for line, what in STEERING.items()}))
            case _:
                raise SteeringError("{word} is unknown; !help lists what there is", word=word[:41])

    def _become(self, name: str) -> None:
        self.name, self._newest = name, None
        self._people[name] = None

    def _go_to(self, chat: str) -> None:
        self.chat = None if chat in {"me", self.name} else chat
        self._newest = None
        if self.chat is not None:
            self._groups[self.chat] = None

    async def _move_to(self, instant: datetime) -> None:
        if self.served:
            raise SteeringError("the clock cannot be moved here: {why}", why=self.served)
        now = self._clock.now()
        if instant < now:
            raise SteeringError("the clock only goes forward; it is {now}", now=now.isoformat())
        if instant - now > LONGEST_SKIP:
            raise SteeringError("at most {days} days at once", days=LONGEST_SKIP.days)
        await self.advance(instant)

    async def _press(self, label: str) -> None:
        recent = await self._recent()
        before = self._interrupted.get(self.name)
        if isinstance(before, ButtonPressed) and had_label(recent, before, label):
            await self._handle(before)
            return
        await self._press_under(*find_button(label, live_messages(recent)))

    async def _press_under(self, button: Button, outgoing: Outgoing) -> None:
        await self._handle(
            ButtonPressed(
                id=uuid4().hex,
                origin=self._origin(),
                action=button.action,
                message=None if outgoing.id == GREETING else outgoing.edits or outgoing.id,
            )
        )

    async def _recent(self) -> tuple[Outgoing, ...]:
        stored = await self._coach.recent(PLATFORM, self._here, RECENT, self.name)
        greeted = self._newest is not None and self._newest.id == GREETING
        return (self._newest, *stored) if greeted and self._newest else stored

    async def _handle(self, event: Event) -> None:
        before = self._interrupted.pop(event.origin.account, None)
        if before is not None and same_words(before, event):
            complain((await self.say_to()).line("this was done just before the interruption"))
            event = before
        answers = await self._coach.handle(event)
        await self._caught_up()
        await self._deliver(answers)
        await self.advance(self._clock.now())

    async def _deliver(self, answers: Sequence[Outgoing]) -> None:
        for outgoing in answers:
            await self.send(outgoing)
            if outgoing.message.farewell:
                self.parted()
        await self._coach.sent(answers)

    async def _catch_up(self) -> None:
        """Show what a crash kept from being shown (promise 9.4).

        Whoever repeats a line that was cut off right after its effect gets the same answer and no
        second effect: the terminal has no id of its own for a line typed twice.
        """
        unsent = await self._coach.unsent(PLATFORM)
        if self.served:  # what others wait for is theirs, and perhaps on its way
            unsent = tuple(each for each in unsent if each.event.origin.account == self.name)
        self._interrupted = {each.event.origin.account: each.event for each in unsent}
        self._late = [each.outgoing for each in unsent]
        for outgoing in self._late:
            await self.send(outgoing)

    async def _caught_up(self) -> None:
        """Only what is said next shows that the late answers were seen."""
        await self._coach.sent(self._late)
        self._late = []

    async def _stand_still(self, until: datetime) -> None:
        self._clock.move_to(until)

    def _origin(self) -> Origin:
        return Origin(
            platform=PLATFORM,
            account=self.name,
            name=self.name,
            chat=self._here,
            private=self.chat is None,
            zone=self._zone,
            language=self.language,
            manages_chat=True,
            whispers=True,
        )
