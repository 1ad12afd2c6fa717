"""What a question about somebody's own code holds (promise 13.1)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import ClassVar

from bot.domain.log import AgeingLog
from bot.domain.words import Marked


@dataclass(frozen=True, slots=True)
class CodeQuestion:
    """A question about a line of code: `options`, of which the first is right until it is shuffled.

    `ask` and `why` are gettext messages with `values`; an option is code or, where it is `worded`, a
    message as well.
    """

    kind: str
    line: int
    ask: Marked
    why: Marked
    options: tuple[str, ...]
    values: Mapping[str, str] = field(default_factory=dict)
    worded: bool = False


@dataclass(frozen=True, slots=True)
class ShownQuestion:
    """A question as it is asked, in the learner's words: it quotes one line of the code.

    `right` is the place of the right option. `picked` is what was answered; None until then.
    """

    kind: str
    line: int
    quote: str
    ask: str
    why: str
    options: tuple[str, ...]
    right: int
    picked: int | None = None

    @property
    def is_right(self) -> bool:
        """Whether it was answered right."""
        return self.picked == self.right


@dataclass(frozen=True, slots=True)
class Explanation:
    """Three questions about the learner's own code; `project` is the title of what it belongs to."""

    id: int
    made_at: datetime
    made_on: date
    questions: tuple[ShownQuestion, ...]
    project: str | None = None
    finished_at: datetime | None = None

    @property
    def open_place(self) -> int | None:
        """The place of the first question without an answer."""
        places = (n for n, each in enumerate(self.questions) if each.picked is None)
        return next(places, None)


class ExplanationLog(AgeingLog[Explanation, None]):
    """What was asked about a learner's code."""

    PAGE: ClassVar[int] = 4

    def over(self, made: Explanation) -> date | None:
        """The day on which it was asked: an answer that comes later is a change."""
        return made.made_on

    def sums_of(self, old: Sequence[Explanation], before: None) -> None:
        """Nobody asks for them."""
