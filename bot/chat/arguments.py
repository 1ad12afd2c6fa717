"""How a command's words become typed arguments: positional words, then key=value (promise 8)."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import Field, dataclass, field, fields, replace
from typing import Any, Final, Literal, TypeVar

from bot.chat.reading.amounts import read_amount, read_minutes
from bot.chat.reading.clean import (
    Word,
    bare,
    is_separator,
    tidied,
    unquoted,
    value_of,
    without_end,
    words_of,
)
from bot.chat.reading.days import read_day, read_when
from bot.chat.reading.languages import vocabularies
from bot.chat.reading.spans import read_span, read_span_text
from bot.chat.reading.values import in_writing
from bot.chat.scope import Scope
from bot.domain import policy
from bot.domain.preferences import LOOKS, READ
from bot.domain.words import marked
from bot.errors import CoachError, shortened

Args = TypeVar("Args")
Suggests = Literal["roadmaps", "zones", "weeks", "days", "members", "commands"]

_KEY: Final = re.compile(r"([a-z]+)=", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class SubCommand:
    """A word that a command may begin with, as `join` in `/group join`.

    `summary` is a gettext message. `options` are the names of the options that go with it; those
    that are also in `managed` may be given only by those who manage the chat (promise 6.1). `scope`
    takes the place of that of the command.
    """

    name: str
    summary: str
    options: tuple[str, ...] = ()
    scope: Scope = Scope()
    managed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ArgumentType:
    """A type of argument: how a value is read, and which bare words can only mean it.

    `take` reads what bare words begin with: the value and how many words told it, or None. Where
    it is not given, one word is taken that `claims` says yes to. An `eager` kind is asked before
    the others. `rest` takes everything that is left, as text; the value of a `setting` has words of
    its own in each language. What follows helps a platform to ask for it: a range of `whole` numbers,
    the only `words` there are, the name of what `suggests` some, or sub-commands.
    """

    read: Callable[[str], Any]
    claims: Callable[[str], bool] = lambda word: False
    take: Callable[[Sequence[str], str], tuple[Any, int] | None] | None = None
    eager: bool = False
    rest: bool = False
    setting: str = ""
    whole: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    suggests: Suggests | None = None
    sub_commands: tuple[SubCommand, ...] = ()

    def whole_of(self, text: str, language: str) -> Any:
        """What the whole of a text means. Raises CoachError."""
        if self.setting:
            return self.read(in_writing(self.setting, text, language))
        words = text.split()
        found = self.take(words, language) if self.take and words else None
        return found[0] if found and found[1] == len(words) else self.read(text)

    def taken(self, words: Sequence[str], language: str = "en") -> tuple[Any, int] | None:
        """What `words` begin with, and how many of them tell it. Raises CoachError."""
        if self.take is not None:
            return self.take(words, language)
        word = without_end(words[0])
        return (self.read(word), 1) if word and self.claims(word) else None


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command as every platform shows it."""

    name: str
    field: str
    kind: ArgumentType
    help: str


def option(kind: ArgumentType, help_text: str, default: object = None) -> Any:
    """A field of an arguments class: an option of its command.

    `kind` says how what was typed is read; `help_text`, a gettext message, says what it means in a
    platform's menu. `default` is the value where nothing was given.
    """
    return field(default=default, metadata={"kind": kind, "help": help_text})


@dataclass(frozen=True)
class NoArguments:
    """The arguments of a command that takes none."""


def options_of(arguments: type[Any]) -> tuple[Option, ...]:
    """The options of an arguments class, in the order of their positions."""
    return tuple(_option(each) for each in fields(arguments))


def _option(each: "Field[Any]") -> Option:
    # A trailing underscore only keeps a field's name apart from a word of the language.
    name = each.name.rstrip("_")
    return Option(name, each.name, each.metadata["kind"], each.metadata["help"])


def read_week(word: str, language: str = "en") -> int:
    """The number of a week. Raises CoachError."""
    for say in vocabularies(language):
        if word.casefold() in say.numbers:
            return say.numbers[word.casefold()]
    if not (word.isascii() and word.isdigit() and len(word) <= 4):
        raise CoachError(
            "{word} is not the number of a week; for example: /week 3", word=shortened(word)
        )
    return int(word)


def _take_amount(words: Sequence[str], language: str) -> tuple[int, int] | None:
    found = read_amount(words, language)
    return (found.minutes, found.words) if found else None


def _take_week(words: Sequence[str], language: str) -> tuple[int, int]:
    return read_week(without_end(words[0]), language), 1


def _take_day(words: Sequence[str], language: str) -> tuple[Any, int] | None:
    found = read_day(words, language)
    return (found.when, found.words) if found else None


MINUTES: Final = ArgumentType(
    read_minutes,
    take=_take_amount,
    whole=(policy.MINUTES_LEAST, policy.MINUTES_MOST),
)
FOCUS_MINUTES: Final = replace(MINUTES, whole=(policy.FOCUS_LEAST, policy.FOCUS_MOST))
WHEN: Final = ArgumentType(read_when, take=_take_day, eager=True, suggests="days")
SPAN: Final = ArgumentType(read_span_text, take=read_span)
WEEK: Final = ArgumentType(read_week, take=_take_week, suggests="weeks")
WORD: Final = ArgumentType(str, lambda word: True)
REST: Final = ArgumentType(str, rest=True)

PACES: Final = (marked("standard"), marked("accelerated"), marked("slow"))
ROADMAP: Final = ArgumentType(str, suggests="roadmaps")
ROADMAP_NAME: Final = ArgumentType(str, rest=True, suggests="roadmaps")
ZONE: Final = ArgumentType(str, suggests="zones")
PACE: Final = ArgumentType(str, setting="pace", words=PACES)
PLACE: Final = ArgumentType(str.casefold)
MEMBER: Final = ArgumentType(str, rest=True, suggests="members")
_SWITCHES: Final = frozenset({"streak", "saver", "names"})


def word(*words: str, **more: Any) -> ArgumentType:
    """One of few words."""
    return ArgumentType(str, lambda word: True, words=words, **more)


def setting(key: str) -> ArgumentType:
    """The kind of a setting, given as key=value only."""
    words = (marked("on"), marked("off")) if key in _SWITCHES else LOOKS if key == "look" else ()
    whole = (0, 23) if key == "rollover" else None
    return ArgumentType(READ[key], setting=key, whole=whole, words=words)


def parse(
    words: str,
    arguments: type[Args],
    example: str,
    *,
    options: Mapping[str, str] | None = None,
    language: str = "en",
) -> Args:
    """`words` as `arguments`, with `options` that a platform keeps apart by their names.

    Raises CoachError with `example` when they do not fit.
    """
    kinds = {each.name: each.kind for each in options_of(arguments)}
    plain, keyed = _split(words_of(words), kinds)
    given = dict(_positional(plain, kinds, example, language))
    apart = [(name, value, True) for name, value in (options or {}).items()]
    for name, value, whole in [*((*each, False) for each in keyed), *apart]:
        if name in given:
            raise CoachError(
                "{name} is there twice; once is enough: {example}",
                name=shortened(name),
                example=example,
            )
        given[name] = _valued(kinds[name], value, language, whole=whole)
    fields_of = {each.name: each.field for each in options_of(arguments)}
    return arguments(**{fields_of[name]: value for name, value in given.items()})


def _valued(kind: ArgumentType, value: str, language: str, *, whole: bool) -> Any:
    """A named value; quotes around one that is `whole`, from a field of its own, belong to it."""
    if not kind.rest:
        return kind.whole_of(value_of(value), language)
    text = tidied(value).strip()
    return kind.read(text if whole else unquoted(text, straight=False))


def _split(
    words: list[Word], kinds: dict[str, ArgumentType]
) -> tuple[list[Word], list[tuple[str, str]]]:
    """The words before the first known key=, and each key with all words up to the next one.

    A key that is not known begins no value of its own, and belongs to none but free text.
    """
    plain: list[Word] = []
    keyed: list[tuple[str, str]] = []
    for word in words:
        match = _KEY.match(word.read)
        if match and match[1].lower() in kinds:
            keyed.append((match[1].lower(), word.shown.partition("=")[2]))
        elif keyed and (match is None or kinds[keyed[-1][0]].rest):
            name, value = keyed[-1]
            keyed[-1] = (name, f"{value} {word.shown}")
        else:
            plain.append(word)
    return plain, keyed


def _positional(
    words: list[Word], kinds: dict[str, ArgumentType], example: str, language: str
) -> Iterator[tuple[str, Any]]:
    free = dict(sorted(kinds.items(), key=lambda item: not item[1].eager))
    position = 0
    while position < len(words):
        if position and is_separator(words[position].read):
            position += 1
            continue
        taken = _taken(words[position:], free, language)
        if taken is not None:
            name, value, count = taken
            del free[name]
            yield name, value
            position += count
            continue
        if _is_polite(words[position:], language):
            return
        rest = next((name for name, kind in free.items() if kind.rest), None)
        if rest is None:
            raise _misplaced(words[position].shown, kinds, example)
        text = " ".join(word.shown for word in words[position:])
        yield rest, free[rest].read(unquoted(text, straight=False))
        return


def _is_polite(words: Sequence[Word], language: str) -> bool:
    """Whether nothing follows but `please`."""
    polite = frozenset[str]().union(*(each.polite for each in vocabularies(language)))
    return all(not bare(word.read) or bare(word.read).casefold() in polite for word in words)


def _misplaced(word: str, kinds: dict[str, ArgumentType], example: str) -> CoachError:
    key = _KEY.match(word)
    if key and kinds:
        return CoachError(
            "I don't know {key}. What I know here: {keys}; for example: {example}",
            key=shortened(key[1]),
            keys=", ".join(kinds),
            example=example,
        )
    return CoachError(
        "I don't know what to do with {word}; for example: {example}",
        word=shortened(word),
        example=example,
    )


def _taken(
    words: list[Word], free: dict[str, ArgumentType], language: str
) -> tuple[str, Any, int] | None:
    """Which of the free kinds takes the words in front, what they mean, and how many it takes."""
    read = [word.read for word in words]
    for name, kind in free.items():
        if found := kind.taken(read, language):
            return name, *found
    return None
