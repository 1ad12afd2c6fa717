"""Whether a week is done, as the learner says, and when `/next` is offered (promise 3.4e)."""

import pytest

from support.terminal import Terminal

SATURDAY = "!clock 2026-03-07T12:00+01:00"
ANSWERS = ["Yes", "Not yet"]


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.fixture
async def begun(term: Terminal) -> Terminal:
    await term.say("/start roadmap=six-month tz=Europe/Berlin days=mon-sat")
    return term


async def tick_all(term: Terminal) -> None:
    await term.say("/week")
    for label in [each for each in term.buttons if each.startswith("☐ ")]:
        await term.say(f"!press {label}")


async def test_nothing_is_asked_before_the_work_is_done(begun: Terminal) -> None:
    for page in ("/today", "/week"):
        assert "Done when: " in await begun.say(page)
        assert not {*ANSWERS, "Next week"} & {*begun.buttons}


@pytest.mark.parametrize("page", ["/today", "/week"])
async def test_yes_leads_on(begun: Terminal, page: str) -> None:
    await tick_all(begun)
    asked = flat(await begun.say(page))
    assert "Is the week done? The calculator answers" in asked
    assert begun.buttons[-2:] == ANSWERS
    assert "Next week" not in begun.buttons
    assert "Week 1 is done" in await begun.say("!press Yes")
    assert begun.buttons == ["Next week", "Today"]
    await begun.say(page)
    assert "Next week" in begun.buttons
    assert not {*ANSWERS} & {*begun.buttons}
    assert "Week 2 of 24" in await begun.say("!press Next week")


async def test_not_yet_names_what_is_missing_and_asks_again_tomorrow(begun: Terminal) -> None:
    await tick_all(begun)
    told = await begun.say("/today", "!press Not yet")
    assert "It is done when this holds" in told
    assert "Next week" not in begun.buttons
    await begun.say("/today")
    assert not {*ANSWERS, "Next week"} & {*begun.buttons}
    await begun.say("!skip 1d", "/today")
    assert begun.buttons[-2:] == ANSWERS


@pytest.mark.parametrize("page", ["/today", "/week"])
async def test_the_last_study_day_of_the_week_offers_to_go_on(begun: Terminal, page: str) -> None:
    await begun.say("!clock 2026-03-06T12:00+01:00", page)
    assert "Next week" not in begun.buttons
    await begun.say(SATURDAY, page)
    assert "Next week" in begun.buttons


async def test_another_week_asks_nothing(begun: Terminal) -> None:
    await tick_all(begun)
    await begun.say(SATURDAY, "/week 2")
    assert not {*ANSWERS, "Next week"} & {*begun.buttons}


async def test_an_old_question_is_refused(begun: Terminal) -> None:
    await tick_all(begun)
    await begun.say("/today")
    await begun.say("/next")
    assert "That week is behind you" in await begun.say("!press Not yet")


async def test_a_slice_is_ticked_and_opened_again_like_a_topic(begun: Terminal) -> None:
    await begun.say("/week")
    piece = next(each for each in begun.buttons if each.startswith("☐ Read two numbers"))
    assert "(1 of 5 pieces)" in flat(await begun.say(f"!press {piece}"))
    assert "1 study day in a row" in await begun.say("/streak")
    opened = piece.replace("☐", "☑")
    assert "(0 of 5 pieces)" in flat(await begun.say(f"!press {opened}"))


@pytest.mark.soak
async def test_a_menu_is_not_done_before_its_topic_is(term: Terminal) -> None:
    await term.say("/start roadmap=islands tz=Europe/Berlin", *["/next"] * 24, "/week")
    for label in [each for each in term.buttons if each.startswith(("☐ Chapter", "☐ Build"))]:
        await term.say(f"!press {label}")
    assert "Is the week done" not in await term.say("/today")
    await tick_all(term)
    assert "Is the week done" in await term.say("/today")


async def test_the_first_day_is_the_next_study_day(term: Terminal) -> None:
    await term.say("!clock 2026-03-07T22:00+01:00")
    assert "Mon 9 March" in await term.say("/start tz=Europe/Berlin days=mon-fri", "/start")


async def test_the_page_of_a_fork_keeps_project_and_reading(term: Terminal) -> None:
    await term.say("/start roadmap=complete-2025 tz=Europe/Berlin", *["/next"] * 16)
    page = await term.screen("/today")
    assert len(page.splitlines()) <= 12
    assert "Until you choose, I go with" in flat(page)
    for line in ("Project: ", "Read: ", "Done when: "):
        assert f"\n{line}" in page
    assert {"Project", "Compare and choose"} <= {*term.buttons}


async def test_one_day_in_all_goes_unsaid(term: Terminal) -> None:
    await term.say("/start roadmap=complete-2025 tz=Europe/Berlin")
    week = flat(await term.say("/week"))
    assert "[ ] Operators (2 h 45 min, 1-2 days in all)" in week
    assert "[ ] Input/Output (2 h 45 min) " in week


async def test_the_last_tick_leads_to_the_next_week(begun: Terminal) -> None:
    await tick_all(begun)
    assert begun.buttons[-2:] == ANSWERS
    await begun.say("!press Yes")
    assert "Next week" in begun.buttons


async def test_a_long_focus_is_shortened_at_a_word(term: Terminal) -> None:
    await term.say("/start roadmap=six-month tz=Europe/Berlin days=mon-sat", "/done 60", "!skip 3d")
    page = (await term.say("/today")).splitlines()
    (line,) = [each for each in page if each.startswith("Thu 5 March")]
    assert line.endswith("…")
    assert ": Mini-project: get the core " in line
    assert len(line) <= 80
