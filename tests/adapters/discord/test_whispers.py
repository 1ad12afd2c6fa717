"""What is private is whispered in a server, with its forms and files (promise 6.1)."""

from pathlib import Path
from typing import Any

import pytest

from support.database import count
from support.discord.home import at_home
from support.discord.server import Server
from support.discord.world import Shown, World
from support.telegram.process import until
from support.traces import in_files, in_tables

ANNA = 1_200_000_000_000_000_001
CANARY = "canary"


class Channel:
    """Somebody who uses commands in a channel of a server."""

    def __init__(self, world: World) -> None:
        self.world, self.place = world, world.place()

    @property
    def shown(self) -> list[Shown]:
        """What came there."""
        return self.world.in_channel(self.place)

    async def says(self, words: str) -> Shown:
        """Wait for a message."""
        await until(lambda: any(words in each.text for each in self.shown))
        return next(each for each in reversed(self.shown) if words in each.text)

    async def slash(self, words: str, name: str, **options: Any) -> Shown:
        """A command, and its answer with these words."""
        before = len(self.shown)
        self.world.slash(ANNA, name, channel=self.place, **options)
        await until(lambda: any(words in each.text for each in self.shown[before:]))
        return self.shown[-1]

    async def answers(self, question: Shown) -> None:
        """An option of a recall question, or an answer in its form."""
        if "Type the answer" not in question.labels:
            self.world.press(ANNA, question, "a")
            return
        asked = self.world.press(ANNA, question, "Type the answer")
        await until(lambda: asked.form is not None)
        self.world.submit(asked, {"answer": CANARY})

    async def edited(self, shown: Shown, label: str) -> None:
        """Wait until what had this button is another page."""
        await until(lambda: label not in shown.labels)

    async def fills_in(self, shown: Shown, label: str, values: dict[str, str]) -> None:
        """A button that opens a form, and what is written there."""
        asked = self.world.press(ANNA, shown, label)
        await until(lambda: asked.form is not None)
        self.world.submit(asked, values)

    async def set_up(self) -> None:
        """A plan and an entry."""
        await self.slash("You are set up", "start", tz="UTC", days="mon-sun")
        await self.slash("25 min", "done", minutes=25, note=CANARY)


@pytest.mark.usefixtures("unhurried")
async def test_a_check_in_and_its_journal(discord: Server, tmp_path: Path) -> None:
    world, club = discord.world, Channel(discord.world)
    async with at_home(discord, tmp_path / "w.db"):
        await club.set_up()
        asked = world.slash(ANNA, "checkin", channel=club.place)
        await until(lambda: asked.form is not None)
        question = await club.says("1 of 5")
        assert "Answer in one form" in question.labels
        values = {"learnt": "canary lists", "built": "a nest", "confidence": "4", "plan": "Monday"}
        world.submit(asked, values)
        await until(lambda: any("Week 2" in each.labels for each in club.shown))
        last = next(each for each in club.shown if "Week 2" in each.labels)
        world.press(ANNA, last, "Week 2")
        await club.says("Thank you")
        await club.slash("canary lists", "journal")
        exported = await club.slash("", "journal", what="export")
        assert exported.files
    assert all(each.only_to == ANNA for each in club.shown)
    assert world.unanswered == []


@pytest.mark.usefixtures("unhurried")
async def test_an_answer_is_rewritten_from_the_journal(discord: Server, tmp_path: Path) -> None:
    """Nobody listens to what is written there: the new words go into a form."""
    world, path, club = discord.world, tmp_path / "w.db", Channel(discord.world)
    async with at_home(discord, path):
        await club.set_up()
        asked = world.slash(ANNA, "checkin", channel=club.place)
        await until(lambda: asked.form is not None)
        await club.says("1 of 5")
        world.submit(asked, {"learnt": "lists", "confidence": "2"})
        await until(lambda: any("Week 2" in each.labels for each in club.shown))
        for label, values in (
            ("Learnt", {"learnt": "canary loops"}),
            ("Confidence", {"confidence": ""}),
        ):
            journal = await club.slash("Learnt", "journal")
            for each in ("Edit the latest", label):
                world.press(ANNA, journal, each)
                await club.edited(journal, each)
            await club.fills_in(journal, "Write it anew", values)
            world.messages.remove(await club.says("Changed"))
        again = await club.slash("canary loops", "journal")
        assert "2/5" not in again.text
    assert all(each.only_to == ANNA for each in club.shown)


PROGRAM = """def found(items, wanted=[]):
    for number, item in enumerate(items):
        if item in wanted:
            return number
    print("nothing")
"""


@pytest.mark.usefixtures("unhurried")
async def test_questions_about_code_that_is_pasted_or_handed_over(
    discord: Server, tmp_path: Path
) -> None:
    """Its form takes more than a message does; nothing of the code is kept."""
    world, path, club = discord.world, tmp_path / "w.db", Channel(discord.world)
    code = PROGRAM + "".join(f"canary_{each} = {each}\n" for each in range(200))
    assert 2000 < len(code) < 4000
    async with at_home(discord, path):
        await club.slash("You are set up", "start", tz="UTC", days="mon-sun")
        asked = world.slash(ANNA, "explain", channel=club.place)
        await club.says("Paste the code")
        assert asked.form is not None
        world.submit(asked, {"code": code})
        question = await club.says("1 of 3")
        assert {"a", "b"} <= set(question.labels)
        world.press(ANNA, await club.slash("1 of 3", "explain"), "Other code")
        offered = await club.says("hand over a .py file")
        again = world.press(ANNA, offered, "Paste the code")
        await until(lambda: again.form is not None)
        before = len(club.shown)
        world.submit(again, {"file": world.attach("mine.py", PROGRAM.encode())})
        await until(lambda: any("1 of 3" in each.text for each in club.shown[before:]))
        await until(lambda: not in_tables(path, "canary_1"))
    assert all(each.only_to == ANNA for each in club.shown)
    assert world.unanswered == []


@pytest.mark.soak
async def test_out_erased_and_in_again(discord: Server, tmp_path: Path) -> None:
    world, path, club = discord.world, tmp_path / "w.db", Channel(discord.world)
    async with at_home(discord, path):
        await club.set_up()
        handed = await club.slash("all that I know", "export")
        ((name, content),) = handed.files
        asked = world.slash(ANNA, "import", channel=club.place)
        offered = await club.says("hand over the file")
        assert offered.labels == ["Choose the file"]
        assert asked.form is not None
        asked = world.slash(ANNA, "forget", channel=club.place)
        await until(lambda: asked.form is not None)
        shown = await club.says("If you are sure, press")
        assert shown.labels == ["Erase me", "Keep everything"]
        wrong = world.submit(asked, {"word": "no"})
        await until(lambda: wrong.original and "Nothing was erased" in wrong.original.text)
        assert count(path, "entry") == 1
        again = world.press(ANNA, shown, "Erase me")
        await until(lambda: again.form is not None)
        world.submit(again, {"word": "forget"})
        await club.says("you are forgotten")
        await until(lambda: not in_tables(path, CANARY, str(ANNA)))
        await until(lambda: not in_files(tmp_path, CANARY, str(ANNA)))
        again = world.press(ANNA, offered, "Choose the file")
        await until(lambda: again.form is not None)
        world.submit(again, {"file": world.attach(name, content)})
        await club.says("1 entry")
    assert count(path, "entry") == 1
    assert all(each.only_to == ANNA for each in club.shown)
    assert world.unanswered == []


async def test_a_code_of_link(discord: Server, tmp_path: Path) -> None:
    club = Channel(discord.world)
    async with at_home(discord, tmp_path / "w.db"):
        assert "Your code" in (await club.slash("code", "link")).text
        await club.slash("nothing to unlink", "unlink")
    assert all(each.only_to == ANNA for each in club.shown)


@pytest.mark.soak
async def test_a_review(discord: Server, tmp_path: Path) -> None:
    """By buttons and by its form, of which nobody else in the channel sees anything."""
    world, path, club = discord.world, tmp_path / "w.db", Channel(discord.world)
    async with at_home(discord, path):
        await club.set_up()
        week = await club.slash("Week 1", "week")
        ticked = next(each for each in week.labels if "Loops" in each)
        world.press(ANNA, week, ticked)
        await until(lambda: count(path, "entry") == 2)
        question = await club.slash("1 of 5 · ", "review")
        for number in range(1, 4):
            await club.answers(question)
            world.press(ANNA, await club.says("it is. How sure are you?"), "Sure")
            question = await club.slash(f"{number + 1} of 5 · ", "review")
            assert count(path, "recall_answer") == number
    assert all(each.only_to == ANNA for each in club.shown if each is not week)
    assert world.unanswered == []
