"""What a picture of a year costs, beside a plain heat map and bars by matplotlib."""

import asyncio
import json
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Final

from benchmarks.ground import Better, Row, ratios, spread
from benchmarks.loop import longest_while
from benchmarks.processes import told
from benchmarks.size import resident
from bot.chat.drawings import (
    DayMap,
    DayMark,
    Drawing,
    HourBar,
    HourBars,
    Legend,
    Look,
    Picture,
    Trail,
)
from bot.chat.messages import Message
from bot.pictures.studio import Studio
from bot.runtime.memory import set_apart


@dataclass(frozen=True)
class PicturesSize:
    """So many processes of each way, and pictures in each."""

    processes: int
    pictures: int


FULL: Final = PicturesSize(processes=3, pictures=12)
TINY: Final = PicturesSize(processes=1, pictures=3)

MONDAY: Final = date(2026, 3, 2)
WEEKS: Final = 53
DAYS: Final = ("dddddrr" * 3 + "dfdddrr" + "ddddmwr" + "ppppppp" * 2 + "dddddrr") * 7
HOURS: Final = (300, 450, 700, 480, 500, 1320, 480, 90)
SIZE: Final = (7.2, 23.0)
"""Of matplotlib's picture, in hundreds of pixels: as large as ours."""

Drawn = Callable[[int], bytes]


def year(number: int, look: Look = Look.LIGHT) -> Drawing:
    """A year of days; another one for each number."""
    days = DAYS[number % 7 :][: WEEKS * 7]
    bars = (
        HourBar(day=MONDAY, label=str(each), minutes=each, value=f"{each / 60:.1f}")
        for each in HOURS
    )
    weeks = range(0, WEEKS, 4)
    return Drawing(
        look=look,
        title=f"Week {number} of 36",
        subtitle="Six months to Python backend developer",
        panels=(
            Trail(label="Weeks", value="30 of 36 done", done=30, total=36, breaks=(4, 12, 20)),
            DayMap(
                label="Study days",
                value="199 done",
                first=MONDAY,
                days=days,
                months=tuple((week, f"{MONDAY + timedelta(weeks=week):%b}") for week in weeks),
                weekdays=("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
                legend=tuple(
                    Legend(mark=mark, label=mark.name.lower(), count=days.count(mark))
                    for mark in DayMark
                    if mark in days
                ),
            ),
            HourBars(
                label="Hours a week", value="", bars=tuple(bars), least=480, most=600, plan="8-10 h"
            ),
        ),
    )


def by_us() -> Drawn:
    """Our own."""
    from bot.pictures.painting import Painter

    painter = Painter()
    return lambda number: painter.png(year(number))


def by_matplotlib() -> Drawn:
    """The same days and hours, without shapes."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    def drawn(number: int) -> bytes:
        figure, out = Figure(figsize=SIZE, dpi=100), BytesIO()
        FigureCanvasAgg(figure)
        above, below = figure.subplots(2)
        days = [ord(mark) for mark in DAYS[number % 7 :][: WEEKS * 7]]
        above.imshow([days[row::7] for row in range(7)])
        below.bar([str(each) for each in range(len(HOURS))], HOURS)
        figure.suptitle(f"Week {number} of 36")
        figure.savefig(out, format="png")
        return out.getvalue()

    return drawn


WAYS: Final[dict[str, Callable[[], Drawn]]] = {"ours": by_us, "matplotlib": by_matplotlib}


async def drawing(_folder: Path, size: PicturesSize = FULL) -> list[Row]:
    """Time and memory, each way in processes of its own by turns; and what the loop notices."""
    found: dict[str, list[dict[str, float]]] = {way: [] for way in WAYS}
    for _ in range(size.processes):
        for way, measured in found.items():
            measured.append(await _measured(way, size.pictures))
    ours, theirs = ([each["each"] for each in found[way]] for way in WAYS)
    set_apart()  # as `waymark run` does
    took, blocks = zip(*[await _block(size.pictures) for _ in range(size.processes)], strict=True)
    quiet = [await longest_while(asyncio.sleep(seconds)) * 1000 for seconds in took]
    return [
        Row("a year as a picture: ms", spread(ours), goal="<= 150"),
        Row(
            "the same with matplotlib: ms; x ours",
            spread(theirs),
            ratios(theirs, ours, 1),
            ">= 2",
        ),
        Row("the first, with all that it loads: ms", spread([e["first"] for e in found["ours"]])),
        Row("memory for it: MB", spread([e["memory"] for e in found["ours"]]), goal="<= 40"),
        Row(
            "memory for it, with matplotlib: MB",
            spread([each["memory"] for each in found["matplotlib"]]),
            better=Better.NOT_OURS,
        ),
        Row(
            "longest block of the loop with nothing to draw: ms",
            spread(quiet),
            better=Better.NOT_OURS,
        ),
        Row("longest block of the loop while drawing: ms", spread(blocks), goal="<= 15"),
    ]


async def _measured(way: str, pictures: int) -> dict[str, float]:
    out = await told("benchmarks.pictures", way, str(pictures))
    found: dict[str, float] = json.loads(out)
    return found


async def _block(count: int) -> tuple[float, float]:
    """Seconds that pictures take, the first of a studio among them; the longest block meanwhile, in ms."""
    studio, began = Studio(), time.perf_counter()
    pictures = tuple(
        Picture(name="x.png", drawing=year(number), words=()) for number in range(count // 3)
    )
    block = await longest_while(studio.images(Message(blocks=pictures)))
    return time.perf_counter() - began, block * 1000


def _measure(way: str, pictures: int) -> dict[str, float]:
    """Of this process: the first picture, those after it, and by how much it grew, at its peak."""
    before, began = resident(), time.perf_counter()
    drawn = WAYS[way]()
    drawn(0)
    first = time.perf_counter() - began
    began = time.perf_counter()
    for number in range(pictures):
        drawn(number)
    each = (time.perf_counter() - began) / pictures
    return {"first": first * 1e3, "each": each * 1e3, "memory": (peak() - before) / 1e6}


def peak() -> int:
    """The most memory that this program ever had, in bytes; `getrusage` counts its parent's, too."""
    return resident("VmHWM")


if __name__ == "__main__":
    print(json.dumps(_measure(sys.argv[1], int(sys.argv[2]))))
