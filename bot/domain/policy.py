"""Every number the promises name, each in this one place, with the promise it comes from."""

from datetime import time, timedelta
from fractions import Fraction
from typing import Final

SAID_BEFORE_MOST: Final = timedelta(hours=24)
"""How long before its receipt something can have been said (promise 1.5)."""

ROLLOVER_DEFAULT: Final = 4
"""Hour of the local wall clock at which a learner-day begins (promise 1.1)."""

SHORT_DAY: Final = timedelta(hours=12)
"""A learner-day that a move left shorter than this is excused (promise 1.3)."""

EXCUSED_EVERY_DAYS: Final = 7
"""At most one learner-day in this many is excused because of a move (promise 1.3)."""

STUDY_DAYS_DEFAULT: Final = frozenset({0, 1, 2, 3, 4, 5})
"""Weekdays, Monday is 0 (promise 2.3)."""

STUDY_DAYS_LEAST: Final = 3
STUDY_DAYS_CHANGE_EVERY_DAYS: Final = 7
"""Study days change at most once in this many days (promise 2.3)."""

FREEZES_AT_START: Final = 2
FREEZES_HELD_MOST: Final = 2
FREEZE_EARNED_EVERY: Final = 7
"""A freeze is earned at each multiple of this streak (promise 2.4)."""

LATE_LOGS_MOST: Final = 2
LATE_LOGS_WINDOW_DAYS: Final = 7
OLDEST_ENTRY_DAYS: Final = 30
"""How far back an entry may lie (promise 2.5)."""

AT_HAND_DAYS: Final = 36
AGED_EVERY_DAYS: Final = 16
"""Entries of so many days are always told one by one; what is older is summed up, that often."""

OTHERS_AT_HAND_DAYS: Final = 8
"""Answers, check-ins and the like of so many days are told one by one; what is older is summed up."""

REPAIR_ENTRIES: Final = 2
REPAIR_MINUTES: Final = 10
REPAIR_EVERY_DAYS: Final = 28
"""A repair takes this many entries of at least this many minutes (promise 2.6)."""

FORGET_WITHIN: Final = timedelta(minutes=10)
"""How soon the word has to be typed that erases a person (promise 7.5)."""

PAUSE_DAYS_MOST: Final = 21
PAUSE_DAYS_LEAST_FROM_TODAY: Final = 3
PAUSE_DAYS_A_YEAR: Final = 42
PAUSE_YEAR_DAYS: Final = 365
"""Limits of a pause (promise 2.7)."""

ANSWER_WITHIN: Final = timedelta(hours=24)
"""After that what looks like an answer to a check-in is asked about first (promise 5.2)."""

UNDO_WITHIN: Final = timedelta(hours=24)
"""An entry can be taken back this long after its making (promise 2.9)."""

STRENGTH_HALF_LIFE: Final = 13
"""Study days after which a day weighs half in the strength (promise 2.10)."""

MINUTES_LEAST: Final = 1
MINUTES_MOST: Final = 720
"""Minutes one entry may log (promise 8)."""

MINUTES_OFFERED: Final = (25, 50, 90)

REPACE_SHARE: Final = 0.2
REPACE_CHECKINS: Final = 2
"""Re-pacing is offered beyond this share of a week at this many check-ins running (promise 3.5)."""

FORECAST_WEEKS: Final = 8
FORECAST_WEEKS_LEAST: Final = 3
FORECAST_SEED: Final = 20260302
FORECAST_RUNS: Final = 1000
FORECAST_USUAL: Final = 2
FORECAST_IDLE: Final = 1
"""The forecast draws from this many whole calendar weeks (promise 3.6), and from a few more that it
makes up, as usual and idle, so that as many forecasts hold as it says: docs/forecast.md."""

PROMPT_TIME_DEFAULT: Final = time(8, 0)
CHECKIN_WEEKDAY_DEFAULT: Final = 6
CHECKIN_TIME_DEFAULT: Final = time(18, 0)
QUIET_DEFAULT: Final = (time(22, 0), time(7, 0))
"""Defaults of what is sent by itself (promises 4.1 and 4.2)."""

REPLY_KEPT: Final = timedelta(minutes=15)
"""A reply that was not sent goes out after a restart while younger than this (promise 9.4)."""

TEXT_LENGTH_MOST: Final = 2000
CODE_LENGTH_MOST: Final = 10_000
"""Characters one input may have (promise 11.5)."""

DAYS_OFFERED: Final = ("mon-sat", "mon-fri", "mon-sun", "mon,wed,sat", "fri-sun")
TIMES_OFFERED: Final = ("07:00", "08:00", "12:30", "18:00", "20:00")
"""What the buttons of `/start` and `/settings` offer."""

START_WITHIN_DAYS: Final = 365
"""How far from today a plan may begin."""

PAUSES_OFFERED: Final = (3, 7, 14)
"""Lengths of a pause in days that the buttons of `/pause` offer."""

PROMPT_LATE_MOST: Final = timedelta(hours=3)
CHECKIN_LATE_MOST: Final = timedelta(days=3)
"""How late a prompt and a check-in may still go out (promise 4.5)."""

ON_TIME: Final = timedelta(minutes=5)
"""What fell due this lately goes before what is late."""

CHECKIN_APART_DAYS: Final = 3
"""No check-in this soon after the start or after a finished one (promise 4.1)."""

CHECKIN_UNDER_WAY: Final = timedelta(hours=24)
"""So long after an answer a check-in is being answered: milestones wait for its end (4.3)."""

REMINDER_AFTER: Final = timedelta(hours=24)
SAVER_TIME: Final = time(20, 0)
"""When the check-in's reminder and the streak saver go out (promise 4.1)."""

MESSAGES_A_DAY_MOST: Final = 3
PROMPTS_IGNORED_MOST: Final = 3
CHECKINS_IGNORED_MOST: Final = 3
"""The budget of a day, and after how many ignored messages Waymark falls silent (promise 4.2)."""

RETURN_AFTER: Final = timedelta(days=14)
"""Whoever writes after so long is welcomed back."""

COMEBACK_AFTER_DAYS: Final = 2
"""Study days in a row without work that lead to a comeback (promise 4.4)."""

STREAK_MILESTONES: Final = (3, 7, 14, 30, 50, 100, 200, 365)
HOUR_MILESTONES: Final = (10, 25, 50, 100, 150, 200, 250, 300)
REFLECTION_MILESTONES: Final = (1, 4, 12, 24)
"""What is celebrated, once ever (promise 4.3)."""

OUTAGE_WINDOW: Final = timedelta(hours=6)
OUTAGE_MOST: Final = timedelta(hours=2)
"""A learner-day is excused where Waymark was down longer than this in its last hours (2.8)."""

ATTEMPTS_MOST: Final = 8
RESENDS_MOST: Final = 2
"""Automatic resends of a message that may have arrived (promise 9.2)."""

RESEND_AFTER: Final = timedelta(seconds=5)
"""How long the second of them waits: a program that crashes in a row does not use both up."""

GROUP_QUORUM_PERCENT: Final = 60
"""The share of the expected members that makes a group day a success (promise 6.2)."""

GROUP_DONE_LEAST: Final = 2
GROUP_EXPECTED_LEAST: Final = 2
"""A success takes this many done; with fewer expected a day is neutral (promise 6.2)."""

GROUP_FREEZES_AT_START: Final = 0
GROUP_FREEZES_HELD_MOST: Final = 1
GROUP_FREEZE_EARNED_EVERY: Final = 7
"""A group's freeze is earned at each multiple of its running streak (promise 6.4)."""

GROUP_FREEZE_COVERS: Final = 1
"""How many members short a group's freeze makes up for (promise 6.4)."""

GROUP_INACTIVE_AFTER_DAYS: Final = 7
"""Days on which a member was expected and did nothing, until uncounted (promise 6.4)."""

GROUP_QUORUM_RANGE: Final = (1, 100)
"""Percentages that `/group settings` takes (promise 6.2)."""

GROUPS_MOST: Final = 100
"""How many groups one person may be in (promise 11.5)."""

GROUP_NAMES_MOST: Final = 20
"""How many names a board shows; the rest are counted (promise 6.5)."""

BOARD_EDITS_APART: Final = timedelta(seconds=30)
"""A burst of entries leads to one edit of the board in this time (promise 6.5)."""

ANNOUNCED_WITHIN: Final = timedelta(hours=3)
"""How late the news that a day is secured may come; what piled up is not played back (4.5)."""

DIGEST_TIME: Final = time(19, 0)
DIGEST_LATE_MOST: Final = timedelta(hours=24)
"""On Sundays, where the group was started, the week is summed up (promise 6.5)."""

SET_ASIDE: Final = timedelta(minutes=10)
"""How long a group waits that could not be looked after, and a nudge that could not be claimed."""

TASKS_MOST: Final = 3
TOPICS_A_DAY: Final = 2
TASK_LEAST: Final = 10
TEST_LEAST: Final = 20
EXERCISE_LEAST: Final = 15
EXERCISE_MOST: Final = 45
NOTES_MINUTES: Final = 20
REVIEW_MINUTES: Final = 30
SITTING_MINUTES: Final = 90
"""An evening: its tasks, new topics among them, and the minutes of the shortest task, the shortest
test, an exercise (half as long as its topic's sitting, within these), notes, a review without a row
of its own and a sitting, where nothing says otherwise (promise 3.4)."""

REMNANT_SHARE: Final = 0.25
"""What is left of a sitting is no evening of its own up to this share of it (promise 3.4d)."""

STRETCH: Final = 1.5
"""A sitting may be so much longer where that ends a topic, and the day has room (promise 3.4d)."""

CUT_SHARE: Final = 0.65
"""A single sitting that is cut to less than this share of it gets a second one (promise 3.4d)."""

FIT_SHARE: Final = 0.85
FULL_SHARE: Final = 0.97
"""How much of the days to come is counted on, as tasks do not fill them to the minute: above the
first share new topics go before exercises, above the second a topic begins in any gap (3.4c)."""

ROOM_SHARE: Final = 0.8
WORK_SHARE: Final = 0.87
"""Study days that hold less than the first share of a pace's hours are told to take longer; the
second is what topics and slices take of a week, beside exercises, tests and notes (promise 3.4a)."""

LIGHT_MINUTES: Final = 10
"""What a small step takes; no more than that is no sitting of a task (promise 3.4)."""

OFFERS_KEPT_DAYS: Final = 120
"""How long is known what a day offered: longer than any step is worked at (promise 3.4)."""

WORKING_DAY_MOST: Final = 150
"""Minutes of a left-over row that may still land on a working day (promise 3.4a)."""

OFFERED_MOST: Final = 3
"""Study days on which a task is offered before it comes from another side (promise 3.4e)."""

BEGUN_MINUTES: Final = 60
"""What must be logged in a roadmap week before anything is built in it (promise 3.4b)."""

FOCUS_MINUTES: Final = 25
FOCUS_LEAST: Final = 5
FOCUS_MOST: Final = 180
"""How long a focus timer runs: as it is proposed, and within what (promise 14.1)."""

FOCUS_PAUSE_MOST: Final = timedelta(hours=2)
"""A timer that stays paused so long is over: what it ran is logged (promise 14.1)."""

CALENDAR_DAYS: Final = 28
CHECKIN_MINUTES: Final = 15
"""How far ahead a calendar is filled, and how long a check-in is in it (promise 14.3)."""

PLACE_LOST_TOLD_WITHIN: Final = timedelta(days=1)
"""How late the news still helps that prompts come to another place (promise 7.2)."""

LINK_CODE_KEPT: Final = timedelta(minutes=10)
LINK_TRIES_MOST: Final = 5
LINK_TRIES_WITHIN: Final = timedelta(hours=1)
"""How long a code is good, and each side's yes after it; tries that may be refused in an hour."""

UNLINK_UNDOES: Final = timedelta(hours=24)
"""So long after a merge `/unlink` makes two of one again (promise 7.1)."""

RECALL_RETENTION: Final = 0.9
"""The share of questions that is to be remembered when they are asked again (promise 12.2)."""

RECALL_NEW_A_DAY: Final = 5
RECALL_A_DAY: Final = 10
"""Questions a day, new ones among them (promise 12.2)."""

RECALL_AFTER_END_DAYS: Final = 90
"""An interval ends at the latest so long after the roadmap (promise 12.2)."""

REVIEW_ANSWERS: Final = 5
"""A review is finished after so many answers, or when nothing is due any more (promise 12.3)."""

RECALL_MINUTES_EACH: Final = 1
"""What a question takes, its answer read (promise 12)."""

SHAKY_WRONG: Final = 2
SHAKY_MINUTES: Final = 15
"""Answered wrong so often, a question comes up in the check-in, and so long in a review (promise 12.4)."""

CALIBRATED_FROM: Final = 20
"""So many answers it takes to say how far being sure can be trusted (promise 12.4)."""

GATE_QUESTIONS: Final = 8
"""What a phase's gate asks, and the entry test of a roadmap (promises 12.5 and 12.6)."""

ENTRY_LEVEL: Final = 2
"""How hard the questions of an entry test are, where there is a choice."""

ENTRY_MET: Final = Fraction(3, 4)
"""Who has met so much of what a roadmap builds on is told that it is for them now (promise 12.6)."""

ENTRY_RIGHT: Final = Fraction(5, 8)
"""Who has fewer answers of an entry test right is advised to walk another roadmap first."""

ENTRY_GOES_ON: Final = timedelta(days=30)
"""So long an entry test that was interrupted can be gone on with."""
