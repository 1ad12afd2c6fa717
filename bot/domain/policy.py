"""Every number the promises name, each in this one place, with the promise it comes from."""

from datetime import time, timedelta
from typing import Final

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

REPAIR_ENTRIES: Final = 2
REPAIR_MINUTES: Final = 10
REPAIR_EVERY_DAYS: Final = 28
"""A repair takes this many entries of at least this many minutes (promise 2.6)."""

PAUSE_DAYS_MOST: Final = 21
PAUSE_DAYS_LEAST_FROM_TODAY: Final = 3
PAUSE_DAYS_A_YEAR: Final = 42
PAUSE_YEAR_DAYS: Final = 365
"""Limits of a pause (promise 2.7)."""

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
FORECAST_RUNS: Final = 2000
"""The forecast draws from this many whole calendar weeks (promise 3.6)."""

PROMPT_TIME_DEFAULT: Final = time(8, 0)
CHECKIN_WEEKDAY_DEFAULT: Final = 6
CHECKIN_TIME_DEFAULT: Final = time(18, 0)
QUIET_DEFAULT: Final = (time(22, 0), time(7, 0))
"""Defaults of what is sent by itself (promises 4.1 and 4.2)."""

REPLY_KEPT: Final = timedelta(minutes=15)
"""A reply that was not sent goes out after a restart while younger than this (promise 9.4)."""

TEXT_LENGTH_MOST: Final = 2000
"""Characters one input may have (promise 11.5)."""

DAYS_OFFERED: Final = ("mon-sat", "mon-fri", "mon-sun", "mon,wed,sat", "fri-sun")
TIMES_OFFERED: Final = ("07:00", "08:00", "12:30", "18:00", "20:00")
"""What the buttons of `/start` and `/settings` offer."""

START_WITHIN_DAYS: Final = 365
"""How far from today a plan may begin."""

PAUSES_OFFERED: Final = (3, 7, 14)
"""Lengths of a pause in days that the buttons of `/pause` offer."""
