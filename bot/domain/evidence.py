"""Lines that learners write to be shown: what a check printed, a decision, a postmortem.

They stand alone on a line of an answer or of a note; whatever else is written there stays private.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from enum import Enum
from typing import Final

_DECORATION: Final = r"[ \t>*`•-]*"
_LOOKS: Final = re.compile(r"\bweek\s+\d+\s*:", re.IGNORECASE)
_CHECKED: Final = r"\s+week\s+0*(?P<week>\d{1,3})\s*:\s*ok\b(?:\s*[·:,;-])?(?P<figure>.*)"


class Told(Enum):
    """What a line says that begins with one of these words and a colon."""

    DECISION = r"decision|entscheidung"
    POSTMORTEM = r"post-?\s?mortem"


def looks_checked(text: str) -> bool:
    """Whether something in a text may be what a check printed: most are told at a glance."""
    return _LOOKS.search(text) is not None


def figures(name: str, texts: Iterable[str]) -> Mapping[int, str]:
    """What the checks of a project printed, by week: `parcels week 06: ok · 50 copies, 1 row`.

    The latest line of a week counts; a figure may be empty. What is not yet all right is left out.
    """
    pattern = _line(re.escape(name) + _CHECKED)
    found = {
        int(match["week"]): _bare(match["figure"])
        for line in _lines(texts)
        if (match := pattern.fullmatch(line))
    }
    return dict(sorted(found.items()))


def told(what: Told, texts: Iterable[str]) -> list[str]:
    """What was said of a kind, each line once, in the order of the texts."""
    pattern = _line(rf"(?:{what.value})\**\s*:\**(?P<said>.*)")
    matches = (pattern.fullmatch(line) for line in _lines(texts))
    return list(dict.fromkeys(said for each in matches if each and (said := _bare(each["said"]))))


def _line(pattern: str) -> re.Pattern[str]:
    return re.compile(_DECORATION + pattern, re.IGNORECASE)


def _lines(texts: Iterable[str]) -> Iterator[str]:
    return (line for text in texts for line in text.splitlines())


def _bare(text: str) -> str:
    """Without the second half of the quotes or stars that the whole line stood in."""
    text = text.strip()
    odd = next((mark for mark in "`*" if text.endswith(mark) and text.count(mark) % 2), "")
    return text.removesuffix(odd).rstrip()
