"""The check-in: kept answer by answer, settled by /next, finished, edited (promises 3.5, 4.1, 5)."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat.events import ButtonPressed, Origin
from bot.domain.learner import Learner, MoveCause
from bot.domain.reflection import Checkin, Question
from support.terminal import Terminal, terminal

START = "/start tz=Europe/Berlin"
SUNDAY = "!clock 2026-03-08T18:01+01:00"
NEXT_DAY = "!clock 2026-03-09T19:00+01:00"
SKIPS = ["[Skip]"] * 5


async def learner_of(term: Terminal) -> Learner:
    async with term.coach._store.work() as work:
        origin = Origin(platform="terminal", account="me", name="me", chat="me")
        return await work.learners.by_origin(origin, term.clock.now())


async def last_of(term: Terminal) -> Checkin:
    return (await learner_of(term)).checkins[-1]


async def week_of(term: Terminal) -> int:
    return (await learner_of(term)).enrolments[-1].week


async def test_the_opening_has_just_move_on_first(term: Terminal) -> None:
    await term.say(START, SUNDAY)
    assert "1 of 5 · What did you learn?" in await term.say("/checkin")
    assert term.buttons == ["Just move on", "Skip"]


async def test_a_check_in_comes_by_itself_and_is_answered_in_words(term: Terminal) -> None:
    await term.say(START)
    assert "Let's look back on week 1" in await term.say(SUNDAY)
    assert "2 of 5" in await term.say("dicts and sets")
    assert (await last_of(term)).latest == {Question.LEARNT: "dicts and sets"}


async def test_before_set_up_there_is_none(term: Terminal) -> None:
    assert "/start" in await term.say("/checkin")


async def test_a_restart_and_a_day_lose_nothing(tmp_path: Path) -> None:
    path, begins = tmp_path / "me.db", datetime.fromisoformat("2026-03-02T18:00+01:00")
    async with terminal(path, begins) as term:
        await term.say(START, SUNDAY, "dicts", "a calculator")
    async with terminal(path, begins + timedelta(days=7)) as term:
        assert "3 of 5" in await term.say("/checkin")
        assert "4 of 5" in await term.say("sets")
        latest = (await last_of(term)).latest
    assert latest == {
        Question.LEARNT: "dicts",
        Question.BUILT: "a calculator",
        Question.HARD: "sets",
    }


async def test_a_command_in_between_leaves_the_question_open(term: Terminal) -> None:
    await term.say(START, SUNDAY, "dicts", "/today", "/settings")
    assert "3 of 5" in await term.say("a calculator")


async def test_all_can_be_skipped(term: Terminal) -> None:
    await term.say(START, SUNDAY, *SKIPS)
    assert "which week are you in now" in await term.say("/checkin")
    assert "All skipped, and that is fine" in await term.say("[Skip]")
    checkin = await last_of(term)
    assert not checkin.is_open
    assert not checkin.is_reflection
    assert await week_of(term) == 1


async def test_next_settles_the_week_and_leaves_the_rest_open(term: Terminal) -> None:
    await term.say(START, SUNDAY, "/next")
    checkin = await last_of(term)
    assert checkin.latest == {Question.WEEK: "2"}
    assert checkin.is_open
    assert "2 of 5" in await term.say("dicts")
    assert "Thank you" in await term.say(*["[Skip]"] * 4)
    assert not (await last_of(term)).is_open
    assert await week_of(term) == 2


async def test_next_closes_a_check_in_of_which_nothing_else_is_open(term: Terminal) -> None:
    await term.say(START, SUNDAY, "dicts", *["[Skip]"] * 4, "/next")
    checkin = await last_of(term)
    assert not checkin.is_open
    assert checkin.is_reflection
    assert checkin.finished_on is not None


async def test_just_move_on_is_one_tap_and_sets_the_questions_aside(term: Terminal) -> None:
    await term.say(START, SUNDAY)
    assert "On to week 2." in await term.say("[Just move on]")
    assert (await last_of(term)).latest == {Question.WEEK: "2"}
    assert "Here is a way in" in await term.say("what now")
    assert (await last_of(term)).latest == {Question.WEEK: "2"}
    assert "1 of 5" in await term.say("/checkin")
    assert "2 of 5" in await term.say("dicts")


async def test_just_move_on_twice_moves_once(term: Terminal) -> None:
    await term.say(START, SUNDAY, "[Just move on]")
    assert "You moved on already" in await term.say("[Just move on]")
    assert await week_of(term) == 2


async def test_the_reminder_comes_once_and_not_after_next(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-07T12:00+01:00", "/today", SUNDAY)
    assert "Your check-in is still here" in await term.say(NEXT_DAY)
    assert "still here" not in await term.say("!skip 3d")


async def test_no_reminder_after_next(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-07T12:00+01:00", "/today", SUNDAY, "/next")
    assert "still here" not in await term.say(NEXT_DAY)


@pytest.mark.parametrize("text", ["0", "6", "4.5", "very", "2 or 3"])
async def test_confidence_is_a_number_from_1_to_5(term: Terminal, text: str) -> None:
    await term.say(START, "/checkin", *["[Skip]"] * 3)
    assert "a number from 1 to 5" in await term.say(text)
    assert Question.CONFIDENCE not in (await last_of(term)).latest
    assert "5 of 5" in await term.say("5")


@pytest.mark.parametrize(("text", "week"), [("1", 1), ("7", 7), ("24", 24)])
async def test_any_week_can_be_typed(term: Terminal, text: str, week: int) -> None:
    await term.say(START, "/checkin", *SKIPS)
    await term.say(text)
    enrolment = (await learner_of(term)).enrolments[-1]
    assert enrolment.week == week
    assert enrolment.moves[-1].cause is (MoveCause.CHECKIN if week > 1 else MoveCause.START)


@pytest.mark.parametrize("text", ["0", "26", "-1", "soon", "2 or 3"])
async def test_what_is_no_week_changes_nothing(term: Terminal, text: str) -> None:
    await term.say(START, "/checkin", *SKIPS)
    assert "a number from 1 to 24" in await term.say(text)
    assert (await last_of(term)).is_open


async def test_the_last_week_can_be_finished(term: Terminal) -> None:
    await term.say(START, "/checkin", *SKIPS, "24", "!skip 1m", "/checkin", "a capstone")
    await term.say(*["[Skip]"] * 4)
    assert term.buttons == ["Week 24 again", "I finished the last week", "Skip"]
    assert "You finished" in await term.say("[I finished the last week]")
    enrolment = (await learner_of(term)).enrolments[-1]
    assert enrolment.finished
    assert "You have finished this roadmap" in await term.say("/checkin")


async def test_a_stale_skip_takes_no_answer_away(term: Terminal) -> None:
    await term.say(START, "/checkin", "dicts")
    first = term.shown[1].message.buttons[-1][-1]
    assert first.action == "checkin-skip 1 learnt"
    await term.coach.handle(_pressed(term, first.action))
    assert (await last_of(term)).latest == {Question.LEARNT: "dicts"}


async def test_a_button_of_an_older_check_in_moves_nobody(term: Terminal) -> None:
    await term.say(START, "/checkin", *SKIPS)
    stale = term.shown[-1].message.buttons[1][0]
    assert stale.label == "Week 2"
    await term.say("5", "/checkin")
    await term.coach.handle(_pressed(term, stale.action))
    assert await week_of(term) == 5


def _pressed(term: Terminal, action: str) -> ButtonPressed:
    return ButtonPressed(id="stale", origin=term.console._origin(), action=action)


async def test_a_newer_check_in_closes_the_older_as_it_stands(term: Terminal) -> None:
    await term.say(START, SUNDAY, "dicts", "!clock 2026-03-15T18:01+01:00")
    older, newer = (await learner_of(term)).checkins
    assert not older.is_open
    assert older.finished_on is None
    assert newer.is_open


async def test_it_looks_back_on_the_week_that_was_just_finished(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-07T12:00+01:00", "/next")
    assert "look back on week 1" in await term.say(SUNDAY)
    assert "which week are you in now?" in await term.say(*["!press skip"] * 5)
    assert "You are in week 2 now" in await term.say("!press week 2 again")


async def test_days_after_a_next_it_looks_back_on_the_week_at_hand(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-05T12:00+01:00", "/next")
    assert "look back on week 2" in await term.say(SUNDAY)


async def test_the_plan_of_last_time_comes_back(term: Terminal) -> None:
    await term.say(START, "/checkin", *["[Skip]"] * 4, "Tuesday at 19:00", "1", "!skip 1m")
    assert "Last time you planned: “Tuesday at 19:00”" in await term.say("/checkin")


async def test_an_answer_can_be_edited(term: Terminal) -> None:
    await term.say(START, "/checkin", "dicts", *["[Skip]"] * 4, "1")
    await term.say("/journal", "[Edit the latest]", "[Built]")
    assert "Changed." in await term.say("a calculator")
    checkin = await last_of(term)
    assert checkin.latest[Question.BUILT] == "a calculator"
    assert not checkin.is_open
    assert "You're welcome" in await term.say("thanks")


async def test_an_answer_can_be_taken_out(term: Terminal) -> None:
    await term.say(START, "/checkin", "dicts", "a calculator", *["[Skip]"] * 3, "1")
    await term.say("/journal", "[Edit the latest]", "[Learnt]", "[Take it out]")
    assert (await last_of(term)).latest[Question.LEARNT] is None


async def test_an_edit_is_not_meant_the_day_after(term: Terminal) -> None:
    await term.say(START, "/checkin", "dicts", *["[Skip]"] * 4, "1")
    await term.say("/journal", "[Edit the latest]", "[Built]", "!skip 1d")
    assert "I only understand" in await term.say("calculator")
    assert (await last_of(term)).latest[Question.BUILT] is None


async def test_a_check_in_that_comes_takes_the_place_of_an_edit(term: Terminal) -> None:
    await term.say(START, "/checkin", "dicts", *["[Skip]"] * 4, "1")
    await term.say(SUNDAY.replace("18:01", "17:50"), "/journal", "[Edit the latest]", "[Built]")
    await term.say(SUNDAY)
    assert "2 of 5" in await term.say("hello")


@pytest.mark.soak
async def test_two_late_check_ins_lead_to_an_offer(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-22T18:01+01:00")
    assert "plan can bend" not in await term.say("dicts", *["[Skip]"] * 4, "1")
    await term.say("!clock 2026-03-29T18:01+02:00")
    assert "Your plan can bend" in await term.say("sets", *["[Skip]"] * 4, "1")
    assert term.buttons == ["Today", "Finish later", "Lighter weeks", "All choices"]
    assert "This is what would change" in await term.say("[Finish later]")


async def test_next_as_the_last_answer_brings_the_offer_too(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-22T18:01+01:00", "dicts", *["[Skip]"] * 4, "1")
    await term.say("!clock 2026-03-29T18:01+02:00", "sets", *["[Skip]"] * 4)
    assert "Your plan can bend" in await term.say("/next")
    assert "This is what would change" in await term.say("!press finish later")


@pytest.mark.soak
async def test_after_the_dates_moved_lateness_counts_anew(term: Terminal) -> None:
    await term.say(START, "!clock 2026-03-22T18:01+01:00", "dicts", *["[Skip]"] * 4, "1")
    await term.say("/plan", "[Move the dates to today]", "[Yes, move the dates]")
    await term.say("!clock 2026-04-19T18:01+02:00")
    assert "plan can bend" not in await term.say("/checkin", "sets", *["[Skip]"] * 4, "1")


async def test_two_early_check_ins_lead_to_a_faster_pace(term: Terminal) -> None:
    await term.say(START, "!skip 1m", "/checkin", *SKIPS, "5", "!skip 1m")
    assert "You are ahead of your dates" in await term.say("/checkin", "all", *SKIPS[1:], "6")
    labels = [b.label for out in term.shown for line in out.message.buttons for b in line]
    assert "Faster: Accelerated" in labels


async def test_after_long_silence_it_asks_whether_to_go_on(term: Terminal) -> None:
    await term.say(START)
    assert "Shall I go on?" in await term.say("!clock 2026-06-01T12:00+02:00")
    assert term.buttons == ["Yes, go on", "Pause for two weeks", "Stop writing to me"]
    assert "I'll write again" in await term.say("[Yes, go on]")
    assert "Week 1 of 24" in await term.say("!skip 2d")


async def test_stop_is_silence_until_the_learner_writes(term: Terminal) -> None:
    await term.say(START, "!clock 2026-06-01T12:00+02:00")
    assert "until you write to me" in await term.say("[Stop writing to me]")
    assert await term.say("!skip 8w") == ""
    await term.say("/today")
    assert await term.say("!skip 2d") != ""
