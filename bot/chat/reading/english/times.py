"""English words for times and days."""

import re
from typing import Final

from bot.chat.reading.vocabulary import Vocabulary

_ONES: Final = "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen"
_TENS: Final = "twenty thirty forty fifty sixty seventy eighty ninety"
_DAYTIMES: Final = ("morning", "afternoon", "evening", "night")
_NUMBERS: Final = {
    "zero": 0,
    **{word: number for number, word in enumerate(_ONES.split(), 1)},
    **{word: 10 * number for number, word in enumerate(_TENS.split(), 2)},
    "fourty": 40,
    "ninty": 90,
    "fiveteen": 15,
    "fourtyfive": 45,
    "fortyfive": 45,
}


def _split(words: str) -> frozenset[str]:
    return frozenset(words.split())


VOCABULARY: Final = Vocabulary(
    hours=_split("h hr hrs hour hours hor hors hur hurs hrz hourz"),
    minutes=_split("m min mins minute minutes mn mns mnts minz ' ’ ′"),  # noqa: RUF001 -- people type each of them
    not_minutes=_split(
        "s sec secs seconds d days w wks weeks months years percent pages chapters "
        "pomodoro pomodoros pomodori pomo pomos"
    ),
    single=_split("second day week month year page chapter session"),
    numbers=_NUMBERS,
    fractions={},
    lengths={},
    hundred=_split("hundred"),
    article=_split("a an another"),
    full=_split("good full solid whole more"),
    half=_split("half"),
    quarter=_split("quarter quarters"),
    couple=_split("couple"),
    of=_split("of"),
    and_=_split("and & + plus n"),
    about=_split(
        "about bout abt around roughly approximately approx ca circa almost nearly for over maybe perhaps "
        "probably like just only exactly ~ ≈ > ≥"
    )
    | frozenset({"at least", "at most", "more than", "up to", "more or less", "some"}),
    or_so=frozenset({"or so", "or more", "in total", "total", "altogether", "in all", "overall"}),
    ish=_split("ish odd"),
    to=_split("to or till"),
    between=frozenset({"between", "less than", "under"}),
    counted=_split(
        "pages page exercises katas kata problems questions tasks lines chapters videos lessons "
        "tests commits cards flashcards words puzzles examples functions sections steps times "
        "sessions session rounds blocks sittings lectures units topics quizzes tutorials"
    ),
    vague=_split("few several some many"),
    whole_days=frozenset(
        {"all day", "half a day", "half day", "half the day", "the whole day", "whole day"}
        | {f"{whole} {part}" for whole in ("all", "the whole") for part in _DAYTIMES}
    ),
    days={
        "today": "today",
        "tonight": "today",
        "2day": "today",
        "just now": "today",
        "earlier today": "today",
        **{f"today {part}": "today" for part in _DAYTIMES},
        **{f"this {part}": "today" for part in _DAYTIMES},
        "yesterday": "yesterday",
        **{f"yesterday {part}": "yesterday" for part in _DAYTIMES},
        "last night": "yesterday",
        "last evening": "yesterday",
        "yday": "yesterday",
        "yest": "yesterday",
        "day before yesterday": "2",
        "the day before yesterday": "2",
        "tomorrow": "tomorrow",
        "tmrw": "tomorrow",
        "tmr": "tomorrow",
    },
    vague_days=frozenset(
        {"last week", "last month", "last weekend", "the weekend", "this week", "the other day"}
        | {"week before", "the week before", "before last", "the last days", "these days"}
        | {f"{few} {unit} ago" for few in ("few", "a few", "some") for unit in ("days", "weeks")}
    ),
    the=_split("the"),
    polite=_split("please pls plz thanks thx"),
    daytimes=frozenset(_DAYTIMES),
    on=_split("on"),
    then=_split("then"),
    leads_away=_split(
        "from of since until till til for like than by before after about to vs was is as"
    ),
    last=_split("last this past"),
    next=_split("next coming"),
    same=_split("same again still stay staying"),
    ago=_split("ago"),
    ago_first=frozenset(),
    returns=frozenset({"back on", "back by"}),
    until=_split("until till til untill through thru to"),
    end=_split("end"),
    clock=_split("at @ from between since by before after around"),
    oclock=_split("oclock"),
    half_to=frozenset(),
    past=_split("past"),
    short_of=_split("to"),
    clock_names={"noon": 12, "midday": 12, "midnight": 0},
    not_then=_split("too not dont never before early late"),
    evening=_split("evening evenings night nights tonight afternoon afternoons pm"),
    day_units={
        **dict.fromkeys(_split("d day days night nights"), 1),
        **dict.fromkeys(_split("w wk wks week weeks"), 7),
        **dict.fromkeys(_split("fortnight fortnights"), 14),
        **dict.fromkeys(_split("month months"), 30),
    },
    weekdays={"tues": 1, "weds": 2, "thur": 3, "thurs": 3},
    doubtful=frozenset(),
    months={"sept": 9},
    settings={},
    many=re.compile(r"[a-z]{2,}[b-hj-rt-z]s|[a-z]{2,}[aeo]s"),
    such=_split("more other small little short long new easy hard big extra further python coding"),
    not_many=_split(
        "pandas aws css js ios redis postgres kubernetes keras docs basics always this less plus "
        "across its was has does regards perhaps"
    ),
)
