"""People, chats and messages as Telegram describes them."""

import time
from typing import TYPE_CHECKING

from aiohttp import web

from support.telegram.rules import Params

if TYPE_CHECKING:
    from support.telegram.world import Shown

BOT_ID = 4242
BOT_NAME = "waymark_bot"
BOT: Params = {"id": BOT_ID, "is_bot": True, "first_name": "Waymark"}
ANONYMOUS: Params = {"id": 1087968824, "is_bot": True, "first_name": "Group"}
"""Stands for whoever writes as the group."""


class Uploaded(bytes):
    """A file that was uploaded."""

    name: str

    def __new__(cls, field: web.FileField) -> "Uploaded":
        """Read it."""
        with field.file as file:
            made = super().__new__(cls, file.read())
        made.name = field.filename
        return made


RIGHTS = [
    "can_be_edited",
    "is_anonymous",
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
]
SAYS = [
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
]


def member_of(user: Params, status: str) -> Params:
    """A member of a chat."""
    member: Params = {"status": status, "user": user}
    if status == "administrator":
        member |= dict.fromkeys(RIGHTS, False)
    if status == "restricted":
        member |= {**dict.fromkeys(SAYS, False), "is_member": True, "until_date": 0}
    if status == "kicked":
        member["until_date"] = 0
    if status == "creator":
        member["is_anonymous"] = False
    return member


def user_of(person: int) -> Params:
    """A person."""
    return {"id": person, "is_bot": False, "first_name": f"P{person}", "language_code": "en-DE"}


def chat_of(chat: int, title: str = "Group", *, forum: bool = False) -> Params:
    """A private chat, or a group for a negative id."""
    if chat < 0:
        extra = {"is_forum": True} if forum else {}
        return {"id": chat, "type": "supergroup", "title": title, **extra}
    return {"id": chat, "type": "private", "first_name": f"P{chat}"}


def in_topic(topic: int | None) -> Params:
    """What a message in a forum's topic says about it; one in General says nothing."""
    return {"message_thread_id": topic, "is_topic_message": True} if topic else {}


def message_of(shown: "Shown", chat: Params) -> Params:
    body: Params = {
        "message_id": shown.id,
        "date": int(time.time()),
        "chat": chat,
        "from": BOT,
    }
    body |= in_topic(shown.topic)
    if shown.file == "document":
        body["document"] = {"file_id": "f", "file_unique_id": "u"}
    elif shown.file is None:
        body["text"] = shown.text
    if shown.buttons:
        body["reply_markup"] = {"inline_keyboard": shown.buttons}
    return body
