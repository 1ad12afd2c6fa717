"""`/import`: the file of `/export` comes back in, as a whole or not at all (promise 7.4)."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.archive.model import BYTES_MOST, Archive
from bot.chat.arguments import NoArguments
from bot.chat.files import FileOption
from bot.chat.messages import Bullets, Emphasis, Form, Input, Message, Text, code, message, strong
from bot.chat.scope import PRIVATE
from bot.chat.translate import counted, marked
from bot.domain.nudges.due import dues
from bot.domain.nudges.milestones import reached
from bot.domain.roadmap.model import Roadmap
from bot.errors import CoachError
from bot.features.groups.settlement import settle
from bot.features.kit import Action, Command, Context, Feature
from bot.features.views import button, edited, paragraph, row

NAME: Final = "import"
CHOOSE: Final = marked("Choose the file")

DRAFT_KEPT: Final = timedelta(hours=1)
"""How long a file waits for a yes."""

_ADD, _LEAVE = "import-add", "import-leave"

_COUNTED: Final = {
    "entries": counted("{n} entry", "{n} entries"),
    "pauses": counted("{n} pause", "{n} pauses"),
    "checkins": counted("{n} check-in", "{n} check-ins"),
    "reviews": counted("{n} review", "{n} reviews"),
    "milestones": counted("{n} milestone", "{n} milestones"),
    "enrolments": counted("{n} roadmap that you were on", "{n} roadmaps that you were on"),
    "marks": counted("{n} mark", "{n} marks"),
    "settings": counted("{n} change of settings", "{n} changes of settings"),
}
"""What a learner is told of that comes in."""


async def ask(context: Context, _: NoArguments) -> Message:
    """How the file is handed over: in a group only with the command, or with its form."""
    say = context.say
    choose, made = say.line(CHOOSE), code("/export")
    if context.origin is not None and not context.origin.private:
        line = say(
            "Press {choose} and hand over the file that {export} made. All of it comes back in, or nothing.",
            choose=strong(choose),
            export=made,
        )
    else:
        line = say(
            "Send me the file that {line} made, here and as a file. All of it comes back in, or nothing.",
            line=made,
        )
    file = Input(name="file", label=say.line("The file of {line}", line="/export"), takes_file=True)
    form = Form(title=choose, opens=choose, action=NAME, inputs=(file,))
    return message(paragraph(line)).model_copy(update={"form": form})


async def open_form(context: Context, _: Sequence[str]) -> Message:
    """[Choose the file]: the form once more."""
    return (await ask(context, NoArguments())).model_copy(update={"edits": True})


async def take(context: Context, content: bytes) -> Message:
    """The file came: onto a fresh start at once, onto a history after a yes."""
    from bot.archive.reading import read  # of no use before: start-up time

    theirs = read(content, context.present)
    await _check_ways(context, theirs)
    mine = await context.work.people.archive(context.learner)
    if not theirs.enrolments and mine.enrolments:
        raise CoachError("There is no plan in that file and nothing logged, so nothing to take.")
    if mine.is_empty:
        await _restore(context, theirs)
        return _taken(context, _counted(context, None, theirs))
    return await _ask_first(context, mine, theirs)


async def add(context: Context, _: Sequence[str]) -> Message:
    """[Add it]: what the file has more is added. Raises CoachError where it waits no longer."""
    from bot.archive.merging import merged, same

    draft = await context.work.people.draft(context.learner, context.present - DRAFT_KEPT)
    if draft is None:
        raise CoachError("That file waits no longer. Send it to me once more: /import")
    await context.work.people.drop_draft(context.learner)
    mine = await context.work.people.archive(context.learner)
    both = merged(mine, Archive.model_validate_json(draft))
    lines = _counted(context, mine, both)
    if not same(mine, both):
        await _restore(context, both)
    return _taken(context, lines).model_copy(update={"edits": True})


async def leave(context: Context, _: Sequence[str]) -> Message:
    """[Leave it]."""
    await context.work.people.drop_draft(context.learner)
    return edited(paragraph(context.say("Good: nothing was added.")))


async def _ask_first(context: Context, mine: Archive, theirs: Archive) -> Message:
    from bot.archive.merging import merged, same

    both, say = merged(mine, theirs), context.say
    if same(mine, both):
        return message(paragraph(say("All of that is here already, so nothing was added.")))
    kept = theirs.model_copy(update={"said": (), "groups": (), "kudos": ()})
    await context.work.people.keep_draft(context.learner, kept.model_dump_json(), context.present)
    return message(
        paragraph(say("You have a history here already. The file would add to it:")),
        Bullets(items=_counted(context, mine, both) or (_more(context),)),
        paragraph(say("Your settings and your roadmap stay as they are now.")),
        buttons=row(
            button(context, say.line("Add it"), _ADD, Emphasis.MAIN),
            button(context, say.line("Leave it"), _LEAVE),
        ),
    )


def _more(context: Context) -> Text:
    """What is counted nowhere."""
    return context.say("more about what is here: answers, moves, pages, messages of mine")


async def _check_ways(context: Context, archive: Archive) -> None:
    """Whether the roadmaps of a file are known here, and have its weeks. Raises CoachError."""
    from bot.archive.reading import check_ways

    contents = [
        [await _content(context, each.roadmap, version) for version in each.versions]
        for each in archive.enrolments
    ]
    check_ways(archive, contents)


async def _content(context: Context, roadmap_id: str, version: str) -> Roadmap | None:
    found = context.roadmaps.content(roadmap_id, version)
    if found is None:
        stored = await context.work.contents.get(roadmap_id, version)
        context.roadmaps.restore(roadmap_id, version, stored)
        found = context.roadmaps.content(roadmap_id, version)
    return found


async def _restore(context: Context, archive: Archive) -> None:
    """Write it down; what the groups' days come to is settled before. Raises CoachError."""
    await settle(context.work, context.learner, context.present, context.looks_at)
    context.learner = await context.work.people.restore(context.learner, archive)
    await context.prepare()
    try:
        _add_up(context)
    except Exception as error:
        raise CoachError("I took nothing from that file: what it says does not add up.") from error


def _add_up(context: Context) -> None:
    """Raise whatever comes of it where a learner cannot go on as they are now."""
    enrolment = context.learner.enrolment
    if enrolment is None:
        context.roadmap.pace(context.learner.preferences.pace)
        return
    reached(context.learner, context.roadmap, context.ledger())
    dues(context.learner, context.present)
    _ = context.plan
    context.roadmap.step_of(enrolment.week - enrolment.finished)


def _counted(context: Context, mine: Archive | None, now: Archive) -> tuple[Text, ...]:
    """What came, or would come, by its kinds."""
    from bot.archive.merging import added

    counts = added(mine, now)
    return tuple(
        context.say.plural(one, many, counts[name])
        for name, (one, many) in _COUNTED.items()
        if name in counts
    )


def _taken(context: Context, lines: tuple[Text, ...]) -> Message:
    say = context.say
    came = (paragraph(say("It is all back in:")), Bullets(items=lines))
    return message(
        *(came if lines else (paragraph(say("It is all back in.")),)),
        buttons=row(
            button(context, say.line("Today"), "/today"),
            button(context, say.line("Progress"), "/progress"),
        ),
    )


FEATURE = Feature(
    commands=(
        Command(
            NAME,
            marked("take in the file of /export"),
            "/import",
            ask,
            scope=PRIVATE,
            file=FileOption(marked("the file that /export made"), (".json",), BYTES_MOST, take),
        ),
    ),
    actions=(Action(NAME, open_form), Action(_ADD, add), Action(_LEAVE, leave)),
)
