"""Group days a second time, slowly, from the words of promises 6.2 to 6.4.

Nothing here comes from `bot.domain.groups.day` and its helpers but their records: each instant is
looked at anew and by itself, learner-days come from `oracle.days`, ledgers from `oracle.streak`.
"""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any

from bot.domain.groups.count import QuorumChange
from bot.domain.groups.history import Known
from bot.domain.groups.streak import Settlement, SettlementOutcome
from oracle import streak as personal
from oracle.days import DAY, Days
from oracle.group_world import MemberWorld
from oracle.streak import StoredLife


class Past:
    """One member: what was known at an instant, and what followed from it then."""

    def __init__(self, world: MemberWorld, until: datetime) -> None:
        self.world = world
        self.days = Days(world.first, world.changes, until + 6 * DAY)
        facts: list[Any] = [
            *world.all_entries, *world.all_study_days, *world.all_pauses, *world.all_resting,
            *world.all_outages,
        ]  # fmt: skip
        self.instants = {instant for each in facts for instant in (each.since, each.until)}
        self.instants |= {stay.joined_at for stay in world.stays}
        self.instants |= {stay.left_at for stay in world.stays}
        self.ended: Callable[[date, datetime], dict[date, str]] = cache(self._ended)
        self.life: Callable[[datetime], StoredLife] = cache(self._life)

    def _life(self, at: datetime) -> StoredLife:
        def known(facts: Sequence[Known[Any]]) -> list[Any]:
            begun = [each for each in facts if each.since <= at]
            return [each.fact for each in begun if each.until is None or each.until > at]

        return StoredLife(
            first=self.world.first,
            changes=self.world.changes,
            entries=known(self.world.all_entries),
            study_days=known(self.world.all_study_days),
            pauses=known(self.world.all_pauses),
            set_up_on=self.world.set_up_on,
            plan_from=self.world.plan_from,
            resting=known(self.world.all_resting),
            outages=frozenset(known(self.world.all_outages)),
        )

    def is_member(self, day: date, at: datetime) -> bool:
        """6.3: joining and leaving count from the next day."""
        for stay in self.world.stays:
            left = stay.left_at is not None and stay.left_at <= at
            gone = left and stay.left_on is not None and stay.left_on < day
            if stay.joined_at <= at and stay.joined_on < day and not gone:
                return True
        return False

    def done(self, day: date, at: datetime) -> bool:
        return day in personal.done_days(self.life(at), self.days)

    def is_over(self, day: date, at: datetime) -> bool:
        return self.days.begins(day + DAY) <= at

    def out(self, day: date, at: datetime) -> bool:
        """6.2: no member, no study day, paused, and at its end excused or frozen."""
        life = self.life(at)
        if not self.is_member(day, at) or personal.paused(life, day):
            return True
        if not personal.study_day(life, day):
            return True
        return self.is_over(day, at) and (self.excused(day, at) or self.frozen(day, at))

    def excused(self, day: date, at: datetime) -> bool:
        """1.3 and 2.8. Before the first done day no ledger tells it, but the rule holds."""
        life, end = self.life(at), self.days.begins(day + DAY)
        done = personal.done_days(life, self.days)
        by_move: list[date] = []
        for short in self.days.short(end):
            free = not [other for other in by_move if short - other < 7 * DAY]
            if short == day and free:
                return True
            idle = short not in done and not personal.paused(life, short)
            begun = day < min(done, default=day + DAY) or short >= min(done)
            bound = personal.study_day(life, short) and short not in life.outages
            if free and idle and bound and begun:
                by_move.append(short)
        return day in life.outages

    def frozen(self, day: date, at: datetime) -> bool:
        """6.2: a freeze was used at the day's end; what was undone since never happened."""
        return self.ended(day, at).get(day) == "frozen"

    def _ended(self, day: date, at: datetime) -> dict[date, str]:
        end = self.days.begins(day + DAY)
        life = self.life(at)
        states, excusable = personal.plain_states(life, self.days, end)
        personal.settle(life, states, excusable)
        return states

    def late_log_until(self, day: date) -> datetime:
        """2.5: the end of the day that was lived next."""
        return self.days.begins(min(other for other in self.days.lived if other > day) + DAY)


class SlowGroup:
    """A group as its members' pasts tell it."""

    def __init__(
        self, worlds: Sequence[MemberWorld], quorums: Sequence[QuorumChange], until: datetime
    ) -> None:
        self.pasts = {world.id: Past(world, until) for world in worlds}
        self.quorums = quorums
        self.events = {each for past in self.pasts.values() for each in past.instants if each}
        self.moments: Callable[[date], list[datetime]] = cache(self._moments)
        self.was_out: Callable[[int, date, datetime], bool] = cache(self._was_out)
        self.inactive: Callable[[int, date, datetime], bool] = cache(self._inactive)

    def began(self, day: date) -> datetime | None:
        """6.2: when the day begins for the first of its members."""
        begins = [
            past.days.begins(day)
            for past in self.pasts.values()
            if past.is_member(day, past.days.begins(day))
        ]
        return min(begins, default=None)

    def _moments(self, day: date) -> list[datetime]:
        """All instants since then at which anything at all happens."""
        began = self.began(day)
        bounds = {
            past.days.begins(day + number * DAY)
            for past in self.pasts.values()
            for number in range(-3, 4)
        }
        windows = {past.late_log_until(day) for past in self.pasts.values()}
        return sorted(each for each in self.events | bounds | windows if began and each >= began)

    def _was_out(self, who: int, day: date, at: datetime) -> bool:
        """6.2: once the day has begun for anyone, changes only take out."""
        past = self.pasts[who]
        return any(past.out(day, each) for each in self.moments(day) if each <= at)

    def _inactive(self, who: int, day: date, at: datetime) -> bool:
        """6.4: expected and did nothing on seven days since the last done day or joining."""
        past = self.pasts[who]
        joined = [
            stay.joined_on
            for stay in past.world.stays
            if stay.joined_on < day and stay.joined_at <= at
        ]
        if not past.is_member(day, at):
            return False
        life = past.life(at)
        made_on = {entry.made_on for entry in life.entries}
        done = [each for each in personal.done_days(life, past.days) if each < day]
        silent, today = 0, max(joined + done) + DAY
        while today <= day:
            if silent >= 7 and today in made_on:
                silent = 0
            elif today < day and silent < 7 and past.is_over(today, at):
                silent += not self.was_out(who, today, at)
            today += DAY
        return silent >= 7

    def done(self, day: date, at: datetime) -> set[int]:
        pasts = self.pasts.items()
        return {who for who, past in pasts if past.is_member(day, at) and past.done(day, at)}

    def expected(self, day: date, at: datetime) -> set[int]:
        """6.2: who was never out since the day began, and who did it anyway."""
        found = self.done(day, at)
        for who in self.pasts.keys() - found:
            until = [each for each in self.moments(day) if each <= at]
            inactive = any(self.inactive(who, day, each) for each in until)
            if not inactive and not self.was_out(who, day, at):
                found.add(who)
        return found

    def needed(self, day: date, expected: int) -> int:
        """6.2: at least two, and as many as the quorum asks for."""
        percent = 60
        for change in sorted(self.quorums, key=lambda change: change.made_at):
            began = self.began(day)
            percent = change.percent if began and change.made_at <= began else percent
        least = 2
        while least * 100 < percent * expected:
            least += 1
        return least

    def all_closed(self, day: date, at: datetime) -> bool:
        """6.3: the last window has closed of those known to be members."""
        members = [past for past in self.pasts.values() if past.is_member(day, at)]
        return all(past.late_log_until(day) <= at for past in members)

    def settlement(self, day: date, upto: datetime) -> Settlement | None:
        """6.3: the first instant at which the quorum stands, or all windows have closed."""
        for at in self.moments(day):
            if at > upto:
                break
            expected, done = len(self.expected(day, at)), len(self.done(day, at))
            needed = self.needed(day, expected)
            if done >= needed:
                return Settlement(day, SettlementOutcome.SUCCESS, at, done, expected, needed)
            if self.all_closed(day, at):
                outcome = SettlementOutcome.NEUTRAL if expected < 2 else SettlementOutcome.FAILURE
                return Settlement(day, outcome, at, done, expected, needed)
        return None


def told_streak(settled: Sequence[Settlement]) -> list[tuple[date, str, int, int]]:
    """6.3 and 6.4: each day's state, and the streak and freezes after it, counted anew."""
    states: dict[date, str] = {}
    rows = []
    for each in sorted(settled, key=lambda each: each.day):
        state = each.outcome.value
        if state == "failure" and each.done == each.needed - 1 and _held(states) == 1:
            state = "frozen"
        states[each.day] = state
        rows.append((each.day, state, _streak(states), _held(states)))
    return rows


def _streak(states: dict[date, str]) -> int:
    order = [states[day] for day in sorted(states)]
    last = max((n for n, state in enumerate(order) if state == "failure"), default=-1)
    return order[last + 1 :].count("success")


def _held(states: dict[date, str]) -> int:
    held = running = 0
    for day in sorted(states):
        running = 0 if states[day] == "failure" else running + (states[day] == "success")
        if states[day] == "success" and running % 7 == 0:
            held = 1
        if states[day] == "frozen":
            held = 0
    return held
