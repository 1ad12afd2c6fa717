"""What an event asks of the database, where somebody is remembered and in no group."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.chat.events import event_of_text
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.processes import START
from support.stores import NOW, said

ABOUT = re.compile(r"(?:INTO|FROM|UPDATE|SELECT(?= pg_))\s+(\w+)")
LOGGED = ["INSERT entry", "SELECT stay", "UPDATE learner", "DELETE due", "INSERT due"]
"""An entry is kept, with what is due from now on; `stay` tells whether any group has to know."""


@contextmanager
def asked(engine: AsyncEngine) -> Iterator[list[str]]:
    """What is asked meanwhile: the verb and the table of each statement, of one row or of many."""
    found: list[str] = []

    def ask(_connection: Any, _cursor: Any, words: str, *_more: Any) -> None:
        verb, about = words.split(maxsplit=1)[0], ABOUT.search(words)
        found.append(f"{verb} {about[1]}" if about else words)

    event.listen(engine.sync_engine, "before_cursor_execute", ask)
    try:
        yield found
    finally:
        event.remove(engine.sync_engine, "before_cursor_execute", ask)


@pytest.mark.parametrize(("words", "theirs"), [("/done 1", LOGGED), ("/today", ["UPDATE learner"])])
async def test_an_event_asks_for_no_more_than_it_changes(
    words: str, theirs: list[str], database: str
) -> None:
    clock, origin = SteeredClock(NOW), said().origin
    async with storing(database) as store:
        coach = coach_on(store, clock)
        for number, each in enumerate((START, words, words)):
            clock.move_to(NOW + timedelta(minutes=number))
            await coach.handle(event_of_text(each, id=f"before-{number}", origin=origin))
        with asked(store._engine) as found:
            await coach.handle(event_of_text(words, id="measured", origin=origin))
    told = ["SELECT pg_notify"] if store.news.shared else []
    asks = [each for each in found if not each.startswith("BEGIN")]
    assert asks == ["INSERT inbox", "SELECT learner", *theirs, "INSERT reply", *told]
