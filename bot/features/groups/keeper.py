"""A group as it stands: its days counted, its streak, its board (promises 6.2 to 6.5)."""

import asyncio
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Final

from bot.chat.messages import Message
from bot.chat.translate import Say, say_in
from bot.domain import policy
from bot.domain.calendar import resolve, wall_at
from bot.domain.groups.count import DayCount, count, needed, percent_of
from bot.domain.groups.streak import GroupStreak, Settlement, StreakPoint, streak
from bot.domain.nudges.due import first_at
from bot.features.groups import board as words
from bot.features.groups.attendance import LATELY, learn, next_begins, open_days
from bot.features.groups.board import BoardView, DayStanding
from bot.ports.attendance import Crowd
from bot.ports.groups import StudyGroup
from bot.ports.store import Work

FEW: Final = 8
"""Members after whom a look that somebody waits for goes no further: those looked at with them."""

KEPT_EVERY: Final = 30
"""Old days from which the streak is folded, at most, before it is kept how it stood."""

_DAY: Final = timedelta(days=1)
_SUNDAY: Final = 6


@dataclass
class GroupKeeper:
    """A group as it stands at an instant, as far as its members are known.

    `days` are those under way and those that are not settled, counted up to now; nobody asks about
    a day before the `oldest`.
    """

    work: Work
    group: StudyGroup
    now: datetime
    since: StreakPoint | None
    settled: dict[date, Settlement]
    days: dict[date, DayCount]
    new: list[Settlement] = field(default_factory=list)
    counted: list[DayCount] = field(default_factory=list)
    lived: list[date] = field(default_factory=list)
    oldest: date = date.min

    @classmethod
    async def of(cls, work: Work, group: StudyGroup, now: datetime) -> "GroupKeeper":
        """What is known of a group; days are counted, and nothing of that is kept yet."""
        last = await work.attendance.last(group)
        if last is None:
            return cls(work, group, now, None, {}, {})
        known = await work.groups.settled(group, last - LATELY)
        keeper = cls(work, group, now, known.since, {}, {})
        keeper.settled = {each.day: each for each in known.days}
        opened = await open_days(work, group, last)
        keeper.oldest = opened[0]
        for day in await work.attendance.counts(group, opened):
            await keeper._count(day)
            await asyncio.sleep(0)  # all else has its turn, here and below
        keeper.lived = list(await work.attendance.lived(group, opened, now))
        return keeper

    async def _count(self, day: DayCount) -> None:
        steps = await self.work.attendance.steps(self.group, day, day.until(self.now))
        percent = percent_of(self.group.quorums, day.began)
        counted, settled = count(day, steps, self.now, percent)
        self.days[day.day] = counted
        if steps:
            self.counted.append(counted)
        if settled is not None and day.day not in self.settled:
            self.settled[day.day] = settled
            self.new.append(settled)

    @cached_property
    def say(self) -> Say:
        """The group's language."""
        return say_in(self.group.language)

    @property
    def streak(self) -> GroupStreak:
        """The group streak by the days that are settled."""
        return self.streak_upto(date.max)

    def streak_upto(self, day: date) -> GroupStreak:
        """The same by those up to a day."""
        days = (each for each in self.settled.values() if each.day <= day)
        return streak(days, self.since)

    async def keep(self) -> None:
        """Settle what is settled by now, and keep how far it was counted (promise 6.3)."""
        await self.work.groups.settle(self.group, self.new)
        for day in self.counted:
            await self.work.attendance.keep(self.group, day)
        await self._keep_streak()
        await asyncio.sleep(0)
        await self.work.attendance.let_go(self.group, self.oldest)

    async def _keep_streak(self) -> None:
        """Now and then, how it stood before all that anybody asks about."""
        last = max(self.days, default=date.min)
        old = sorted(day for day in self.settled if day < last - LATELY)
        if len(old) > KEPT_EVERY and not any(day <= old[-1] for day in self.open_days()):
            told = self.streak_upto(old[-1])
            point = StreakPoint(old[-1], told.streak, told.longest, told.freezes)
            await self.work.groups.keep_streak(self.group, point)

    def open_days(self) -> list[date]:
        """The days that are not settled, in order."""
        return sorted(day for day in self.days if day not in self.settled)

    def standing(self, day: date) -> DayStanding | None:
        """A day as it stands; one that is settled already stays settled as it was (6.3)."""
        counted = self.days.get(day)
        if counted is None:
            return None
        enough = needed(counted.expected, percent_of(self.group.quorums, counted.began))
        return DayStanding(day, counted.expected, counted.done, enough, self.settled.get(day))

    def days_under_way(self) -> list[date]:
        """The days that at least one member lives today, and the one before, oldest first."""
        if not self.lived:
            return []
        first, last = self.lived[0] - _DAY, self.lived[-1]
        return [first + ahead * _DAY for ahead in range((last - first).days + 1)]

    async def board(self, day: date) -> Message | None:
        """The board of a day; None before it has begun, and where it is asked of nobody.

        It shows the streak up to its day, so that later days leave it as it is.
        """
        found, read = self.standing(day), self.work.attendance
        if found is None or not (found.expected or found.done):
            return None
        until = self.days[day].until(self.now)
        ends = await read.ends(self.group, day, until)
        zone = await read.one_zone(self.group, day)
        await asyncio.sleep(0)
        studied = Crowd(await read.studied(self.group, day, until), found.done)
        await asyncio.sleep(0)
        view = BoardView(
            self.say,
            found,
            self.streak_upto(day),
            over=self.is_over(day),
            studied=studied,
            studying=await read.studying(self.group, day, self.now),
            new=await read.came(self.group, (day, day - _DAY)),
            ends=ends,
            zone=zone or self.group.zone,
            one_zone=zone is not None,
        )
        return words.board(view)

    def is_over(self, day: date) -> bool:
        """Whether nobody lives the day any more."""
        return day < min(self.lived, default=day)

    async def looks_again(self) -> datetime | None:
        """The next instant at which time alone changes something, once it was settled."""
        instants: list[datetime | None] = [self.days[day].closes for day in self.open_days()]
        instants.append(await next_begins(self.work, self.group, self.now))
        await asyncio.sleep(0)
        instants.append(
            await self.work.attendance.next_instant(self.group, list(self.days), self.now)
        )
        if self.lived:
            instants.append(self.digest_at(self.now) + 7 * _DAY)
        ahead = (each for each in instants if each is not None and each > self.now)
        return min(ahead, default=None)

    def digest_at(self, now: datetime) -> datetime:
        """The last Sunday evening that is not after an instant."""
        zone = self.group.zone
        day = wall_at(now, zone).date()
        sunday = day - timedelta(days=(day.weekday() - _SUNDAY) % 7)
        for each in (sunday, sunday - 7 * _DAY):
            at = first_at(_midnight(each, zone), zone, policy.DIGEST_TIME)
            if at <= now:
                return at
        return at


def _midnight(day: date, zone: str) -> datetime:
    return resolve(datetime.combine(day, time(0)), zone)


async def looked_at(work: Work, group: StudyGroup, now: datetime) -> GroupKeeper:
    """A group as it stands, after a look at a few about whom something changed."""
    await learn(work, group, now, most=FEW)
    return await GroupKeeper.of(work, group, now)
