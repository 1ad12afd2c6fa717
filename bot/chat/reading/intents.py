"""What people say in plain words, as far as a table of each language knows it (promise 8.2)."""

import re
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Final

from bot.chat.reading.amounts import Amount, read_amount
from bot.chat.reading.clean import readable, words_of
from bot.chat.reading.days import DayTold, When, read_day
from bot.chat.reading.vocabulary import SOURCE_LANGUAGE
from bot.errors import CoachError

WORDS_MOST: Final = 40
"""Of a longer text nobody expects that a table understands it."""


class Intent(StrEnum):
    """What somebody may want who writes in plain words."""

    STUDIED = "studied"
    NOT_TODAY = "not-today"
    SICK = "sick"
    TIRED = "tired"
    HOLIDAY = "holiday"
    BUSY = "busy"
    GIVE_UP = "give-up"
    STOP = "stop"
    BACK = "back"
    STUCK = "stuck"
    WEEK_DONE = "week-done"
    MISTAKE = "mistake"
    WHAT_NOW = "what-now"
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


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a text seems to mean; of study also for how long, on which day and at what."""

    intent: Intent
    minutes: int | None = None
    when: When | None = None
    note: str = ""


_ENGLISH: Final[Mapping[Intent, Sequence[str]]] = {
    Intent.STOP: (
        r"(please )?(stop|unsubscribe)( it| this)?( please| now)?",
        r"(please )?(stop|dont|do not) (writing|messaging|texting|bothering|spamming|send|write|message)\b.*",
        r"leave me alone|no more (messages|prompts|reminders)|shut up|quit|go away|turn (it |this )?off",
    ),
    Intent.SICK: (
        r".*\b(im|i am|i feel|feeling|been|got|was|being|fell|kids?( is| are)?) (really |so |a bit |very |quite |pretty |still )?(sick|ill|unwell|poorly|under the weather)\b.*",
        r".*\b(have|got|caught|down with|with) (a |the )?(bad |terrible |nasty )?(flu|cold|fever|covid|migraine|headache|stomach bug)\b.*",
        r".*\b(in|at) (the )?hospital\b.*|sick( today)?|ill( today)?|not feeling (well|good|great)( today)?|.*\bdont feel (well|good)\b.*",
    ),
    Intent.TIRED: (
        r".*\b(im|i am|i feel|feeling|so|too|really|very|dead) (so |too |really |very |a bit |just |dead |super )?(tired|exhausted|knackered|sleepy|worn out|burnt out|burned out|drained)\b.*",
        r"(tired|exhausted|sleepy|long day)( today)?|.*\b(no energy|need a (break|rest)|long day|cant focus|cannot focus|cant concentrate)\b.*",
    ),
    Intent.HOLIDAY: (
        r".*\b(on|going on|off on|have|taking) (a |my |our )?(holidays?|vacation|leave)\b.*",
        r".*\b(going away|im away|i am away|travelling|traveling|on a trip|on the road|out of town|away (for|until|till))\b.*",
        r"(holidays?|vacation)( time)?",
    ),
    Intent.BUSY: (
        r".*\b(no time|too busy|so busy|really busy|very busy|im busy|i am busy|swamped|crazy (day|week)|busy (day|week)|work is (crazy|mad|busy)|exams?|moving house|deadline)\b.*",
        r"busy( today| this week)?",
    ),
    Intent.GIVE_UP: (
        r".*\b(give up|giving up|gave up|want to quit|cant do this|cannot do this|too hard|too difficult|hopeless|not for me|im (too )?(stupid|dumb)|im not (smart|good) enough|lost motivation|no motivation|unmotivated|demotivated|discouraged|overwhelmed|hate this|bored)\b.*",
    ),
    Intent.BACK: (
        r"(hi |hey |hello )?(im|i am|and im|ok im)? ?back( again| now| here| at it)?( .{0,30})?",
        r".*\b(im|i am) (well|better|healthy|fit|home) (again|now)\b.*|feeling better.*|(lets )?(start|begin|go on|continue|resume) (again|over)|ready (again|to go on|to continue|to start again)|long time no see",
    ),
    Intent.STUCK: (
        r".*\b(im|i am|got|still|been|totally|completely)? ?stuck\b.*",
        r".*\b(dont|do not|cant|cannot|didnt) (understand|get (it|this|that|how|why)|figure|work out|follow)\b.*|.*\b(doesnt|does not|wont|isnt|not) work(ing)?\b.*|.*\b(confus(ed|ing)|makes no sense|lost( here)?|need help with|help me with|getting an? .{0,20}error|keep getting)\b.*",
    ),
    Intent.WEEK_DONE: (
        r".*\b(done|finished|through|ready|complete) (with|for)? ?(the|this|my|that)? ?week\b.*",
        r".*\bweek( \d+)? (is )?(done|finished|complete|over|ready)\b.*|.*\b(next week please|go to (the )?next week|move on to (the )?next week|finished week \d+|done with week \d+)\b.*",
    ),
    Intent.MISTAKE: (
        r".*\b(wrong (button|one|day|number)|by (mistake|accident)|mistake|oops|didnt mean|take (it|that) back|undo (it|that|this)|accidentally|pressed? (it )?twice)\b.*",
    ),
    Intent.TIME: (
        r".*\b(write|message|remind|text|ping|prompt) me (at|earlier|later|in the (morning|evening|afternoon)|every)\b.*",
        r".*\b(change|different|another|wrong|move|set) (the |my |to a )?(time|hour|reminder( time)?)\b.*|too early|too late( for me)?",
    ),
    Intent.LATER: (
        r"(maybe |ill do it |remind me |ask me |i will do it |do it )?(later|tonight|this evening|in an hour|after (work|dinner|lunch|school))( today| please| maybe)?",
        r"(not (now|yet)|in a (minute|bit|while)|soon|give me a (minute|moment|sec(ond)?))",
    ),
    Intent.NOT_TODAY: (
        r"(not|skip|skipping|nothing|no( study(ing)?)?)( (today|tonight|this evening|it today|for today))",
        r".*\b(cant|cannot|wont|could not|couldnt|didnt|did not|havent|have not|not going to|unable to) (make it|study|do (it|anything|any|much)|learn|work|today|come|manage)\b.*",
        r"(i )?(missed|skipped|forgot)( (today|yesterday|it|to study|a day|one))?.*|day off|i need a day off",
    ),
    Intent.PROGRESS: (
        r".*\b(how (far|much|many (hours|minutes|days|weeks))|my (progress|stats|statistics|numbers|hours)|where am i|which week|what week|how am i doing|am i on (track|time)|behind schedule)\b.*",
    ),
    Intent.STREAK: (r".*\b(streak|in a row|freezes?)\b.*",),
    Intent.WHAT_NOW: (
        r".*\b(what|which)( now| next|s next| is next| do i do| should i( do)?| shall i( do)?| to do| can i do| am i (doing|supposed to)|s (for |on )?today| is (for |on )?today| topic)\b.*",
        r".*\b(lets (go|start|begin|do (it|this)|study|get started)|im ready|i am ready|ready|ready to (start|go|study|learn)|give me (a task|something|work)|start( now| today| studying)?|begin|go|next( one| task| topic)?|todays? (task|plan|work|topic)s?|where do i (start|begin)|how do i (start|begin)|i want to (study|learn|start)|want to study|time to study|i have (some )?time|got (some )?time|something (small|easy|short))\b.*",
    ),
    Intent.HELP: (
        r".*\b(how (does|do) (this|it|you|i use)|what can (you|i)|help( me)?( please)?|commands?|menu|options|instructions|how to use|what (else )?(is|are) there|i need help)\b.*",
    ),
    Intent.WHO: (
        r".*\b(who|what) are you\b.*|.*\b(are you|you) (a |an )?(bot|robot|ai|human|real|chatgpt|person|there)\b.*|.*\b(whats|what is) (this|waymark|your name)\b.*|who is this",
    ),
    Intent.THANKS: (
        r".*\b(thanks|thank you|thx|ty|cheers|much appreciated|merci|danke|gracias|you rock|love (you|it|this))\b.*",
        r"(great|cool|nice|awesome|perfect|wow|super|good bot|well done|amazing|excellent|brilliant|lovely|yay|woohoo|haha|lol)( .{0,20})?",
    ),
    Intent.BYE: (
        r"(good ?night|bye( bye)?|goodbye|see (you|ya)( later| tomorrow| soon)?|cu|ciao|night|later then|gn|off to bed|going to bed|thats (it|all)( for (today|now|tonight))?|enough( for today)?|im off)( .{0,20})?",
    ),
    Intent.HELLO: (
        r"(hi|hello|hey|hiya|yo|howdy|hallo|hola|salut|greetings|good (morning|day|evening|afternoon)|morning|evening|whats up|sup|how are you( doing)?( today)?|hows it going|anyone there|test|testing|ping)( (there|waymark|bot|coach|again|everyone|all|you|how are you))*",
    ),
    Intent.YES: (
        r"(yes|yep|yeah|yup|sure|ok|okay|k|alright|all right|fine|of course|please do|do it|y|go ahead|sounds good|deal|agreed|right|correct|exactly)( please| thanks| then| do it)?",
    ),
    Intent.NO: (
        r"(no|nope|nah|n|no thanks|no thank you|not really|never mind|nevermind|forget it|cancel|dont)( thanks| thank you| please)?",
    ),
}
"""Patterns over a whole text, tried from the top: in lower case, without punctuation."""

_STUDY_VERBS: Final = (
    r"studied|did|done|worked|practi[sc]ed|coded|programmed|read|learned|learnt|spent|finished|completed|"
    r"logged|trained|watched|wrote|built|solved|revised|reviewed|fixed|put in|got in|made|managed|covered|went through|"
    r"have (?:studied|done|worked|read|learnt|learned|finished|completed|been (?:studying|working|reading|learning|coding))|"
    r"was (?:studying|working|reading|learning|coding)|been (?:studying|working|reading|learning|coding)"
)
_STUDIED: Final = re.compile(rf"(?:^|\b)(?:{_STUDY_VERBS})\b")
_AHEAD: Final = re.compile(
    r"\b(will|ill|would|want|wanna|going to|gonna|plan(?:ning)? to|should|shall|could|can|need|have to|must|try to|might|may|tomorrow|if|unless|hope to|let me|lets|how|why|what|when|which)\b"
)
_NEVER: Final = re.compile(
    r"\b(not|didnt|havent|hadnt|never|no|nothing|without|cant|cannot|couldnt|wont)\b"
)
_LEADING: Final = re.compile(
    rf"^(?:(?:so|ok|okay|well|hey|hi|and|just|i|ive|im|we|already|also|have|today|now|finally|another|only|{_STUDY_VERBS}|studying|working|with|on|of|at|for|in|about|a|some|little|bit|session|study|log|add|my|the|to)\b[\s,]*)+",
    re.IGNORECASE,
)
_TRAILING: Final = re.compile(
    r"[\s,.;:!?]*(?:\b(?:today|so far|now|already|for|on|of|done|studied|study|studying)\b[\s,.;:!?]*)*$",
    re.IGNORECASE,
)
_BARE: Final = re.compile(r"[^\w\s]|_")


def meaning_of(text: str, language: str = SOURCE_LANGUAGE) -> Meaning | None:
    """What a text in plain words seems to mean; None where no table knows it."""
    words = [word.read for word in words_of(text)]
    if not words or len(words) > WORDS_MOST:
        return None
    plain = _plain(text)
    if study := _study(text, words, plain, language):
        return study
    for intent, patterns in _patterns(language):
        if any(pattern.fullmatch(plain) for pattern in patterns):
            return Meaning(intent)
    return _at_something(text, words, plain, language)


@cache
def _patterns(language: str) -> tuple[tuple[Intent, tuple[re.Pattern[str], ...]], ...]:
    table = _TABLES.get(language, {})
    tables = (table, _ENGLISH) if table and table is not _ENGLISH else (_ENGLISH,)
    return tuple(
        (intent, tuple(re.compile(pattern) for pattern in patterns))
        for each in tables
        for intent, patterns in each.items()
    )


_TABLES: Final = {SOURCE_LANGUAGE: _ENGLISH}


def _plain(text: str) -> str:
    """A text for the table: in lower case, `I'm` as `im`, without punctuation."""
    bare = re.sub("['’`´]", "", readable(text).casefold())  # noqa: RUF001 -- as people type them
    return " ".join(_BARE.sub(" ", bare).split())


def _study(text: str, words: Sequence[str], plain: str, language: str) -> Meaning | None:
    """`I studied 2 hours`, `45 min of SQL`: an amount with its unit, in the past."""
    if _AHEAD.search(plain) or _NEVER.search(plain):
        return None
    told = _amount_in(words, language)
    if told is None:
        return None
    at, amount = told
    rest = [*words[:at], *words[at + amount.words :]]
    shown = [word.shown for word in words_of(text)]
    noted = [*shown[:at], *shown[at + amount.words :]]
    if (
        at
        and not _STUDIED.search(_plain(" ".join(words[:at])))
        and not _is_filler(words[:at], language)
    ):
        return None
    day = _day_in(rest, language)
    if day is not None:
        place, found = day
        noted = [*noted[:place], *noted[place + found.words :]]
    return Meaning(
        Intent.STUDIED, amount.minutes, day[1].when if day else None, _note(" ".join(noted))
    )


def _at_something(text: str, words: Sequence[str], plain: str, language: str) -> Meaning | None:
    """`today I did flask`, `done with loops`: study without an amount."""
    if _AHEAD.search(plain) or _NEVER.search(plain) or not _STUDIED.search(plain):
        return None
    noted = [word.shown for word in words_of(text)]
    day = _day_in(words, language)
    if day is not None:
        place, found = day
        noted = [*noted[:place], *noted[place + found.words :]]
    return Meaning(Intent.STUDIED, None, day[1].when if day else None, _note(" ".join(noted)))


def _is_filler(words: Sequence[str], language: str) -> bool:
    """Whether nothing but a day and small words stands before the amount."""
    rest = list(words)
    if day := _day_in(rest, language):
        place, found = day
        rest = [*rest[:place], *rest[place + found.words :]]
    return not _LEADING.sub("", " ".join(rest) + " ").strip()


def _amount_in(words: Sequence[str], language: str) -> tuple[int, Amount] | None:
    for at in range(len(words)):
        with suppress(CoachError):
            found = read_amount(words[at:], language)
            if found is not None and found.has_unit:
                return at, found
    return None


def _day_in(words: Sequence[str], language: str) -> tuple[int, DayTold] | None:
    for at in _places(words):
        with suppress(CoachError):
            found = read_day(words[at:], language)
            if found is not None:
                return at, found
    return None


def _places(words: Sequence[str]) -> Iterator[int]:
    return iter(range(len(words)))


def _note(text: str) -> str:
    """What was studied, without the words around it."""
    return _TRAILING.sub("", _LEADING.sub("", text.strip())).strip(" ,.;:!?-")
