"""The second look before a nudge goes out: sent, skipped, or put off (promises 4.1 to 4.5)."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from bot.domain.calendar import resolve
from bot.domain.delivery import Due, MessageKind, Nudge
from bot.domain.history import EntryKind, Pause
from bot.domain.learner import Enrolment, Learner, Move, MoveCause, Pacing, stamped
from bot.domain.nudges.decide import Decision, Reason, Send, Skip, Wait, decide, is_comeback
from bot.domain.plan import Anchor
from bot.domain.preferences import SettingChange
from bot.domain.reflection import Answer, Checkin, Question
from bot.domain.streak.fold import ledger

ZONE = "Europe/Berlin"
DAY = timedelta(days=1)


def on(wall: str) -> datetime:
    """`03-02 18:00` in Berlin in 2026."""
    return resolve(datetime.fromisoformat(f"2026-{wall}"), ZONE)


SET_UP = on("03-02 18:00")
MONDAY = SET_UP.date()


class Life:
    """Somebody in Berlin who set up on Monday 2 March at 18:00; every method is a fact more."""

    def __init__(self, **chosen: str) -> None:
        changes = {"tz": ZONE, "days": "mon-sat", **chosen}
        enrolment = Enrolment(
            1,
            "six-month",
            "1",
            SET_UP,
            MONDAY,
            moves=(Move(1, MoveCause.START, SET_UP, MONDAY),),
            pacings=(Pacing(Anchor(1, MONDAY), "standard", SET_UP),),
        )
        self.me = Learner(
            1,
            "me",
            SET_UP,
            settings=tuple(SettingChange(k, v, SET_UP, MONDAY) for k, v in changes.items()),
            enrolments=(enrolment,),
            heard_at=(SET_UP,),
        )

    def log(self, *walls: str, **what: Any) -> "Life":
        for wall in walls:
            entry = stamped(self.me, on(wall), EntryKind.DONE, **what)
            entry = replace(entry, id=len(self.me.entries) + 1)
            self.me = replace(self.me, entries=self.me.entries.plus(entry))
        return self

    def sent(self, kind: MessageKind, *walls: str) -> "Life":
        for wall in walls:
            nudge = Nudge(kind, self.me.today(on(wall)), on(wall), went_out=True)
            self.me = replace(self.me, nudges=self.me.nudges.plus(nudge))
        return self

    def heard(self, wall: str) -> "Life":
        self.me = replace(self.me, heard_at=(on(wall),))
        return self

    def paused(self, first: str, days: int) -> "Life":
        begins = on(f"{first} 12:00")
        last = begins.date() + (days - 1) * DAY
        pause = Pause(1, begins, begins.date(), begins.date(), last, last)
        self.me = replace(self.me, pauses=(pause,))
        return self

    def moved(self, cause: MoveCause, week: int, wall: str) -> "Life":
        step = Move(week, cause, on(wall), self.me.today(on(wall)))
        enrolment = self.me.enrolments[-1]
        moves = (*enrolment.moves, step)
        self.me = replace(self.me, enrolments=(replace(enrolment, moves=moves),))
        return self

    def checkin(self, wall: str, *questions: Question, done: str | None = None) -> "Life":
        answers = tuple(Answer(each, "words", on(wall)) for each in questions)
        opened = Checkin(1, on(wall), self.me.today(on(wall)), 1, answers)
        if done:
            finished = self.me.today(on(done))
            opened = replace(opened, closed_at=on(done), finished_on=finished)
        self.me = replace(self.me, checkins=self.me.checkins.plus(opened))
        return self

    def decide(self, kind: MessageKind, due: str, now: str | None = None) -> Decision:
        at = on(now or due)
        each = Due(kind, self.me.today(on(due)), on(due))
        return decide(self.me, each, lambda: ledger(self.me.history, at), at)

    def prompt(self, due: str, now: str | None = None) -> Decision:
        return self.decide(MessageKind.DAILY_PROMPT, due, now)


PROMPT, COMEBACK = Send(MessageKind.DAILY_PROMPT), Send(MessageKind.COMEBACK)


def test_before_set_up_and_after_the_finish_nothing_is_sent() -> None:
    life = Life()
    history = ledger(life.me.history, on("03-03 08:00"))
    nobody = replace(life.me, enrolments=())
    due = Due(MessageKind.DAILY_PROMPT, MONDAY + DAY, on("03-03 08:00"))
    assert decide(nobody, due, lambda: history, due.at) == Skip(Reason.FINISHED)
    life.moved(MoveCause.FINISH, 25, "03-03 07:00")
    assert life.prompt("03-03 08:00") == Skip(Reason.FINISHED)
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00") == Skip(Reason.FINISHED)
    life.moved(MoveCause.BACK, 24, "03-03 07:30")
    assert life.prompt("03-03 08:00") == PROMPT


def test_a_pause_silences_everything() -> None:
    life = Life(saver="on").checkin("03-02 19:00").paused("03-03", 3)
    for kind in (
        MessageKind.DAILY_PROMPT,
        MessageKind.STREAK_SAVER,
        MessageKind.CHECKIN,
        MessageKind.CHECKIN_REMINDER,
    ):
        assert life.decide(kind, "03-05 20:00") == Skip(Reason.PAUSED)
    assert life.prompt("03-06 08:00") == PROMPT


def test_a_prompt_is_for_a_study_day_that_is_not_done() -> None:
    life = Life()
    assert life.prompt("03-03 08:00") == PROMPT
    assert life.prompt("03-08 08:00") == Skip(Reason.REST)
    assert life.log("03-03 07:00").prompt("03-03 08:00") == Skip(Reason.DONE)
    assert life.prompt("03-04 08:00") == PROMPT


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        ("03-03 08:00", PROMPT),
        ("03-03 11:00", PROMPT),
        ("03-03 11:01", Skip(Reason.STALE)),
        ("03-06 08:00", Skip(Reason.STALE)),
    ],
)
def test_a_prompt_is_at_most_three_hours_late(now: str, expected: Decision) -> None:
    assert Life().prompt("03-03 08:00", now) == expected


def test_a_late_prompt_is_one_of_the_same_learner_day() -> None:
    owl = Life(at="03:30")
    assert owl.prompt("03-04 03:30", "03-04 03:59") == PROMPT
    assert owl.prompt("03-04 03:30", "03-04 04:00") == Skip(Reason.STALE)


def test_a_late_prompt_keeps_out_of_quiet_hours_unless_its_own_time_lies_in_them() -> None:
    evening = Life(at="20:30")
    assert evening.prompt("03-03 20:30", "03-03 21:59") == PROMPT
    assert evening.prompt("03-03 20:30", "03-03 22:00") == Skip(Reason.QUIET)
    night = Life(at="23:00")
    assert night.prompt("03-03 23:00", "03-04 01:30") == PROMPT
    free = Life(at="20:30", quiet="off")
    assert free.prompt("03-03 20:30", "03-03 23:00") == PROMPT


def test_a_prompt_that_a_move_put_into_quiet_hours_is_skipped() -> None:
    """Its own time was 21:00; the move made the day begin at 23:00, which nobody chose."""
    assert Life(at="21:00").prompt("03-03 23:00") == Skip(Reason.QUIET)


def test_three_messages_a_day_at_the_very_most() -> None:
    life = Life(saver="on", checkin="tue-18:00", at="08:00")
    life.sent(MessageKind.DAILY_PROMPT, "03-10 08:00").sent(MessageKind.CHECKIN, "03-10 18:00")
    assert life.decide(MessageKind.STREAK_SAVER, "03-10 20:00") == Send(MessageKind.STREAK_SAVER)
    life.sent(MessageKind.MILESTONE, "03-10 18:30", "03-10 18:31").sent(
        MessageKind.STREAK_SAVER, "03-10 20:00"
    )
    assert life.decide(MessageKind.CHECKIN_REMINDER, "03-10 20:30") == Skip(Reason.BUDGET)
    assert life.decide(MessageKind.CHECKIN, "03-10 21:00") == Skip(Reason.BUDGET)
    assert life.prompt("03-11 08:00") == PROMPT


def test_a_streak_saver_is_for_a_day_not_done_and_for_those_who_want_it() -> None:
    life = Life(saver="on")
    assert life.decide(MessageKind.STREAK_SAVER, "03-03 20:00") == Send(MessageKind.STREAK_SAVER)
    assert life.decide(MessageKind.STREAK_SAVER, "03-03 20:00", "03-03 22:30") == Skip(Reason.QUIET)
    assert life.decide(MessageKind.STREAK_SAVER, "03-08 20:00") == Skip(Reason.REST)
    life.log("03-03 19:00")
    assert life.decide(MessageKind.STREAK_SAVER, "03-03 20:00") == Skip(Reason.DONE)
    assert Life().decide(MessageKind.STREAK_SAVER, "03-03 20:00") == Skip(Reason.SWITCHED_OFF)


def quietened(prompts: int = 3, checkins: int = 0) -> Life:
    """Nothing was heard since the set-up, and so many messages were ignored."""
    life = Life(saver="on")
    life.sent(MessageKind.DAILY_PROMPT, *(f"03-{3 + day:02} 08:00" for day in range(prompts)))
    return life.sent(
        MessageKind.CHECKIN, *(f"03-{8 + 7 * week:02} 18:00" for week in range(checkins))
    )


def test_after_three_ignored_prompts_only_checkins_go_out() -> None:
    assert quietened(2).prompt("03-05 08:00") == PROMPT
    life = quietened(3)
    assert life.prompt("03-06 08:00") == Skip(Reason.IGNORED)
    assert life.decide(MessageKind.STREAK_SAVER, "03-06 20:00") == Skip(Reason.IGNORED)
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00") == Send(MessageKind.CHECKIN)
    life.checkin("03-08 18:00").sent(MessageKind.CHECKIN, "03-08 18:00")
    assert life.decide(MessageKind.CHECKIN_REMINDER, "03-09 18:00") == Skip(Reason.IGNORED)


def test_a_comeback_is_one_of_the_three() -> None:
    life = quietened(2).sent(MessageKind.COMEBACK, "03-05 08:00")
    assert life.prompt("03-06 08:00") == Skip(Reason.IGNORED)


def test_the_fourth_ignored_checkin_asks_whether_to_go_on_and_then_there_is_silence() -> None:
    assert quietened(3, 2).decide(MessageKind.CHECKIN, "03-22 18:00") == Send(MessageKind.CHECKIN)
    life = quietened(3, 3)
    assert life.decide(MessageKind.CHECKIN, "03-29 18:00") == Send(MessageKind.ASK_TO_GO_ON)
    life.sent(MessageKind.ASK_TO_GO_ON, "03-29 18:00")
    assert life.decide(MessageKind.CHECKIN, "04-05 18:00") == Skip(Reason.IGNORED)
    assert life.heard("04-05 12:00").decide(MessageKind.CHECKIN, "04-05 18:00") == Skip(
        Reason.IGNORED
    )
    assert life.decide(MessageKind.CHECKIN, "04-12 18:00") == Send(MessageKind.CHECKIN)


def test_a_checkin_may_be_three_days_late() -> None:
    life = Life()
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00", "03-11 18:00") == Send(
        MessageKind.CHECKIN
    )
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00", "03-11 18:01") == Skip(Reason.STALE)


def test_a_late_checkin_waits_for_the_end_of_quiet_hours() -> None:
    life = Life()
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00", "03-08 22:30") == Wait(on("03-09 07:00"))
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00", "03-09 06:59") == Wait(on("03-09 07:00"))
    assert life.decide(MessageKind.CHECKIN, "03-08 18:00", "03-09 07:00") == Send(
        MessageKind.CHECKIN
    )
    night = Life(checkin="sun-23:00")
    assert night.decide(MessageKind.CHECKIN, "03-08 23:00") == Send(MessageKind.CHECKIN)


@pytest.mark.parametrize(
    ("finished", "expected"),
    [
        ("03-12 12:00", Send(MessageKind.CHECKIN)),
        ("03-13 03:59", Send(MessageKind.CHECKIN)),
        ("03-13 04:00", Skip(Reason.ANSWERED)),
        ("03-15 12:00", Skip(Reason.ANSWERED)),
    ],
)
def test_no_checkin_within_three_days_of_a_finished_one(finished: str, expected: Decision) -> None:
    life = Life().checkin("03-12 11:00", *Question, done=finished)
    assert life.decide(MessageKind.CHECKIN, "03-15 18:00") == expected


def test_an_open_checkin_gives_way_unless_it_is_just_being_answered() -> None:
    """An older one that is unanswered closes as it stands (promise 4.1)."""
    ask, leave = Send(MessageKind.CHECKIN), Skip(Reason.ANSWERED)
    assert Life().checkin("03-14 12:00").decide(MessageKind.CHECKIN, "03-15 18:00") == ask
    begun = Life().checkin("03-14 12:00", Question.LEARNT)
    assert begun.decide(MessageKind.CHECKIN, "03-15 18:00") == leave
    old = Life().checkin("03-12 12:00", Question.LEARNT)
    assert old.decide(MessageKind.CHECKIN, "03-15 18:00") == ask
    moved_on = Life().checkin("03-14 12:00", Question.WEEK)
    assert moved_on.decide(MessageKind.CHECKIN, "03-15 18:00") == ask


def test_a_reminder_if_nothing_was_answered() -> None:
    due, sent = "03-09 18:00", Send(MessageKind.CHECKIN_REMINDER)
    answered = Skip(Reason.ANSWERED)
    asked = "03-08 18:00"
    assert Life().checkin(asked).decide(MessageKind.CHECKIN_REMINDER, due) == sent
    assert Life().decide(MessageKind.CHECKIN_REMINDER, due) == answered
    begun = Life().checkin(asked, Question.BUILT)
    assert begun.decide(MessageKind.CHECKIN_REMINDER, due) == answered
    for cause in (MoveCause.NEXT, MoveCause.FINISH):
        moved = Life().checkin(asked).moved(cause, 2, "03-08 18:00")
        if cause is MoveCause.FINISH:
            moved.moved(MoveCause.BACK, 1, "03-08 18:30")
        assert moved.decide(MessageKind.CHECKIN_REMINDER, due) == answered
    before = Life().moved(MoveCause.NEXT, 2, "03-08 17:59").checkin(asked)
    assert before.decide(MessageKind.CHECKIN_REMINDER, due) == sent
    back = Life().checkin(asked).moved(MoveCause.BACK, 1, "03-08 18:30")
    assert back.decide(MessageKind.CHECKIN_REMINDER, due) == sent


def test_a_reminder_keeps_to_quiet_hours_and_is_never_very_late() -> None:
    life = Life().checkin("03-08 18:00")
    late = life.decide(MessageKind.CHECKIN_REMINDER, "03-09 21:00", "03-09 22:00")
    assert late == Skip(Reason.QUIET)
    gone = life.decide(MessageKind.CHECKIN_REMINDER, "03-09 18:00", "03-09 21:01")
    assert gone == Skip(Reason.STALE)
    night = Life(checkin="sun-23:00").checkin("03-08 23:00")
    own = night.decide(MessageKind.CHECKIN_REMINDER, "03-09 23:00")
    assert own == Send(MessageKind.CHECKIN_REMINDER)


def comeback(life: Life, wall: str) -> bool:
    return is_comeback(life.me, ledger(life.me.history, on(wall)))


def test_a_comeback_after_two_study_days_in_a_row() -> None:
    life = Life().log("03-03 19:00")
    assert life.prompt("03-05 08:00") == PROMPT, "one day frozen"
    assert life.prompt("03-06 08:00") == COMEBACK, "two days frozen"
    assert life.prompt("03-07 08:00") == COMEBACK, "the day before the prompt was skipped"


def test_a_comeback_counts_missed_days_and_passes_over_rest_and_pauses() -> None:
    life = Life().log("03-06 19:00")
    assert not comeback(life, "03-09 08:00"), "frozen Saturday, Sunday at rest"
    assert comeback(life, "03-10 08:00")
    broken = Life().log("03-03 19:00").heard("03-13 12:00")
    assert comeback(broken, "03-13 08:00"), "missed days count"
    pause = Life().log("03-03 19:00").paused("03-05", 5)
    assert not comeback(pause, "03-10 08:00"), "only Wednesday was without work"
    assert comeback(pause, "03-11 08:00")


def test_what_took_the_place_of_another_is_judged_like_it_when_sent_again() -> None:
    night = Life(at="23:00").log("03-03 19:00")
    assert night.decide(MessageKind.COMEBACK, "03-06 23:00", "03-06 23:30") == COMEBACK
    assert quietened(3, 3).decide(MessageKind.ASK_TO_GO_ON, "03-29 18:00") == Send(
        MessageKind.ASK_TO_GO_ON
    )


def test_no_comeback_before_the_first_work() -> None:
    assert not comeback(Life(), "03-12 08:00")


def test_one_comeback_in_a_gap_and_another_one_in_the_next() -> None:
    life = Life().log("03-03 19:00").sent(MessageKind.COMEBACK, "03-06 08:00").heard("03-06 09:00")
    assert life.prompt("03-07 08:00") == PROMPT
    assert not comeback(life, "03-12 08:00")
    life.log("03-12 19:00")
    assert not comeback(life, "03-14 08:00")
    assert comeback(life, "03-16 08:00")


def test_a_late_log_ends_the_gap_of_a_comeback() -> None:
    """Comeback on Friday, which is then logged for Thursday: Friday and Saturday are a new gap."""
    life = Life().log("03-03 19:00").sent(MessageKind.COMEBACK, "03-06 08:00")
    life.log("03-06 12:00", day=on("03-05 12:00").date())
    assert not comeback(life, "03-07 08:00")
    assert comeback(life, "03-09 08:00")
