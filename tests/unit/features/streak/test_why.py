"""`/why`: newest first, two weeks a page, rules on demand; `/streak` in words (promise 2.10)."""

from support.terminal import Terminal

START = "/start tz=Europe/Berlin days=mon-sun from=2026-03-02"


async def test_a_page_is_two_weeks_newest_first(term: Terminal) -> None:
    await term.say(START, "/done 20", "!clock 2026-03-22T12:00+01:00")
    page = await term.screen("/why")
    assert len(page.splitlines()) <= 20
    assert page.index("Sun 22 March") < page.index("Mon 9 March")
    assert "Sun 8 March" not in page
    assert "rule" not in page.replace("[Rules]", "")
    older = await term.screen("[Older]")
    assert "Mon 2 March · studied · streak 1" in older
    assert "[Older]" not in older
    rules = await term.screen("[Rules]")
    assert "Mon 2 March · studied · streak 1 (done, rule 2.1)" in rules
    assert "(frozen, rule 2.4)" in rules or "(missed, rule 2.4)" in rules
    assert len(rules.splitlines()) <= 20
    assert "rule " not in await term.say("[Without rules]")


async def test_one_day_names_its_rule(term: Terminal) -> None:
    await term.say(START, "/done 20")
    assert "(done, rule 2.1)" in await term.say("/why 2026-03-02")


async def test_the_habit_is_told_from_the_fourth_week_on(term: Terminal) -> None:
    await term.say(START)
    assert "Your first day is waiting." in await term.say("/streak")
    await term.say("/done 20")
    assert "Habit" not in await term.say("/streak")
    await term.say("!clock 2026-03-23T12:00+01:00", "/done 20")
    assert "a missed day costs little" in await term.say("/streak")
