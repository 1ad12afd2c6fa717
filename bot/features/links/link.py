"""`/link`: a code of one platform, redeemed on another, makes one of both (promise 7.1)."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from bot.chat.arguments import REST, option
from bot.chat.messages import Copied, Emphasis, Heading, Message, Text, code, message, strong
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain import linking, policy
from bot.domain.learner import Learner
from bot.domain.linking import LinkRequest
from bot.errors import StaleButtonError, shortened
from bot.features.kit import OUT_OF_DATE, Action, Command, Context, Feature
from bot.features.links.joining import ask_maker
from bot.features.links.requests import here, in_the_way, origin_of, request_of
from bot.features.setup.places import platform_name
from bot.features.views import button, edited, paragraph, row

AGREE: Final = f"{linking.ACTIONS}agree"
DROP: Final = f"{linking.ACTIONS}drop"


@dataclass(frozen=True)
class LinkArguments:
    """What `/link` takes."""

    code: str = option(REST, marked("the code that I gave you on the other platform"), "")


async def link(context: Context, given: LinkArguments) -> Message:
    """A new code, or what happens with one that was typed."""
    return await (_redeem(context, given.code) if given.code else _new_code(context))


async def _new_code(context: Context) -> Message:
    say, made = context.say, linking.code_of(secrets.token_bytes(linking.BYTES))
    until = context.now + policy.LINK_CODE_KEPT
    await context.work.links.ask(here(context), linking.digest_of(made) or "", until)
    lines = (
        say(
            "Within ten minutes, write this to me on the other platform: {line}",
            line=code(f"/link {made}"),
        ),
        say("Then I ask you there, and once more here. Only your yes here joins the two."),
        say(
            "All you studied is added up, here and there. The plan and settings you have here stay; a plan over there ends."
        ),
        say("Within 24 hours {unlink} takes it all back.", unlink=code("/unlink")),
    )
    heading = Heading(text=say("Your code: {code}", code=code(made)))
    shown = message(heading, *map(paragraph, lines))
    copied = Copied(label=say.line("Copy it"), text=f"/link {made}")
    return shown.model_copy(update={"secret": True, "copied": copied})


async def _redeem(context: Context, typed: str) -> Message:
    origin = origin_of(context)
    account, links = (origin.platform, origin.account), context.work.links
    refused = await links.refused(*account, context.now - policy.LINK_TRIES_WITHIN)
    again = linking.may_try_from(refused, context.now)
    if again is not None:
        return _too_often(context, again)
    digest = linking.digest_of(typed)
    found = await links.made(digest, context.now) if digest else None
    if found is None:
        await links.refuse(*account, context.now)
        return _unknown(context, policy.LINK_TRIES_MOST - len(refused) - 1)
    maker = await context.work.learners.by_id(found.maker.learner_id)
    if why := in_the_way(context, maker):
        return message(paragraph(why))
    if not await links.take(found, here(context), context.now + policy.LINK_CODE_KEPT):
        return _unknown(context, policy.LINK_TRIES_MOST - len(refused))
    return _is_that_you(context, found, maker)


def _is_that_you(context: Context, request: LinkRequest, maker: Learner) -> Message:
    say, where = context.say, platform_name(request.maker.platform)
    name = shortened(maker.name_on(request.maker.platform))
    lines = [
        say("This code is from {name} in {place}. Is that you?", name=strong(name), place=where),
        say("Then both become one, and all you studied is added up."),
    ]
    if maker.enrolment is not None:
        lines.append(say("The plan and settings of {place} stay.", place=where))
        if context.learner.enrolment is not None:
            lines.append(say("The plan you have here ends."))
    return message(
        *map(paragraph, lines),
        buttons=row(
            button(context, say.line("Yes, that is me"), f"{AGREE} {request.id}", Emphasis.MAIN),
            button(context, say.line("No"), f"{DROP} {request.id}"),
        ),
    )


def _unknown(context: Context, left: int) -> Message:
    """A code that is not good counts as a try; what is wrong with it is not told."""
    say = context.say
    lines = [
        say(
            "That code is not good (any more). A new one comes with {link}, on the other platform.",
            link=code("/link"),
        )
    ]
    if left <= 2:
        lines.append(_tries_left(context, max(left, 0)))
    return message(*map(paragraph, lines))


def _tries_left(context: Context, left: int) -> Text:
    if not left:
        return context.say("That was one too many: the next try is in an hour.")
    return context.say.plural("{n} more try this hour.", "{n} more tries this hour.", left)


def _too_often(context: Context, again: datetime) -> Message:
    zone = context.learner.timeline.rule(context.now).zone
    line = context.say(
        "Too many codes were wrong. The next try is at {time}.",
        time=context.say.clock(again, zone),
    )
    return message(paragraph(line))


async def agree(context: Context, words: Sequence[str]) -> Message:
    """[Yes, that is me], said by who redeemed the code: now its maker is asked."""
    request = await request_of(context, words)
    if request.taker != here(context):
        raise StaleButtonError(OUT_OF_DATE)
    until = context.now + policy.LINK_CODE_KEPT
    where = platform_name(request.maker.platform)
    if request.agreed_at is None:
        await context.work.links.agree(request, context.now, until)
        await ask_maker(context, request, until)
    return edited(
        paragraph(
            context.say("Good. Now say yes in {place} too: I have asked you there.", place=where)
        )
    )


async def drop(context: Context, words: Sequence[str]) -> Message:
    """[No]: the code is used up all the same."""
    request = await request_of(context, words)
    if request.taker != here(context):
        raise StaleButtonError(OUT_OF_DATE)
    await context.work.links.end(request)
    return edited(paragraph(context.say("Then nothing is joined, and the code is void.")))


FEATURE = Feature(
    commands=(
        Command(
            "link",
            marked("join this account with another platform"),
            "/link",
            link,
            LinkArguments,
            PRIVATE,
        ),
    ),
    actions=(Action(AGREE, agree), Action(DROP, drop)),
)
