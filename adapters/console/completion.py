"""What Tab completes: commands and their arguments, `!` lines, and the labels of buttons."""

from collections.abc import AsyncGenerator, Iterable, Sequence
from typing import Final, Protocol

from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document

from adapters.console.inbound import STEERING
from bot.chat.arguments import Option, Suggests
from bot.features.kit import Command

LINES: Final = tuple(usage.partition(" ")[0] for usage in STEERING)
Found = AsyncGenerator[Completion, None]


class Completing(Protocol):
    """What is to be known of the conversation."""

    @property
    def commands(self) -> Sequence[Command]:
        """Every command."""

    @property
    def pasting(self) -> bool:
        """Whether lines are taken as they are."""

    @property
    def people(self) -> Sequence[str]:
        """Whose names were used here."""

    @property
    def group_chats(self) -> Sequence[str]:
        """The group chats that were spoken in here."""

    async def labels(self) -> Sequence[str]:
        """The labels of the buttons in sight."""

    async def suggest(self, what: Suggests, typed: str) -> Sequence[str]:
        """What an argument may be."""


class LineCompleter(Completer):
    """Completes a line from its words to the left of the cursor."""

    def __init__(self, talk: Completing) -> None:
        self._talk = talk

    def get_completions(self, document: Document, event: CompleteEvent) -> Iterable[Completion]:
        """Nothing: what there is takes a look into the database."""
        return ()

    async def get_completions_async(self, document: Document, event: CompleteEvent) -> Found:
        """What the line may become."""
        line = document.text_before_cursor
        if self._talk.pasting:
            return
        head, space, _ = line.partition(" ")
        if line.startswith("/"):
            found = self._arguments(line) if space else self._commands(line)
        elif line.startswith("!"):
            found = self._steering(head, line) if space else _fitting(LINES, line)
        else:
            found = self._labels(line)
        async for each in found:
            yield each

    async def _commands(self, line: str) -> Found:
        for command in self._talk.commands:
            name = f"/{command.name}"
            if name.startswith(line.lower()):
                yield Completion(name, -len(line), display_meta=command.summary)

    async def _labels(self, line: str) -> Found:
        """`[Tod` becomes `[Today]`; a label may also be typed bare."""
        bracket = line[:1] == "["
        if not line.strip():
            return
        labels = [f"[{each}]" if bracket else each for each in await self._talk.labels()]
        async for each in _fitting(labels, line):
            yield each

    async def _steering(self, head: str, line: str) -> Found:
        typed = line[len(head) + 1 :].lstrip()
        known: Sequence[str] = ()
        if head == "!press":
            known = await self._talk.labels()
        elif head == "!as":
            known = self._talk.people
        elif head == "!in":
            known = (*self._talk.group_chats, "me")
        async for each in _fitting(known, typed):
            yield each

    async def _arguments(self, line: str) -> Found:
        name, *words = line[1:].split(" ")
        command = next((each for each in self._talk.commands if each.name == name.lower()), None)
        if command is None:
            return
        typed = words[-1]
        key, equals, value = typed.partition("=")
        options = {each.name: each for each in command.options}
        if equals:
            if key in options:
                async for each in _fitting(await self._values(options[key], value), value):
                    yield each
            return
        given = {word.partition("=")[0] for word in words[:-1]}
        for option in options.values():
            if not (option.kind.words or option.kind.sub_commands or option.kind.suggests):
                continue
            async for each in _fitting(await self._bare(option, typed, words), typed):
                yield each
        async for each in _fitting([f"{each}=" for each in options if each not in given], typed):
            yield each

    async def _bare(self, option: Option, typed: str, words: Sequence[str]) -> Sequence[str]:
        """What may stand without a key: words that are claimed, once."""
        takes_bare = option.kind.take is not None or option.kind.rest or option.kind.claims(typed)
        first = len(words) == 1
        return await self._values(option, typed) if takes_bare and first else ()

    async def _values(self, option: Option, typed: str) -> Sequence[str]:
        kind = option.kind
        if kind.sub_commands:
            return [each.name for each in kind.sub_commands]
        if kind.words:
            return kind.words
        return await self._talk.suggest(kind.suggests, typed) if kind.suggests else ()


async def _fitting(known: Iterable[str], typed: str) -> Found:
    """Those that begin with what was typed, or have it anywhere in them."""
    wanted, seen = typed.casefold(), dict.fromkeys(known)
    first = [each for each in seen if each.casefold().startswith(wanted)]
    rest = [each for each in seen if wanted in each.casefold() and each not in first]
    for each in (*first, *rest):
        yield Completion(each, -len(typed))
