"""`/group settings`: the share that makes a day count (promise 6.2), and the group's language."""

from dataclasses import replace

from bot.chat.messages import Block, Message, code, message, strong
from bot.chat.translate import Say, say_in
from bot.domain import policy
from bot.errors import CoachError
from bot.features.groups.here import group_here
from bot.features.kit import Context
from bot.features.setup.languages import language_meant
from bot.features.views import paragraph
from bot.ports.groups import StudyGroup

EXAMPLE = "/group settings quorum=60"
LANGUAGE_EXAMPLE = "/group settings language=de"


def read_quorum(word: str) -> int:
    """`60` or `60%`. Raises CoachError."""
    bare = word.strip().removesuffix("%")
    least, most = policy.GROUP_QUORUM_RANGE
    if not (bare.isascii() and bare.isdigit() and len(bare) <= 3 and least <= int(bare) <= most):
        raise CoachError(
            "The quorum is a whole percentage from {least} to {most}; for example: {example}",
            least=least,
            most=most,
            example=EXAMPLE,
        )
    return int(bare)


async def settings(context: Context, quorum: int | None, language: str | None) -> Message:
    """What is set, or what is set from now on."""
    here = await group_here(context)
    lines = []
    if quorum is not None:
        lines.append(await _set_quorum(context, here, quorum))
    if language is not None:
        lines.append(await _set_language(context, here, language))
    return message(*(lines or _settings(context.say, here)))


def _settings(say: Say, here: StudyGroup) -> list[Block]:
    lines = [
        say(
            "A day counts when {percent}% of those with a study day do theirs. To change it: {line}",
            percent=here.quorums[-1].percent if here.quorums else policy.GROUP_QUORUM_PERCENT,
            line=code(EXAMPLE),
        ),
        say(
            "What I send to all of you is in {language}. To change it: {line}",
            language=say.language_name(here.language),
            line=code(LANGUAGE_EXAMPLE),
        ),
    ]
    return [paragraph(each) for each in lines]


async def _set_quorum(context: Context, here: StudyGroup, quorum: int) -> Block:
    """A new share holds for days that have not begun (promise 6.2)."""
    await context.work.groups.set_quorum(here, quorum, context.now)
    return paragraph(
        context.say(
            "From the next day on, a day counts when {percent}% of those with a study day do theirs.",
            percent=quorum,
        )
    )


async def _set_language(context: Context, here: StudyGroup, wanted: str) -> Block:
    language = language_meant(context.say, wanted)
    await context.work.groups.keep(replace(here, language=language))
    say = say_in(language)
    return paragraph(
        say(
            "From now on, what I send to all of you is in {language}.",
            language=strong(say.language_name(language)),
        )
    )
