"""`/help`: the five daily ones, and the rest a page at a time (promise 8)."""

from bot.features.menu import FEATURES
from support.terminal import Terminal

ALL = {f"/{each.name}" for feature in FEATURES for each in feature.commands}


async def test_help_is_the_daily_five_and_more(term: Terminal) -> None:
    first = await term.screen("/help")
    pages = [first]
    while "[More]" in pages[-1] and len(pages) < 9:
        pages.append(await term.screen("[More]"))
    assert all(len(page.splitlines()) <= 20 for page in pages)
    named = [word.rstrip(":") for page in pages for word in page.split() if word.startswith("/")]
    assert set(named) == ALL
    assert len([word for word in first.split() if word.rstrip(":") in ALL]) == 5
