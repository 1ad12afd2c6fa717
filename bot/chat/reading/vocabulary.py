"""What `reading` knows of a language: its words for times and days, and what people say in it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Final

AHEAD: Final[Mapping[str, int]] = {"today": 0, "tomorrow": 1, "day after tomorrow": 2}
"""How many days a day lies ahead that is not over yet, by its name in `Vocabulary.days`."""


@dataclass(frozen=True)
class Vocabulary:
    """What `reading` knows of a language beside what Babel tells.

    `fractions` are numbers with a part in one word, `lengths` are lengths of so many minutes.
    `half` and `quarter` are parts of an hour, `article` is one of something, `full` may
    stand before a unit, `about` may precede
    an amount, `or_so` follow it, `polite` words end what is asked for, `ish` stand in it, and `on` precede a day; `then` joins on another length, and behind one of `leads_away` a day is not that of the study. `not_minutes` are units
    that no study is logged in, `single` those of which there is one, `counted` are things that a number behind hours counts.
    One of `clock` or `until` precedes a time of day, one of `oclock` may follow it, `clock_names` are such times by their hours; `half_to` takes half an hour off one, `past` and `short_of` tell how far it is, and one of `evening` says that it is not the morning's; with one of `not_then` another time is meant.
    A word that looks like `many` is more than one of something, unless it is one of `not_many`; one of `such` may stand before it. What says too
    little is `vague` before a unit, `between` and `to` with numbers, all of `whole_days`, and
    of `vague_days` where a day is told. `ago_first` stands before what `ago` would follow; a weekday's name that is `doubtful` is more often another word, and `returns` precede the day after a pause.
    `settings` are words for the values of settings, as these are written.
    """

    hours: frozenset[str]
    minutes: frozenset[str]
    not_minutes: frozenset[str]
    single: frozenset[str]
    numbers: Mapping[str, int]
    fractions: Mapping[str, Fraction]
    lengths: Mapping[str, int]
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
    then: frozenset[str]
    leads_away: frozenset[str]
    last: frozenset[str]
    next: frozenset[str]
    same: frozenset[str]
    ago: frozenset[str]
    ago_first: frozenset[str]
    returns: frozenset[str]
    until: frozenset[str]
    clock: frozenset[str]
    oclock: frozenset[str]
    half_to: frozenset[str]
    past: frozenset[str]
    short_of: frozenset[str]
    clock_names: Mapping[str, int]
    evening: frozenset[str]
    not_then: frozenset[str]
    end: frozenset[str]
    day_units: Mapping[str, int]
    weekdays: Mapping[str, int]
    doubtful: frozenset[str]
    months: Mapping[str, int]
    settings: Mapping[str, str]
    many: re.Pattern[str]
    not_many: frozenset[str]
    such: frozenset[str]

    def is_many(self, word: str) -> bool:
        """Whether a word must be more than one of something: it may be a unit that is not known."""
        return word not in self.not_many and self.many.fullmatch(word) is not None


class Intent(StrEnum):
    """What somebody may want who writes in plain words."""

    STUDIED = "studied"
    TIMER = "timer"
    SEVERAL_DAYS = "several-days"
    ERASE = "erase"
    EXPORT = "export"
    REVIEW = "review"
    OTHER_WEEK = "other-week"
    PLACE = "place"
    OWN_WORDS = "own-words"
    GROUP = "group"
    OFFLINE = "offline"
    DAYS = "days"
    KNOWN = "known"
    BEGINNER = "beginner"
    LITTLE = "little"
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
    UNSURE = "unsure"
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
    not, before a length in its clause; behind one of `had` it is time to spend, unless one of `spent` or of `studied` follows; `not_study` begins what is told of other hours than those of study. What `requests`
    to be logged is no wish for later, and one of `breaks` parts clauses; behind one of `contrasts` something else is told. `cues` are words that hint at an intent where nothing else is understood. `before` and `behind` are the words around what was studied that tell nothing of it.
    `for_` may precede minutes that end a text, and `more` follow those that are added to others. A question
    begins with one of `asks`. `shorthand` is what hurried fingers write for a word, `fillers` stand around what is said,
    `tried` words are no slip for another one, and an emoji alone can say something, too. One of
    `show` in front of one of `shown` asks for a page: the name of a command. `commands` are commands
    by what they are called in this language; `reserved` words are never an answer, and `polite` ones
    may stand behind them.
    """

    intents: Mapping[Intent, Sayings]
    cues: Mapping[Intent, frozenset[str]]
    studied: Sequence[str]
    ahead: Sequence[str]
    never: Sequence[str]
    had: Sequence[str]
    spent: Sequence[str]
    not_study: Sequence[str]
    requests: Sequence[str]
    breaks: frozenset[str]
    contrasts: frozenset[str]
    before: Sequence[str]
    behind: Sequence[str]
    for_: Sequence[str]
    more: frozenset[str]
    asks: Sequence[str]
    shorthand: Mapping[str, str]
    fillers: Sequence[str]
    tried: frozenset[str]
    emoji: Mapping[str, Intent]
    show: Sequence[str]
    shown: Mapping[str, str]
    commands: Mapping[str, str]
    reserved: frozenset[str]
    polite: Sequence[str]
