"""What `reading` knows of a language: its words for times and days, and what people say in it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum


@dataclass(frozen=True)
class Vocabulary:
    """What `reading` knows of a language beside what Babel tells.

    `half` and `quarter` are parts of an hour, `article` is one of something, `full` may
    stand before a unit, `about` may precede
    an amount, `or_so` follow it, `polite` words end what is asked for, `ish` stand in it, and `on` precede a day. `not_minutes` are units
    that no study is logged in, `single` those of which there is one, `counted` are things that a number behind hours counts. What says too
    little is `vague` before a unit, `between` and `to` with numbers, all of `whole_days`, and
    of `vague_days` where a day is told.
    """

    hours: frozenset[str]
    minutes: frozenset[str]
    not_minutes: frozenset[str]
    single: frozenset[str]
    numbers: Mapping[str, int]
    hundred: frozenset[str]
    article: frozenset[str]
    full: frozenset[str]
    half: frozenset[str]
    quarter: frozenset[str]
    couple: frozenset[str]
    of: frozenset[str]
    and_: frozenset[str]
    about: frozenset[str]
    or_so: frozenset[str]
    ish: frozenset[str]
    to: frozenset[str]
    between: frozenset[str]
    counted: frozenset[str]
    vague: frozenset[str]
    whole_days: frozenset[str]
    days: Mapping[str, str]
    vague_days: frozenset[str]
    daytimes: frozenset[str]
    the: frozenset[str]
    polite: frozenset[str]
    on: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]
    ago: frozenset[str]
    until: frozenset[str]
    day_units: Mapping[str, int]
    weekdays: Mapping[str, int]
    months: Mapping[str, int]


class Intent(StrEnum):
    """What somebody may want who writes in plain words."""

    STUDIED = "studied"
    TIMER = "timer"
    NOT_TODAY = "not-today"
    SICK = "sick"
    SAD = "sad"
    TIRED = "tired"
    HOLIDAY = "holiday"
    BUSY = "busy"
    GIVE_UP = "give-up"
    STOP = "stop"
    PAUSE = "pause"
    BACK = "back"
    STUCK = "stuck"
    WEEK_DONE = "week-done"
    MISTAKE = "mistake"
    WHAT_NOW = "what-now"
    CHANGE = "change"
    SHOW = "show"
    QUESTION = "question"
    PROUD = "proud"
    PROGRESS = "progress"
    STREAK = "streak"
    TIME = "time"
    LATER = "later"
    HELP = "help"
    WHO = "who"
    HELLO = "hello"
    THANKS = "thanks"
    BYE = "bye"
    YES = "yes"
    NO = "no"


@dataclass(frozen=True)
class Sayings:
    """Patterns for one intent, over words in lower case without punctuation.

    One of `whole` is all that is said; one of `within` may have other words around it.
    """

    whole: Sequence[str] = ()
    within: Sequence[str] = ()


@dataclass(frozen=True)
class PlainWords:
    """What people say in a language: its intents, tried from the top, and how they tell of study.

    `studied` says that something was done, `ahead` that it is still to come, `never` that it was
    not. `cues` are words that hint at an intent where nothing else is understood. `before` and `behind` are the words around what was studied that tell nothing of it.
    `for_` may precede minutes that end a text. A question
    begins with one of `asks`. `shorthand` is what hurried fingers write for a word, `fillers` stand around what is said,
    `tried` words are no slip for another one, and an emoji alone can say something, too. One of
    `show` in front of one of `shown` asks for a page: the name of a command.
    """

    intents: Mapping[Intent, Sayings]
    cues: Mapping[Intent, frozenset[str]]
    studied: Sequence[str]
    ahead: Sequence[str]
    never: Sequence[str]
    before: Sequence[str]
    behind: Sequence[str]
    for_: Sequence[str]
    asks: Sequence[str]
    shorthand: Mapping[str, str]
    fillers: Sequence[str]
    tried: frozenset[str]
    emoji: Mapping[str, Intent]
    show: Sequence[str]
    shown: Mapping[str, str]
