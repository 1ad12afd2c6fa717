"""What is said where the chosen study days hold less than a pace counts on (promise 3.4a)."""

from bot.chat.messages import Paragraph
from bot.domain.day.room import room
from bot.features.kit import Context
from bot.features.setup.choosing import days_in_words, figures
from bot.features.views import paragraph


def room_lines(context: Context, pace_id: str) -> tuple[Paragraph, ...]:
    """About how long the roadmap takes on these days; nothing where they have room enough."""
    days = context.learner.preferences.days
    found = room(context.roadmap, pace_id, days)
    if found.is_enough:
        return ()
    say, pace = context.say, context.roadmap.pace(pace_id)
    line = say(
        "{days} give you {time} a week; this pace counts on {hours} h. So expect about {weeks} weeks instead of {planned}, and stay in a week as long as you need. More days help, too.",
        days=days_in_words(say, days),
        time=say.minutes(found.minutes),
        hours=figures(pace.hours_a_week.min, pace.hours_a_week.max),
        weeks=found.weeks,
        planned=f"{pace.calendar_weeks.max or pace.calendar_weeks.min:g}",
    )
    return (paragraph(line),)
