"""One definition per command, from which every platform's menu is made (promise 8)."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from fractions import Fraction
from typing import Any, Final

from bot.chat.arguments import NoArguments, Option, SubCommand, options_of, parse
from bot.chat.events import Origin
from bot.chat.files import FileOption
from bot.chat.intake import Intake
from bot.chat.messages import Message
from bot.chat.pointing import MenuEntry
from bot.chat.scope import Scope
from bot.chat.shown import ShownMessage
from bot.chat.translate import marked
from bot.domain.delivery import Delivery, MessageKind
from bot.domain.learner import Enrolment
from bot.domain.plan import Plan, span
from bot.domain.reflection import open_checkin
from bot.domain.roadmap.choices import walked
from bot.domain.roadmap.model import Roadmap
from bot.domain.streak.ledger import Ledger
from bot.domain.streak.pauses import paused_days
from bot.errors import CoachError
from bot.features.recording import Recording
from bot.roadmaps.catalogue import Catalogue


@dataclass
class Context(Recording):
    """One event being handled, or one nudge being made: whose it is, and its transaction.

    `now` is when it happens: when it was said (promise 1.5). `present` is when it is handled.
    `origin` is where the event came from; a nudge has none. `pressed` is the message whose button
    was pressed. `opening` is the number of the words that a nudge begins with (promise 4.2). It
    `erases` the learner where they asked for it: the answer is the last (promise 7.5). It `hides`
    what was said: nothing of it is kept (promise 13.1). `further` messages follow the answer. So many
    members of a group it `looks_at` at most; None: at all.
    """

    roadmaps: Catalogue
    heard: bool = True
    erases: bool = False
    hides: bool = False
    origin: Origin | None = None
    pressed: ShownMessage | None = None
    opening: int | None = None
    further: list[Message] = field(default_factory=list)
    looks_at: int | None = None
    present: datetime = field(init=False)
    _roadmap: tuple[Enrolment | str, str, Roadmap] | None = None

    def __post_init__(self) -> None:
        self.present = self.now

    @property
    def enrolment(self) -> Enrolment:
        """The roadmap the learner is on. Raises CoachError before set-up."""
        if self.learner.enrolment is None:
            raise CoachError("Let's set up your plan first: /start")
        return self.learner.enrolment

    @property
    def open_question(self) -> str:
        """The name of the question that free text answers; empty when none is open.

        A passing question goes before the check-in's, which it leaves open (promise 5.2).
        """
        if self.learner.question:
            return self.learner.question.partition(" ")[0]
        return "checkin" if open_checkin(self.learner.checkins.recent) else ""

    def ask(self, question: str | None) -> None:
        """Open a question that free text answers: its name, then words of its own. None closes it."""
        self.learner = replace(self.learner, question=question)

    def require_set_up(self) -> None:
        """Raise CoachError before set-up."""
        _ = self.enrolment

    @property
    def roadmap(self) -> Roadmap:
        """The learner's roadmap with the forks as chosen; before set-up the proposed one."""
        enrolment, language = self.learner.enrolment, self.say.language
        of = self.learner.preferences.roadmap if enrolment is None else enrolment
        found = self._roadmap
        if found is None or found[0] is not of or found[1] != language:
            made = self._proposed(str(of)) if enrolment is None else self.roadmap_of(enrolment)
            found = self._roadmap = (of, language, made)
        return found[2]

    def _proposed(self, roadmap: str) -> Roadmap:
        return self.spoken(self.roadmaps.find(roadmap) or self.roadmaps.default())

    def roadmap_of(self, enrolment: Enrolment) -> Roadmap:
        """The roadmap of an enrolment, in the content the learner accepted (3.7 and 3.8)."""
        return walked(self.spoken(self.content_of(enrolment)), enrolment.taken)

    def spoken(self, content: Roadmap) -> Roadmap:
        """A content as it was loaded, in the learner's language as far as it is translated."""
        return self.roadmaps.in_language(content, self.say.language)

    def content_of(self, enrolment: Enrolment) -> Roadmap:
        """The same before any choice, as it is written; CoachError where it is nowhere to be found."""
        found = self.roadmaps.content(enrolment.roadmap, enrolment.content)
        if found is None:
            raise CoachError("The file of your roadmap is gone; another one: /roadmaps")
        return found

    async def prepare(self) -> None:
        """Have the content of the learner's roadmaps at hand."""
        for enrolment in self.learner.enrolments:
            key = enrolment.roadmap, enrolment.content
            if self.roadmaps.content(*key) is None:
                self.roadmaps.restore(*key, await self.work.contents.get(*key))

    @property
    def finished(self) -> bool:
        """Whether the last week is behind the learner (promise 3.2)."""
        enrolment = self.learner.enrolment
        return enrolment is not None and enrolment.finished

    @property
    def plan(self) -> Plan:
        """The learner's due dates (promise 3.3)."""
        pacing = self.enrolment.pacing
        paused = paused_days(self.learner.pauses)
        return Plan(pacing.anchor, self.span(pacing.pace), self.roadmap.weeks, paused)

    def span(self, pace: str) -> Fraction:
        """How many days a roadmap week takes at the pace of this name (promise 3.1)."""
        content = self.content_of(self.enrolment)
        calendar = content.pace(pace).calendar_weeks
        return span(content.weeks, int(calendar.max or calendar.min))

    def ledger(self) -> Ledger:
        """The streak's ledger as it stands now. Raises CoachError before set-up."""
        self.require_set_up()
        return self.folded()


NudgeHandler = Callable[[Context, Delivery], Awaitable[Message]]
Handler = Callable[[Context, Any], Awaitable[Message]]
ActionHandler = Callable[[Context, Sequence[str]], Awaitable[Message]]
AnswerHandler = Callable[[Context, str], Awaitable[Message]]
SpeechHandler = Callable[[Context, str], Awaitable[Message | None]]
FormHandler = Callable[[Context, Sequence[str], Mapping[str, str]], Awaitable[Message]]


@dataclass(frozen=True)
class Command:
    """A command, as every platform's menu shows it and `/help` explains it (promise 8).

    `name` is what is typed, without its slash; `summary` is a gettext message, `example` a line
    that works. `handle` is given the context and an instance of `arguments`, a dataclass whose
    fields are made by `option`; it returns the reply, and raises CoachError for what the learner
    can mend: then nothing is kept. `scope` says where it may be used, by whom, and who sees the
    answer; where it has sub-commands, each has its own. `verbatim` takes what stands behind the name
    exactly as it was written. `entry` puts it into the menu of a message or a person, too.
    """

    name: str
    summary: str
    example: str
    handle: Handler
    arguments: type[Any] = NoArguments
    scope: Scope = Scope()
    file: FileOption | None = None
    verbatim: AnswerHandler | None = None
    intake: Intake = Intake()
    entry: MenuEntry | None = None

    @property
    def options(self) -> tuple[Option, ...]:
        """Its arguments, in the order of their positions."""
        return options_of(self.arguments)

    @property
    def sub_commands(self) -> tuple[SubCommand, ...]:
        """The words it may begin with, where these are sub-commands."""
        return self.options[0].kind.sub_commands if self.options else ()

    def scope_of(self, words: str, options: Mapping[str, str] | None = None) -> Scope:
        """The scope of the command with these words; what cannot be read has the command's own."""
        if not self.sub_commands:
            return self.scope
        try:
            given = parse(words, self.arguments, self.example, options=options)
        except CoachError:
            return self.scope
        name = str(getattr(given, self.options[0].field)).lower()
        chosen = next((each for each in self.sub_commands if each.name == name), None)
        if chosen is None:
            return self.scope
        managed = any(getattr(given, option) is not None for option in chosen.managed)
        return replace(chosen.scope, managers_only=chosen.scope.managers_only or managed)


@dataclass(frozen=True)
class Action:
    """What a button does: the first word of its data is `name`, the rest are handed over."""

    name: str
    handle: ActionHandler


class Expects(StrEnum):
    """What a question takes as its answer.

    WORDS: anything, kept as it was said. A VALUE: what it asks for, refused with a CoachError.
    A PRESS: only its buttons; what is typed instead closes it. An ASIDE is no question any more:
    plain words go before it.
    """

    WORDS = "words"
    VALUE = "value"
    PRESS = "press"
    ASIDE = "aside"


@dataclass(frozen=True)
class TextQuestion:
    """What free text answers while the learner's question begins with the word `name`.

    `asked_at` tells when it was asked last, where that matters (promise 5.2). What it `claims`
    can only be its answer, even if a command is called so; what it `doubts` is asked about first.
    """

    name: str
    handle: AnswerHandler
    expects: Expects = Expects.VALUE
    asked_at: Callable[[Context], datetime] | None = None
    claims: Callable[[Context, str], bool] = lambda context, text: False
    doubts: Callable[[Context, str], bool] = lambda context, text: False
    intake: Intake = Intake()


@dataclass(frozen=True)
class PlainSpeech:
    """What reads plain words in a private chat, in its turn (promise 8.2); None: not for it.

    One that is `first` is asked before an open question that takes any words.
    """

    handle: SpeechHandler
    first: bool = False


@dataclass(frozen=True)
class FormTaker:
    """What takes a form: the first word of its action is `name`, the rest are handed over."""

    name: str
    handle: FormHandler
    intake: Intake = Intake()


@dataclass(frozen=True)
class Nudging:
    """How a message that comes by itself is made.

    `make` is given the context and the delivery, and returns the text. It makes all messages of
    `kind`; where a kind has many makers, those whose delivery names this `maker`.
    """

    kind: MessageKind
    make: NudgeHandler
    maker: str | None = None

    @property
    def name(self) -> tuple[MessageKind, str | None]:
        """Under what a delivery finds it."""
        return self.kind, self.maker


@dataclass(frozen=True)
class Feature:
    """What one file brings to `bot.features.menu`, where no name may come twice."""

    commands: tuple[Command, ...] = ()
    actions: tuple[Action, ...] = ()
    questions: tuple[TextQuestion, ...] = ()
    forms: tuple[FormTaker, ...] = ()
    speech: tuple[PlainSpeech, ...] = ()
    nudges: tuple[Nudging, ...] = ()


COMMAND_PREFIX: Final = "/"

WELCOME: Final = "start"
"""The command that a platform gives to somebody who opens the bot for the first time."""

OUT_OF_DATE: Final = marked("That button is out of date. Here is a fresh start: /today")
"""What is said about a button that cannot be pressed, also where no event comes of it."""
