"""The worked days of `docs/ledger.md` come out as the page says."""

import re
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NamedTuple

from bot.domain.streak.fold import Why
from oracle.world import DAY, World

PAGE = Path(__file__).parents[4] / "docs" / "ledger.md"
ROW = re.compile(r"\| (\w{3}) (\d{4}-\d\d-\d\d) \| (.+) \| (\w+) \| (\d+) \| (\d) \| `(\w+)` .+ \|")


class Row(NamedTuple):
    weekday: str
    day: date
    happens: str
    shown: tuple[str, int, int, str]


def read(text: str) -> list[Row]:
    return [
        Row(weekday, date.fromisoformat(day), happens, (state, int(streak), int(held), why))
        for weekday, day, happens, state, streak, held, why in ROW.findall(text)
    ]


def replay(rows: list[Row]) -> list[tuple[str, int, int, str]]:
    world = World(datetime(2026, 3, 3, 11, tzinfo=UTC))
    for number, row in enumerate(rows):
        world.wait(days=1 if number else 0)
        assert world.today == row.day
        assert f"{row.day:%a}" == row.weekday
        for command, word in re.findall(r"`/(\w+) ?(\w*)`", row.happens):
            do(world, command, word)
    return [
        (row.state.value, row.streak, row.freezes, row.why.value) for row in world.ledger().days
    ]


def do(world: World, command: str, word: str) -> None:
    if command == "resume":
        world.resume()
    elif command == "pause":
        assert world.pause(int(word.removesuffix("d")))
    elif word == "yesterday":
        world.log_yesterday()
    else:
        world.log(int(word) if word else None)


def parts() -> tuple[list[Row], list[Row], str]:
    first, rest = PAGE.read_text("utf-8").split("## What if")
    second, rules = rest.split("## The rules")
    return read(first), read(second), rules


def test_the_twenty_one_days() -> None:
    rows, _, _ = parts()
    assert len(rows) == 21
    assert replay(rows) == [row.shown for row in rows]


def test_what_if_one_more_day_is_left_out() -> None:
    rows, instead, _ = parts()
    assert instead[-1].day - instead[0].day == (len(instead) - 1) * DAY
    days = rows[: -len(instead)] + instead
    assert replay(days) == [row.shown for row in days]


def test_every_rule_is_explained() -> None:
    _, _, rules = parts()
    explained = re.findall(r"^\| `(\w+)` \|", rules, re.MULTILINE)
    assert sorted(explained) == sorted(why.value for why in Why)
