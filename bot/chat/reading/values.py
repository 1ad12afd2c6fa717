"""Values of settings in words of one's own, as they are written: `mo-sa` is `mon-sat` (promise 8.1)."""

import re
from collections.abc import Mapping
from functools import cache
from typing import Final

from bot.chat.reading.clocks import time_in, with_times_written
from bot.chat.reading.languages import vocabularies, weekdays
from bot.domain.preferences import WEEKDAYS

_DAYS: Final = frozenset({"days", "checkin"})
_TIMES: Final = frozenset({"quiet", "checkin"})


def in_writing(key: str, value: str, language: str) -> str:
    """A setting's value as it is read, whatever the words of a language for it are."""
    if not any(say.settings for say in vocabularies(language)):
        return value
    if key == "at" and (at := time_in(value, language)):
        return f"{at:%H:%M}"
    told = with_times_written(value, language) if key in _TIMES else value
    names, pattern = _names(language, days=key in _DAYS)
    return " ".join(pattern.sub(lambda found: names[found[0]], told.casefold()).split())


@cache
def _names(language: str, *, days: bool) -> tuple[Mapping[str, str], re.Pattern[str]]:
    """What stands for what, and the pattern that finds it; the longest goes first."""
    found = {name: word for say in vocabularies(language) for name, word in say.settings.items()}
    if days:
        named = {name: WEEKDAYS[day] for name, day in weekdays(language).items()}
        found = {f"{name}s": day for name, day in named.items()} | named | found
    longest = sorted(found, key=len, reverse=True)
    names = "|".join(map(re.escape, longest))
    return found, re.compile(rf"(?<![^\W\d_])(?:{names})(?![^\W\d_])")
