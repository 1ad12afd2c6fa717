"""Which roadmap is meant by a name."""

import re
from collections.abc import Sequence

from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError, shortened


def roadmap_named(offered: Sequence[Roadmap], name: str) -> Roadmap:
    """The roadmap that is meant by its name, its title or an unmistakable part of them.

    Raises CoachError where there is none, or more than one.
    """
    wanted = _bare(name)
    exact = [each for each in offered if wanted in {_bare(each.id), _bare(each.title)}]
    found = exact or [
        each for each in offered if wanted in _bare(each.id) or wanted in _bare(each.title)
    ]
    if not wanted or len(found) != 1:
        raise CoachError(
            "I don't know a roadmap called {name}. I have: {names}",
            name=shortened(name),
            names=", ".join(each.id for each in offered),
        )
    return found[0]


def _bare(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
