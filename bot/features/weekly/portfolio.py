"""A page to show to others, made of what a learner marked for it (promise 5.4).

Nothing else of the journal is in it, and no other person: figures that a project's checks printed,
links to what was built, and lines that begin with `decision:` or `postmortem:`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.chat.documents import File
from bot.chat.translate import marked
from bot.domain.evidence import Told, figures, told
from bot.domain.learner import Enrolment
from bot.domain.links import links
from bot.domain.reflection import Question
from bot.domain.roadmap.model import Project, Roadmap
from bot.domain.roadmap.pages import has_own_link
from bot.features.kit import Context
from bot.features.study.proofs import shown
from bot.features.weekly.markdown import markdown_file, written

DECISIONS: Final = 3
"""So many decisions a page shows: the latest."""

LINKS: Final = 6
FIGURES_HOW: Final = marked(
    "(none yet: run the check of a week and paste the line it prints into a check-in, such as “{project} week 01: ok”)"
)
LINK_HOW: Final = marked("(no link yet: put the address of the code into a check-in)")
DECISION_HOW: Final = marked(
    "({n} to come: in a check-in or behind /done, write a line that begins with “decision:”, with what you chose, what else was possible, and why)"
)
POSTMORTEM_HOW: Final = marked(
    "(none yet: in a check-in or behind /done, write lines that begin with “postmortem:”, with what happened, what it cost, and what you changed)"
)


@dataclass(frozen=True)
class Written:
    """What was written on a roadmap, in the order of writing; `built` are the answers to what was built."""

    texts: tuple[str, ...]
    built: tuple[str, ...]


def portfolios(context: Context) -> Iterator[File]:
    """A page for each roadmap that makes one, the learner's own roadmap first."""
    walked: dict[str, list[Enrolment]] = {}
    for each in reversed(context.learner.enrolments):
        walked.setdefault(each.roadmap, []).append(each)
    for enrolments in walked.values():
        latest = enrolments[0]
        if context.roadmaps.content(latest.roadmap, latest.content) is None:
            continue
        roadmap = context.roadmap_of(latest)
        if roadmap.portfolio is not None:
            project = roadmap.project(roadmap.portfolio)
            lines = _page(context, roadmap, project, _written_on(context, enrolments))
            yield markdown_file(f"{project.id}.md", lines)


def _written_on(context: Context, enrolments: Sequence[Enrolment]) -> Written:
    """What was written in check-ins and noted with what was logged."""
    said = sorted(_said(context, enrolments), key=lambda each: each[0])
    built = (text for _, question, text in said if question is Question.BUILT)
    return Written(tuple(text for *_, text in said), tuple(built))


def _said(
    context: Context, enrolments: Sequence[Enrolment]
) -> Iterator[tuple[datetime, Question | None, str]]:
    """When what was said: the answer to a question that counts, or a note."""
    for checkin in context.learner.checkins:
        if any(each.holds(checkin) for each in enrolments):
            latest = {each.question: each for each in checkin.answers}
            yield from ((each.made_at, each.question, each.text or "") for each in latest.values())
    for entry in context.learner.entries:
        if entry.note and any(each.holds(entry) for each in enrolments):
            yield entry.made_at, None, entry.note


def _page(context: Context, roadmap: Roadmap, project: Project, found: Written) -> Iterator[str]:
    """Service, figures, decisions, postmortem; what is empty says how it is filled."""
    line = context.say.line
    along = line(
        "Built along “{roadmap}”, a roadmap of {weeks} weeks.",
        roadmap=roadmap.title,
        weeks=roadmap.weeks,
    )
    yield from (f"# {written(project.title)}", "", written(along))
    parts = (
        (line("The service"), [written(project.brief), "", *_links(context, roadmap, found.built)]),
        (line("Figures"), _figures(context, roadmap, project, found.texts)),
        (line("Three decisions"), _decisions(context, found.texts)),
        (line("A postmortem"), _postmortem(context, found.texts)),
    )
    for title, items in parts:
        yield from ("", f"## {written(title)}", "", *items)
    yield ""


def _links(context: Context, roadmap: Roadmap, built: Sequence[str]) -> list[str]:
    """The links to what was built: none to pages that are only read."""
    found = dict.fromkeys(link for text in built for link in links(text))
    own = [link for link in found if has_own_link(link, roadmap.pages)]
    return [f"- <{each}>" for each in own[:LINKS]] or [written(context.say.line(LINK_HOW))]


def _figures(
    context: Context, roadmap: Roadmap, project: Project, texts: Sequence[str]
) -> list[str]:
    """What each week's check printed, beside what it had to show."""
    found = figures(project.id, texts)
    lines = [
        line
        for week, figure in found.items()
        if 1 <= week <= roadmap.weeks
        for line in _figure(context, roadmap, week, figure)
    ]
    return lines or [written(context.say.line(FIGURES_HOW, project=project.id))]


def _figure(context: Context, roadmap: Roadmap, week: int, figure: str) -> tuple[str, str]:
    line, step = context.say.line, roadmap.step_of(week)
    said = shown(context, figure)
    result = line("Week {week}, {title}: {figure}", week=week, title=step.title, figure=said)
    bar = line("The bar: {bar}", bar=step.done_when)
    return f"- {written(result)}", f"  - {written(bar)}"


def _decisions(context: Context, texts: Sequence[str]) -> list[str]:
    said = told(Told.DECISION, texts)[-DECISIONS:]
    items = [f"{place}. {written(each)}" for place, each in enumerate(said, 1)]
    if missing := DECISIONS - len(said):
        items += [*([""] if items else []), written(context.say.line(DECISION_HOW, n=missing))]
    return items


def _postmortem(context: Context, texts: Sequence[str]) -> list[str]:
    said = told(Told.POSTMORTEM, texts)
    return [f"- {written(each)}" for each in said] or [written(context.say.line(POSTMORTEM_HOW))]
