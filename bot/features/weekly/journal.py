"""`/journal`: the reflections so far (promise 5.3)."""

from dataclasses import dataclass
from typing import Final

from bot.chat.arguments import option, word
from bot.chat.messages import (
    Block,
    Bullets,
    Fields,
    Heading,
    Labelled,
    Message,
    Text,
    code,
    message,
    plain,
    strong,
)
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain.explain.found import ShownQuestion
from bot.domain.reflection import REFLECTION, Checkin, Question
from bot.errors import shortened
from bot.features.kit import Command, Context, Feature
from bot.features.study.proofs import parted, roadmap_behind
from bot.features.views import button, paragraph, row
from bot.features.weekly.export import exported, right_answers
from bot.features.weekly.noted import CONFIDENCE
from bot.features.weekly.reflecting import day_of
from bot.features.weekly.rewriting import LABELS

SHOWN: Final = 8
"""Reflections in one answer; the export has all of them."""


EXPLAINED: Final = 5
"""Questions about own code in it."""

ANSWER_SHOWN: Final = 200
"""Characters of an answer in the list."""

PROOF_SHOWN: Final = 320
"""Characters of what a check printed, which prints no more."""


@dataclass(frozen=True)
class JournalArguments:
    """What `/journal` takes."""

    what: str | None = option(word("export"), marked("export: a file with material for interviews"))


async def journal(context: Context, given: JournalArguments) -> Message:
    """The reflections, newest first, or all of them in a file."""
    context.require_set_up()
    if given.what is not None:
        return exported(context, given.what)
    found = [each for each in reversed(context.learner.checkins) if each.is_reflection]
    say = context.say
    shown = _page_line(context)
    if not found and (about := explained(context)):
        return message(
            *about, *shown, buttons=row(button(context, say.line("Check-in"), "/checkin"))
        )
    if not found:
        return message(
            paragraph(say("Your journal is still empty. A check-in begins it, in five lines.")),
            *shown,
            buttons=row(button(context, say.line("Check-in"), "/checkin")),
        )
    blocks = [block for each in found[:SHOWN] for block in _entry(context, each)]
    blocks += explained(context)
    if older := len(found[SHOWN:]):
        line = say.plural(
            "{n} older one is in the file: {export}",
            "{n} older ones are in the file: {export}",
            older,
            export=code("/journal export"),
        )
        blocks.append(paragraph(line))
    blocks += shown
    buttons = row(
        button(context, say.line("Edit the latest"), f"checkin-edit {found[0].id}"),
        button(context, say.line("Export"), "/journal export"),
    )
    return message(*blocks, buttons=buttons)


def _page_line(context: Context) -> tuple[Block, ...]:
    """How the page to show to others is filled, where the roadmap makes one (promise 5.4)."""
    if context.roadmap.portfolio is None:
        return ()
    line = context.say(
        "What the checks print, and lines that begin with “decision:” or “postmortem:”, make your page to show: {export}",
        export=code("/journal export"),
    )
    return (paragraph(line),)


def _entry(context: Context, checkin: Checkin) -> list[Block]:
    title = context.say("Week {week} · {day}", week=checkin.week, day=day_of(checkin))
    roadmap = roadmap_behind(context, checkin)
    rows: list[Labelled] = []
    printed: list[str] = []
    for question in REFLECTION:
        if (text := checkin.latest.get(question)) is not None:
            proof, said = parted(roadmap, text)
            printed += proof.splitlines()
            if said.strip():
                label = context.say(LABELS[question])
                rows.append(Labelled(label=label, value=_short(question, said)))
    rows += [
        Labelled(label=context.say("Proof"), value=plain(shortened(each, PROOF_SHOWN)))
        for each in printed
    ]
    return [Heading(text=title), *((Fields(rows=tuple(rows), folded=True),) if rows else ())]


def explained(context: Context) -> list[Block]:
    """The latest questions about their own code that a learner answered right (promise 13.2)."""
    lines = [explained_line(context, *each) for each in right_answers(context)[-EXPLAINED:]]
    if not lines:
        return []
    return [Heading(text=context.say("About your own code")), Bullets(items=tuple(lines))]


def explained_line(context: Context, project: str | None, question: ShownQuestion) -> Text:
    """`Command-line calculator: What runs last ...? close()`."""
    answer = question.options[question.right]
    line = context.say("{question} {answer}", question=question.ask, answer=strong(answer))
    return (*plain(f"{project}: "), *line) if project else line


def _short(question: Question, text: str) -> Text:
    if question is Question.CONFIDENCE:
        return plain(f"{text}/{CONFIDENCE[-1]}")
    return plain(shortened(" ".join(text.split()), ANSWER_SHOWN))


SUMMARY = marked("your reflections, and a file for interviews")


FEATURE = Feature(
    commands=(Command("journal", SUMMARY, "/journal export", journal, JournalArguments, PRIVATE),)
)
