"""When the next week is offered (promise 3.4e)."""

from collections.abc import Callable
from datetime import date

from bot.domain.plan import Plan


def may_go_on(
    plan: Plan, week: int, today: date, is_study_day: Callable[[date], bool], *, said_done: bool
) -> bool:
    """Whether `/next` is offered in a week of a plan (promise 3.4e).

    The learner has said that the week is done, or this is the last study day up to its due date,
    or later.
    """
    return said_done or not any(map(is_study_day, plan.days_after(week, today)))
