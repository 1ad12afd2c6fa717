"""[Project]: what is built in a week, piece by piece, with the next one to tick (promise 3.4b)."""

from collections.abc import Iterator, Sequence

from bot.chat.messages import Block, Button, Heading, Message, Text, code, message, plain, strong
from bot.chat.translate import marked
from bot.domain.day.week import Piece, pieces_of
from bot.domain.roadmap.model import ProjectPart, Step
from bot.errors import StaleButtonError, shortened
from bot.features.kit import Action, Context, Feature
from bot.features.study.evenings import lead_of
from bot.features.study.tasks import piece_of
from bot.features.study.ticking import Tickable, TickingPage
from bot.features.views import Rows, button, column, number, paragraph, row, word

LABEL_MOST = 40


def project_button(context: Context, week: int) -> tuple[Button, ...]:
    """Leads to the week's project: the one with something left to build, if there are several."""
    steps = _built_in(context, week)
    ticked = context.learner.ticked(context.roadmap.id)
    steps.sort(key=lambda step: not _open(step, ticked))
    label = context.say.line("Project")
    return tuple(button(context, label, f"project {week} {step.id}") for step in steps[:1])


async def show(context: Context, words: Sequence[str]) -> Message:
    """A project: its brief, how far it is, and the next piece: `project 3 week-03`."""
    week, name = number(words), word(words, 1)
    steps = _built_in(context, week) if 1 <= week <= context.roadmap.weeks else []
    for step in steps:
        if step.id == name and step.project:
            return _page(context, week, step, step.project)
    raise StaleButtonError(marked("That project has moved. Here is your week: /week"))


def _page(context: Context, week: int, step: Step, part: ProjectPart) -> Message:
    pieces, say = [piece for _, piece in pieces_of(step, week)], context.say
    open_ = _open(step, context.learner.ticked(context.roadmap.id))
    blocks: list[Block] = [Heading(text=plain(part.title)), paragraph(plain(part.brief))]
    if pieces:
        done = len(pieces) - len(open_)
        line = say.plural(
            "Built: {done} of {n} piece.",
            "Built: {done} of {n} pieces.",
            len(pieces),
            done=done,
        )
        blocks.append(paragraph(line))
    blocks += map(paragraph, _next(context, open_[0]) if open_ else _shipping(context, step))
    return message(*blocks, buttons=_buttons(context, week, step, open_))


def _next(context: Context, piece: Piece) -> Iterator[Text]:
    say, here = context.say, piece.slice
    yield say("Next: {piece} ({time})", piece=strong(here.text), time=say.minutes(here.minutes))
    if here.check:
        yield say("Done when: {done}", done=here.check)
    ticked = context.learner.ticked(context.roadmap.id)
    if needed := [context.roadmap.topic(each).title for each in here.needs if each not in ticked]:
        named = ", ".join(say.quoted(shortened(each, LABEL_MOST)) for each in needed)
        yield say("It builds on: {topics}", topics=named)


def _shipping(context: Context, step: Step) -> Iterator[Text]:
    """What is left when all is built: to show it."""
    if f"project:{context.roadmap.id}:{step.id}" not in context.learner.milestones:
        example = code("/done 10 https://github.com/...")
        yield context.say("To ship it, log it with its link: {example}", example=example)


def _buttons(context: Context, week: int, step: Step, open_: Sequence[Piece]) -> Rows:
    say = context.say
    ids = [Tickable(each.key, each.slice.text).id for each in open_[:1]]
    tick = [button(context, say.line("Tick"), f"{PAGE.action} {week} {each}") for each in ids]
    others = [
        button(context, shortened(each.project.title, LABEL_MOST), f"project {week} {each.id}")
        for each in _built_in(context, week)
        if each.project and each is not step
    ]
    today = button(context, say.line("Today"), "/today")
    return (
        *row(*tick, today, button(context, say.line("Week"), f"/week {week}")),
        *column(*others),
    )


def _again(context: Context, week: int, ticked: Tickable) -> Message:
    found = piece_of(context, ticked.key)
    if found is None or found[0].project is None:
        raise StaleButtonError(marked("That project has moved. Here is your week: /week"))
    page = _page(context, week, found[0], found[0].project)
    stands = paragraph(context.say("One more piece stands. Well done."))
    return page.model_copy(update={"blocks": (page.blocks[0], stands, *page.blocks[2:])})


def _built_in(context: Context, week: int) -> list[Step]:
    """The steps of a week that build something; the one that today is for comes first."""
    steps = [step for step in context.roadmap.steps_of(week) if step.project]
    return sorted(steps, key=lambda step: step != lead_of(context))


def _open(step: Step, ticked: frozenset[str]) -> list[Piece]:
    pieces = (piece for _, piece in pieces_of(step, step.weeks.first))
    return [piece for piece in pieces if piece.key not in ticked]


PAGE = TickingPage("build", _again)

FEATURE = Feature(actions=(Action("project", show), Action(PAGE.action, PAGE.tick)))
