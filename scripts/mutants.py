"""Plants mistakes, one at a time, and looks whether the tests find them.

    python scripts/mutants.py             all of them
    python scripts/mutants.py freeze      those whose rule or file contains the word

To plant another, add a `Mutant` to `MUTANTS`: the snippet must stand in its file exactly once.
Everything happens in a copy of the tree. The exit status is 1 if a mistake survives.
"""

import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[1]
LEFT_BEHIND = shutil.ignore_patterns(".*", "__pycache__", "*.db", "*.egg-info")
TESTS_FAILED = 1

CALENDAR = "bot/domain/calendar.py"
LATELOG = "bot/domain/streak/latelog.py"
LEDGER = "bot/domain/streak/ledger.py"
PAUSES = "bot/domain/streak/pauses.py"
STREAK = "bot/domain/streak/fold.py"
FACTS = "bot/domain/streak/facts.py"

DAYS = ("tests/unit/domain/test_calendar.py", "tests/unit/domain/test_calendar_properties.py")
STREAKS = ("tests/unit/domain/streak/test_fold.py", "tests/unit/domain/streak/test_ledger_page.py")
AGEING = ("tests/unit/domain/streak/test_ageing.py",)
PAUSING = ("tests/unit/domain/streak/test_pauses.py",)
EVENINGS = ("tests/unit/domain/day",)
ROWS = "bot/domain/day/rows.py"
PLANNER = "bot/domain/day/planner.py"
MACHINES = ("tests/unit/domain/streak/test_fold_properties.py",)
"""Only what holds for every learner: no example may be needed to find these."""


class Mutant(NamedTuple):
    """A mistake in one place, and the tests that ought to find it."""

    rule: str
    file: str
    right: str
    wrong: str
    tests: tuple[str, ...]


MUTANTS = (
    # linking
    Mutant("7.1 the other's enrolments end", "bot/domain/merging.py", "*_ended(left.enrolments, now)",
           "*left.enrolments", ("tests/unit/domain/test_merging.py",)),
    Mutant("7.1 pauses of both", "bot/domain/merging.py", "pauses=_by_id(maker.pauses, other.pauses)",
           "pauses=maker.pauses", ("tests/unit/domain/test_merging.py",)),
    # evenings
    Mutant("3.4 a row keeps its weekday", ROWS, "taken = {day: named[day] for day in days if day in named}",
           "taken = {}", EVENINGS),
    Mutant("3.4 long rows for the weekend", ROWS,
           "allowed = left if _WEEKEND.isdisjoint(days) else [row for row in left if _is_short(row)]",
           "allowed = left[::-1]", EVENINGS),
    Mutant("3.4 never larger than the day", PLANNER, "if task.minutes > self._left or (self._progress",
           "if (self._progress", EVENINGS),
    Mutant("3.4 never the same line for ever", PLANNER, "(self._progress.is_stale(task.key) and not again)",
           "False", EVENINGS),
    Mutant("3.4 never sent away", PLANNER, "        if not self.tasks:\n            self._begin_again()\n", "",
           EVENINGS),
    # days
    Mutant("1.1 a minute late", CALENDAR, "time(rule.rollover)", "time(rule.rollover, 1)", DAYS),
    Mutant("1.1 rollover is ignored", CALENDAR, "- timedelta(hours=rule.rollover)).date()",
           ").date()", DAYS),
    Mutant("1.1 runs backwards", CALENDAR, "return day + _DAY if day_begins(rule, day + _DAY) <= instant else day",
           "return day", DAYS),
    Mutant("1.4 twice: the first", CALENDAR, "fold=0", "fold=1", DAYS),
    Mutant("1.4 rollover in a gap", CALENDAR,
           "return begins if wall_at(begins, rule.zone) == wall else _jump_over(wall, rule.zone)",
           "return begins", DAYS),
    Mutant("1.4 the jump itself", CALENDAR, "while after - before > _SECOND:",
           "while after - before > 60 * _SECOND:", DAYS),
    # moves
    Mutant("1.3 applies at once", CALENDAR, "ends = day_begins(stretch.rule, today + _DAY)",
           "ends = changes[0].made_at + _SECOND", DAYS),
    Mutant("1.3 the first change wins", CALENDAR, "changes[made - 1].rule", "changes[0].rule", DAYS),
    Mutant("1.3 a change at the rollover", CALENDAR, "made = bisect_left(changes, ends",
           "made = bisect_right(changes, ends", DAYS),
    Mutant("1.3 today goes on", CALENDAR, "max(today, day_at(rule, ends))", "day_at(rule, ends)", DAYS),
    Mutant("1.3 a day begins twice", CALENDAR, "return max(self.day, day_at(self.rule, instant))",
           "return day_at(self.rule, instant)", DAYS),
    Mutant("1.3 skipped days", CALENDAR, "return max(self.at, day_begins(self.rule, day))",
           "return day_begins(self.rule, day)", DAYS),
    Mutant("1.3 yesterday", CALENDAR, "return self.day(self.begins(day) - timedelta.resolution)",
           "return day - _DAY", DAYS),
    Mutant("1.3 twelve hours", CALENDAR, "ends - begins < policy", "ends - begins <= policy", DAYS),
    Mutant("1.3 not over yet", CALENDAR, "return ends <= until and ", "return ", DAYS),
    Mutant("1.3 one in 7 days", FACTS, "(day - moved).days >= policy", "(day - moved).days > policy",
           STREAKS),
    Mutant("1.3 no limit", FACTS, "day in facts.short and again", "day in facts.short", STREAKS),
    Mutant("1.3 done days count", FACTS, "if why is Why.EXCUSED_MOVE:",
           "if excuse is Why.EXCUSED_MOVE:", STREAKS),
    Mutant("1.3 nothing is excused", FACTS, "return rest or (Why.PENDING if day == facts.today else excuse)",
           "return rest or (Why.PENDING if day == facts.today else None)", MACHINES),
    Mutant("1.3 no day is short", CALENDAR, "ends - begins < policy.SHORT_DAY", "False", MACHINES),
    # freezes and gaps
    Mutant("2.4 earn at each seventh", STREAK, "self.streak % policy.FREEZE_EARNED_EVERY == 0",
           "self.streak % policy.FREEZE_EARNED_EVERY == 1", STREAKS),
    Mutant("2.4 hold at most 2", STREAK, "min(self.freezes + earned, policy.FREEZES_HELD_MOST)",
           "self.freezes + earned", STREAKS),
    Mutant("2.4 only above 0", STREAK, "        if self.streak == 0:\n            return Why.MISSED_NO_STREAK\n",
           "", STREAKS),
    Mutant("2.4 give back", STREAK, "        self.freezes += len(self.gap)\n", "", STREAKS),
    Mutant("2.4 give back too much", STREAK, "self.freezes += len(self.gap)",
           "self.freezes = policy.FREEZES_HELD_MOST", STREAKS),
    Mutant("2.4 a done day ends the gap", STREAK, "        if row.why.state in _ADDS:\n            self.gap.clear()\n",
           "        if row.why.state in _ADDS:\n", STREAKS),
    Mutant("2.4 a rest day ends the gap", STREAK, "            self.gap.clear()\n            self.streak += 1",
           "            self.streak += 1\n        if row.why.state is not DayState.FROZEN:\n            self.gap.clear()\n"
           "        if row.why.state in _ADDS:", STREAKS),
    Mutant("2.4 all its days are missed", STREAK, "self.rows[index].why = Why.MISSED_GAP", "pass", STREAKS),
    Mutant("2.4 the streak breaks", STREAK, "self.winnable)\n        self.streak = 0\n", "self.winnable)\n", STREAKS),
    Mutant("2.4 rows in a gap", STREAK, "for row in self.rows[self.gap[0] :] if self.gap else ():",
           "for row in [self.rows[index] for index in self.gap]:", STREAKS),
    Mutant("2.4 give back, without examples", STREAK, "        self.freezes += len(self.gap)\n", "",
           MACHINES),
    # repair
    Mutant("2.6 a gap of exactly one", STREAK, "if not self.gap and self._is_repaired(day)",
           "if self._is_repaired(day)", STREAKS),
    Mutant("2.6 ten minutes", FACTS, "(entry.minutes or 0) >= policy.REPAIR_MINUTES",
           "(entry.minutes or 0) > policy.REPAIR_MINUTES", STREAKS),
    Mutant("2.6 two entries", FACTS, "if many >= policy.REPAIR_ENTRIES", "if many >= 1", STREAKS),
    Mutant("2.6 made on that day", FACTS, "if entry.made_on == entry.day and (entry", "if (entry", STREAKS),
    Mutant("2.6 once in 28 days", STREAK, "(day - self.repaired).days < policy",
           "(day - self.repaired).days <= policy", STREAKS),
    Mutant("2.6 the next study day", STREAK, "if not later.waits:", "if False:", STREAKS),
    Mutant("2.6 paused days wait", FACTS, "waits = bool(rest or excuse) or day in facts.paused",
           "waits = bool(rest or excuse)", STREAKS),
    Mutant("2.6 excused days wait", FACTS, "waits = bool(rest or excuse) or", "waits = bool(rest) or",
           STREAKS),
    Mutant("2.6 a rest day repairs", FACTS, "repairs=not rest and day", "repairs=day", STREAKS),
    Mutant("2.6 a gap of one, without examples", STREAK, "if not self.gap and self._is_repaired(day)",
           "if self._is_repaired(day)", MACHINES),
    # late entries
    Mutant("2.5 at most 2", LATELOG, "return Counts.TOO_MANY_LATE if self._used_up(entry.made_on) else Counts.LATE",
           "return Counts.LATE", STREAKS),
    Mutant("2.5 at most 2, without examples", LATELOG, "if self._used_up(entry.made_on) else", "if False else",
           MACHINES),
    Mutant("2.5 in any 7 days", LATELOG, "(made_on - day).days < policy", "(made_on - day).days <= policy",
           STREAKS),
    Mutant("2.5 only those that make a day done", LATELOG, "if verdict is Counts.LATE:",
           "if entry.made_on != entry.day:", STREAKS),
    Mutant("2.5 before set-up", LATELOG, "if entry.day < self.set_up_on:", "if False:", STREAKS),
    Mutant("2.5 only yesterday", LATELOG, "entry.day != self.timeline.lived_before(entry.made_on)",
           "False", STREAKS),
    Mutant("2.5 yesterday was lived", LATELOG, "self.timeline.lived_before(entry.made_on)",
           "date.fromordinal(entry.made_on.toordinal() - 1)", STREAKS),
    Mutant("2.9 order of replay", LATELOG, "sorted(entries, key=lambda entry: (entry.made_at, entry.id))",
           "list(entries)", MACHINES),
    # rest and order of states
    Mutant("2.2 rest", LEDGER, "return None if day.weekday() in weekdays_on(history, day) else Why.REST_WEEKDAY",
           "return None", STREAKS),
    Mutant("2.2 before the plan", LEDGER, "if day < history.plan_from:", "if day <= history.plan_from:",
           STREAKS),
    Mutant("2.3 since when", LEDGER, "bisect_right(changes, day", "bisect_left(changes, day", STREAKS),
    Mutant("3.2 finished", LEDGER, "(last is None or day <= last)", "last is None", STREAKS),
    Mutant("2.2 work on a paused day", FACTS, "    if day in facts.done:\n",
           "    if day in facts.done and day not in facts.paused:\n", STREAKS),
    Mutant("2.2 pending", FACTS, "Why.PENDING if day == facts.today else excuse", "excuse", STREAKS),
    Mutant("2.10 frozen days cost", STREAK, "_COSTS = frozenset({DayState.MISSED, DayState.FROZEN})",
           "_COSTS = frozenset({DayState.MISSED})", STREAKS),
    Mutant("6.2 not known yet", FACTS, "if entry.made_at <= now]", "]", STREAKS),
    # checkpoints
    Mutant("2.9 another past", STREAK, "if holds and since.facts == history.facts(since.upto)", "if holds",
           AGEING),
    Mutant("2.9 before it, late logs", LATELOG, "        sorter.late.extend(since.late)\n", "", AGEING),
    Mutant("2.9 the repair before it", STREAK, "            repaired=since.repaired,\n", "", AGEING),
    Mutant("2.9 before it, a gap", STREAK, "if closed and each.why in", "if each.why in", AGEING),
    Mutant("2.9 an old entry changed", "bot/domain/log.py", "else (self._all, None)",
           "else (self._all, self.earlier)", AGEING),
    # pauses
    Mutant("2.7 from today or tomorrow", PAUSES, "return today + _DAY if entries", "return today if entries",
           PAUSING),
    Mutant("2.7 at least 3 today", PAUSES, "if first == today else 1", "if first > today else 1", PAUSING),
    Mutant("2.7 at most 21", PAUSES, "if days > policy.PAUSE_DAYS_MOST:", "if days >= policy.PAUSE_DAYS_MOST:",
           PAUSING),
    Mutant("2.7 42 days", PAUSES, "days[policy.PAUSE_DAYS_A_YEAR :]", "days[policy.PAUSE_DAYS_A_YEAR + 1 :]",
           PAUSING),
    Mutant("2.7 in any 365", PAUSES, "(end - start).days < policy", "(end - start).days <= policy", PAUSING),
    Mutant("2.7 as asked", PAUSES, "return pause.asked_last if began_when_asked else pause.last",
           "return pause.last", PAUSING),
    Mutant("2.7 replaces the old", PAUSES, "(*(_cut(pause, new.first - _DAY) for pause in pauses), new)",
           "(*pauses, new)", PAUSING),
    Mutant("2.7 the day of /resume", PAUSES, "today if pause.first <= today else", "today - _DAY if pause.first <= today else",
           PAUSING),
)  # fmt: skip

COACH = "bot/coach/coach.py"
CONSOLE = "adapters/console/adapter.py"
INBOUND = "adapters/console/inbound.py"
TWICE = ("tests/integration/test_twice.py",)
LIMITS = ("tests/integration/test_limits.py",)
CONTRACT = ("tests/contract/test_inbox.py",)
CRASH = "tests/integration/test_crash.py"

CORE = (
    Mutant("9.3 an event twice", COACH, "            if received is None:\n                return await work.replies.to(event, asked.by) if asked.again else ()\n",
           "            received = received or now\n",
           ("tests/integration/test_twice.py::test_one_after_the_other",)),
    Mutant("9.3 received, not looked at", "bot/storage/receiving.py", "        return received\n", "        return received or now\n", CONTRACT),
    Mutant("8 half of it is kept", "bot/storage/store.py",
           "        async with self._engine.begin() as connection:\n            yield SqlWork(connection, learners)\n",
           "        async with self._engine.connect() as connection:\n            try:\n"
           "                yield SqlWork(connection, learners)\n            finally:\n"
           "                await connection.commit()\n",
           ("tests/contract/test_store.py::test_an_exception_undoes_all",
            "tests/integration/test_twice.py::test_what_was_refused_changes_nothing")),
    Mutant("9.4 too old to be sent", "bot/domain/policy.py", "REPLY_KEPT: Final = timedelta(minutes=15)",
           "REPLY_KEPT: Final = timedelta(minutes=16)", (f"{CRASH}::test_unsent_replies",)),
    Mutant("9.4 sent again and again", "bot/storage/replies.py", "t.reply.c.sent_at.is_(None)", "t.reply.c.id > 0",
           ("tests/contract/test_replies.py::test_unsent_replies",)),
    Mutant("9.4 nothing is caught up", CONSOLE, "        await self._catch_up()\n", "",
           (f"{CRASH}::test_killed_between_commit_and_answer", f"{CRASH}::test_unsent_replies")),
    Mutant("2.9 undone after days", "bot/domain/learner.py", "return last if last and now - last.made_at <= policy.UNDO_WITHIN else None",
           "return last", ("tests/integration/test_limits.py::test_undo_within_a_day",)),
    Mutant("8 thirteen hours", "bot/domain/policy.py", "MINUTES_MOST: Final = 720", "MINUTES_MOST: Final = 780",
           ("tests/integration/test_limits.py::test_minutes",)),
    Mutant("3.2 on from the finish", "bot/features/weekly/moving.py",
           "    if context.finished:\n        raise CoachError(", "    if False:\n        raise CoachError(",
           ("tests/integration/test_walk.py::test_the_finish_is_the_end",)),
    Mutant("3.2 back before the first week", "bot/features/weekly/moving.py", "if week == 1:", "if week == 0:",
           ("tests/integration/test_walk.py::test_back_stops_at_the_first_week",)),
    Mutant("2.3 study days every day", "bot/features/setup/settings.py", "if context.today < free:", "if False:",
           ("tests/integration/test_limits.py::test_study_days_change_once_in_seven_days",)),
    Mutant("8 given twice", "bot/chat/arguments.py", "        if name in given:\n", "        if False:\n",
           ("tests/unit/chat/test_arguments.py::test_done_refused",)),
    Mutant("10 the beginning of two labels", INBOUND, "if len({typed(button.label) for button, _ in starting}) == 1:",
           "if starting:", ("tests/adapters/console/test_inbound.py",)),
    Mutant("10 the clock goes back", "bot/runtime/clock.py", "        if instant > self.now():\n            self._now",
           "        if True:\n            self._now", ("tests/adapters/console/test_json.py::test_a_clock_never_goes_back",)),
)  # fmt: skip
"""Mistakes in the core, the store and the terminal."""

ALL = (*MUTANTS, *CORE)


def copy_tree(parent: Path) -> Path:
    """A copy of the project without what tools leave in it."""
    return Path(shutil.copytree(ROOT, parent / "tree", ignore=LEFT_BEHIND))


def run(tree: Path, tests: tuple[str, ...]) -> subprocess.CompletedProcess[str]:
    """Some tests of a tree; the first failure ends it."""
    command = [sys.executable, "-m", "pytest", "-x", "-p", "no:cacheprovider", "-m", "not soak"]
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [*command, *tests], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )


def is_caught(tree: Path, mutant: Mutant) -> bool:
    """Plants a mistake, runs its tests, and mends it again."""
    file = tree / mutant.file
    text = file.read_text("utf-8")
    if text.count(mutant.right) != 1:
        sys.exit(f"{mutant.rule}: not exactly once in {mutant.file}: {mutant.right!r}")
    file.write_text(text.replace(mutant.right, mutant.wrong), "utf-8")
    try:
        return run(tree, mutant.tests).returncode == TESTS_FAILED
    finally:
        file.write_text(text, "utf-8")


def check_sound(tree: Path, mutants: list[Mutant]) -> None:
    """Without a mistake all tests must pass, or nothing would be shown."""
    tests = sorted({test for mutant in mutants for test in mutant.tests})
    done = run(tree, tuple(tests))
    if done.returncode != 0:
        sys.exit(f"{done.stdout}{done.stderr}\nThis fails without any mistake; mend it first.")


def main(word: str = "") -> int:
    """Prints a line for each mistake; counts those that survive."""
    mutants = [mutant for mutant in ALL if word in f"{mutant.rule} {mutant.file}"]
    survivors = 0
    with tempfile.TemporaryDirectory() as parent:
        tree = copy_tree(Path(parent))
        check_sound(tree, mutants)
        for mutant in mutants:
            began = time.perf_counter()
            caught = is_caught(tree, mutant)
            survivors += not caught
            took = time.perf_counter() - began
            verdict = "caught" if caught else "SURVIVES"
            print(f"{verdict:8}  {took:5.1f} s  {mutant.file:24}  {mutant.rule}", flush=True)
    print(f"{len(mutants) - survivors} of {len(mutants)} planted mistakes caught")
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
