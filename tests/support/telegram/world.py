"""Telegram as the tests need it: people, chats, messages, updates, and what a bot may do to them."""

import asyncio
import itertools
import time
from dataclasses import dataclass, field, replace
from typing import Any

from support.images import size_of
from support.telegram.forums import Forums
from support.telegram.limits import Limits
from support.telegram.rules import Params, RefusedError
from support.telegram.shapes import (
    ANONYMOUS,
    BOT,
    BOT_NAME,
    Uploaded,
    chat_of,
    in_topic,
    member_of,
    message_of,
    user_of,
)

FETCHED_MOST = 20 * 1024 * 1024
"""Bytes of a file that a bot can have."""

PHOTO_SIDES_MOST, PHOTO_RATIO_MOST, PHOTO_BYTES_MOST = 10_000, 20, 10 * 1024 * 1024


@dataclass
class Call:
    """A call that came in, `by` whom where the address that it was told says so."""

    method: str
    params: Params
    at: float
    code: int = 0
    by: str = ""


@dataclass
class Query:
    """A press that waits for its answer."""

    id: str
    asked_at: float
    answered_at: float | None = None
    text: str = ""


@dataclass
class Shown:
    """A message as it stands in a chat."""

    id: int
    chat: int
    text: str
    entities: list[Params]
    buttons: list[list[Params]]
    file: str | None = None
    content: Uploaded | None = None
    edits: int = 0
    answers: int | None = None
    topic: int | None = None

    @property
    def labels(self) -> list[str]:
        """What is on its buttons that may be pressed."""
        return [each["text"] for row in self.buttons for each in row if "callback_data" in each]

    @property
    def styles(self) -> dict[str, str]:
        """The buttons that stand out, and how."""
        buttons = [each for row in self.buttons for each in row]
        return {each["text"]: each["style"] for each in buttons if "style" in each}

    @property
    def copied(self) -> list[str]:
        """What may be copied at a press."""
        buttons = [each for row in self.buttons for each in row]
        return [each["copy_text"]["text"] for each in buttons if "copy_text" in each]


@dataclass
class World:
    """Everything there is."""

    calls: list[Call] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    limits: Limits = field(default_factory=Limits)
    queries: dict[str, Query] = field(default_factory=dict)
    sent: list[Shown] = field(default_factory=list)
    history: list[Shown] = field(default_factory=list)
    blocked: set[int] = field(default_factory=set)
    muted: set[int] = field(default_factory=set)
    pictureless: set[int] = field(default_factory=set)
    managers: set[int] = field(default_factory=set)
    titles: dict[int, str] = field(default_factory=dict)
    moved: dict[int, int] = field(default_factory=dict)
    menus: dict[str, list[Params]] = field(default_factory=dict)
    webhook: Params = field(default_factory=dict)
    hook_error: str = ""
    files: dict[str, bytes] = field(default_factory=dict)
    pending: list[Params] = field(default_factory=list)
    forums: Forums = field(default_factory=Forums)
    takes_reactions: bool = True
    reactions: dict[tuple[int, int], list[str]] = field(default_factory=dict)
    news: asyncio.Event = field(default_factory=asyncio.Event)

    def __post_init__(self) -> None:
        self._numbers = itertools.count(1000)
        self._messages = itertools.count(1)
        self._queries = itertools.count(10**17)
        self._chats: set[int] = set()

    def say(self, person: int, text: str, *, chat: int | None = None, **more: Any) -> int:
        """Somebody writes; the number of the update."""
        return self.message(person, chat=chat, text=text, **more)

    def message(
        self,
        person: int,
        *,
        chat: int | None = None,
        topic: int | None = None,
        sender: Params | None = None,
        **more: Any,
    ) -> int:
        """Somebody sends a message with any content."""
        where, number = chat or person, next(self._messages)
        self._chats.add(where)
        self.forums.said[number] = where, topic
        body = {
            "message_id": number,
            "date": int(time.time()),
            "chat": self.chat(where),
            "from": sender or user_of(person),
            **in_topic(topic),
            **more,
        }
        return self.bring(message=body)

    def knows(self, chat: int) -> None:
        """Somebody has written to the bot before: it may write to them."""
        self._chats.add(chat)

    def hand_over(
        self, person: int, name: str, content: bytes, *, chat: int | None = None, **more: Any
    ) -> int:
        """Somebody sends a document; what is said about its size may be told otherwise."""
        file_id = f"BQACAgIAAxkBAAI{next(self._numbers)}"
        self.files[file_id] = content
        document = {
            "file_id": file_id,
            "file_unique_id": f"u{file_id[-6:]}",
            "file_name": name,
            "mime_type": "application/json",
            "file_size": more.pop("size", len(content)),
        }
        return self.message(person, chat=chat, document=document, **more)

    def anonymously(
        self, chat: int, text: str, *, topic: int | None = None, by: int | None = None
    ) -> int:
        """Somebody who manages a group writes as the group itself, or anybody as a chat of theirs."""
        said_by = self.chat(by or chat)
        return self.message(
            9, chat=chat, text=text, topic=topic, sender_chat=said_by, sender=ANONYMOUS
        )

    def chat(self, chat: int) -> Params:
        """A chat as an update describes it."""
        return chat_of(chat, self.titles.get(chat, "Group"), forum=chat in self.forums)

    def press(self, person: int, message: Shown, label: str, *, data: str | None = None) -> Query:
        """Somebody presses a button, perhaps with data of their own making."""
        if data is None:
            data = next(
                button["callback_data"]
                for row in message.buttons
                for button in row
                if button["text"] == label and "callback_data" in button
            )
        query = Query(str(next(self._queries)), time.monotonic())
        self.queries[query.id] = query
        shown = {
            "message_id": message.id,
            "date": int(time.time()),
            "chat": self.chat(message.chat),
            **in_topic(message.topic),
        }
        self.bring(
            callback_query={
                "id": query.id,
                "from": user_of(person),
                "chat_instance": "1",
                "message": {**shown, "text": message.text},
                "data": data,
            }
        )
        return query

    def membership(
        self, person: int, status: str, *, chat: int | None = None, before: str = "member"
    ) -> None:
        """Somebody blocks the bot (`kicked`) or starts it again, or changes what it is in a group."""
        where = chat or person
        self._chats.add(where)
        (self.blocked.add if status in {"kicked", "left"} else self.blocked.discard)(where)
        (self.muted.add if status == "restricted" else self.muted.discard)(where)
        self.bring(
            my_chat_member={
                "chat": self.chat(where),
                "from": user_of(person),
                "date": int(time.time()),
                "old_chat_member": member_of(BOT, before),
                "new_chat_member": member_of(BOT, status),
            }
        )

    def bring(self, **content: Any) -> int:
        """An update for the bot."""
        number = next(self._numbers)
        self.pending.append({"update_id": number, **content})
        self.news.set()
        return number

    def of(self, chat: int) -> list[Shown]:
        """The messages of the bot in a chat, oldest first."""
        return [each for each in self.sent if each.chat == chat]

    def count(self, method: str) -> int:
        """How often a method was called."""
        return sum(call.method == method for call in self.calls)

    @property
    def unanswered(self) -> list[Query]:
        """Presses without an answer."""
        return [each for each in self.queries.values() if each.answered_at is None]

    def act(self, method: str, params: Params) -> Any:
        """Do what a checked call asks for. Raises RefusedError."""
        actions = {
            "getMe": self._me,
            "sendMessage": self._send,
            "sendDocument": self._send,
            "sendPhoto": self._send,
            "editMessageText": self._edit,
            "setMessageReaction": self._react,
            "getFile": self._file,
            "answerCallbackQuery": self._answer,
            "getChatMember": self._member,
            "getChatAdministrators": self._managers,
            "setMyCommands": self._menu,
            "setWebhook": self._hook,
            "getWebhookInfo": self._hook_info,
            "deleteWebhook": self._unhook,
        }
        return actions[method](params)

    def _me(self, _params: Params) -> Params:
        return {
            **BOT,
            "username": BOT_NAME,
            "can_join_groups": True,
            "can_read_all_group_messages": False,
        }

    def _hook_info(self, _params: Params) -> Params:
        told = {"last_error_message": self.hook_error} if self.hook_error else {}
        return {
            "url": self.webhook.get("url", ""),
            "has_custom_certificate": False,
            "pending_update_count": len(self.pending),
            **told,
        }

    def _file(self, params: Params) -> Params:
        content = self.files.get(params["file_id"])
        if content is None:
            raise RefusedError("Bad Request: wrong file_id or the file is temporarily unavailable")
        if len(content) > FETCHED_MOST:
            raise RefusedError("Bad Request: file is too big")
        return {
            "file_id": params["file_id"],
            "file_unique_id": f"u{params['file_id'][-6:]}",
            "file_size": len(content),
            "file_path": f"documents/{params['file_id']}.json",
        }

    def _member(self, params: Params) -> Params:
        person = int(params["user_id"])
        return member_of(user_of(person), "administrator" if person in self.managers else "member")

    def _managers(self, _params: Params) -> list[Params]:
        return [member_of(user_of(each), "administrator") for each in self.managers]

    def _allow(self, chat: int) -> None:
        if chat in self.moved:
            text = "Bad Request: group chat was upgraded to a supergroup chat"
            raise RefusedError(text, 400, migrate_to_chat_id=self.moved[chat])
        if chat not in self._chats and chat not in self.moved.values():
            raise RefusedError("Bad Request: chat not found")
        if chat in self.blocked:
            who = "blocked by the user" if chat > 0 else "kicked from the supergroup chat"
            raise RefusedError(f"Forbidden: bot was {who}", 403)
        if chat in self.muted:
            raise RefusedError("Bad Request: not enough rights to send text messages to the chat")
        now = time.monotonic()
        self.limits.check(chat, now)
        self.limits.count(chat, now)

    def _send(self, params: Params) -> Params:
        chat = int(params["chat_id"])
        self._allow(chat)
        file = next((name for name in ("document", "photo") if name in params), None)
        if file == "photo":
            self._check_photo(chat, params["photo"])
        text: str = params.get("text") or params.get("caption") or ""
        entities: list[Params] = params.get("entities") or params.get("caption_entities") or []
        buttons: list[list[Params]] = params.get("reply_markup", {}).get("inline_keyboard", [])
        topic, answers = self.forums.placed(chat, params)
        number = next(self._messages)
        content = params[file] if file else None
        shown = Shown(
            number, chat, text, entities, buttons, file, content, answers=answers, topic=topic
        )
        self.forums.said[number] = chat, topic
        self.sent.append(shown)
        self.history.append(replace(shown))
        return message_of(shown, self.chat(shown.chat))

    def _check_photo(self, chat: int, content: bytes) -> None:
        """Telegram takes pictures of a sensible form, and where nobody has forbidden them."""
        if chat in self.pictureless:
            raise RefusedError("Bad Request: not enough rights to send photos to the chat")
        size = size_of(content)
        if size is None:
            raise RefusedError("Bad Request: IMAGE_PROCESS_FAILED")
        if sum(size) > PHOTO_SIDES_MOST or max(size) > PHOTO_RATIO_MOST * min(size):
            raise RefusedError("Bad Request: PHOTO_INVALID_DIMENSIONS")
        if len(content) > PHOTO_BYTES_MOST:
            raise RefusedError("Request Entity Too Large", 413)

    def _react(self, params: Params) -> bool:
        chat, number = int(params["chat_id"]), int(params["message_id"])
        self._allow(chat)
        if not self.forums.stands_in(number, chat):
            raise RefusedError("Bad Request: message to react not found")
        if not self.takes_reactions:
            raise RefusedError("Bad Request: REACTION_INVALID")
        if len(params.get("reaction", [])) > 1:
            raise RefusedError("Bad Request: REACTIONS_TOO_MANY")
        self.reactions[chat, number] = [each["emoji"] for each in params.get("reaction", [])]
        return True

    def delete_topic(self, chat: int, topic: int) -> None:
        """Whoever manages a forum deletes a topic with all that was said in it."""
        self.forums.delete(chat, topic)
        self.sent = [each for each in self.sent if (each.chat, each.topic) != (chat, topic)]

    def _edit(self, params: Params) -> Params:
        chat, number = int(params["chat_id"]), int(params["message_id"])
        shown = next((each for each in self.of(chat) if each.id == number), None)
        if shown is None:
            raise RefusedError("Bad Request: message to edit not found")
        if shown.file is not None:
            raise RefusedError("Bad Request: there is no text in the message to edit")
        buttons = params.get("reply_markup", {}).get("inline_keyboard", [])
        if (shown.text, shown.buttons) == (params["text"], buttons):
            raise RefusedError("Bad Request: message is not modified: it is the same")
        self._allow(chat)
        shown.text, shown.entities = params["text"], params.get("entities", [])
        shown.buttons, shown.edits = buttons, shown.edits + 1
        self.history.append(replace(shown))
        return message_of(shown, self.chat(shown.chat))

    def _answer(self, params: Params) -> bool:
        query = self.queries.get(params["callback_query_id"])
        if query is None:
            raise RefusedError("Bad Request: query is too old and response timeout expired")
        query.answered_at = query.answered_at or time.monotonic()
        query.text = params.get("text", "")
        return True

    def _menu(self, params: Params) -> bool:
        for each in params["commands"]:
            if not each["command"].islower() or not each["command"].isascii():
                raise RefusedError(f"Bad Request: BOT_COMMAND_INVALID {each['command']}")
        scope = params.get("scope", {"type": "default"})["type"]
        self.menus[f"{scope} {params.get('language_code', '')}".strip()] = params["commands"]
        return True

    def _hook(self, params: Params) -> bool:
        self.webhook = params
        self.news.set()
        return True

    def _unhook(self, _params: Params) -> bool:
        self.webhook = {}
        return True
