"""Pictures are drawn beside the loop, once, and only where somebody sees them (promise 14.2)."""

import asyncio
import subprocess
import sys
import threading
from typing import Final

import pytest

from bot.chat.drawings import Drawing, Picture
from bot.chat.messages import Message, Paragraph, message, plain
from bot.pictures import studio
from bot.pictures.studio import Studio
from support.images import size_of
from support.messages import ROOT

LAZY: Final = """
import sys
from bot.pictures.studio import Studio
Studio()
print([each for each in sys.modules if each.startswith("PIL")])
"""


def shows(*titles: str) -> Message:
    """A message with pictures."""
    pictures = [
        Picture(name="x.png", drawing=Drawing(title=title, panels=()), words=()) for title in titles
    ]
    return message(Paragraph(text=plain("Look:")), *pictures)


async def test_pictures_come_in_order() -> None:
    images = await Studio().images(
        shows("Short", "So long that it takes a line more than the other")
    )
    heights = [size[1] for each in images if (size := size_of(each))]
    assert heights == sorted(heights)
    assert len(set(heights)) == 2
    assert await Studio().images(message(Paragraph(text=plain("No picture.")))) == ()


async def test_the_same_is_drawn_once_and_few_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(studio, "REMEMBERED", 2)
    made = Studio()
    first, again = await made.images(shows("one", "one"))
    assert first is again
    (_, _, anew) = await made.images(shows("two", "three", "one"))
    assert anew is not first
    assert anew == first


async def test_the_loop_goes_on_meanwhile() -> None:
    made, threads = Studio(), set(threading.enumerate())
    drawing = asyncio.create_task(made.images(shows("one", "two", "three")))
    turns = 0
    while not drawing.done():
        await asyncio.sleep(0)
        turns += 1
    assert turns > 1
    (worker,) = set(threading.enumerate()) - threads
    assert worker.name.startswith("pictures")


async def test_what_cannot_be_drawn_goes_in_words(
    monkeypatch: pytest.MonkeyPatch, tmp_path: object
) -> None:
    monkeypatch.setattr("bot.pictures.pen._FONTS", tmp_path)
    assert await Studio().images(shows("one")) == ()


def test_who_draws_nothing_loads_nothing() -> None:
    done = subprocess.run(
        [sys.executable, "-c", LAZY],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    assert done.stdout.strip() == "[]"
