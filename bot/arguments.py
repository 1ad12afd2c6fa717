"""How a command's words become typed arguments: positional words, then key=value (promise 8)."""

import re
from collections.abc import Callable, Iterator
from dataclasses import Field, dataclass, field, fields
from datetime import date
from typing import Any, Final, Literal, TypeVar, cast

from bot.domain import policy
from bot.domain.preferences import READ, read_date
from bot.errors import CoachError, shortened
from bot.scope import Scope

Args = TypeVar("Args")
When = date | Literal["today", "yesterday"]
Suggests = Literal["roadmaps", "zones", "weeks", "days", "members", "commands"]

_NUMBER: Final = re.compile(
    r"[+-]?\d[\d.]*(e[+-]?\d+)?(h(\d+m?)?|m|mins?|minutes?|hours?)?", re.IGNORECASE
)
_MINUTES: Final = re.compile(r"(\d{1,4})(m|mins?|minutes?)?", re.IGNORECASE | re.ASCII)
_HOURS: Final = re.compile(r"(\d{1,2})(h|hours?)((\d{1,2})m?)?", re.IGNORECASE | re.ASCII)
_DATE: Final = re.compile(r"[+-]?\d+-\d+-\d+|\d+/\d+(/\d+)?|\d+\.\d+\.(\d+)?", re.ASCII)
_KEY: Final = re.compile(r"([a-z]+)=", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True, slots=True)
class SubCommand:
    """A word that a command begins with, the options that go with it, and its scope.

    Options that are `managed` may be given by those only who manage the chat (promise 6.1).
    """

    name: str
    summary: str
    options: tuple[str, ...] = ()
    scope: Scope = Scope()
    managed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Kind:
    """A type of argument: how a word is read, and which bare words can only mean it.

    `rest` takes everything that is left, as text. What follows helps a platform to ask for it:
    a range of `whole` numbers, the only `words` there are, the name of what `suggests` some, or
    sub-commands.
    """

    read: Callable[[str], Any]
    claims: Callable[[str], bool] = lambda word: False
    rest: bool = False
    whole: tuple[int, int] | None = None
    words: tuple[str, ...] = ()
    suggests: Suggests | None = None
    sub_commands: tuple[SubCommand, ...] = ()


@dataclass(frozen=True, slots=True)
class Option:
    """One argument of a command as every platform shows it."""

    name: str
    field: str
    kind: Kind
    help: str


def option(kind: Kind, help_text: str, default: object = None) -> Any:
    """A field of an arguments class that is read as `kind`; `help_text` is a gettext message."""
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


def read_minutes(word: str) -> int:
    """`25`, `25m`, `1h30`: minutes from 1 to 720. Raises CoachError."""
    bare = word.strip().rstrip(",;:")
    if hours := _HOURS.fullmatch(bare):
        minutes = int(hours[1]) * 60 + int(hours[4] or 0)
    else:
        match = _MINUTES.fullmatch(bare)
        minutes = int(match[1]) if match else 0
    if not policy.MINUTES_LEAST <= minutes <= policy.MINUTES_MOST:
        raise CoachError(
            "{word} is not a number of minutes from {least} to {most}; for example: /done 25",
            word=shortened(word),
            least=policy.MINUTES_LEAST,
            most=policy.MINUTES_MOST,
        )
    return minutes


def read_when(word: str) -> When:
    """`yesterday` or an ISO date. Raises CoachError."""
    key = word.strip().lower()
    if key in {"today", "yesterday"}:
        return cast("When", key)
    if key == "tomorrow":
        raise CoachError("Tomorrow is still to come; log it then, with /done")
    return read_date(key)


def read_week(word: str) -> int:
    """The number of a week. Raises CoachError."""
    if not (word.isascii() and word.isdigit() and len(word) <= 4):
        raise CoachError(
            "{word} is not the number of a week; for example: /week 3", word=shortened(word)
        )
    return int(word)


def _is_date(word: str) -> bool:
    key = word.lower()
    return key in {"today", "yesterday", "tomorrow"} or bool(_DATE.fullmatch(key))


MINUTES: Final = Kind(
    read_minutes,
    lambda word: bool(_NUMBER.fullmatch(word.rstrip(",;:"))) and not _is_date(word),
    whole=(policy.MINUTES_LEAST, policy.MINUTES_MOST),
)
WHEN: Final = Kind(read_when, _is_date, suggests="days")
WEEK: Final = Kind(read_week, lambda word: True, suggests="weeks")
WORD: Final = Kind(str, lambda word: True)
REST: Final = Kind(str, rest=True)

ROADMAP: Final = Kind(str, suggests="roadmaps")
ZONE: Final = Kind(str, suggests="zones")
MEMBER: Final = Kind(str, rest=True, suggests="members")
_SWITCHES: Final = frozenset({"streak", "saver", "names"})


def word(*words: str, **more: Any) -> Kind:
    """One of few words."""
    return Kind(str, lambda word: True, words=words, **more)


def setting(key: str) -> Kind:
    """The kind of a setting, given as key=value only."""
    words = ("on", "off") if key in _SWITCHES else ()
    return Kind(READ[key], whole=(0, 23) if key == "rollover" else None, words=words)


def parse(words: str, arguments: type[Args], example: str) -> Args:
    """`words` as `arguments`. Raises CoachError with `example` when they do not fit."""
    options = {each.name: each.kind for each in options_of(arguments)}
    bare, keyed = _split(words, options)
    given = dict(_positional(bare, options, example))
    for name, value in keyed:
        if name in given:
            raise CoachError(
                "{name} is given twice; for example: {example}", name=name, example=example
            )
        given[name] = options[name].read(value)
    fields_of = {each.name: each.field for each in options_of(arguments)}
    return arguments(**{fields_of[name]: value for name, value in given.items()})


def _split(words: str, options: dict[str, Kind]) -> tuple[list[str], list[tuple[str, str]]]:
    """The words before the first known key=, and each key with all words up to the next one."""
    bare: list[str] = []
    keyed: list[tuple[str, str]] = []
    for word in words.split():
        match = _KEY.match(word)
        if match and match[1].lower() in options:
            keyed.append((match[1].lower(), word[match.end() :]))
        elif keyed:
            name, value = keyed[-1]
            keyed[-1] = (name, f"{value} {word}")
        else:
            bare.append(word)
    return bare, keyed


def _positional(
    words: list[str], options: dict[str, Kind], example: str
) -> Iterator[tuple[str, Any]]:
    free = dict(options)
    for position, word in enumerate(words):
        taker = next((name for name, kind in free.items() if kind.claims(word)), None)
        if taker is not None:
            yield taker, free.pop(taker).read(word)
            continue
        rest = next((name for name, kind in free.items() if kind.rest), None)
        if rest is None:
            raise CoachError(
                "I can't place {word} there; for example: {example}",
                word=shortened(word),
                example=example,
            )
        yield rest, " ".join(words[position:])
        return
