"""The whole roadmap, walked in one process with nothing but its standard streams."""

import json
from pathlib import Path
from typing import Any

import pytest

from support.forkserver import ProcessFactory, shared_factory
from support.processes import START, Talk, talking

WEEKS = 24


@pytest.fixture(scope="module")
def steps() -> list[dict[str, Any]]:
    """The steps of the roadmap, one for each week."""
    shown = json.loads(shared_factory().run("roadmap", "show", "six-month", "--json").out)
    return [step for phase in shown["phases"] for step in phase["steps"]]


def flat(text: str) -> str:
    return " ".join(text.split())


def check_week(talk: Talk, week: int, step: dict[str, Any], *, ticking: bool) -> None:
    """Look at the week, perhaps tick all of it, log."""
    titles = [topic["title"] for topic in step["topics"]]
    today = flat(talk.reply("/today")["text"])
    page = talk.reply("/week")
    for text in (today, flat(page["text"])):
        assert text.startswith(f"Week {week} of {WEEKS} · {step['title']}")
    assert step["project"]["title"] in flat(page["text"])
    assert step["done_when"] in flat(page["text"])
    assert any(f"1. {title} (" in today for title in titles)
    # Nothing was done in this week before.
    assert " · learn · " in today or " · rest day" in today
    assert f"Done when: {step['done_when']}" in today
    assert "Read: " in today
    assert "Streak: " in today
    assert [title in flat(page["text"]) for title in titles] == [True] * len(titles)
    assert page["buttons"][: len(titles)] == [f"☐ {title}" for title in titles]
    if ticking:
        for number, title in enumerate(titles, 1):
            page_now = talk.reply(f"!press {title}")
            assert page_now["text"].count("[x]") == number
            assert page_now["edits"] == page["id"]
        after = flat(talk.reply("/today")["text"])  # nobody is sent away
        assert "1. Build: " in after or "1. Try: " in after
        assert "1. Try: " in after or f"Project: {step['project']['title']}" in after
        assert "Done when: " in after
    assert "Logged 25 min" in talk.reply("/done 25")["text"]


@pytest.mark.soak
@pytest.mark.parametrize(("every", "first"), [(8, 8), *((3, first) for first in (1, 2, 3))])
def test_all_weeks_to_the_finish(
    tmp_path: Path, steps: list[dict[str, Any]], every: int, first: int
) -> None:
    """All topics are ticked in every so many weeks, from the first of these on."""
    assert len(steps) == WEEKS
    with talking(tmp_path / "walk.db") as talk:
        talk.ask(START)
        for week, step in enumerate(steps, 1):
            check_week(talk, week, step, ticking=week % every == first % every)
            talk.ask("!skip 1d")
            answer = flat(talk.reply("/next")["text"])
            if week < WEEKS:
                assert f"Week {week + 1} of {WEEKS} · {steps[week]['title']}" in answer
                assert f"Project: {steps[week]['project']['title']}" in answer

        assert answer.startswith("You finished")
        assert "24 weeks, 10 h logged" in answer
        assert "What you built" not in answer  # no link was ever named
        assert "You finished" in talk.reply("/today")["text"]
        refusal = talk.reply("/next")["text"]
        assert "/roadmaps" in refusal
        assert "\n" not in refusal
        assert "Week 24 of 24" in talk.reply("/back")["text"]
        assert "Week 24 of 24" in talk.reply("/today")["text"]
        assert "You finished" in talk.reply("/next")["text"]
        assert flat(talk.reply("/back")["text"]).startswith("Back to week 24.")
        assert "Week 23 of 24" in talk.reply("/back")["text"]


def test_no_two_weeks_are_alike(steps: list[dict[str, Any]]) -> None:
    topics = [topic["title"] for step in steps for topic in step["topics"]]
    projects = [step["project"]["title"] for step in steps]
    assert len(set(topics)) == len(topics)
    assert len(set(projects)) == len(projects) == WEEKS


def test_back_stops_at_the_first_week(factory: ProcessFactory, tmp_path: Path) -> None:
    with factory.talking(tmp_path / "walk.db") as talk:
        talk.ask(START)
        assert "Week 1 is the first one" in talk.reply("/back")["text"]
        talk.ask("/next")
        talk.ask("/back")
        assert "Week 1 is the first one" in talk.reply("/back")["text"]
        assert talk.reply("/today")["text"].startswith("Week 1 of 24")


def test_the_finish_is_the_end(factory: ProcessFactory, tmp_path: Path) -> None:
    with factory.talking(tmp_path / "walk.db") as talk:
        talk.ask(START)
        for _ in range(WEEKS):
            answer = talk.reply("/next")["text"]
        assert answer.startswith("You finished")
        assert "You have finished" in talk.reply("/next")["text"]
        assert "Week 24 of 24" in talk.reply("/back")["text"]
