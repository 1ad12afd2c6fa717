"""The forecast of the finish: how it reads, which ones are kept, how they did (3.6 and 14.4)."""

from datetime import timedelta

from bot.chat.messages import Text
from bot.domain.forecast import Forecast, forecast, weekly_progress
from bot.features.kit import Context


def foreseen(context: Context) -> Forecast | None:
    """When the finish is likely, at the learner's own speed; None with too little to go by."""
    enrolment = context.enrolment
    progress = weekly_progress(enrolment.walked, context.today, context.plan.paused)
    return forecast(progress, context.roadmap.weeks + 1 - enrolment.week, context.today)


def forecast_line(context: Context) -> Text:
    """At the learner's own speed; empty while there is too little to go by."""
    seen, say = foreseen(context), context.say
    if seen is None:
        return ()
    return say(
        "{likely}, quite surely by {surely}",
        likely=say.day_and_year(seen.p50),
        surely=say.day_and_year(seen.p85),
    )


def record_line(context: Context) -> Text:
    """Of how many forecasts the truth is known, and how many held; empty while of none."""
    found = context.learner.forecast_score(context.today)
    if not found.scored:
        return ()
    return context.say.plural(
        "Of my {n} forecast {held} held.",
        "Of my {n} forecasts {held} held.",
        found.scored,
        held=found.held,
    )


async def keep_forecast(context: Context) -> None:
    """Keep the forecast of this calendar week, with the first thing that happens in it."""
    enrolment, today = context.learner.enrolment, context.today
    if enrolment is None or enrolment.finished:
        return
    monday = today - timedelta(days=today.weekday())
    lately = context.learner.forecasts.at_hand(monday)
    if any(each.enrolment_id == enrolment.id and each.made_on >= monday for each in lately):
        return
    if context.roadmaps.content(enrolment.roadmap, enrolment.content) is None:
        return
    if seen := foreseen(context):
        await context.keep_forecast(seen)
