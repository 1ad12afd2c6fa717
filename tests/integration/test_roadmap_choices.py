"""Forks, trimming, checklists, switching and versions, as a learner meets them (3.7 and 3.8)."""

import re
from datetime import datetime
from pathlib import Path

import pytest
import yaml

from bot.features.roadmaps.gaps import left_out
from bot.features.study.checklist import shipped_projects
from bot.roadmaps.files import ROADMAP_DATA, Roadmaps
from support.database import count
from support.terminal import Terminal, terminal

AT = datetime.fromisoformat("2026-03-02T18:00+01:00")
OWN = "six-month"


def flat(text: str) -> str:
    return " ".join(text.split())


async def started(term: Terminal, roadmap: str, weeks: int = 0) -> None:
    await term.say(f"/start roadmap={roadmap} tz=Europe/Berlin days=mon-sun")
    for _ in range(weeks):
        await term.say("/next")


async def chosen(term: Terminal, option: str) -> str:
    await term.say("/plan", "!press Compare and choose")
    return flat(await term.say(f"!press {option}"))


@pytest.mark.soak
async def test_what_follows_the_fork_moves_and_the_learner_with_it(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025", 21)
        before = flat(await term.say("/plan"))
        assert "Week 22 of 36 · Database management" in before
        due = re.search(r"Week 22 until: (\w+ \d+ \w+)", before)
        assert due is not None
        assert "Week 23 of 37 · Database management" in await chosen(term, "Option B")
        assert f"Week 23 until: {due[1]}" in flat(await term.say("/plan"))
        assert "option B" in await term.say("/week 21")
        assert "Week 22 of 36 · Database management" in await chosen(term, "Option A")
        assert f"Week 22 until: {due[1]}" in flat(await term.say("/plan"))
        assert "option A" in await term.say("/week 20")


@pytest.mark.soak
async def test_the_fork_is_asked_until_it_is_chosen_and_no_tick_is_lost(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025", 15)
        assert "Compare and choose" not in term.buttons
        await term.say("/next", "/week", "!press Pydantic")
        assert "Compare and choose" in term.buttons
        await term.say("/today", "!press Compare and choose", "!press Option B")
        await term.say("/week", "!press Django basics")
        assert "Compare and choose" not in term.buttons
        await chosen(term, "Option A")
        assert "[x] Pydantic models" in await term.say("/week")
        await chosen(term, "Option B")
        assert "[x] Django basics" in await term.say("/week")
    async with terminal(tmp_path / "a.db", AT) as term:
        assert "option B" in await term.say("/today")


async def test_optional_topics_are_trimmed_and_brought_back(tmp_path: Path) -> None:
    roadmap = Roadmaps().get("complete-2025")
    week = next(
        week
        for week in range(1, roadmap.weeks + 1)
        if any(topic.optional for topic in roadmap.topics_of(week))
    )
    title = next(topic.title for topic in roadmap.topics_of(week) if topic.optional)
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025")
        assert title in await term.say(f"/week {week}")
        told = flat(await term.say("/plan", "!press Trim optional"))
        assert f"Week {week}: {title}" in told
        assert "Your dates stay as they are" in told
        assert title in await term.say(f"/week {week}")
        await term.say("!press Yes, leave them out")
        assert title not in await term.say(f"/week {week}")
        await term.say("!press Bring optional")
        assert title in await term.say(f"/week {week}")


async def test_all_roadmaps_fit_a_screen_and_one_says_more(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        page = (await term.say("/roadmaps")).splitlines()
        assert len(page) <= 20
        assert all(len(line) <= 80 for line in page)
        assert sum(line.startswith("For you if: ") for line in page) >= 3
        first = flat(await term.say("!press Details"))
        assert first.startswith("Six months to Python backend developer For you if:")
        assert "You end with: a deployed capstone" in first
        assert first == flat(await term.say("/roadmaps six-month"))
        assert first == flat(await term.say("/roadmaps Six months"))
        assert "(our figures)" in await term.say("/roadmaps europe-jobs")
        assert "I don't know a roadmap called nope" in await term.say("/roadmaps nope")


@pytest.mark.soak
async def test_a_fork_in_three_lines_an_option_and_the_rest_behind_a_button(
    tmp_path: Path,
) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025", 16)
        await term.say("/today")
        page = await term.say("!press Compare and choose")
        assert len(page.splitlines()) <= 10
        assert "1 more week" in page
        assert "Against it" not in page
        assert "Against it" in await term.say("!press Compare all")
        assert "Option B: Django it is" in await term.say("!press Option B")


async def test_hours_in_the_name_of_a_pace_are_told_once(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025")
        await term.say("/plan")
        assert "Evenings, 10-15 hours a week" in term.buttons
        told = flat(await term.say("!press Evenings", "!press Yes, move"))
        assert "Hours a week: 18-24 → 10-15" in told
        assert "Pace: Evenings, 10-15 hours a week Week 1" in told


async def test_the_plan_of_lanes_shows_where_one_stands_in_each(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "europe-jobs")
        before = await term.say("/plan")
        done = re.search(r"Version control \(Git\), this week \S+ 0/(\d+)", before)
        assert done is not None
        topic = next(
            topic
            for step in Roadmaps().get("europe-jobs").steps_of(1)
            if step.lane == "git"
            for topic in step.topics
        )
        await term.say("/week", f"!press ☐ {topic.title}")
        assert f"1/{done[1]}" in await term.say("/plan")
        await term.say("/start roadmap=six-month", "!press Switch", "!press Yes, switch")
        assert "0/" not in await term.say("/plan")


async def test_trimming_leaves_a_menu_whole(tmp_path: Path) -> None:
    roadmap = Roadmaps().get("islands")
    menu = [topic.title for topic in roadmap.step_of(25).topics]
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "islands")
        await term.say("/plan", "!press Trim optional", "!press Yes, leave them out")
        assert "Today: " not in await term.say("/week 2")
        assert menu[0] in flat(await term.say("/week 25"))
        await term.say("!press Pick from the menu")
        assert all(any(each.startswith(title[:50]) for each in term.buttons) for title in menu)


async def test_a_mark_is_no_study(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025")
        assert "1 of 7" in await term.say("/checklist", "!press A contribution")
        assert "Your first day is waiting." in await term.say("/streak")
        assert "nothing to take back" in await term.say("/undo")
        assert "1 of 7" in await term.say("/checklist")
        assert "0 of 7" in await term.say("!press A contribution")


def test_parts_of_one_project_are_shipped_once() -> None:
    roadmap = Roadmaps().get("six-month")
    steps = [step for step in roadmap.steps if step.project]
    names = [f"project:{roadmap.id}:{step.id}" for step in steps]
    families = {step.project.family for step in steps if step.project}
    assert shipped_projects([*names, "streak:7"], [roadmap]) == len(families)
    assert shipped_projects(["project:gone:week-01"], []) == 1


@pytest.mark.soak
async def test_history_proves_the_projects(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "complete-2025")
        for _ in range(10):
            await term.say("/done 25 https://github.com/me/work", "/next", "/next")
        page = flat(await term.say("/checklist"))
        assert "proved by your history" in page
        assert "1 of 7" in page
        assert not any("Portfolio" in label for label in term.buttons)


async def test_what_was_met_before_is_ticked_on_confirmation_only(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "six-month")
        await term.say("/week", "!press Variables", "!skip 1d")
        await term.say("/start roadmap=complete-2025", "!press Switch to", "!press Yes, switch")
        assert "Tick them" in term.buttons
        assert "[x]" not in await term.say("/week")
        await term.say("!press Tick them")
        assert "[x] Variables" in await term.say("/week")
        assert "Today is still open" in await term.say("/streak")
        await term.say("/undo", "/undo")
        assert "[x] Variables" in await term.say("/week")
        assert "[ ] Variables" in await term.say("!press ☑ Variables and data")


@pytest.mark.parametrize(
    ("name", "subject"),
    [
        ("engineer", "FastAPI"),
        ("engineer", "Flask"),
        ("six-month", "AWS"),
        ("complete-2025", "AWS"),
    ],
)
def test_what_a_roadmap_names_in_its_weeks_is_not_left_out(name: str, subject: str) -> None:
    assert subject not in left_out(Roadmaps().get(name))


def test_what_a_roadmap_leaves_out_is_told_by_its_concepts() -> None:
    assert {"Django", "Kubernetes"} <= {*left_out(Roadmaps().get("six-month"))}
    assert "Django" not in left_out(Roadmaps().get("europe-jobs"))


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A host's directory that holds a copy of a roadmap."""
    place = tmp_path / "own"
    place.mkdir()
    text = (ROADMAP_DATA / f"{OWN}.yaml").read_text(encoding="utf-8")
    (place / "mine.yaml").write_text(text.replace(f"id: {OWN}", "id: mine", 1), encoding="utf-8")
    return place


def edit(own: Path, old: str, new: str) -> None:
    path = own / "mine.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


@pytest.mark.soak
async def test_an_edit_waits_until_it_is_taken(tmp_path: Path, own: Path) -> None:
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        await started(term, "mine", 2)
        await term.say("/week")
        edit(own, "OOP and error handling", "Objects and errors")
        first = flat(await term.say("/today"))
        assert first.startswith("Week 3 of 24 · OOP and error handling")
        assert "There is an update" in first
        assert "There is an update" not in await term.say("/today")
        await term.say("/plan")
        assert "Objects and errors" in await term.say("!press See what changed")
        assert "OOP and error handling" in await term.say("!press Stay on mine", "/today")
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        assert "OOP and error handling" in await term.say("/today")
        await term.say("/plan", "!press See what changed", "!press Take the update")
        assert flat(await term.say("/today")).startswith("Week 3 of 24 · Objects and errors")
        assert "update" not in await term.say("/plan")


async def test_the_longest_names_can_be_ticked(tmp_path: Path, own: Path) -> None:
    """A roadmap of one's own may give ids of 32 characters to topics, projects and slices."""
    family, part = "command-line-calculator-for-four", "commit-in-six-steps-that-say-why"
    edit(own, "{id: unpacking, ", f"{{id: {'unpacking-and-' + 'x' * 18}, ")
    edit(own, "family: calculator\n", f"family: {family}\n")
    edit(own, "{id: calculator,", f"{{id: {family},")
    edit(own, "{id: push, ", f"{{id: {part}, ")
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        await started(term, "mine")
        await term.say("/week", "!press Unpacking", "!press Commit the rest")
        assert "☑ Unpacking" in " ".join(term.buttons)
        shown = await term.say("/week")
        assert (shown.count("[x]"), "1 of" in shown) == (1, True)
        await term.say("!press Unpacking")
        assert (await term.say("/week")).count("[x]") == 0


@pytest.mark.parametrize("how", ["gone", "broken", "shorter"])
async def test_no_file_moves_a_running_learner(tmp_path: Path, own: Path, how: str) -> None:
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        await started(term, "mine", 4)
        before = await term.say("/week", "/plan")
        if how == "gone":
            (own / "mine.yaml").unlink()
        elif how == "broken":
            edit(own, "id: mine", "id: mine\nnonsense: 1")
        else:
            short = (ROADMAP_DATA / "engineer-ai.yaml").read_text(encoding="utf-8")
            (own / "mine.yaml").write_text(
                short.replace("id: engineer-ai", "id: mine", 1), encoding="utf-8"
            )
        after = await term.say("/week", "/plan")
        assert (
            after.replace(
                "\nThere is an update of your roadmap. You stay on yours until you take it.", ""
            )
            == before
        )
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        assert "Week 5 of 24" in await term.say("/today")
        assert "Week 6 of 24" in await term.say("/next")


async def test_a_content_is_kept_once(tmp_path: Path) -> None:
    async with terminal(tmp_path / "a.db", AT) as term:
        await started(term, "six-month")
        await term.say("!as other")
        await started(term, "six-month")
    assert count(tmp_path / "a.db", "roadmap_content") == 1


async def test_a_hosts_roadmap_stands_beside_ours(
    tmp_path: Path, own: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (own / "bad.yaml").write_text("id: bad\n", encoding="utf-8")
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        told = capsys.readouterr().err.splitlines()
        assert len(told) == 1
        assert "bad.yaml:1:" in told[0]
        page = await term.say("/roadmaps", "/roadmaps mine", "/roadmaps islands")
        assert re.search(r"Name: +mine", page)
        assert re.search(r"Name: +islands", page)
        assert "bad" not in page
        assert "no such roadmap" in await term.say("/start roadmap=bad")
        assert "You are set up" in await term.say("/start roadmap=mine tz=Europe/Berlin")


@pytest.mark.soak
async def test_a_great_update_is_told_in_a_dozen_lines(tmp_path: Path, own: Path) -> None:
    whole = (own / "mine.yaml").read_text(encoding="utf-8")
    text = yaml.safe_load(whole)
    for step in (step for phase in text["phases"] for step in phase["steps"]):
        needed = {need for each in step["project"]["slices"] for need in each.get("needs", ())}
        served = [each.get("goal") for each in step["topics"]]
        step["topics"] = [
            each
            for each in step["topics"]
            if not each.get("optional")
            or each["id"] in needed
            or (each.get("goal") and served.count(each["goal"]) == 1)
        ]
        step["done_when"] = "It works."
    async with terminal(tmp_path / "a.db", AT, own_roadmaps=own) as term:
        (own / "mine.yaml").write_text(yaml.safe_dump(text, sort_keys=False), encoding="utf-8")
        await started(term, "mine")
        (own / "mine.yaml").write_text(whole, encoding="utf-8")
        assert "There is an update" in await term.say("/today")
        page = await term.say("!press See what changed")
        assert len(page.splitlines()) <= 12
        assert re.search(r"\d+ new topics: “", page)
        assert re.search(r"24 smaller changes", page)
        assert "other words" not in page
        assert "You are on the new version" in await term.say("!press Take the update")


async def test_what_to_read_in_another_week(term: Terminal) -> None:
    await term.say("/start roadmap=six-month tz=Europe/Berlin")
    assert "Week 2 of 24" in await term.say("/resources 2")
    assert "weeks 1 to 24" in await term.say("/resources 99")
