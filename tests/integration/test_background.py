"""What a roadmap knows besides its weeks is a button away from `/resources`, all of it."""

from pathlib import Path

import pytest

from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import Roadmaps
from conftest import MONDAY
from support.terminal import Terminal, terminal

ROADMAPS = Roadmaps()


def said_by(roadmap: Roadmap) -> list[str]:
    """Words of each entry that is to be told."""
    return [
        *(each.title for each in roadmap.responsibilities),
        *(each.question for each in (*roadmap.interview, *roadmap.faq)),
        *(each.title for each in (*roadmap.statistics, *roadmap.guidelines)),
        *(cell for each in roadmap.comparisons for line in each.rows for cell in line),
    ]


async def everything(term: Terminal) -> str:
    """All pages behind the buttons of `/resources`, read to their ends."""
    await term.say("/resources")
    told = []
    for label in [each for each in term.buttons if not each.startswith(("Week", "The whole"))]:
        told.append(await term.say("/resources", f"!press {label}"))
        while "Next" in term.buttons[0]:
            told.append(await term.say("!press next"))
    return " ".join(" ".join(told).split())


@pytest.mark.parametrize(
    "name", ["europe-jobs", "complete-2025", "six-month", "islands", "engineer", "modern"]
)
async def test_every_entry_is_told(name: str, tmp_path: Path) -> None:
    async with terminal(tmp_path / "w.db", MONDAY) as term:
        await term.say(f"/start roadmap={name} tz=Europe/Berlin")
        told = await everything(term)
    missing = [each for each in said_by(ROADMAPS.get(name)) if " ".join(each.split()) not in told]
    assert missing == []


async def test_a_page_of_a_roadmap_that_was_left(term: Terminal) -> None:
    await term.say("/start roadmap=europe-jobs tz=Europe/Berlin", "/resources", "!press what jobs")
    await term.say("/start roadmap=islands", "!press switch", "!press yes")
    assert "has none of that" in await term.say("!press next:")
