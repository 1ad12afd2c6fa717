"""Write docs/guide/screens/ anew: golden dialogs as people see them in Telegram and in Discord.

The dialogs are played by the real adapters against both platforms on loopback, and what these were
sent is drawn. It is run by `make pages`; a test asks for it.
"""

import asyncio
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))

from scripts.screen_svg import DISCORD, TELEGRAM, Button, Said, Span, drawing_of, svg
from support.dialogs import DIALOGS, begins, exchanges
from support.discord.dialog import playing as playing_discord
from support.discord.server import discord_server
from support.discord.world import Shown as DiscordShown
from support.telegram.dialog import playing as playing_telegram
from support.telegram.server import bot_api
from support.telegram.world import Shown as TelegramShown

FOLDER: Final = Path(__file__).resolve().parent.parent / "docs" / "guide" / "screens"


@dataclass(frozen=True)
class Screen:
    """So many lines of a dialog from the one that begins so, after those before it."""

    name: str
    dialog: str
    begins: str
    lines: int = 1
    chat: str = ""
    """The group's chat; without one, the private chat."""

    @property
    def last(self) -> int:
        """The number of its last line in the dialog."""
        typed = [line for line, _ in exchanges(DIALOGS[self.dialog])]
        return next(n for n, line in enumerate(typed) if line.startswith(self.begins)) + self.lines


SCREENS: Final = (
    Screen("set-up", "learners-guide", "/start"),
    Screen("evening", "learners-guide", "/today", 2),
    Screen("prompt", "learners-guide", "!clock 2026-03-03T08:00"),
    Screen("words", "learners-guide", "I studied", 2),
    Screen("check-in", "learners-guide", "a calculator", 3),
    Screen("board", "group-fortnight", "!clock 2026-03-02T19:00", 3, chat="python-club"),
)

TELEGRAM_STYLES: Final = {
    "bold": "bold",
    "italic": "italic",
    "code": "code",
    "pre": "code",
    "text_link": "link",
    "url": "link",
    "bot_command": "link",
}
DISCORD_COLOURS: Final = {1: "primary", 2: "plain", 3: "success", 4: "danger", 5: "plain"}
ROW: Final = 1
MARKDOWN: Final = re.compile(
    r"\\(?P<escaped>[^\w\s])|\[(?P<link>(?:[^\]\\]|\\.)*)\]\(<[^>]*>\)|\*\*(?P<bold>.+?)\*\*"
    r"|\*(?P<italic>[^*\n]+)\*|`(?P<code>[^`\n]+)`",
)


def telegram_spans(text: str, entities: list[dict[str, Any]]) -> Iterator[Span]:
    """A text with its entities, whose places count UTF-16 units."""
    units = text.encode("utf-16-le")
    styles = ["plain"] * (len(units) // 2)
    for each in entities:
        for place in range(each["offset"], each["offset"] + each["length"]):
            styles[place] = TELEGRAM_STYLES.get(each["type"], "plain")
    place = 0
    for style, run in groupby(styles):
        ends = place + 2 * len(list(run))
        yield Span(units[place:ends].decode("utf-16-le"), style)
        place = ends


def discord_spans(text: str) -> Iterator[Span]:
    """A text of Discord's Markdown."""
    place = 0
    for found in MARKDOWN.finditer(text):
        yield Span(text[place : found.start()])
        style = str(found.lastgroup)
        inner = re.sub(r"\\([^\w\s])", r"\1", found[style])
        yield Span(inner, "plain" if style == "escaped" else style)
        place = found.end()
    yield Span(text[place:])


def discord_rows(components: list[dict[str, Any]]) -> Iterator[list[Button]]:
    """The rows of buttons, however deep they lie."""
    for each in components:
        inner = each.get("components", [])
        if each["type"] == ROW:
            buttons = [one for one in inner if one["type"] == 2]
            yield [Button(one["label"], DISCORD_COLOURS[one["style"]]) for one in buttons]
        else:
            yield from discord_rows(inner)


def typed_by_hand(line: str) -> Iterator[Said]:
    """What a person is seen to write: no presses, no moving of clocks."""
    if not line.startswith(("!", "[")):
        yield Said("You", [Span(line)], mine=True)


Turns = list[list[tuple[bool, Said]]]
"""For each line of a dialog the messages it brought: whether in a group, and what."""


async def on_telegram(dialog: str, lines: int, folder: Path) -> Turns:
    """What so many lines bring in Telegram."""
    text, turns = DIALOGS[dialog], []
    async with bot_api() as api, playing_telegram(api, folder / "t.db", begins(text)) as player:
        api.world.takes_reactions = False
        for line, _ in exchanges(text)[:lines]:
            before = len(api.world.history)
            await player.hear(line)
            turns.append(
                [(each.chat < 0, _in_telegram(each)) for each in api.world.history[before:]]
            )
    return turns


def _in_telegram(shown: TelegramShown) -> Said:
    rows = [
        [Button(one["text"], one.get("style", "plain")) for one in row] for row in shown.buttons
    ]
    return Said("Waymark", list(telegram_spans(shown.text, shown.entities)), rows)


async def on_discord(dialog: str, lines: int, folder: Path) -> Turns:
    """What so many lines bring in Discord."""
    text, turns = DIALOGS[dialog], []
    async with (
        discord_server() as server,
        playing_discord(server, folder / "d.db", begins(text)) as player,
    ):
        world = server.world
        for line, _ in exchanges(text)[:lines]:
            before = len(world.history)
            await player.hear(line)
            new = world.history[before:]
            turns.append(
                [
                    (each.channel not in world.dm_channels.values(), _in_discord(each))
                    for each in new
                ]
            )
    return turns


def _in_discord(shown: DiscordShown) -> Said:
    rows = [row for row in discord_rows(shown.body.get("components") or []) if row]
    return Said("Waymark", list(discord_spans(shown.text)), rows)


def shown(screen: Screen, turns: Turns) -> list[Said]:
    """What a screen shows: its lines of the dialog, in its chat."""
    typed = [line for line, _ in exchanges(DIALOGS[screen.dialog])]
    seen: list[Said] = []
    for number in range(screen.last - screen.lines, screen.last):
        seen += typed_by_hand(typed[number])
        seen += [said for grouped, said in turns[number] if grouped == bool(screen.chat)]
    return seen


async def drawn() -> dict[str, str]:
    """Every file of the folder with what it is to hold."""
    files: dict[str, str] = {}
    for dialog in {each.dialog: None for each in SCREENS}:
        screens = [each for each in SCREENS if each.dialog == dialog]
        lines = max(each.last for each in screens)
        with TemporaryDirectory() as folder:
            telegram = await on_telegram(dialog, lines, Path(folder))
            discord = await on_discord(dialog, lines, Path(folder))
        for each in screens:
            files |= _side_by_side(each, shown(each, telegram), shown(each, discord))
    return files


def _side_by_side(screen: Screen, telegram: list[Said], discord: list[Said]) -> dict[str, str]:
    """A screen of each platform, one as long as the other."""
    name = screen.chat or "Waymark"
    ends = max(drawing_of(TELEGRAM, telegram).y, drawing_of(DISCORD, discord).y)
    return {
        f"{screen.name}-telegram.svg": svg(TELEGRAM, f"{name} · Telegram", telegram, ends=ends),
        f"{screen.name}-discord.svg": svg(DISCORD, f"{name} · Discord", discord, ends=ends),
    }


if __name__ == "__main__":
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, content in asyncio.run(drawn()).items():
        (FOLDER / name).write_text(content, encoding="utf-8")
