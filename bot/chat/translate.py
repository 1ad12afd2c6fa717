"""Words for people: gettext with styled values, in the learner's language."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import cache
from gettext import NullTranslations
from pathlib import Path
from string import Formatter
from typing import Final, Literal, Protocol

from bot.chat.messages import Span, Style, Text
from bot.domain.calendar import wall_at
from bot.domain.words import counted, marked

__all__ = [
    "LOCALE",
    "SOURCE_LANGUAGE",
    "MessageCatalogue",
    "Say",
    "catalogue",
    "counted",
    "isolated",
    "joined",
    "language_of",
    "languages",
    "marked",
    "say_in",
    "unstyled",
]

LOCALE: Final = Path(__file__).parents[1] / "locale"
SOURCE_LANGUAGE: Final = "en"


class MessageCatalogue(Protocol):
    """What is needed of a gettext catalogue."""

    def gettext(self, message: str) -> str:
        """The translation of `message`, or itself."""

    def ngettext(self, msgid1: str, msgid2: str, n: int) -> str:
        """The translation in the form that goes with `n`."""


@cache
def languages() -> tuple[str, ...]:
    """The languages Waymark speaks."""
    return (SOURCE_LANGUAGE, *sorted(path.stem for path in LOCALE.glob("*.po")))


def language_of(tag: str | None) -> str | None:
    """The language of a tag like `de-AT` or `de_AT.UTF-8`, where Waymark speaks it."""
    tongue = re.split(r"[-_.@]", tag or "", maxsplit=1)[0].lower()
    return tongue if tongue in languages() else None


@cache
def catalogue(language: str) -> MessageCatalogue:
    """The messages of `language`, read from its .po file without a compile step."""
    if language == SOURCE_LANGUAGE:
        return NullTranslations()
    from io import BytesIO  # imported only when a translation is needed: start-up time

    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po
    from babel.support import Translations

    compiled = BytesIO()
    with (LOCALE / f"{language}.po").open("rb") as source:
        write_mo(compiled, read_po(source, locale=language))
    compiled.seek(0)
    return Translations(compiled)


class Say:
    """Makes text in one language. A value may be a span, a text, a date or anything printable."""

    def __init__(
        self, language: str = SOURCE_LANGUAGE, messages: MessageCatalogue | None = None
    ) -> None:
        self.language = language
        self._messages = messages or catalogue(language)

    def __call__(self, template: str, /, **values: object) -> Text:
        """The translation of `template`, its placeholders filled."""
        return self._fill(self._messages.gettext(template), values)

    def plural(self, one: str, many: str, n: int, /, **values: object) -> Text:
        """The translation in the form that goes with `n`, which fills the placeholder {n}."""
        return self._fill(self._messages.ngettext(one, many, n), {"n": n, **values})

    def line(self, template: str, /, **values: object) -> str:
        """The translation without styles: a button's label, a word inside another text."""
        return unstyled(self(template, **values))

    def quoted(self, text: str) -> str:
        """`“a text”`, in the quotation marks of the learner's language."""
        return self.line("“{text}”", text=text)

    def day(self, day: date) -> str:
        """`Mon 2 March`, in the learner's language."""
        return self._dated(day, "MMMMEd", "EEE d MMMM")

    def day_and_year(self, day: date) -> str:
        """`2 March 2026`, in the learner's language."""
        from babel.dates import format_date

        form = "d MMMM y" if self.language == SOURCE_LANGUAGE else "long"
        return format_date(day, form, locale=self.language)

    def short_day(self, day: date) -> str:
        """`2 Mar`, in the learner's language."""
        return self._dated(day, "MMMd", "d MMM")

    def month(self, day: date) -> str:
        """`Mar`, in the learner's language."""
        from babel.dates import format_date

        return format_date(day, "LLL", locale=self.language)

    def month_and_year(self, day: date) -> str:
        """`March 2026`, in the learner's language."""
        return self._dated(day, "yMMMM", "LLLL y")

    def _dated(self, day: date, skeleton: str, english: str) -> str:
        """A day in the form that CLDR has for these parts; `english` is the one we chose."""
        from babel.dates import format_date, format_skeleton

        if self.language == SOURCE_LANGUAGE:
            return format_date(day, english, locale=self.language)
        return format_skeleton(skeleton, day, locale=self.language)

    def number(self, number: float) -> str:
        """`4.5`, in the learner's language."""
        from babel.numbers import format_decimal

        return format_decimal(round(number, 1), locale=self.language)

    def clock(self, at: datetime, zone: str) -> Span:
        """`04:00` in an IANA zone, or by a reader's own clock where their platform can."""
        return Span(text=f"{wall_at(at, zone):%H:%M}", at=at)

    def instant(self, at: datetime, zone: str, *, named: bool = False) -> Span:
        """`Tue 04:00` in an IANA zone, or by a reader's own clock where their platform can.

        Where the zone is `named`: `Tue 04:00 (Europe/Berlin)`.
        """
        wall = wall_at(at, zone)
        there = f" ({zone})" if named else ""
        return Span(text=f"{self.weekday(wall.weekday())} {wall:%H:%M}{there}", at=at)

    def weekday(self, weekday: int, width: Literal["abbreviated", "wide"] = "abbreviated") -> str:
        """`Mon` for 0, or `Monday`, in the learner's language."""
        from babel.dates import get_day_names

        return str(get_day_names(width, "stand-alone", self.language)[weekday])

    def language_name(self, language: str) -> str:
        """`English` for `en`, in the learner's language; one that nobody knows by its code."""
        from babel import Locale, UnknownLocaleError

        try:
            return str(Locale.parse(language).get_display_name(self.language))
        except (ValueError, UnknownLocaleError):
            return language

    def listed(self, names: Sequence[str]) -> str:
        """`a, b and c`, in the learner's language."""
        from babel.lists import format_list

        return format_list(names, locale="en_GB" if self.language == "en" else self.language)

    def minutes(self, minutes: int) -> str:
        """`45 min`, `2 h`, `1 h 30 min`."""
        hours, rest = divmod(minutes, 60)
        if not hours:
            return self.line("{minutes} min", minutes=rest)
        if not rest:
            return self.line("{hours} h", hours=hours)
        return self.line("{hours} h {minutes} min", hours=hours, minutes=rest)

    def _fill(self, template: str, values: dict[str, object]) -> Text:
        spans: list[Span] = []
        for literal, name, _, _ in Formatter().parse(template):
            if literal:
                spans.append(Span(text=literal))
            if name is not None:
                value = self._value(values[name])
                spans.extend(value if template == f"{{{name}}}" else map(isolated, value))
        return tuple(spans)

    def _value(self, value: object) -> Text:
        if isinstance(value, Span):
            return (value,)
        if isinstance(value, tuple):
            return value
        if isinstance(value, time):
            return (Span(text=f"{value:%H:%M}"),)
        if isinstance(value, date):
            return (Span(text=self.day(value)),)
        return (Span(text=str(value)),)


def say_in(tag: str | None) -> Say:
    """The words of a language tag, in English where Waymark does not speak it."""
    return Say(language_of(tag) or SOURCE_LANGUAGE)


def isolated(span: Span) -> Span:
    """A span that is joined with others: letters from right to left must not move what follows.

    What is to be typed as it stands is left alone.
    """
    if span.style is Style.CODE or not _from_right(_RUN_OF_ITS_OWN.sub("", span.text)):
        return span
    return span.model_copy(update={"text": f"{ISOLATE}{span.text}{END_OF_ISOLATE}"})


def _from_right(text: str) -> bool:
    return not text.isascii() and any(
        unicodedata.bidirectional(char) in {"R", "AL"} for char in text
    )


ISOLATE: Final = "\u2068"
END_OF_ISOLATE: Final = "\u2069"
_RUN_OF_ITS_OWN: Final = re.compile(f"{ISOLATE}[^{ISOLATE}{END_OF_ISOLATE}]*{END_OF_ISOLATE}")


def unstyled(text: Text) -> str:
    """The characters of `text`."""
    return "".join(span.text for span in text)


def joined(texts: Sequence[Text], between: str = " · ") -> Text:
    """`texts` in one line."""
    spans: list[Span] = []
    for text in texts:
        if spans:
            spans.append(Span(text=between))
        spans.extend(map(isolated, text) if len(texts) > 1 else text)
    return tuple(spans)
