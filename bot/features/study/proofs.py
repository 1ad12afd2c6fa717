"""What the checks of a project printed, where a learner pasted it: `parcels week 06: ok · ...`.

It is read from the answers and notes as they are, so that one that is changed or taken back counts
no more (promises 2.9 and 5.3).
"""

from collections.abc import Iterable, Mapping
from typing import Final

from bot.chat.messages import Block, Bullets, Message, Text, code, message, strong
from bot.domain.evidence import figures, looks_checked
from bot.domain.history import Entry
from bot.domain.reflection import Checkin
from bot.domain.roadmap.model import Roadmap
from bot.errors import shortened
from bot.features.kit import Context, Feature, PlainSpeech
from bot.features.views import button, paragraph, position, row

FIGURE_MOST: Final = 200


def proofs(context: Context) -> Mapping[int, str]:
    """The figures of the learner's present roadmap, by week; one may be empty."""
    return context.once(_proofs)


def _proofs(context: Context) -> Mapping[int, str]:
    return _read(context, context.learner.entries)


def proofs_lately(context: Context) -> Mapping[int, str]:
    """The same from the check-ins and the latest notes, for what is asked all the time."""
    return context.once(_proofs_lately)


def _proofs_lately(context: Context) -> Mapping[int, str]:
    return _read(context, context.learner.entries.recent)


def _read(context: Context, entries: Iterable[Entry]) -> Mapping[int, str]:
    """What was said on this roadmap, as it counts."""
    enrolment = context.learner.enrolment
    if enrolment is None:
        return {}
    checkins = (each for each in context.learner.checkins.maybe_checked() if enrolment.holds(each))
    texts = [text for each in checkins for text in each.latest.values() if text]
    texts += (each.note for each in entries if each.note and enrolment.holds(each))
    return figures_in(context.roadmap, texts)


def figures_in(roadmap: Roadmap, texts: Iterable[str]) -> Mapping[int, str]:
    """What texts say of the weeks of a roadmap, by its projects."""
    likely = [*filter(looks_checked, texts)]
    found: dict[int, str] = {}
    for project in roadmap.projects if likely else ():
        found |= figures(project.id, likely)
    return {week: found[week] for week in sorted(found) if 1 <= week <= roadmap.weeks}


def parted(roadmap: Roadmap, text: str) -> tuple[str, str]:
    """The lines of a text that a check printed, and the others."""
    lines = text.splitlines()
    printed = [line for line in lines if figures_in(roadmap, (line,))]
    return "\n".join(printed), "\n".join(line for line in lines if line not in printed)


def is_only_proof(roadmap: Roadmap, text: str) -> bool:
    """Whether a text is nothing but what a check printed."""
    printed, others = parted(roadmap, text)
    return bool(printed) and not others.strip()


def proof_line(context: Context, week: int) -> Text:
    """`Proven: 50 copies, 1 row, 100 of 100 runs`; empty where nothing was pasted for the week."""
    found = proofs_lately(context) if week == position(context) else proofs(context)
    figure = found.get(week)
    return () if figure is None else _proven(context, figure)


def proof_blocks(context: Context, week: int) -> tuple[Block, ...]:
    """What proves the phase that a gate closes, week by week; none where nothing was pasted."""
    say, phase = context.say, context.roadmap.phase_of(week).id
    items = tuple(
        say("Week {week}: {figure}", week=each, figure=shown(context, figure))
        for each, figure in proofs(context).items()
        if each <= week and context.roadmap.phase_of(each).id == phase
    )
    return (paragraph(say("What your checks have shown:")), Bullets(items=items)) if items else ()


def proven_lines(context: Context, roadmap: Roadmap, text: str) -> list[Text]:
    """The echo to what was pasted, a line for each week."""
    return [
        context.say("Week {week} is proven: {figure}", week=week, figure=shown(context, figure))
        for week, figure in figures_in(roadmap, (text,)).items()
    ]


def roadmap_behind(context: Context, checkin: Checkin) -> Roadmap:
    """The roadmap that a check-in looks back on; the present one where that is gone."""
    present = context.learner.enrolment
    if present is not None and present.holds(checkin):
        return context.roadmap
    for each in context.learner.enrolments:
        if each.holds(checkin) and context.roadmaps.content(each.roadmap, each.content):
            return context.roadmap_of(each)
    return context.roadmap


def shown(context: Context, figure: str) -> str:
    """A figure as it is shown; a check that printed none says ok."""
    return shortened(figure, FIGURE_MOST) if figure else context.say.line("ok")


def _proven(context: Context, figure: str) -> Text:
    return context.say("Proven: {figure}", figure=strong(shown(context, figure)))


async def pasted(context: Context, text: str) -> Message | None:
    """What a check printed, said while nothing was asked: how it is kept; nothing changes."""
    if context.learner.enrolment is None:
        return None
    say, found = context.say, figures_in(context.roadmap, (text,))
    if not found:
        return None
    lines = [
        say("Week {week} says ok: {figure}", week=week, figure=shown(context, figure))
        for week, figure in found.items()
    ]
    keep = say(
        "To keep it, paste it into your check-in, or behind what you log: {done}",
        done=code("/done 60 ..."),
    )
    return message(
        *map(paragraph, (*lines, keep)),
        buttons=row(
            button(context, say.line("Check-in"), "/checkin"),
            button(context, say.line("Today"), "/today"),
        ),
    )


FEATURE = Feature(speech=(PlainSpeech(pasted),))
