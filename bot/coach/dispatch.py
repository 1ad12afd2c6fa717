"""From an event to the feature that answers it, and from a delivery to the one that makes it."""

from collections.abc import Container, Iterable, Mapping, Sequence
from typing import Final

from bot.chat.arguments import parse
from bot.chat.events import (
    ButtonPressed,
    CommandInvoked,
    Event,
    FileReceived,
    FormSubmitted,
    MessagePointed,
    Origin,
    PersonPointed,
    Pointed,
    TextReceived,
    length_of,
)
from bot.chat.ids import MessageId
from bot.chat.intake import Intake
from bot.chat.messages import Message
from bot.chat.reading.clean import tidied
from bot.chat.scope import Audience, Scope, Where
from bot.chat.translate import marked
from bot.coach.filed import Filed
from bot.coach.listening import Listening
from bot.coach.registry import registry
from bot.domain.delivery import Delivery, MessageKind
from bot.errors import CoachError, StaleButtonError, shortened
from bot.features.hint import unknown_command
from bot.features.kit import (
    COMMAND_PREFIX,
    OUT_OF_DATE,
    Command,
    Context,
    Feature,
    FormTaker,
    TextQuestion,
)

FORM_OUT_OF_DATE: Final = marked("That form is out of date. Here is a fresh start: /today")


class Dispatch:
    """What all features registered. Raises AlreadyRegisteredError where a name is given twice."""

    def __init__(self, features: Iterable[Feature]) -> None:
        features = tuple(features)
        self._commands = registry(
            "command", ((x.name, x.handle, x) for part in features for x in part.commands)
        )
        questions = registry(
            "question", ((x.name, x.handle, x) for part in features for x in part.questions)
        )
        speech = tuple(each for part in features for each in part.speech)
        self._filed = Filed(self._commands)
        self._listening = Listening(self._commands, questions, speech, self)
        actions = (*self._listening.actions, *(x for part in features for x in part.actions))
        self._actions = registry("action", ((x.name, x.handle, x) for x in actions))
        self._forms = registry(
            "form", ((x.name, x.handle, x) for part in features for x in part.forms)
        )
        self._makers = registry(
            "maker", ((x.name, x.make, x) for part in features for x in part.nudges)
        )

    @property
    def commands(self) -> tuple[Command, ...]:
        """Every command, in the order of the menus."""
        return tuple(self._commands.values())

    @property
    def names(self) -> Container[str]:
        """The names of all commands."""
        return self._commands.keys()

    def scope(self, event: Event) -> Scope:
        """Who may cause an event where, and who sees the answer: that of its command.

        A button may press a command's line.
        """
        match event:
            case CommandInvoked(name=name, words=words, options=options):
                pass
            case ButtonPressed(action=action) if action.startswith(COMMAND_PREFIX):
                name, _, words = action[1:].partition(" ")
                options = {}
            case FileReceived() if command := self._filed.command(event):
                return command.scope
            case MessagePointed(name=name) | PersonPointed(name=name):
                words, options = "", {}
            case _:
                return Scope()
        command = self._commands.get(name)
        return command.scope_of(words, options) if command else Scope()

    def wants(self, event: FileReceived) -> bool:
        """Whether the content of a file is to be fetched (promise 7.6)."""
        return self._filed.wants(event)

    def intake(self, context: Context, event: Event) -> Intake:
        """How much may be written in an event, and whether it is kept: what takes it says so."""
        taker: Command | FormTaker | TextQuestion | None = None
        match event:
            case CommandInvoked(name=name):
                taker = self._commands.get(name)
            case FormSubmitted(action=action):
                taker = self._forms.get(action.partition(" ")[0])
            case TextReceived():
                taker = self._listening.open(context)
        return taker.intake if taker else Intake()

    async def make(self, context: Context, delivery: Delivery, kind: MessageKind) -> Message:
        """The text of a delivery that goes out as `kind`. Raises LookupError without a maker."""
        name = (kind, delivery.maker)
        if name not in self._makers:
            raise LookupError(f"nobody makes {kind} {delivery.maker or ''}")
        text = await self._makers[name].make(context, delivery)
        return text.model_copy(update={"kind": kind})

    async def answer(self, context: Context, event: Event) -> Message:
        """The answer to an event. Raises CoachError for what the learner is to be told instead."""
        most = self.intake(context, event).most
        if length_of(event) > most:
            raise CoachError(
                "That is more than I can read at once. At most {most} characters, please.",
                most=most,
            )
        match event:
            case CommandInvoked():
                return await self.command(context, event.name, event.words, event.options)
            case ButtonPressed():
                await _look_at_message(context, event)
                return await self.press(context, event.action)
            case FormSubmitted():
                await _look_at_message(context, event)
                return await self._form(context, event)
            case TextReceived():
                return await self._listening.hear(context, event.text)
            case FileReceived():
                return await self._filed.take(context, event)
            case MessagePointed() | PersonPointed():
                return await self._pointed(context, event)

    async def command(
        self, context: Context, name: str, words: str, options: Mapping[str, str] | None = None
    ) -> Message:
        """The answer to a command. Raises CoachError where it cannot be done."""
        command = self._commands.get(name)
        if command is None:
            return unknown_command(context, name, self._commands)
        said = [*words.split(), *(f"{name}={value}" for name, value in (options or {}).items())]
        scope = _checked(context.origin, command, command.scope_of(words, options), said)
        return _shared(await _handled(context, command, words, options), scope)

    async def _pointed(self, context: Context, event: Pointed) -> Message:
        """The answer to a command out of the menu of a message or a person."""
        command = self._commands.get(event.name)
        if command is None or command.entry is None:
            raise StaleButtonError(OUT_OF_DATE)
        scope = _checked(context.origin, command, command.scope, ())
        return _shared(await command.entry.handle(context, event), scope)

    async def press(self, context: Context, action: str) -> Message:
        """The answer to a press: of a command's line, or of an action."""
        if action.startswith(COMMAND_PREFIX):
            name, *words = action[1:].split(maxsplit=1) or [""]
            return await self.command(context, name, "".join(words))
        name, *rest = action.split() or [""]
        if name not in self._actions:
            raise StaleButtonError(OUT_OF_DATE)
        return await self._actions[name].handle(context, rest)

    async def _form(self, context: Context, event: FormSubmitted) -> Message:
        name, *rest = event.action.split() or [""]
        if name not in self._forms:
            raise StaleButtonError(FORM_OUT_OF_DATE)
        values = {field: tidied(value) for field, value in event.values.items()}
        return await self._forms[name].handle(context, rest, values)


def _shared(answer: Message, scope: Scope) -> Message:
    """An answer that says for whom it is: where it does not itself, its command's scope does."""
    if answer.shared is not None:
        return answer
    return answer.model_copy(update={"shared": scope.audience is Audience.EVERYBODY})


async def _handled(
    context: Context, command: Command, words: str, options: Mapping[str, str] | None
) -> Message:
    if command.verbatim is not None and words.strip():
        return await command.verbatim(context, words)
    language = context.say.language
    given = parse(words, command.arguments, command.example, options=options, language=language)
    return await command.handle(context, given)


def _checked(origin: Origin | None, command: Command, scope: Scope, said: Sequence[str]) -> Scope:
    """The scope of a command with the words that were `said`. Raises CoachError where it is not theirs to use."""
    private = origin is None or origin.private
    if scope.where is Where.PRIVATE and origin is not None and not origin.between_us:
        raise CoachError(
            "That stays between us: write /{name} in our private chat.", name=command.name
        )
    if scope.where is Where.GROUP and private:
        raise CoachError(
            "/{name} belongs in a group chat. Say it there, for example: {example}",
            name=command.name,
            example=command.example,
        )
    if scope.managers_only and not (origin and origin.manages_chat):
        raise CoachError(
            "Only someone who manages this chat can do that. Ask one of them to say {line}",
            line=shortened(" ".join([f"/{command.name}", *said]), 60),
        )
    return scope


async def _look_at_message(context: Context, event: ButtonPressed | FormSubmitted) -> None:
    """Find what was pressed: it is for the person who was shown it, but for a group's (11.3)."""
    if event.message is None:
        return
    if not MessageId.is_one(event.message):
        raise StaleButtonError(OUT_OF_DATE)
    context.pressed = await context.work.messages.shown(event.message)
    if context.pressed.owner not in {None, event.origin.account}:
        raise CoachError("That button was meant for somebody else. Yours is here: /today")
