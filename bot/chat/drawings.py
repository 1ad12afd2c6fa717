"""What a picture shows: panels of a closed set, as figures and words in the reader's language.

It is what is stored and compared; the bytes are made of it only where a platform shows them
(promise 14.2).
"""

from datetime import date
from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from bot.chat.variants import Variant


class DrawingPart(BaseModel):
    """A frozen piece of a drawing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Look(StrEnum):
    """On what ground a picture is drawn."""

    LIGHT = "light"
    DARK = "dark"


class DayMark(StrEnum):
    """What a day is shown as: a shape of its own, not only a colour. A letter each, to be stored."""

    DONE = "d"
    REPAIRED = "w"
    REST = "r"
    FROZEN = "f"
    EXCUSED = "x"
    PAUSED = "p"
    MISSED = "m"
    TODAY = "t"
    NONE = "."
    """Before the first day, or still to come."""


class Legend(DrawingPart):
    """What a mark means, and how many days bear it."""

    mark: DayMark
    label: str
    count: int = Field(ge=0)


class Trail(Variant, DrawingPart):
    """Weeks as steps of a trail: `done` of `total` are behind, and the next is under way unless all are.

    A gap follows each of the weeks in `breaks`: there a phase ends.
    """

    kind: Literal["trail"] = "trail"
    label: str
    value: str
    done: int = Field(ge=0)
    total: int = Field(ge=1, le=520)
    breaks: tuple[int, ...] = ()


class DayMap(Variant, DrawingPart):
    """Days as columns of a week, from Monday, `first`, on: a mark for each in `days`.

    `months` are names above the column that their first days lie in.
    """

    kind: Literal["days"] = "days"
    label: str
    value: str
    first: date
    days: str = Field(max_length=7 * 54)
    months: tuple[tuple[int, str], ...] = ()
    weekdays: tuple[str, ...]
    legend: tuple[Legend, ...]


class MonthMap(Variant, DrawingPart):
    """A month as a page of a calendar: `offset` empty places, then a mark for each day."""

    kind: Literal["month"] = "month"
    label: str
    value: str
    offset: int = Field(ge=0, le=6)
    days: str = Field(max_length=31)
    weekdays: tuple[str, ...]
    legend: tuple[Legend, ...]


class HourBar(DrawingPart):
    """The minutes of the week that begins with `day`."""

    day: date
    label: str
    minutes: int = Field(ge=0)
    value: str


class HourBars(Variant, DrawingPart):
    """Minutes by week, before the band from `least` to `most` that the plan counts on."""

    kind: Literal["hours"] = "hours"
    label: str
    value: str
    bars: tuple[HourBar, ...] = Field(max_length=8)
    least: int = 0
    most: int = 0
    plan: str = ""


class NameList(Variant, DrawingPart):
    """Names with a tick each; one without letters is `unnamed`."""

    kind: Literal["names"] = "names"
    label: str
    value: str
    names: tuple[str, ...]
    unnamed: str = ""


class Landmark(DrawingPart):
    """A day, how it is written, and what it is called."""

    day: date
    text: str
    name: str


class Outlook(Variant, DrawingPart):
    """When the end is in sight: the planned day, and the range from `likely` to `surely`."""

    kind: Literal["outlook"] = "outlook"
    label: str
    value: str
    today: Landmark
    planned: Landmark
    likely: Landmark
    surely: Landmark


class Figure(DrawingPart):
    """A number that is to be seen at once, and what it counts."""

    value: str
    label: str


class Figures(Variant, DrawingPart):
    """Up to four numbers side by side."""

    kind: Literal["figures"] = "figures"
    items: tuple[Figure, ...] = Field(max_length=4)


class Note(Variant, DrawingPart):
    """A line of running text, where there is nothing to draw yet."""

    kind: Literal["note"] = "note"
    text: str


Panel = Annotated[
    Trail | DayMap | MonthMap | HourBars | NameList | Outlook | Figures | Note,
    Field(discriminator="kind"),
]


class Drawing(DrawingPart):
    """A picture to be made: a title, perhaps with a badge of what was finished, and panels.

    Names may be in any script: what the font lacks is shown by initials, else as `unnamed`.
    """

    look: Look = Look.LIGHT
    title: str
    subtitle: str = ""
    unnamed: str = ""
    badge: bool = False
    panels: tuple[Panel, ...]


class Picture(Variant, DrawingPart):
    """A picture, and the same in `words`: made from the same figures, for where it is not seen.

    There are none where the rest of its message says it all. What it shows is stored, never its bytes; `name` is that of its file (promise 14.2).
    """

    kind: Literal["picture"] = "picture"
    name: str
    drawing: Drawing
    words: tuple[str, ...]
