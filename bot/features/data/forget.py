"""`/forget`: a person is erased, after the word was typed back (promise 7.5)."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from bot.chat.arguments import NoArguments
from bot.chat.messages import (
    Block,
    Bullets,
    Emphasis,
    Form,
    Heading,
    Input,
    Message,
    Text,
    code,
    message,
    strong,
)
from bot.chat.scope import PRIVATE
from bot.chat.translate import marked
from bot.domain import policy
from bot.errors import CoachError
from bot.features.kit import Action, Command, Context, Expects, Feature, FormTaker, TextQuestion
from bot.features.views import button, edited, paragraph, row

NAME: Final = "forget"
WORD: Final = marked("forget")
"""What has to be typed, in the learner's language or in English."""

OPENS: Final = marked("Erase me")

_KEEP: Final = "forget-not"


async def forget(context: Context, _: NoArguments) -> Message:
    """What will go and what stays; nothing changes without the word."""
    say = context.say
    gone = (
        say("your plan, your streak, everything that you logged, wrote and set"),
        say("your check-ins, your place in every group, and all that you wrote to me"),
        say("on every platform where you are linked"),
    )
    stays = (
        say("what your groups achieved: the counts of settled days, without your name"),
        say("files that I gave you, and what stands in the chats themselves"),
    )
    return _asked(
        context,
        paragraph(say("This goes, for good:")),
        Bullets(items=gone),
        paragraph(say("This stays:")),
        Bullets(items=stays),
    )


def _asked(context: Context, *about: Block) -> Message:
    """The word is asked for, typed or in a form."""
    context.ask(f"{NAME} {context.present.isoformat()}")
    say, word = context.say, context.say.line(WORD)
    label = say.line("Write {word} to erase it all", word=word)
    form = Form(
        title=say.line(OPENS),
        opens=say.line(OPENS),
        emphasis=Emphasis.DANGER,
        action=NAME,
        inputs=(Input(name="word", label=label, long=False),),
    )
    asked = message(
        Heading(text=say("Shall I forget you?")),
        *about,
        paragraph(_sure(context, word)),
        buttons=row(button(context, say.line("Keep everything"), _KEEP)),
    )
    return asked.model_copy(update={"form": form})


def _sure(context: Context, word: str) -> Text:
    """Where the word goes: in a group nobody listens to plain words, so it goes into the form."""
    if context.origin is None or context.origin.private:
        return context.say("If you are sure, write {word}.", word=code(word))
    erase = strong(context.say.line(OPENS))
    return context.say(
        "If you are sure, press {erase} and write {word}.", erase=erase, word=code(word)
    )


def _is_word(context: Context, text: str) -> bool:
    """Whether it is the word, soon enough after it was asked for."""
    asked_at = datetime.fromisoformat((context.learner.question or "").partition(" ")[2])
    soon = context.present - asked_at <= policy.FORGET_WITHIN
    said = " ".join(text.split()).strip(".!\"'“”").casefold()
    return soon and said in {WORD, context.say.line(WORD).casefold()}


async def erased(context: Context, _: str) -> Message:
    """The word was typed."""
    context.erases = True
    say = context.say
    return message(
        paragraph(say("Done: you are forgotten here. Thank you for the time we had.")),
        paragraph(say("If you ever want to start again: {start}", start=code("/start"))),
    )


async def open_form(context: Context, _: Sequence[str]) -> Message:
    """[Erase me]: the word is asked for alone, in the form once more, and there is time for it."""
    return _asked(context).model_copy(update={"edits": True})


async def filled_in(context: Context, _: Sequence[str], values: Mapping[str, str]) -> Message:
    """The form came back. Raises CoachError where another word stands in it, or it is too late."""
    if context.open_question != NAME or not _is_word(context, values.get("word", "")):
        raise CoachError(
            "Nothing was erased. To erase it all: /forget, then the word {word}",
            word=context.say.line(WORD),
        )
    return await erased(context, "")


async def keep(context: Context, _: Sequence[str]) -> Message:
    """[Keep everything]."""
    if context.open_question == NAME:
        context.ask(None)
    return edited(paragraph(context.say("Good: everything stays as it is.")))


FEATURE = Feature(
    commands=(
        Command(NAME, marked("erase all that I know about you"), "/forget", forget, scope=PRIVATE),
    ),
    actions=(Action(NAME, open_form), Action(_KEEP, keep)),
    questions=(TextQuestion(NAME, erased, Expects.PRESS, claims=_is_word),),
    forms=(FormTaker(NAME, filled_in),),
)
