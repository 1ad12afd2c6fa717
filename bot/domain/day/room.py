"""Whether the days that a learner chose have room for a pace (promise 3.4a)."""

import math
from collections.abc import Collection
from dataclasses import dataclass

from bot.domain import policy
from bot.domain.day.rows import rows_by_weekday
from bot.domain.day.week import week_of
from bot.domain.roadmap.model import Roadmap, TemplateRow


@dataclass(frozen=True, slots=True)
class Room:
    """The `minutes` that a week of study days holds, against the hours of the pace.

    `weeks` is about how many calendar weeks the whole roadmap takes at that, by whoever stays in a
    week until it is done; `is_enough` says that the weeks of the pace will do.
    """

    minutes: int
    weeks: int
    is_enough: bool


def room(roadmap: Roadmap, pace_id: str, days: Collection[int]) -> Room:
    """The room on these weekdays, 0 for Monday; each lives the row that it takes."""
    pace = roadmap.pace(pace_id)
    minutes = sum(row.minutes for row in _rows(roadmap, pace_id, days))
    needed = math.ceil(work(roadmap) / (policy.WORK_SHARE * minutes))
    planned = int(pace.calendar_weeks.max or pace.calendar_weeks.min)
    enough = minutes >= policy.ROOM_SHARE * pace.hours_a_week.min * 60 or needed <= planned
    return Room(minutes, planned if enough else needed, enough)


def work(roadmap: Roadmap) -> int:
    """The minutes of all topics and slices that nobody leaves out."""
    weeks = (week_of(roadmap, number) for number in range(1, roadmap.weeks + 1))
    topics = sum(topic.work for week in weeks for topic in week.required)
    parts = (step.project for step in roadmap.steps if step.project)
    return topics + sum(piece.minutes for part in parts for piece in part.slices)


def _rows(roadmap: Roadmap, pace_id: str, days: Collection[int]) -> Collection[TemplateRow]:
    return rows_by_weekday(roadmap.template_rows(pace_id), days).values()
