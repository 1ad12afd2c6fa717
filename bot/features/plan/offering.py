"""The offer to move the dates of the plan, or to walk at another pace (promise 3.5)."""

from bot.chat.messages import Text
from bot.domain.plan import Offer, offers
from bot.domain.roadmap.model import Pace
from bot.features.kit import Context
from bot.features.views import Rows, button, column


def offer(context: Context) -> tuple[Text, Rows]:
    """The offer to move the dates after two check-ins off the plan (promise 3.5)."""
    pacing, say = context.enrolment.pacing, context.say
    late_by = [
        each.late_by
        for each in context.learner.checkins
        if each.finished_on and each.closed_at and each.closed_at > pacing.made_at
    ]
    due = offers(late_by, context.plan.span)
    if due is Offer.NONE:
        return (), ()
    same = f"repace {pacing.pace}"
    choices = button(context, say.line("All choices"), "/plan")
    if due is Offer.LATER:
        lighter = _next_pace(context, slower=True)
        line = say(
            "Your plan can bend: finish later, make the weeks lighter, or leave out optional topics. I show you what would change before it does."
        )
        buttons = [button(context, say.line("Finish later"), same)]
        if lighter:
            buttons.append(button(context, say.line("Lighter weeks"), f"repace {lighter.id}"))
        return line, column(*buttons, choices)
    faster = _next_pace(context, slower=False)
    if faster is None:
        line = say("You are ahead of your dates. They can move up to where you are.")
        return line, column(button(context, say.line("Move the dates"), same), choices)
    line = say(
        "You are ahead of your dates. A faster pace would fit, if you like; I show you what would change before it does."
    )
    label = say.line("Faster: {pace}", pace=faster.title)
    return line, column(button(context, label, f"repace {faster.id}"), choices)


def _next_pace(context: Context, *, slower: bool) -> Pace | None:
    """The pace next to the present one, in the order of what the whole roadmap takes."""

    def length(pace: Pace) -> float:
        return pace.calendar_weeks.max or pace.calendar_weeks.min

    here = length(context.roadmap.pace(context.enrolment.pacing.pace))
    paces = sorted(context.roadmap.paces, key=length)
    if slower:
        return next((each for each in paces if length(each) > here), None)
    return next((each for each in reversed(paces) if length(each) < here), None)
