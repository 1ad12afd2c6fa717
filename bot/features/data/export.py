"""`/export`: all that is stored about the learner, as a file (promise 7.3)."""

from dataclasses import dataclass
from typing import Final

from bot.archive.model import Archive
from bot.chat.arguments import option, word
from bot.chat.documents import File
from bot.chat.messages import Message, Text, code
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.errors import CoachError, shortened
from bot.features.kit import Command, Context, Feature
from bot.features.views import paragraph

CSV: Final = "csv"


@dataclass(frozen=True)
class ExportArguments:
    """What `/export` takes."""

    what: str | None = option(word(CSV), marked("csv: your entries alone, for a spreadsheet"))


async def export(context: Context, given: ExportArguments) -> Message:
    """A file with everything, or the entries as a table."""
    if given.what is not None and given.what.lower() != CSV:
        raise CoachError(
            "I don't know what to do with {word}; for example: /export csv",
            word=shortened(given.what),
        )
    archive = await context.work.people.archive(context.learner)
    name, say = f"waymark-{context.today.isoformat()}", context.say
    if given.what is not None:
        return _handed_over(_table(name, archive), _counted(context, archive))
    content = archive.model_dump_json(indent=1).encode()
    return _handed_over(
        File(name=f"{name}.json", media_type="application/json", content=content),
        say("This is all that I know about you. Keep it safe: it is for nobody else."),
        say("It comes back in with {line}.", line=code("/import")),
    )


def _handed_over(file: File, *lines: Text) -> Message:
    return Message(blocks=tuple(map(paragraph, lines)), files=(file,))


def _table(name: str, archive: Archive) -> File:
    from bot.archive.table import zipped  # of no use before: start-up time

    return File(name=f"{name}-entries.zip", media_type="application/zip", content=zipped(archive))


def _counted(context: Context, archive: Archive) -> Text:
    return context.say.plural(
        "{n} entry as a table, for a spreadsheet.",
        "{n} entries as a table, for a spreadsheet.",
        len(archive.entries),
    )


FEATURE = Feature(
    commands=(
        Command(
            "export",
            marked("all my data as a file"),
            "/export csv",
            export,
            ExportArguments,
            PRIVATE,
        ),
    )
)
