"""Codes under pressure: who is first, a crash between the steps, and guessing (promise 7.1)."""

import asyncio
import os
import secrets
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from adapters.console.render import plain_text
from bot.chat.events import ButtonPressed, Event, Origin, event_of_text
from bot.coach.coach import Coach
from bot.domain import linking
from bot.runtime.clock import SteeredClock
from bot.runtime.wiring import coach_on, storing
from support.processes import PATIENCE, ROOT, environment
from support.soaking import mostly_soak

MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")


def origin(platform: str, account: str) -> Origin:
    return Origin(platform=platform, account=account, name=account, chat=account)


class Person:
    """Somebody on a platform who talks to a coach."""

    def __init__(self, coach: Coach, platform: str, account: str, said: int = 0) -> None:
        self._coach = coach
        self.origin = origin(platform, account)
        self._said = said
        self._actions: list[str] = []

    async def say(self, line: str) -> str:
        self._said += 1
        name = f"{self.origin.platform}-{self.origin.account}-{self._said}"
        return await self._handled(event_of_text(line, id=name, origin=self.origin))

    async def press(self, action: str) -> str:
        self._said += 1
        name = f"{self.origin.platform}-{self.origin.account}-{self._said}"
        return await self._handled(ButtonPressed(id=name, origin=self.origin, action=action))

    async def _handled(self, event: Event) -> str:
        answered = await self._coach.handle(event)
        rows = answered[-1].message.buttons if answered else ()
        self._actions = [each.action for row in rows for each in row]
        return "\n".join(plain_text(each.message) for each in answered)

    def action(self, beginning: str) -> str:
        """What a button of the last answer does."""
        return next(each for each in self._actions if each.startswith(beginning))


@asynccontextmanager
async def coach_of(path: Path, clock: SteeredClock) -> AsyncIterator[Coach]:
    async with storing(str(path)) as store:
        yield coach_on(store, clock)


async def code_of(person: Person) -> str:
    answer = await person.say("/link")
    return next(word for word in answer.split() if word.count("-") == 2 and len(word) == 14)


async def test_of_many_who_redeem_at_once_one_wins(tmp_path: Path) -> None:
    clock = SteeredClock(MONDAY)
    async with coach_of(tmp_path / "w.db", clock) as one, coach_of(tmp_path / "w.db", clock) as two:
        maker = Person(one, "telegram", "anna")
        await maker.say("/start tz=Europe/Berlin")
        code = await code_of(maker)
        others = [Person((one, two)[n % 2], "discord", f"{n}") for n in range(10)]
        answers = await asyncio.gather(*(each.say(f"/link {code}") for each in others))
    assert sum("Is that you?" in each for each in answers) == 1
    assert sum("not good" in each for each in answers) == 9


async def test_both_say_yes_twice_and_it_happens_once(tmp_path: Path) -> None:
    async with coach_of(tmp_path / "w.db", SteeredClock(MONDAY)) as coach:
        maker, taker = Person(coach, "telegram", "anna"), Person(coach, "discord", "a")
        await maker.say("/start tz=Europe/Berlin")
        await maker.say("/done 25")
        await taker.say(f"/link {await code_of(maker)}")
        agree = taker.action("link-agree")
        number = agree.split()[1]
        assert "out of date" in await maker.press(f"link-join {number}")
        assert "out of date" in await maker.press(agree)
        await asyncio.gather(taker.press(agree), taker.press(agree))
        assert "out of date" in await taker.press(f"link-join {number}")
        stranger = Person(coach, "discord", "b")
        for action in ("agree", "drop", "join", "refuse"):
            assert "out of date" in await stranger.press(f"link-{action} {number}")
        assert "out of date" in await maker.press(f"link-drop {number}")
        assert "out of date" in await taker.press(f"link-refuse {number}")
        assert "you are one" not in await stranger.press("link-join 9" * 2)
        answers = await asyncio.gather(*(maker.press(f"link-join {number}") for _ in range(3)))
        assert sum("you are one now" in each for each in answers) == 1
        assert "25 min" in await taker.say("/progress")


async def test_a_yes_counts_where_it_was_asked_for_alone(tmp_path: Path) -> None:
    """Another account of the same person is nobody who was asked."""
    async with coach_of(tmp_path / "w.db", SteeredClock(MONDAY)) as coach:
        maker, taker = Person(coach, "telegram", "anna"), Person(coach, "discord", "a")
        elsewhere = Person(coach, "terminal", "anna")
        await joined(maker, elsewhere)
        await taker.say(f"/link {await code_of(maker)}")
        agree = taker.action("link-agree")
        await taker.press(agree)
        join = agree.replace("agree", "join")
        assert "out of date" in await elsewhere.press(join)
        assert "you are one now" in await maker.press(join)


async def joined(maker: Person, taker: Person) -> None:
    """All that it takes, from the code to the second yes."""
    await taker.say(f"/link {await code_of(maker)}")
    agree = taker.action("link-agree")
    await taker.press(agree)
    assert "you are one now" in await maker.press(agree.replace("agree", "join"))


async def test_a_yes_that_comes_too_late_joins_nobody(tmp_path: Path) -> None:
    clock = SteeredClock(MONDAY)
    async with coach_of(tmp_path / "w.db", clock) as coach:
        maker, taker = Person(coach, "telegram", "anna"), Person(coach, "discord", "a")
        await taker.say(f"/link {await code_of(maker)}")
        agree = taker.action("link-agree")
        await taker.press(agree)
        clock.move_to(MONDAY + timedelta(minutes=11))
        assert "too old" in await maker.press(f"link-join {agree.split()[1]}")


STEPS = ("code", "taken", "agreed", "merged", "parted")


async def steps(path: Path, first: str, dies_in: str | None) -> None:
    """The way from a step on, each in a store of its own; in one it is killed before the commit."""
    for step in STEPS[STEPS.index(first) :]:
        async with coach_of(path, SteeredClock(MONDAY)) as coach:
            if step == dies_in:
                _die_before_commit()
            await one_step(path, coach, step)


def _die_before_commit() -> None:
    """The next transaction that answers something is cut off by `kill -9`."""
    from bot.storage.replies import SqlWorkReplies

    async def write(self: object, *_: object) -> None:
        os.kill(os.getpid(), signal.SIGKILL)

    SqlWorkReplies.write = write  # type: ignore[assignment,method-assign]


async def one_step(path: Path, coach: Coach, step: str) -> None:
    note = path.with_suffix(".note")
    said = 100 * (STEPS.index(step) + 1)
    maker, taker = Person(coach, "telegram", "anna", said), Person(coach, "discord", "a", said)
    match step:
        case "code":
            note.write_text(await code_of(maker))
        case "taken":
            await taker.say(f"/link {note.read_text()}")
            note.write_text(taker.action("link-agree"))
        case "agreed":
            await taker.press(note.read_text())
        case "merged":
            await maker.press(note.read_text().replace("agree", "join"))
        case "parted":
            await taker.say("/unlink")


def in_a_process(path: Path, first: str, dies_in: str) -> "subprocess.CompletedProcess[bytes]":
    """The steps from one on, in a process that may be killed in one of them."""
    return subprocess.run(
        [sys.executable, "-m", "integration.test_link_races", str(path), first, dies_in],
        env=environment(PYTHONPATH=os.pathsep.join([str(ROOT), str(ROOT / "tests")])),
        capture_output=True,
        timeout=2 * PATIENCE,
        check=False,
    )


@pytest.mark.parametrize("point", mostly_soak(STEPS))
async def test_a_kill_between_the_steps_loses_nothing(tmp_path: Path, point: str) -> None:
    path = tmp_path / "w.db"
    async with coach_of(path, SteeredClock(MONDAY)) as coach:
        for platform, account, minutes in (("telegram", "anna", 25), ("discord", "a", 50)):
            person = Person(coach, platform, account)
            await person.say("/start tz=Europe/Berlin")
            await person.say(f"/done {minutes}")
    for first, dies_in, code in ((STEPS[0], point, -signal.SIGKILL), (point, "", 0)):
        done = await asyncio.to_thread(in_a_process, path, first, dies_in)
        assert done.returncode == code, done.stderr.decode()
    async with coach_of(path, SteeredClock(MONDAY)) as coach:
        assert "25 min" in await Person(coach, "telegram", "anna", 9000).say("/progress")
        assert "50 min" in await Person(coach, "discord", "a", 9000).say("/progress")


async def guesses(path: Path, many: int, people: int) -> int:
    """How many of so many guesses find a code, made by as many people as it takes."""
    clock, found = SteeredClock(MONDAY), 0
    async with coach_of(path, clock) as coach:
        maker = Person(coach, "telegram", "anna")
        await code_of(maker)
        for number in range(many):
            guesser = Person(coach, "discord", f"{number % people}", said=number)
            guess = linking.code_of(secrets.token_bytes(linking.BYTES))
            found += "Is that you?" in await guesser.say(f"/link {guess}")
    return found


async def test_guesses_never_succeed(tmp_path: Path) -> None:
    assert await guesses(tmp_path / "w.db", 60, 10) == 0


@pytest.mark.soak
async def test_ten_thousand_guesses_never_succeed(tmp_path: Path) -> None:
    assert await guesses(tmp_path / "w.db", 10_000, 1_000) == 0


if __name__ == "__main__":
    asyncio.run(steps(Path(sys.argv[1]), sys.argv[2], sys.argv[3] or None))
