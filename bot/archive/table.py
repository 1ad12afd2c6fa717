"""Entries as a table for other programs (promise 7.3)."""

import csv
import io
import zipfile
from collections.abc import Iterator
from typing import Final

from bot.archive.model import Archive

NAME: Final = "entries.csv"
COLUMNS: Final = (
    "day",
    "kind",
    "minutes",
    "note",
    "topic",
    "roadmap",
    "week",
    "made_at",
    "zone",
    "taken_back_at",
)

_RISKY: Final = ("=", "+", "-", "@", "\t", "\r", "\0")
"""How a cell begins that a spreadsheet may take for a formula."""

_MADE: Final = (1980, 1, 1, 0, 0, 0)
"""The date in the zip: the same entries make the same bytes."""


def zipped(archive: Archive) -> bytes:
    """A zip with the entries as CSV in UTF-8, the first entry first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    writer.writerow(COLUMNS)
    writer.writerows(_rows(archive))
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(zipfile.ZipInfo(NAME, _MADE), text.getvalue(), zipfile.ZIP_DEFLATED)
    return content.getvalue()


def _rows(archive: Archive) -> Iterator[list[str]]:
    for each in archive.entries:
        on = None if each.enrolment is None else archive.enrolments[each.enrolment]
        cells = (
            each.day,
            each.kind,
            each.minutes,
            each.note,
            each.topic,
            on and on.roadmap,
            each.week,
            each.made_at.isoformat(),
            each.zone,
            each.taken_back_at and each.taken_back_at.isoformat(),
        )
        yield [_harmless("" if cell is None else str(cell)) for cell in cells]


def _harmless(cell: str) -> str:
    """A cell that no program takes for a formula."""
    return f"'{cell}" if cell.startswith(_RISKY) else cell
