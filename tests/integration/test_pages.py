"""Pages fit a phone on every platform: 20 lines where they were asked for, else 12 (promise 8)."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path
from textwrap import wrap
from typing import Final

import pytest

from adapters.console.render import plain_text
from adapters.discord.render import shapes
from adapters.telegram.render import parts
from bot.chat.messages import Message
from bot.roadmaps.files import Roadmaps
from support.discord.dialog import shown_text
from support.soaking import mostly_soak
from support.terminal import Terminal, terminal

BEGINS: Final = datetime.fromisoformat("2026-03-02T18:00+01:00")
ROADMAPS: Final = Roadmaps()
COLUMNS: Final = 80
ASKED_MOST: Final = 20
UNASKED_MOST: Final = 12


def on_telegram(message: Message) -> str:
    return "\n".join(part.text for part in parts(message))


def on_discord(message: Message) -> str:
    texts = (text for shape in shapes(message) for text in (shape.text, *shape.embeds))
    return shown_text("\n".join(text for text in texts if text))


PLATFORMS: Final[dict[str, Callable[[Message], str]]] = {
    "terminal": plain_text,
    "telegram": on_telegram,
    "discord": on_discord,
}


def lines(text: str) -> int:
    return sum(max(len(wrap(line, COLUMNS)), 1) for line in text.splitlines())


def too_long(messages: list[Message], most: int) -> Iterator[str]:
    for message in messages:
        for platform, rendered in PLATFORMS.items():
            if (count := lines(rendered(message))) > most:
                yield f"{count} lines on {platform}: {rendered(message)}"


async def heard(term: Terminal, *said: str) -> list[Message]:
    before = len(term.shown)
    await term.say(*said)
    return [each.message for each in term.shown[before:]]


@pytest.mark.parametrize("name", mostly_soak(ROADMAPS.ids(), "engineer"))
async def test_what_is_asked_for_fits_a_phone(tmp_path: Path, name: str) -> None:
    async with terminal(tmp_path / "pages.db", BEGINS) as term:
        await term.say(f"/start roadmap={name} tz=Europe/Berlin", "/done 20", "!skip 20d")
        pages = await heard(term, "/help", "[More]", "[More]", "/roadmaps", "[Details]")
        pages += await heard(term, f"/roadmaps {name}", "/why", "[Rules]", "[Older]")
        forks = [week for week in range(1, ROADMAPS.get(name).weeks) if _fork(name, week)]
        for week in range(1, max(forks, default=0)):
            pages += (await heard(term, "/next"))[:1] if week + 1 in forks else []
            if week + 1 not in forks:
                await term.say("/next")
        if forks:
            pages += await heard(term, "/plan", "[Compare and choose]")
            assert "Choose it if" in plain_text(pages[-1])
        assert list(too_long(pages, ASKED_MOST)) == []


def _fork(name: str, week: int) -> bool:
    return ROADMAPS.get(name).branch_at(week) is not None


@pytest.mark.parametrize("name", mostly_soak(ROADMAPS.ids()))
async def test_what_was_not_asked_for_is_short(tmp_path: Path, name: str) -> None:
    """Prompts, check-ins, milestones, and the replies to what a learner does every day."""
    async with terminal(tmp_path / "short.db", BEGINS) as term:
        said = await heard(term, f"/start roadmap={name} tz=Europe/Berlin days=mon-sat at=08:00")
        for week in range(1, ROADMAPS.get(name).weeks + 1):
            said += await heard(term, "!skip 1d", "/today", "/done 45", "[Tick it]")
            if week % 5 == 0:
                said += await heard(term, "!skip 3d", "[Just 10 minutes]", "[Done, 10 minutes]")
            if week % 3 == 0:
                said += await heard(term, "/checkin", "loops", "https://github.com/me/it", "tests")
                plan = "if it is Friday, 19:00, I open my laptop at the table in the kitchen"
                said += await heard(term, "2", plan)
            said += await heard(term, "/next")
        assert list(too_long(said, UNASKED_MOST)) == []
