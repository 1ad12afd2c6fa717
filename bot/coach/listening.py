"""What free text means: a press, a command, an answer, or plain words (promises 5.2 and 8.2)."""

from collections.abc import Awaitable, Container, Iterator, Mapping, Sequence
from typing import Final, Protocol

from bot.chat.labels import bare, buttons_of, named
from bot.chat.messages import Button, Message, Outgoing, code, message
from bot.chat.reading.intents import meaning_of
from bot.chat.reading.languages import reserved, without_courtesy
from bot.chat.reading.vocabulary import Intent
from bot.coach.commanded import Line, command_in, settings_in
from bot.domain import policy
from bot.errors import CoachError, shortened
from bot.features.kit import Action, Command, Context, Expects, PlainSpeech, TextQuestion
from bot.features.views import button, paragraph, row

_STOPS: Final = frozenset({Intent.STOP})
_NO_ANSWER: Final = frozenset(
    {Intent.BACK, Intent.HELLO, Intent.THANKS, Intent.BYE, Intent.WHO, Intent.HELP, Intent.PAUSE}
    | {Intent.WHAT_NOW, Intent.PROGRESS, Intent.STREAK, Intent.TIME, Intent.PLACE, Intent.MISTAKE}
    | {Intent.ERASE, Intent.EXPORT, Intent.REVIEW, Intent.TIMER, Intent.OTHER_WEEK, Intent.LATER}
    | {Intent.WEEK_DONE, Intent.NOT_TODAY}
)
"""What answers no question of yesterday: it is answered itself."""

_LIFE: Final = frozenset({Intent.SICK, Intent.TIRED, Intent.SAD, Intent.BUSY, Intent.HOLIDAY})
"""What is answered itself, and may have been an answer."""

_NAMED_MOST: Final = 3
"""More words name no place and no time: something else is said."""

_DOUBT: Final = "doubt"
_KEPT, _LEFT = "answer-kept", "answer-left"


class Doing(Protocol):
    """What is done when the meaning is clear."""

    def command(self, context: Context, name: str, words: str) -> Awaitable[Message]:
        """Answer a command."""

    def press(self, context: Context, action: str) -> Awaitable[Message]:
        """Answer a press."""


class Listening:
    """Finds out what somebody means who writes without a slash."""

    def __init__(
        self,
        commands: Mapping[str, Command],
        questions: Mapping[str, TextQuestion],
        speech: Sequence[PlainSpeech],
        doing: Doing,
    ) -> None:
        self._commands = commands
        self._questions = {**questions, _DOUBT: TextQuestion(_DOUBT, _no_words, Expects.PRESS)}
        self._speech = speech
        self._doing = doing
        self.actions = (Action(_KEPT, self._keep), Action(_LEFT, self._leave))

    async def hear(self, context: Context, text: str) -> Message:
        """The answer to a text. Raises CoachError for what the learner is to be told instead."""
        if context.origin is None or not context.origin.private:
            return await self.open(context).handle(context, text)
        answer = await self._pressed(context, text) or await self._meant(context, text)
        return answer.model_copy(update={"edits": False})

    def open(self, context: Context) -> TextQuestion:
        """The question that free text answers."""
        return self._questions.get(context.open_question) or self._questions[""]

    async def _pressed(self, context: Context, text: str) -> Message | None:
        """A label that was offered is that press, the newest with it (promise 5.2).

        A command that was typed is of now; only a press belongs to its message (promise 2.1).
        """
        offered = await context.work.messages.offered(context.origin) if context.origin else ()
        label, kept = _bare(context, text), reserved(context.say.language)
        meant = label if label in kept else text
        found, shown = next(_labelled(meant, offered, self._commands, kept), (None, None))
        if shown is None or found is None or found.action == f"/{bare(text)}":
            return None
        context.pressed = await context.work.messages.shown(shown.edits or shown.id)
        return await self._doing.press(context, found.action)

    async def _meant(self, context: Context, text: str) -> Message:
        question = self.open(context)
        if question.claims(context, text):
            return await question.handle(context, text)
        if question.expects is Expects.PRESS:
            context.ask(_asked_before(context))
            question = self.open(context)
        if question.expects is Expects.WORDS:
            return await self._answered(context, question, text)
        if line := self._command_in(context, text):
            return await self._doing.command(context, *line)
        if question.expects is Expects.ASIDE:
            return await self._plain(context, text) or await question.handle(context, text)
        try:
            return await question.handle(context, text)
        except CoachError:
            meaning = meaning_of(text, context.say.language)
            surely = meaning is not None and (meaning.sure or len(text.split()) > _NAMED_MOST)
            answer = await self._plain(context, text) if surely else None
            if answer is None:
                raise
            return answer

    def _command_in(self, context: Context, text: str) -> Line | None:
        found = command_in(text, self._commands, context.say.language)
        if found is None and self.open(context).expects is not Expects.VALUE:
            return settings_in(text, self._commands)
        return found

    async def _plain(self, context: Context, text: str, *, first: bool = False) -> Message | None:
        for speech in self._speech:
            if speech.first or not first:
                answer = await speech.handle(context, text)
                if answer is not None:
                    return answer
        return None

    async def _answered(self, context: Context, question: TextQuestion, text: str) -> Message:
        """A question that takes any words; what is doubtful is asked about first."""
        if answer := await self._plain(context, text, first=True):
            return answer
        line = self._instead(context, text)
        if line or _bare(context, text) in reserved(context.say.language):
            return _ask_first(context, text, line)
        asked_at = question.asked_at(context) if question.asked_at else context.now
        if context.now - asked_at > policy.ANSWER_WITHIN:
            return await self._aside(context, text) or _ask_first(context, text, None)
        if question.doubts(context, text):
            return _ask_first(context, text, None)
        return await question.handle(context, text)

    async def _aside(self, context: Context, text: str) -> Message | None:
        """An answer to what is said days after a question, and hardly to it."""
        meaning = meaning_of(text, context.say.language)
        if meaning is None or not meaning.sure:
            return None
        if meaning.intent in _NO_ANSWER or (meaning.intent is Intent.STUDIED and meaning.minutes):
            return await self._plain(context, text)
        if meaning.intent not in _LIFE:
            return None
        answer = await self._plain(context, text)
        _keep_doubt(context, text)
        kept = button(context, context.say.line("That was my answer"), _KEPT)
        return answer and answer.model_copy(update={"buttons": (*answer.buttons, (kept,))})

    def _instead(self, context: Context, text: str) -> Line | None:
        """The command that may be meant by what looks like an answer."""
        language = context.say.language
        if found := command_in(text, self._commands, language):
            return found
        return ("stop", "") if _has(text, context, _STOPS) else None

    async def _keep(self, context: Context, _: Sequence[str]) -> Message:
        """[Yes, my answer]."""
        text = _doubted(context)
        context.ask(_asked_before(context))
        answer = await self.open(context).handle(context, text)
        return answer.model_copy(update={"edits": True})

    async def _leave(self, context: Context, _: Sequence[str]) -> Message:
        """[No]: what was meant instead is done."""
        text = _doubted(context)
        context.ask(_asked_before(context))
        if line := self._instead(context, text):
            return await self._doing.command(context, *line)
        return await self._plain(context, text) or _not_kept(context)


def _labelled(
    text: str, newest_first: Sequence[Outgoing], commands: Container[str], kept: Container[str]
) -> Iterator[tuple[Button, Outgoing]]:
    """Buttons that a text names: by a beginning in the newest message, by their label in others.

    A short label or a topic of an older page may be anything else that somebody says; a topic is
    named by its whole label, and a command's name alone is no beginning of another label.
    """
    wanted = bare(text)
    for place, shown in enumerate(newest_first):
        found = named(text, buttons_of(shown.message))
        if found is None:
            continue
        whole, is_word = bare(found.label) == wanted, found.label[:1].isalpha()
        begun = is_word and wanted not in commands
        clear = " " in wanted or wanted in kept
        if (whole or begun) if place == 0 else (whole and begun and clear):
            yield found, shown


def _bare(context: Context, text: str) -> str:
    """A text without the courtesy behind it."""
    return bare(without_courtesy(context.say.language).sub("", text))


def _has(text: str, context: Context, intents: Container[Intent]) -> bool:
    meaning = meaning_of(text, context.say.language)
    return meaning is not None and meaning.intent in intents


async def _no_words(context: Context, _: str) -> Message:
    """A doubt is settled by a press; text closes it before it comes here."""
    return _not_kept(context)


def _ask_first(context: Context, text: str, line: Line | None) -> Message:
    """Whether a text is meant as an answer; it is kept with the question until then."""
    say = context.say
    _keep_doubt(context, text)
    no = say.line("No, I meant {command}", command=f"/{line[0]}") if line else say.line("No")
    return message(
        paragraph(
            say("Is “{text}” your answer to my question?", text=shortened(" ".join(text.split())))
        ),
        buttons=row(button(context, say.line("Yes, my answer"), _KEPT), button(context, no, _LEFT)),
    )


def _keep_doubt(context: Context, text: str) -> None:
    """Keep a text beside the open question, until a press says what it was."""
    context.ask(f"{_DOUBT} {context.learner.question or ''}\n{text}")


def _doubted(context: Context) -> str:
    """The text that was asked about. Raises CoachError where that is settled."""
    question, _, text = (context.learner.question or "").partition("\n")
    if question.partition(" ")[0] != _DOUBT:
        raise CoachError("That is settled already. What to do: /today")
    return text


def _asked_before(context: Context) -> str | None:
    """The question that was open before a passing one that wants a press."""
    name, _, rest = (context.learner.question or "").partition("\n")[0].partition(" ")
    return rest or None if name == _DOUBT else None


def _not_kept(context: Context) -> Message:
    say = context.say
    if context.open_question != "checkin":
        return message(
            paragraph(say("All right, I leave it out.")),
            buttons=row(button(context, say.line("Today"), "/today")),
        )
    return message(
        paragraph(
            say(
                "All right, I leave it out. Your check-in waits: {checkin}",
                checkin=code("/checkin"),
            )
        ),
        buttons=row(
            button(context, say.line("Go on with the check-in"), "/checkin"),
            button(context, say.line("Today"), "/today"),
        ),
    )
