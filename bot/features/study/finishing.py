"""Whether the week is done, as the learner says: [Yes] leads to `/next` (promise 3.4e)."""

from collections.abc import Sequence

from bot.chat.messages import Bullets, Message, plain
from bot.chat.translate import marked
from bot.domain.roadmap.choices import done_when
from bot.errors import StaleButtonError
from bot.features.kit import Action, Context, Feature
from bot.features.study.today import next_button
from bot.features.views import button, edited, number, paragraph, position, row, word


async def answer(context: Context, words: Sequence[str]) -> Message:
    """The answer to the question of a week's page: `week-done 3 yes`."""
    week, yes = number(words), word(words, 1) == "yes"
    if context.learner.enrolment is None or context.finished or week != position(context):
        raise StaleButtonError(marked("That week is behind you. What to do today: /today"))
    await _keep(context, week, yes=yes)
    say = context.say
    today = button(context, say.line("Today"), "/today")
    if yes:
        line = say("Week {week} is done, well done. Go on when you like.", week=week)
        return edited(paragraph(line), buttons=row(next_button(context), today))
    step = context.roadmap.step_of(week)
    line = say("Good to know. Today's page goes on with the week. It is done when this holds:")
    checks = Bullets(items=tuple(map(plain, step.checks or (step.done_when,))))
    return edited(paragraph(line), checks, buttons=row(today))


async def _keep(context: Context, week: int, *, yes: bool) -> None:
    """The latest answer stands."""
    roadmap = context.roadmap.id
    for said in (done_when(week, answer=True), done_when(week, answer=False)):
        if known := context.learner.mark_of(roadmap, said):
            await context.unmark(known)
    await context.mark(roadmap, done_when(week, answer=yes))


FEATURE = Feature(actions=(Action("week-done", answer),))
