"""Each roadmap from its first step to its last, at two paces: branch, lanes, passes, gates."""

from datetime import datetime
from pathlib import Path

import pytest

from adapters.console.render import buttons_line
from bot.domain.roadmap.model import Roadmap
from bot.roadmaps.files import Roadmaps
from support.soaking import mostly_soak
from support.terminal import Terminal, terminal

BEGINS = datetime.fromisoformat("2026-09-23T18:00+02:00")
MONDAY = datetime.fromisoformat("2026-03-02T18:00+01:00")
ROADMAPS = Roadmaps()
KINDS = ("learn", "practise", "project", "review")


def flat(text: str) -> str:
    return " ".join(text.split())


async def look_at_today(term: Terminal) -> str:
    text = await term.say("/today")
    lines = [*text.splitlines(), *buttons_line(term.shown[-1].message).splitlines()]
    assert len(lines) <= 12, text
    assert max(map(len, lines)) <= 80, text
    return flat(text)


async def look_at_week(term: Terminal, roadmap: Roadmap, week: int) -> None:
    page = flat(await term.say("/week"))
    assert page.startswith(f"Week {week} of {roadmap.weeks} · {roadmap.step_of(week).title}")
    menu = roadmap.ordering == "passes" and week > 24
    topics = [] if menu else roadmap.topics_of(week)
    assert menu == ("Pick from the menu" in term.buttons)
    assert all(topic.title in page for topic in topics)
    steps = roadmap.steps_of(week)
    slices = sum(len(step.project.slices) for step in steps if step.project)
    boxes = sum(label.startswith("☐") for label in term.buttons)
    assert menu or len(topics) <= boxes <= len(topics) + slices
    assert page.count("optional") >= sum(topic.optional for topic in topics)
    ending = [step for step in steps if step.weeks.last == week]
    for question in (each.question for step in ending for each in step.gate):
        assert question in page
    if roadmap.ordering == "lanes":
        assert f"Main lane: {steps[0].title}" in page
        assert page.count("Beside it: ") == len(steps) - 1
    if roadmap.ordering == "passes":
        assert ("a menu" if menu else f"island {(week - 1) % 12 + 1} of 12") in page


@pytest.mark.soak
@pytest.mark.parametrize("pace", ["standard", "accelerated"])
@pytest.mark.parametrize("name", ROADMAPS.ids())
async def test_from_the_first_step_to_the_last(tmp_path: Path, name: str, pace: str) -> None:
    roadmap = ROADMAPS.get(name)
    async with terminal(tmp_path / "walk.db", BEGINS) as term:
        await term.say(f"/start roadmap={name} pace={pace} tz=Europe/Berlin days=mon-sun")
        for week in range(1, roadmap.weeks + 1):
            today = await look_at_today(term)
            side = roadmap.steps_of(week)[1:]
            assert side or "Also this week: " not in today
            assert f"Week {week} of {roadmap.weeks} " in today
            await look_at_week(term, roadmap, week)
            if week % 6 == 0:
                await term.say("!skip 1d")
                await look_at_today(term)
            answer = flat(await term.say("/next"))
            for step in roadmap.steps_of(week):
                if step.weeks.last == week < roadmap.weeks:
                    assert all(each.question in answer for each in step.gate)
            if name == "islands":
                assert ("second lap" in answer) == (week == 12)
                assert ("From here on it is a menu" in answer) == (week == 24)
            if fork := roadmap.branch_at(week + 1) if week < roadmap.weeks else None:
                assert fork.question in answer
        assert answer.startswith("You finished")
        assert "You finished" in await term.say("/today")
        extended = any(label.startswith("Take: AI specialization") for label in term.buttons)
        assert extended == (name == "engineer")


@pytest.mark.parametrize("name", ROADMAPS.ids())
async def test_a_first_week_has_its_kinds_of_day(tmp_path: Path, name: str) -> None:
    """Who logs each day learns first, then builds; [Next week] waits for the last study day."""
    async with terminal(tmp_path / "week.db", MONDAY) as term:
        await term.say(f"/start roadmap={name} tz=Europe/Berlin days=mon-sat")
        kinds = []
        for day in range(6):
            today = await look_at_today(term)
            assert ("Next week" in term.buttons) == (day == 5)
            assert all(each in today for each in ("Read: ", "Done when: ", "Streak: ", " 1. "))
            kinds.append(next(each for each in KINDS if f" · {each} · " in today))
            assert kinds[-1] != "project" or "Build: " in today
            assert " 1. Build: " not in today or "Project: " in today
            await term.say("/done", "!skip 1d")
        assert kinds[0] == "learn"
        assert {"learn", "project", "review"} <= {*kinds}


@pytest.mark.parametrize("name", mostly_soak(ROADMAPS.ids()))
async def test_every_kind_of_day_fits(tmp_path: Path, name: str) -> None:
    """A rest day, a pause, all ticked: `/today` stays within its lines (promise 3.4)."""
    roadmap = ROADMAPS.get(name)
    async with terminal(tmp_path / "days.db", BEGINS) as term:
        await term.say(f"/start roadmap={name} tz=Europe/Berlin days=mon-sat")
        await term.say("!clock 2026-09-27T12:00+02:00")
        for week in range(1, roadmap.weeks + 1):
            assert "rest day" in await look_at_today(term)
            if week % 9 == 1:
                for place in range(len(roadmap.topics_of(week))):
                    await term.say("/week")
                    await term.say(f"!press {term.buttons[place]}")
                    await look_at_today(term)
            if week < roadmap.weeks:
                await term.say("/next")
        await term.say("!skip 1d", "/pause 3d")
        assert "Paused until" in await look_at_today(term)
