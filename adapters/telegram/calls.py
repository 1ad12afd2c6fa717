"""One message as the calls of the Bot API that it takes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

from telegram import (
    Bot,
    InlineKeyboardMarkup,
    InputFile,
    LinkPreviewOptions,
    ReactionTypeEmoji,
    ReplyParameters,
)

from adapters.common.errors import ErrorKind
from adapters.telegram.render import (
    CAPTION_MOST,
    TextPart,
    classic_keyboard,
    classic_text,
    is_recent,
    keyboard,
    parts,
)
from bot.chat.documents import File
from bot.chat.drawings import Picture
from bot.chat.messages import Message, Outgoing

NO_PREVIEW: Final = LinkPreviewOptions(is_disabled=True)
PHOTOS: Final = frozenset({"image/png", "image/jpeg"})

_GONE: Final = {
    ErrorKind.MISSING: ("edits",),
    ErrorKind.UNQUOTED: ("answers",),
    ErrorKind.THREAD: ("thread", "edits", "answers"),
}
"""What a call does without: an answer to something in a thread would go into that one again."""


@dataclass(frozen=True, slots=True)
class Call:
    """One call: text, a text in the place of `edits` (Telegram's id), or a file.

    It goes into a `thread` of its chat, and `answers` a message in a group: with its `reaction`
    alone, where that is taken. `spare` is what is said instead where its picture is refused.
    """

    part: TextPart
    markup: InlineKeyboardMarkup | None = None
    file: File | None = None
    edits: str | None = None
    answers: int | None = None
    thread: int | None = None
    reaction: str | None = None
    spare: TextPart | None = None

    @property
    def quotes(self) -> ReplyParameters | None:
        """The message that it answers; it is sent all the same where that one has gone."""
        if self.answers is None:
            return None
        return ReplyParameters(self.answers, allow_sending_without_reply=True)

    def other(self, kind: ErrorKind) -> "Call | None":
        """The form that is tried when this one was refused; simpler each time, None at the end.

        The latest entities and buttons go first, then all entities. What was to be edited, or
        answered, or written into a thread, becomes a message without that.
        """
        match kind:
            case ErrorKind.REFUSED if self.reaction is not None:
                return replace(self, reaction=None)
            case ErrorKind.FORM | ErrorKind.REFUSED if is_recent(self.part, self.markup):
                markup = classic_keyboard(self.markup)
                return replace(self, part=classic_text(self.part), markup=markup)
            case ErrorKind.PICTURE if self.spare is not None:
                return replace(self, part=self.spare, file=None, spare=None)
            case ErrorKind.FORM if self.part.entities:
                return replace(self, part=TextPart(self.part.text))
        gone = [each for each in _GONE.get(kind, ()) if getattr(self, each) is not None]
        without: Any = dict.fromkeys(gone)
        return replace(self, **without) if gone else None


def calls(
    outgoing: Outgoing,
    data: Callable[[str], str],
    edits: str | None,
    images: Sequence[bytes] = (),
) -> list[Call]:
    """What `outgoing` takes, its pictures drawn as `images`; the buttons stand under the last."""
    message, markup = outgoing.message, keyboard(outgoing.message, data)
    made = [Call(part) for part in parts(message)] or [Call(TextPart("…"))]
    if images or message.files:
        made = _with_files(message, made, images)
    made[-1] = replace(made[-1], markup=markup)
    if edits is not None and len(made) == 1 and made[0].file is None:
        made[0] = replace(made[0], edits=edits)
    return made


def _with_files(message: Message, made: list[Call], images: Sequence[bytes]) -> list[Call]:
    """The text as the caption of the first file, or before it where it is too long for one."""
    short = parts(message, CAPTION_MOST)
    captioned = len(short) == 1
    drawn = [
        Call(TextPart(""), file=_photo(picture, image), spare=_words(picture))
        for picture, image in zip(message.pictures, images, strict=False)
    ]
    files = [*drawn, *(Call(TextPart(""), file=file) for file in message.files)]
    if not captioned:
        return [*made, *files]
    spare = made[0].part if images else None
    return [replace(files[0], part=short[0], spare=spare), *files[1:]]


def _photo(picture: Picture, image: bytes) -> File:
    return File(name=picture.name, media_type="image/png", content=image)


def _words(picture: Picture) -> TextPart:
    """What a picture says, for where it is not taken."""
    told = parts(Message(blocks=(picture,)))
    return told[0] if told else TextPart(picture.drawing.title)


async def perform(bot: Bot, chat: str, call: Call) -> str:
    """Make the call; Telegram's id of the message, empty for a reaction. Raises TelegramError."""
    if call.reaction is not None and call.answers is not None:
        reaction = ReactionTypeEmoji(call.reaction)
        await bot.set_message_reaction(int(chat), call.answers, [reaction])
        return ""
    if call.edits is not None:
        await bot.edit_message_text(
            call.part.text,
            chat_id=int(chat),
            message_id=int(call.edits),
            entities=call.part.entities or None,
            reply_markup=call.markup,
            link_preview_options=NO_PREVIEW,
        )
        return call.edits
    if call.file is not None:
        return await _send_file(bot, chat, call, call.file)
    sent = await bot.send_message(
        int(chat),
        call.part.text,
        entities=call.part.entities or None,
        reply_markup=call.markup,
        link_preview_options=NO_PREVIEW,
        reply_parameters=call.quotes,
        message_thread_id=call.thread,
    )
    return str(sent.message_id)


async def _send_file(bot: Bot, chat: str, call: Call, file: File) -> str:
    content = InputFile(file.content, filename=file.name)
    caption: dict[str, Any] = {
        "caption": call.part.text or None,
        "caption_entities": call.part.entities or None,
        "reply_markup": call.markup,
        "reply_parameters": call.quotes,
        "message_thread_id": call.thread,
    }
    if file.media_type in PHOTOS:
        sent = await bot.send_photo(int(chat), content, **caption)
    else:
        sent = await bot.send_document(int(chat), content, **caption)
    return str(sent.message_id)
