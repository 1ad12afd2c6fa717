"""Discord as the tests need it: people, channels, interactions, and what a bot may do to them."""

import itertools
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from support.discord.forms import UPLOAD, filled_in
from support.discord.limits import Limits
from support.discord.parts import BUTTON, V2, is_v2, texts_of, walked
from support.discord.rules import Params, RefusedError, check_message, invalid

BOT_ID = 1_100_000_000_000_000_001
APP_ID = 1_100_000_000_000_000_002
GUILD_ID = 1_100_000_000_000_000_003
MANAGER = 1 << 4 | 1 << 10 | 1 << 11
MEMBER = 1 << 10 | 1 << 11
MAY_WRITE = 1 << 10 | 1 << 11 | 1 << 16
EPHEMERAL = 1 << 6
LOADING = 1 << 7

Dispatch = Callable[[str, Params], None]

NONCE_KEPT = 300.0
ACK_WITHIN = 3.0
TOKEN_KEPT = 900.0

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL = 2, 3, 4, 5


@dataclass
class Call:
    """A call that came in."""

    route: str
    body: Any
    at: float
    status: int = 0
    code: int = 0


@dataclass
class Shown:
    """A message as it stands; `only_to` sees it alone."""

    id: int
    channel: int
    body: Params
    only_to: int | None = None
    author: int = BOT_ID
    nonce: str | None = None
    loading: bool = False
    edits: int = 0
    files: list[tuple[str, bytes]] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Its content and embeds, or its texts where it is all parts."""
        embeds = [each.get("description") or "" for each in self.body.get("embeds") or []]
        texts = texts_of(self.body.get("components"))
        return "\n".join(filter(None, [self.body.get("content") or "", *embeds, *texts]))

    @property
    def is_card(self) -> bool:
        """Whether it is all parts."""
        return is_v2(self.body)

    @property
    def buttons(self) -> list[tuple[str, str, str]]:
        """Each label, with the custom id of its component and the value that is chosen."""
        found = []
        for each in walked(self.body.get("components")):
            if each["type"] == BUTTON:
                found.append((each["label"], each["custom_id"], ""))
            options = each.get("options", [])
            found += [(one["label"], each["custom_id"], one["value"]) for one in options]
        return found

    @property
    def labels(self) -> list[str]:
        """What is on its buttons."""
        return [label for label, _, _ in self.buttons]

    @property
    def words(self) -> list[str]:
        """What its pictures say to who cannot see them."""
        attached = self.body.get("attachments") or []
        return [each["description"] for each in attached if each["filename"].endswith(".png")]


@dataclass
class Interaction:
    """An interaction, and what became of it."""

    id: int
    token: str
    type: int
    person: int
    channel: int
    at: float
    private: bool
    pressed: Shown | None = None
    answered_at: float | None = None
    shown_at: float | None = None
    answer: int = 0
    original: Shown | None = None
    form: Params | None = None
    choices: list[Params] | None = None
    hidden: bool = False

    @property
    def took(self) -> float:
        """Seconds until it was acknowledged."""
        return (self.answered_at or float("inf")) - self.at

    @property
    def waited(self) -> float:
        """Seconds until its answer was there to read, or its form to fill in."""
        return (self.shown_at or float("inf")) - self.at


@dataclass
class Channel:
    """A channel: direct messages of `person`, one of the server, or where the bot itself is not.

    The app comes there with whoever installed it for themselves: to other servers, and to what is
    `between` people, as others' direct messages are.
    """

    id: int
    person: int | None = None
    thread: bool = False
    elsewhere: bool = False
    between: bool = False
    may_write: bool = True
    name: str = "c"


class World:
    """Everything there is."""

    def __init__(self) -> None:
        self._numbers = itertools.count(1)
        self.at: float | None = None
        self.calls: list[Call] = []
        self.wrong: list[str] = []
        self.limits = Limits()
        self.commands: list[Params] = []
        self.channels: dict[int, Channel] = {}
        self.dm_channels: dict[int, int] = {}
        self.closed: set[int] = set()
        self.messages: list[Shown] = []
        self.history: list[Shown] = []
        self.interactions: dict[str, Interaction] = {}
        self.nonces: dict[tuple[int, str], tuple[float, Shown]] = {}
        self.opened = 0
        self.files_url = ""
        self.contents: dict[str, bytes] = {}
        self.attachments: dict[str, Params] = {}
        self.said: list[int] = []
        self.written: list[Params] = []
        self.names: dict[int, str] = {}
        self.managers: set[int] = set()
        self.in_guild = True
        self.locale = "en-GB"
        self.dispatch: Dispatch = lambda name, data: None

    def number(self) -> int:
        """A new id: it tells when it was made, which is now, or the Unix time `at`."""
        made = time.time() if self.at is None else self.at
        return (int((made - 1_420_070_400) * 1000) << 22) + next(self._numbers)

    def later(self, *, hours: int) -> None:
        """Let the ids go on as they would after so long."""
        self._numbers = itertools.count(self.number() + (hours * 3_600_000 << 22), 1 << 12)

    def place(self, *, thread: bool = False, elsewhere: bool = False, between: bool = False) -> int:
        """A new channel of the server, or where the bot is not."""
        channel = Channel(
            self.number(), thread=thread, elsewhere=elsewhere or between, between=between
        )
        self.channels[channel.id] = channel
        return channel.id

    def dm_channel(self, person: int) -> int:
        """The channel of somebody's direct messages."""
        if person not in self.dm_channels:
            channel = Channel(self.number(), person)
            self.channels[channel.id] = channel
            self.dm_channels[person] = channel.id
        return self.dm_channels[person]

    def of(self, person: int) -> list[Shown]:
        """What the bot wrote in somebody's direct messages."""
        return self.in_channel(self.dm_channel(person))

    def in_channel(self, channel: int) -> list[Shown]:
        """What the bot wrote in a channel, oldest first."""
        return [each for each in self.messages if each.channel == channel and not each.loading]

    def count(self, route: str) -> int:
        """How often a route was called."""
        return sum(call.route.startswith(route) for call in self.calls)

    @property
    def unanswered(self) -> list[Interaction]:
        """Interactions that nobody acknowledged."""
        return [each for each in self.interactions.values() if each.answered_at is None]

    @property
    def thinking(self) -> list[Interaction]:
        """Interactions that were acknowledged, and have no answer yet."""
        return [
            each for each in self.interactions.values() if each.original and each.original.loading
        ]

    def say(self, person: int, text: str, **more: Any) -> int:
        """Somebody writes a direct message; its id."""
        message_id = self.number()
        self.said.append(message_id)
        body = {
            **_bare_message(message_id, self.dm_channel(person)),
            "author": self.user(person),
            "content": text,
            **more,
        }
        self.written.append(body)
        self.dispatch("MESSAGE_CREATE", body)
        return message_id

    def read(self, channel: int, after: int, limit: int) -> list[Params]:
        """What stands in a channel, newest first: the newest, or the first after an id."""
        ours = [self.payload(each) for each in self.in_channel(channel) if each.only_to is None]
        theirs = [each for each in self.written if each["channel_id"] == str(channel)]
        found = sorted([*ours, *theirs], key=lambda each: int(each["id"]))
        later = [each for each in found if int(each["id"]) > after]
        return (later[:limit] if after else later[-limit:])[::-1]

    def slash(
        self, person: int, name: str, /, *path: str, channel: int | None = None, **options: Any
    ) -> Interaction:
        """Somebody uses a command: `slash(anna, "group", "start", channel=club)`."""
        command = next(each for each in self.commands if each["name"] == name)
        self._check_place(command, channel)
        known, filled = command["options"], _filled(command["options"], options) if not path else []
        if path:
            sub = next(each for each in known if each["name"] == path[0])
            inner = _filled(sub.get("options", []), options)
            filled = [{"type": 1, "name": path[0], "options": inner}]
        data: Params = {"id": str(self.number()), "name": name, "type": 1, "options": filled}
        files = {each["value"] for each in filled if each["type"] == 11}
        if files:
            data["resolved"] = {"attachments": {each: self.attachments[each] for each in files}}
        return self._act(COMMAND, person, data, channel)

    def point_at_message(
        self, person: int, label: str, text: str, *, author: int, channel: int, at: float = 0.0
    ) -> Interaction:
        """Somebody uses a command in the menu of a message that was written at a Unix time."""
        written = int(((at or time.time()) - 1_420_070_400) * 1000) << 22
        message = {
            **_bare_message(written, channel),
            "author": self.user(author),
            "content": text,
        }
        resolved: Params = {"messages": {str(written): message}}
        return self._point(3, label, person, written, resolved, channel)

    def point_at_person(self, person: int, label: str, whom: int, *, channel: int) -> Interaction:
        """Somebody uses a command in the menu of a person."""
        resolved: Params = {"users": {str(whom): self.user(whom)}, "members": {}}
        return self._point(2, label, person, whom, resolved, channel)

    def _point(
        self, kind: int, label: str, person: int, target: int, resolved: Params, channel: int
    ) -> Interaction:
        offered = {(each["type"], each["name"]): each for each in self.commands}
        self._check_place(offered[kind, label], channel)
        number = str(self.number())
        data: Params = {"id": number, "name": label, "type": kind, "target_id": str(target)}
        return self._act(COMMAND, person, {**data, "resolved": resolved}, channel)

    def attach(self, name: str, content: bytes, *, size: int | None = None) -> str:
        """A file that a person chose: its id, for an option or a message."""
        number = str(self.number())
        self.contents[number] = content
        self.attachments[number] = {
            "id": number,
            "filename": name,
            "size": len(content) if size is None else size,
            "url": f"{self.files_url}/{number}/{name}",
            "proxy_url": f"{self.files_url}/{number}/{name}",
            "content_type": "application/json",
            "ephemeral": True,
        }
        return number

    def _check_place(self, command: Params, channel: int | None) -> None:
        """Whether a client offers a command there."""
        where = self.channels.get(channel or 0)
        context = 1 if where is None else 2 if where.between else 0
        name = command["name"]
        assert context in command["contexts"], f"{name} cannot be used there"
        installed = 1 if where is not None and where.elsewhere else 0
        assert installed in command["integration_types"], f"{name} is not installed there"

    def type_option(
        self, person: int, name: str, /, *path: str, channel: int | None = None, **typed: str
    ) -> Interaction:
        """Somebody is typing an option."""
        options: list[Params] = [
            {"type": 3, "name": option, "value": value, "focused": True}
            for option, value in typed.items()
        ]
        if path:
            options = [{"type": 1, "name": path[0], "options": options}]
        data = {"id": str(self.number()), "name": name, "type": 1, "options": options}
        return self._act(AUTOCOMPLETE, person, data, channel)

    def press(
        self, person: int, shown: Shown, label: str, *, custom_id: str | None = None
    ) -> Interaction:
        """Somebody presses a button or chooses from a menu, perhaps with data of their own."""
        value = ""
        if custom_id is None:
            custom_id, value = next(
                (found, value) for each, found, value in shown.buttons if each == label
            )
        data: Params = {"custom_id": custom_id, "component_type": 3 if value else 2}
        if value:
            data["values"] = [value]
        channel = None if self.channels[shown.channel].person else shown.channel
        return self._act(COMPONENT, person, data, channel, shown)

    def submit(
        self, asked: Interaction, values: dict[str, str], *, person: int | None = None
    ) -> Interaction:
        """Somebody fills in the form that answered `asked`; fields that are not named stay.

        Into a field for files goes the id of one that was attached, into one with choices their
        values, with spaces between them.
        """
        assert asked.form is not None
        fields = [filled_in(each["component"], values) for each in asked.form["components"]]
        chosen = [one for each in fields if each["type"] == UPLOAD for one in each["values"]]
        files = {one: self.attachments[one] for one in chosen}
        data: Params = {
            "custom_id": asked.form["custom_id"],
            "components": [{"type": 18, "component": each} for each in fields],
        }
        if files:
            data["resolved"] = {"attachments": files}
        channel = None if asked.private else asked.channel
        return self._act(MODAL, person or asked.person, data, channel, asked.pressed)

    def delete(self, channel: int) -> None:
        """A channel is deleted."""
        del self.channels[channel]
        if self.in_guild:
            body = {"id": str(channel), "guild_id": str(GUILD_ID), "type": 0, "name": "gone"}
            self.dispatch("CHANNEL_DELETE", {**body, "position": 0, "permission_overwrites": []})

    def remove_bot(self) -> None:
        """The server removes the bot."""
        self.in_guild = False
        self.dispatch("GUILD_DELETE", {"id": str(GUILD_ID)})

    def user(self, person: int) -> Params:
        """A person, or the bot."""
        name = "Waymark" if person == BOT_ID else self.names.get(person, f"P{person}")
        body = {"id": str(person), "username": f"u{person}", "discriminator": "0", "avatar": None}
        return {**body, "global_name": name, "bot": person == BOT_ID}

    def guild(self) -> Params:
        """The server with its channels."""
        channels = [
            {"id": str(each.id), "type": 0, "name": each.name, "position": 0}
            for each in self.channels.values()
            if each.person is None and not each.thread and not each.elsewhere
        ]
        return {
            "id": str(GUILD_ID),
            "name": "Club",
            "owner_id": "1",
            "channels": channels,
            "threads": [],
            "members": [],
            "roles": [],
            "emojis": [],
            "stickers": [],
            "features": [],
            "member_count": 2,
            "unavailable": False,
        }

    def payload(self, shown: Shown) -> Params:
        """A message as Discord describes it."""
        flags = EPHEMERAL if shown.only_to is not None else 0
        flags |= LOADING if shown.loading else 0
        flags |= V2 if shown.is_card else 0
        return {
            **_bare_message(shown.id, shown.channel),
            "author": self.user(shown.author),
            "content": shown.body.get("content") or "",
            "embeds": [{"type": "rich", **each} for each in shown.body.get("embeds") or []],
            "components": shown.body.get("components") or [],
            "flags": flags,
        }

    def create(self, channel_id: int, body: Params, files: list[tuple[str, bytes]]) -> Shown:
        """A message of the bot's in a channel. Raises RefusedError."""
        check_message(body, files=len(files))
        channel = self._writable(channel_id)
        nonce = body.get("nonce")
        if nonce is not None and body.get("enforce_nonce"):
            at, before = self.nonces.get((channel_id, nonce), (-1e9, None))
            if before is not None and time.monotonic() - at < NONCE_KEPT:
                return before
        self.limits.spend(channel.id)
        shown = self.show(channel_id, body, files)
        if nonce is not None:
            shown.nonce = nonce
            self.nonces[channel_id, nonce] = (time.monotonic(), shown)
        return shown

    def show(
        self,
        channel: int,
        body: Params,
        files: list[tuple[str, bytes]],
        *,
        only_to: int | None = None,
        loading: bool = False,
    ) -> Shown:
        """Put a message into a channel."""
        shown = Shown(self.number(), channel, body, only_to, loading=loading, files=files)
        self.messages.append(shown)
        if not loading:
            self.history.append(shown)
        return shown

    def edit(self, shown: Shown, body: Params, files: list[tuple[str, bytes]]) -> None:
        """Change what a message says."""
        if shown.is_card and not is_v2(body):
            raise invalid("a message of parts stays one: flags")
        check_message(body, files=len(files), edits=True)
        shown.body = {**shown.body, **body}
        shown.edits += not shown.loading
        shown.loading = False
        shown.files = files or shown.files
        copy = Shown(shown.id, shown.channel, shown.body, shown.only_to, edits=shown.edits)
        self.history.append(copy)

    def find(self, message_id: int) -> Shown:
        """A message. Raises RefusedError."""
        for each in self.messages:
            if each.id == message_id:
                return each
        raise RefusedError(404, 10008, "Unknown Message")

    def open_door(self, person: int) -> Params:
        """Direct messages with somebody."""
        self.opened += 1
        return {"id": str(self.dm_channel(person)), "type": 1, "recipients": [self.user(person)]}

    def _writable(self, channel_id: int) -> Channel:
        channel = self.channels.get(channel_id)
        if channel is None:
            raise RefusedError(404, 10003, "Unknown Channel")
        if channel.elsewhere or (channel.person is None and not self.in_guild):
            raise RefusedError(403, 50001, "Missing Access")
        if channel.person in self.closed:
            raise RefusedError(403, 50007, "Cannot send messages to this user")
        if not channel.may_write:
            raise RefusedError(403, 50013, "Missing Permissions")
        return channel

    def _act(
        self,
        kind: int,
        person: int,
        data: Params,
        channel: int | None,
        pressed: Shown | None = None,
    ) -> Interaction:
        where = channel or self.dm_channel(person)
        token = f"itoken-{self.number()}"
        made = Interaction(
            self.number(), token, kind, person, where, time.monotonic(), channel is None, pressed
        )
        self.interactions[token] = made
        self.dispatch("INTERACTION_CREATE", self._described(made, data))
        return made

    def _described(self, made: Interaction, data: Params) -> Params:
        body: Params = {
            "id": str(made.id),
            "application_id": str(APP_ID),
            "type": made.type,
            "data": data,
            "token": made.token,
            "version": 1,
            "channel_id": str(made.channel),
            "locale": self.locale,
            "entitlements": [],
            "authorizing_integration_owners": {},
            "attachment_size_limit": 10_485_760,
            "app_permissions": str(MAY_WRITE if self.channels[made.channel].may_write else 0),
        }
        user = self.user(made.person)
        channel = self.channels[made.channel]
        if channel.elsewhere:
            body["authorizing_integration_owners"] = {"1": str(made.person)}
        guild_id = str(GUILD_ID + channel.elsewhere)
        if channel.between:
            where: Params = {"id": str(made.channel), "type": 3, "recipients": [user]}
            body |= {"user": user, "channel": where, "context": 2}
        elif made.private:
            where = {"id": str(made.channel), "type": 1, "recipients": [user]}
            body |= {"user": user, "channel": where, "context": 1}
        else:
            thread = channel.thread
            permissions = MANAGER if made.person in self.managers else MEMBER
            member: Params = {"user": user, "roles": [], "joined_at": "2026-01-01T00:00:00+00:00"}
            member |= {"deaf": False, "mute": False, "flags": 0, "permissions": str(permissions)}
            where = {"id": str(made.channel), "type": 11 if thread else 0}
            where["name"] = channel.name
            where |= {"position": 0, "guild_id": guild_id}
            if thread:
                where |= {"parent_id": "1", "owner_id": "1", "thread_metadata": _THREAD}
                where |= {"message_count": 0, "member_count": 1, "total_message_sent": 0}
            guild = {"id": guild_id, "features": [], "locale": "en-US"}
            body |= {"member": member, "channel": where, "context": 0, "guild": guild}
            body |= {"guild_id": guild_id, "guild_locale": "en-US"}
        if made.pressed is not None:
            body["message"] = self.payload(made.pressed)
        return body


_THREAD: Params = {
    "archived": False,
    "auto_archive_duration": 60,
    "archive_timestamp": "2026-01-01T00:00:00+00:00",
    "locked": False,
}


def _filled(known: list[Params], options: dict[str, Any]) -> list[Params]:
    """Options as a client sends them: only those that there are, of their type."""
    by_name = {each["name"]: each for each in known}
    filled = []
    for name, value in options.items():
        option = by_name[name.rstrip("_")]
        assert isinstance(value, int if option["type"] == 4 else str), (name, value)
        allowed = [each["value"] for each in option.get("choices", [])]
        assert not allowed or value in allowed, (name, value)
        filled.append({"type": option["type"], "name": option["name"], "value": value})
    return filled


def _bare_message(message_id: int, channel: int) -> Params:
    return {
        "id": str(message_id),
        "channel_id": str(channel),
        "type": 0,
        "timestamp": "2026-03-02T08:00:00+00:00",
        "edited_timestamp": None,
        "tts": False,
        "mention_everyone": False,
        "mentions": [],
        "mention_roles": [],
        "attachments": [],
        "embeds": [],
        "pinned": False,
        "components": [],
    }
