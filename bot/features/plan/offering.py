"""The offer to move the dates of the plan, or to walk at another pace (promise 3.5)."""

from bot.chat.messages import Text
from bot.domain.plan import Offer, offers
from bot.domain.roadmap.model import Pace
from bot.features.kit import Turn
from bot.features.views import Rows, button, column


def offer(turn: Turn) -> tuple[Text, Rows]:
    """The offer to move the dates after two check-ins off the plan (promise 3.5)."""
    pacing, say = turn.enrolment.pacing, turn.say
    late_by = [
        each.late_by
        for each in turn.learner.checkins
        if each.finished_on and each.closed_at and each.closed_at > pacing.made_at
    ]
    due = offers(late_by, turn.plan.span)
    if due is Offer.NONE:
        return (), ()
    same = f"repace {pacing.pace}"
    choices = button(turn, say.line("All choices"), "/plan")
    if due is Offer.LATER:
        lighter = _next_pace(turn, slower=True)
        line = say(
            "Your plan can bend: finish later, make the weeks lighter, or leave out optional topics. You see what would change before it does."
        )
        buttons = [button(turn, say.line("Finish later"), same)]
        if lighter:
            buttons.append(button(turn, say.line("Lighter weeks"), f"repace {lighter.id}"))
        return line, column(*buttons, choices)
    faster = _next_pace(turn, slower=False)
    if faster is None:
        line = say("You are ahead of your dates. They can move up to where you are.")
        return line, column(button(turn, say.line("Move the dates"), same), choices)
    line = say(
        "You are ahead of your dates. A faster pace would fit, if you like; you see what would change before it does."
    )
    label = say.line("Faster: {pace}", pace=faster.title)
    return line, column(button(turn, label, f"repace {faster.id}"), choices)


def _next_pace(turn: Turn, *, slower: bool) -> Pace | None:
    """The pace next to the present one, in the order of what the whole roadmap takes."""

    def length(pace: Pace) -> float:
        return pace.calendar_weeks.max or pace.calendar_weeks.min

    here = length(turn.roadmap.pace(turn.enrolment.pacing.pace))
    paces = sorted(turn.roadmap.paces, key=length)
    if slower:
        return next((each for each in paces if length(each) > here), None)
    return next((each for each in reversed(paces) if length(each) < here), None)
