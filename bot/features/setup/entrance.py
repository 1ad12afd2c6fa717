"""Which roadmaps are for somebody now, by what they have met; and their entry tests (12.6)."""

from collections.abc import Iterator

from bot.chat.messages import Button, Text, strong
from bot.chat.translate import unstyled
from bot.domain import policy
from bot.domain.recall.answers import Review
from bot.domain.roadmap.entrance import ConceptsMet, concepts_met
from bot.domain.roadmap.model import Roadmap
from bot.features.kit import Context
from bot.features.views import button


def learnt(context: Context, besides: str | None = None) -> set[str]:
    """The concepts of all topics that are ticked, on whatever roadmap but the one `besides`."""
    learner, found = context.learner, set[str]()
    for enrolment in learner.enrolments:
        content = context.roadmaps.content(enrolment.roadmap, enrolment.content)
        if content is not None and content.id != besides:
            ticked = learner.ticked(content.id)
            for topic, concepts in content.concepts.items():
                found.update(concepts if topic in ticked else ())
    return found


def _recalled(context: Context) -> Iterator[str]:
    """What the questions are about that were answered right the last time."""
    for question, memory in context.learner.recalled.memories.items():
        known = context.roadmaps.bank().get(question) if memory.in_a_row else None
        yield from known.concepts[:1] if known else ()


def ready_for(context: Context, roadmap: Roadmap) -> ConceptsMet | None:
    """How much of what a roadmap builds on the learner has met; None where it builds on nothing."""
    if roadmap.entry is None:
        return None
    return concepts_met(roadmap.entry.concepts, learnt(context).union(_recalled(context)))


def ready_line(context: Context, roadmap: Roadmap) -> Text:
    """That a roadmap is for the learner now; empty where that is not known, or it is taken."""
    enrolment = context.learner.enrolment
    found = ready_for(context, roadmap)
    if found is None or not found.is_enough or (enrolment and enrolment.roadmap == roadmap.id):
        return ()
    return context.say(
        "For you now: you have met {met} of the {all} things it builds on",
        met=found.met,
        all=found.all,
    )


def met_line(context: Context, roadmap: Roadmap) -> Text:
    """How much of what a roadmap builds on the learner has met; empty while it is nothing."""
    found = ready_for(context, roadmap)
    if found is None or not found.met:
        return ()
    return context.say(
        "You have met {met} of the {all} things it builds on.", met=found.met, all=found.all
    )


def entry_questions(context: Context, roadmap: Roadmap) -> int:
    """How many questions the entry test of a roadmap has; 0 where it has none."""
    concepts = roadmap.entry.concepts if roadmap.entry else ()
    return min(policy.GATE_QUESTIONS, len(context.roadmaps.bank().on(concepts))) if concepts else 0


def entry_under_way(context: Context, roadmap: str) -> Review | None:
    """The entry test that was interrupted and can be gone on with."""
    last = _last_test(context, roadmap)
    if last is None or last.finished_on is not None:
        return None
    begun = last.question or any(each.review_id == last.id for each in context.learner.recalled)
    return last if begun and context.now - last.opened_at <= policy.ENTRY_GOES_ON else None


def entry_taken(context: Context, roadmap: str) -> tuple[Review, int, int] | None:
    """The entry test taken last, with how many of how many answers were right; None before it."""
    last = _last_test(context, roadmap)
    if last is None or last.finished_on is None:
        return None
    given = [each for each in context.learner.recalled if each.review_id == last.id]
    return last, sum(each.right for each in given), len(given)


def _last_test(context: Context, roadmap: str) -> Review | None:
    mine = (each for each in reversed(context.learner.reviews) if each.entry == roadmap)
    return next(mine, None)


def entry_button(context: Context, roadmap: Roadmap) -> tuple[Button, ...]:
    """[8 questions: is it for you now?], where a roadmap has an entry test."""
    count, say = entry_questions(context, roadmap), context.say
    if not count:
        return ()
    if entry_under_way(context, roadmap.id):
        label = say.line("Go on with the questions")
    else:
        label = unstyled(
            say.plural(
                "{n} question: is it for you now?", "{n} questions: is it for you now?", count
            )
        )
    return (button(context, label, f"/review {roadmap.id}"),)


def _with_entry(context: Context) -> Iterator[Roadmap]:
    """The roadmaps on offer that build on something."""
    offered = context.roadmaps.offered(context.say.language)
    return (each for each in offered if each.entry is not None and not each.extends)


def choice_lines(context: Context) -> Iterator[Text]:
    """Where a roadmap is chosen for the first time: which of them build on something."""
    for each in _with_entry(context):
        title = strong(each.title)
        if ready := ready_line(context, each):
            yield context.say("{title}. {ready}.", title=title, ready=ready)
        else:
            yield context.say(
                "{title} builds on what others teach; its questions tell whether it is for you now.",
                title=title,
            )


def choice_buttons(context: Context) -> Iterator[Button]:
    """The entry tests of these, each with its roadmap's name."""
    for each in _with_entry(context):
        for test in entry_button(context, each):
            label = context.say.line("Questions: {title}", title=each.title)
            yield test.model_copy(update={"label": label})


def onward(context: Context) -> Iterator[Roadmap]:
    """What may come after the learner's roadmap because it builds on such a one (promise 3.2)."""
    behind = {each.roadmap for each in context.learner.enrolments if each.finished}
    return (each for each in _with_entry(context) if each.id not in behind)
