"""`/journal export`: the reflections as material for interviews (promise 5.3).

The export is Markdown, and what a learner wrote stands in it letter by letter.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from itertools import zip_longest
from typing import Final

from bot.chat.documents import File
from bot.chat.messages import Message, strong
from bot.chat.translate import marked
from bot.domain.explain.found import ShownQuestion
from bot.domain.history import Entry
from bot.domain.learner import Enrolment
from bot.domain.links import links
from bot.domain.reflection import REFLECTION, Checkin, Question
from bot.domain.roadmap.model import ProjectPart, Roadmap
from bot.errors import CoachError, shortened
from bot.features.kit import Context
from bot.features.views import paragraph
from bot.features.weekly.markdown import item, markdown_file, written
from bot.features.weekly.noted import CONFIDENCE
from bot.features.weekly.portfolio import portfolios
from bot.features.weekly.reflecting import day_of


@dataclass
class Story:
    """One project that was touched: its parts, and what was written and logged in their weeks."""

    title: str
    parts: dict[int, ProjectPart] = field(default_factory=dict)
    reflections: list[Checkin] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)


def exported(context: Context, word: str) -> Message:
    if word.lower() != "export":
        raise CoachError(
            "I don't know what to do with {word}; for example: /journal export",
            word=shortened(word),
        )
    pages, journal = tuple(portfolios(context)), tuple(_journal(context))
    if not pages and not journal:
        raise CoachError("There is nothing to export yet. A check-in begins your journal: /checkin")
    say, lines = context.say, []
    if pages:
        names = say.listed([each.name for each in pages])
        lines.append(
            say(
                "To show to others: {files}, with your figures, links and marked lines, and nothing else. Read it once before you publish it.",
                files=strong(names),
            )
        )
    if journal:
        lines.append(
            say("Your projects as interview material, in your own words. Only you get it.")
        )
    return Message(blocks=tuple(map(paragraph, lines)), files=(*pages, *journal))


def _journal(context: Context) -> Iterator[File]:
    """The reflections in a file; none while nothing was written."""
    lines = [line for part in _parts(context) for line in (*part, "")]
    if lines:
        day = context.say.day_and_year(context.today)
        title = written(context.say.line("Waymark journal, {day}", day=day))
        yield markdown_file("waymark-journal.md", (f"# {title}", "", *lines))


def _parts(context: Context) -> Iterator[list[str]]:
    """For each roadmap its projects, then every reflection."""
    enrolments = context.learner.enrolments
    for enrolment, later in zip_longest(enrolments, enrolments[1:]):
        until = later.started_at if later else None
        yield from _of_one(context, enrolment, until)
    yield from _explained(context)


def right_answers(context: Context) -> list[tuple[str | None, ShownQuestion]]:
    """The questions about their own code that a learner answered right, each with its project."""
    return [
        (each.project, question)
        for each in context.learner.explanations
        for question in each.questions
        if question.is_right
    ]


def _explained(context: Context) -> Iterator[list[str]]:
    """What somebody can tell about their own code (promise 13.2)."""
    found = right_answers(context)
    if found:
        heading = written(context.say.line("About my own code"))
        told = (
            f"{project + ': ' if project else ''}{each.ask} {each.options[each.right]} {each.why}"
            for project, each in found
        )
        yield [f"## {heading}", "", *(f"- {written(each)}" for each in told)]


def _of_one(context: Context, enrolment: Enrolment, until: datetime | None) -> Iterator[list[str]]:
    def within(at: datetime) -> bool:
        return enrolment.started_at <= at and (until is None or at < until)

    checkins = [
        each for each in context.learner.checkins if each.is_reflection and within(each.opened_at)
    ]
    entries = [each for each in context.learner.entries if within(each.made_at)]
    if context.roadmaps.content(enrolment.roadmap, enrolment.content) is not None:
        roadmap = context.roadmap_of(enrolment)
        for story in _stories(roadmap, enrolment, checkins, entries):
            yield _told(context, roadmap, story)
    for checkin in checkins:
        yield _week(context, checkin)


def _stories(
    roadmap: Roadmap, enrolment: Enrolment, checkins: Sequence[Checkin], entries: Sequence[Entry]
) -> Sequence[Story]:
    """The projects in whose weeks something was written or logged, in the order of the weeks."""
    by_week: dict[int, tuple[list[Checkin], list[Entry]]] = defaultdict(lambda: ([], []))
    for checkin in checkins:
        by_week[checkin.week][0].append(checkin)
    for entry in entries:
        by_week[_week_at(enrolment, entry.made_at)][1].append(entry)
    stories: dict[str, Story] = {}
    for week in sorted(each for each in by_week if 1 <= each <= roadmap.weeks):
        part = roadmap.step_of(week).project
        if part is None:
            continue
        story = stories.setdefault(part.family, Story(roadmap.project(part.family).title))
        story.parts[week] = part
        story.reflections += by_week[week][0]
        story.entries += by_week[week][1]
    return tuple(stories.values())


def _week_at(enrolment: Enrolment, instant: datetime) -> int:
    """The learner's week at an instant; what was logged just as the week ended belongs to it."""
    weeks = [move.week for move in enrolment.moves if move.made_at < instant]
    return weeks[-1] if weeks else enrolment.moves[0].week


def _told(context: Context, roadmap: Roadmap, story: Story) -> list[str]:
    """Situation, task, action and result of one project."""
    line = context.say.line
    weeks = ", ".join(map(str, story.parts))
    place = line("Week {weeks} of “{roadmap}”", weeks=weeks, roadmap=roadmap.title)
    logged = sum(entry.minutes or 0 for entry in story.entries)
    time = line("Logged in that time: {time}", time=context.say.minutes(logged))
    facts = [f"- {written(each)}" for each in ((place, time) if logged else (place,))]
    briefs = {part.part: f"{part.title}. {part.brief}" for part in story.parts.values()}
    sections = (
        (line("Situation"), [*facts, *_said(context, story, Question.HARD)]),
        (line("Task"), [f"- {written(each)}" for each in briefs.values()]),
        (line("Action"), [*_said(context, story, Question.BUILT), *_notes(context, story)]),
        (line("Result"), _said(context, story, Question.LEARNT, Question.CONFIDENCE)),
        (line("Links"), _links(context, story)),
    )
    lines = [f"## {written(story.title)}"]
    for title, items in sections:
        lines += ["", f"### {written(title)}", "", *items]
    return lines


ASKED: Final = {
    Question.LEARNT: marked("What I learnt ({day}):"),
    Question.BUILT: marked("What I built ({day}):"),
    Question.HARD: marked("What was hard ({day}):"),
    Question.CONFIDENCE: marked("How confident I was ({day}):"),
    Question.PLAN: marked("When and where I planned to study ({day}):"),
}


UNSAID: Final = marked("(nothing written about this yet)")


def _said(context: Context, story: Story, *questions: Question) -> list[str]:
    """The learner's answers to some questions, or that there are none."""
    lines = [
        line
        for question in questions
        for each in story.reflections
        for line in _answer(context, each, question)
    ]
    return lines or [f"- {written(context.say.line(UNSAID))}"]


def _answer(context: Context, checkin: Checkin, question: Question) -> list[str]:
    text = checkin.latest.get(question)
    if text is None:
        return []
    if question is Question.CONFIDENCE:
        text = f"{text}/{CONFIDENCE[-1]}"
    return item(
        context.say.line(ASKED[question], day=context.say.day_and_year(day_of(checkin))), text
    )


def _notes(context: Context, story: Story) -> list[str]:
    label = marked("What I logged ({day}):")
    return [
        line
        for entry in story.entries
        if entry.note.strip()
        for line in item(
            context.say.line(label, day=context.say.day_and_year(entry.day)), entry.note
        )
    ]


def _links(context: Context, story: Story) -> list[str]:
    texts = [text for each in story.reflections for text in each.latest.values() if text]
    texts += [entry.note for entry in story.entries]
    found = [link for text in texts for link in links(text)]
    return [f"- <{each}>" for each in dict.fromkeys(found)] or _said(context, story)


def _week(context: Context, checkin: Checkin) -> list[str]:
    """One reflection as it was answered."""
    title = context.say.line(
        "Week {week}, {day}", week=checkin.week, day=context.say.day_and_year(day_of(checkin))
    )
    answers = [line for question in REFLECTION for line in _answer(context, checkin, question)]
    return [f"## {written(title)}", "", *answers]
