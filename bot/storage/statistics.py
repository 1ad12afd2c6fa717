"""Counting for the host: a handful of queries that keep nobody waiting (promise 10)."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from sqlalchemy import BigInteger, Select, case, func, select, type_coerce
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain import policy
from bot.domain.delivery import PROMPTS, DeliveryState
from bot.domain.enrolment import MoveCause
from bot.domain.nudges.decide import Reason
from bot.domain.recall.answers import Sureness
from bot.domain.statistics import OnRoadmap, PromptCounts, Statistics, Tries
from bot.storage import tables as t
from bot.storage.accounts import LOCAL_PLATFORMS
from bot.storage.rows import AnyRow, look

ACTIVE_DAYS: Final = (7, 28)
_MICROSECOND: Final = timedelta(microseconds=1)
_WAITS: Final = (DeliveryState.PENDING, DeliveryState.EXPIRED, DeliveryState.SENDING)


class SqlStatistics:
    """Counts over a database."""

    def __init__(self, engine: AsyncEngine) -> None:
        self._engine = engine

    async def at(self, now: datetime) -> Statistics:
        """All of them, as they are at `now`."""
        answers, sure, again = await self._recall()
        return Statistics(
            at=now,
            learners=await self._count(select(func.count()).select_from(t.learner)),
            active={days: await self._active(now - timedelta(days=days)) for days in ACTIVE_DAYS},
            enrolled=await self._enrolled(),
            prompts=await self._prompts(now),
            forecasts=await self._forecasts(now),
            answers=answers,
            sure=sure,
            again=again,
        )

    async def _active(self, since: datetime) -> int:
        return await self._count(select(func.count()).where(t.learner.c.acted_at >= since))

    async def _enrolled(self) -> dict[str, OnRoadmap]:
        found: defaultdict[str, dict[int, int]] = defaultdict(dict)
        finished: defaultdict[str, int] = defaultdict(int)
        done = (t.move.c.cause == MoveCause.FINISH).label("done")
        parts = (t.enrolment.c.roadmap, done, t.move.c.week)
        query = _standing(select(*parts, func.count().label("learners"))).group_by(*parts)
        for row in await self._all(query.order_by(*parts)):
            if row.done:
                finished[row.roadmap] += row.learners
            else:
                found[row.roadmap][row.week] = row.learners
        return {
            each: OnRoadmap(found[each], finished[each]) for each in sorted({*found, *finished})
        }

    async def _prompts(self, now: datetime) -> PromptCounts:
        of, too_late = t.delivery.c, now - policy.PROMPT_LATE_MOST
        behind = type_coerce(of.decided_at, BigInteger) - type_coerce(of.due_at, BigInteger)
        sent = of.state == DeliveryState.SENT
        stale = (of.state == DeliveryState.SKIPPED) & (of.reason == Reason.STALE)
        lost = of.platform.not_in(LOCAL_PLATFORMS) & (
            stale | (of.state.in_(_WAITS) & (of.due_at < too_late))
        )
        counted = (
            sent,
            sent & (behind > policy.ON_TIME // _MICROSECOND),
            lost,
            of.state == DeliveryState.DEAD,
            of.state == DeliveryState.UNKNOWN,
        )
        (row,) = await self._all(select(*map(_how_many, counted)).where(of.kind.in_(PROMPTS)))
        away = select(t.account.c.learner_id).where(t.account.c.platform.not_in(LOCAL_PLATFORMS))
        waits = select(func.count()).where(
            t.due.c.kind.in_(PROMPTS), t.due.c.due_at < too_late, t.due.c.learner_id.in_(away)
        )
        on_time, late, missed, dead, ambiguous = tuple(row)
        return PromptCounts(on_time, late, missed + await self._count(waits), dead, ambiguous)

    async def _forecasts(self, now: datetime) -> Tries:
        """Those whose truth has come, as a learner's own score has it (promise 14.4)."""
        latest, current = _latest_moves(), _current_enrolments()
        query = (
            select(
                t.forecast.c.made_on,
                t.forecast.c.p85_days,
                t.move.c.cause,
                t.move.c.made_on.label("moved_on"),
                current.c.enrolment_id.is_not(None).label("goes_on"),
            )
            .join(latest, latest.c.enrolment_id == t.forecast.c.enrolment_id)
            .join(t.move, t.move.c.id == latest.c.move_id)
            .outerjoin(current, current.c.enrolment_id == t.forecast.c.enrolment_id)
        )
        verdicts = [_held(row, now) for row in await self._all(query)]
        known = [each for each in verdicts if each is not None]
        return Tries(len(known), sum(known))

    async def _recall(self) -> tuple[int, Tries, Tries]:
        """All answers; those given by somebody who was sure; those to questions asked again."""
        of = t.recall_answer.c
        sure = of.sure == Sureness.SURE
        first = select(func.min(of.id)).group_by(of.learner_id, of.question)
        again = of.id.not_in(first)
        counted = (sure, sure & of.right, again, again & of.right)
        (row,) = await self._all(select(func.count(), *map(_how_many, counted)))
        answers, sures, well, agains, held = tuple(row)
        return answers, Tries(sures, well), Tries(agains, held)

    async def _count(self, query: Select[Any]) -> int:
        return int((await self._all(query))[0][0])

    async def _all(self, query: Select[Any]) -> Sequence[AnyRow]:
        return await look(self._engine, query)


def _how_many(condition: Any) -> Any:
    """For how many rows it holds."""
    return func.count(case((condition, 1)))


def _latest_moves() -> Any:
    """The latest move of each enrolment."""
    of = t.move.c
    latest = select(of.enrolment_id, func.max(of.id).label("move_id")).group_by(of.enrolment_id)
    return latest.subquery("latest")


def _current_enrolments() -> Any:
    """The enrolment that each learner is on: the last that no merge ended."""
    of = t.enrolment.c
    lived = select(func.max(of.id).label("enrolment_id")).where(of.ended_at.is_(None))
    return lived.group_by(of.learner_id).subquery("current")


def _standing(query: Select[Any]) -> Select[Any]:
    """Where each learner is now: the enrolment they are on, and its latest move."""
    latest, current = _latest_moves(), _current_enrolments()
    return (
        query.select_from(t.enrolment)
        .join(current, current.c.enrolment_id == t.enrolment.c.id)
        .join(latest, latest.c.enrolment_id == t.enrolment.c.id)
        .join(t.move, t.move.c.id == latest.c.move_id)
    )


def _held(row: AnyRow, now: datetime) -> bool | None:
    """Whether a forecast held; None while nobody knows."""
    surely_by = row.made_on + timedelta(days=row.p85_days)
    if row.cause == MoveCause.FINISH:
        return bool(row.moved_on <= surely_by)
    return False if row.goes_on and surely_by < now.date() else None
