"""What Discord brings as an event of ours; pure."""

from collections.abc import Callable, Container, Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Final

import discord
from discord import InteractionType

from adapters.common.signing import ANYONE, Press, Signer
from adapters.discord.fetching import ATTACHMENT, attached, filed
from adapters.discord.ids import CHANNEL, DiscordChat, DiscordEventId
from adapters.discord.parts import REPEATED
from adapters.discord.pointing import Entries, pointed
from bot.chat.events import (
    ButtonPressed,
    CommandInvoked,
    Event,
    FileReceived,
    FormSubmitted,
    Origin,
    event_of_text,
)
from bot.chat.scope import Scope
from bot.chat.translate import Say, language_of, say_in
from bot.features.asides import NOT_YOURS, TEXT_ONLY
from bot.features.kit import COMMAND_PREFIX, OUT_OF_DATE
from bot.places.find import guess

PLATFORM: Final = "discord"
_SUB_COMMAND: Final = 1


@dataclass(frozen=True, slots=True)
class DiscordInbound:
    """All that one interaction or message says.

    `refusal` is said at once, and nothing else happens. `dm_channel` is the channel of the person's
    direct messages. Raises ValueError for an event that no text can hold.
    """

    event: Event | None = None
    refusal: str = ""
    shown: dict[str, str] = field(default_factory=dict)
    dm_channel: int | None = None

    def __post_init__(self) -> None:
        if self.event is not None:
            self.event.model_dump_json()


IGNORED: Final = DiscordInbound()


class DiscordReader:
    """Reads what comes in; `scope` says what a command does in its chat, `takers` take files.

    `entries` are the commands in the menus of messages and people.
    """

    def __init__(
        self,
        signer: Signer,
        scope: Callable[[Event], Scope],
        takers: Container[str] = (),
        entries: Entries = MappingProxyType({}),
    ) -> None:
        self._signer = signer
        self._takers = takers
        self._entries = entries
        self._scope = scope

    def message(self, message: discord.Message) -> DiscordInbound:
        """A direct message; in servers the bot listens to nobody."""
        if message.author.bot or message.guild is not None:
            return IGNORED
        person = message.author
        origin = Origin(
            platform=PLATFORM,
            account=str(person.id),
            name=person.display_name,
            chat=str(DiscordChat(person.id)),
        )
        if not message.content.strip() and not message.attachments:
            return DiscordInbound(refusal=Say().line(TEXT_ONLY), dm_channel=message.channel.id)
        event_id = str(DiscordEventId(message.id, is_message=True))
        event: Event = event_of_text(
            message.content, id=event_id, origin=origin, said_at=message.created_at
        )
        event = filed(event, message, self._takers)
        return DiscordInbound(event=event, dm_channel=message.channel.id)

    def interaction(self, interaction: discord.Interaction) -> DiscordInbound:
        """A command, a press or a form."""
        data: Mapping[str, Any] = interaction.data or {}
        match interaction.type:
            case InteractionType.application_command:
                return self._command(interaction, data)
            case InteractionType.component:
                return self._press(interaction, data)
            case InteractionType.modal_submit:
                return self._form(interaction, data)
        return IGNORED

    def _command(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> DiscordInbound:
        if data.get("target_id") is not None:
            return self._pointed(interaction, data)
        words, options = _given(data.get("options", ()))
        name, file = data["name"], attached(data)
        if file is not None:
            received = FileReceived(**_common(interaction), command=name, **file)
            return DiscordInbound(event=received, dm_channel=_dm_channel(interaction))
        event = CommandInvoked(**_common(interaction), name=name, words=words, options=options)
        if self._scope(event).posts and not _may_write(interaction):
            line = say_in(locale_of(interaction)).line(
                "I'm not allowed to write in this channel yet. Allow me View Channel and Send Messages here, then try again: {command}",
                command=f"{COMMAND_PREFIX}{event.name} {words}",
            )
            return DiscordInbound(refusal=line)
        return DiscordInbound(event=event, dm_channel=_dm_channel(interaction))

    def _pointed(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> DiscordInbound:
        name = self._entries.get((data["type"], data["name"]))
        if name is None:
            say = say_in(locale_of(interaction))
            return DiscordInbound(refusal=say.line(OUT_OF_DATE))
        event = pointed(name, data, str(interaction.user.id), _common(interaction))
        return DiscordInbound(event=event, dm_channel=_dm_channel(interaction))

    def _press(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> DiscordInbound:
        carried = (data.get("values") or [data["custom_id"]])[0]
        press, refusal = self._genuine(interaction, carried)
        if press is None or interaction.message is None:
            return DiscordInbound(refusal=refusal)
        event = ButtonPressed(**_common(interaction), action=press.action, message=press.message)
        shown = {press.message: str(interaction.message.id)}
        return DiscordInbound(event=event, shown=shown, dm_channel=_dm_channel(interaction))

    def _form(self, interaction: discord.Interaction, data: Mapping[str, Any]) -> DiscordInbound:
        press, refusal = self._genuine(interaction, data["custom_id"])
        if press is None:
            return DiscordInbound(refusal=refusal)
        file = attached(data)
        if file is not None and press.action in self._takers:
            received = FileReceived(
                **_common(interaction), command=press.action, message=press.message, **file
            )
            return DiscordInbound(event=received, dm_channel=_dm_channel(interaction))
        event = FormSubmitted(
            **_common(interaction),
            action=press.action,
            message=press.message,
            values=dict(_filled_in(data.get("components", ()))),
        )
        return DiscordInbound(event=event, dm_channel=_dm_channel(interaction))

    def _genuine(self, interaction: discord.Interaction, carried: str) -> tuple[Press | None, str]:
        """What we signed for this person, or else why it is refused (promise 11.3)."""
        press, say = self._signer.press(carried), say_in(locale_of(interaction))
        if press is None:
            return None, say.line(OUT_OF_DATE)
        if press.owner not in {ANYONE, str(interaction.user.id)}:
            return None, say.line(NOT_YOURS)
        action = press.action.partition(REPEATED)[0]
        return Press(press.owner, press.message, action), ""


def is_private(interaction: discord.Interaction) -> bool:
    """Whether it comes from a person's direct messages with the bot, and not with somebody else."""
    context = interaction.context
    if interaction.guild_id is not None or context.guild or context.private_channel:
        return False
    return bool(context.dm_channel) or isinstance(interaction.channel, discord.DMChannel)


def locale_of(interaction: discord.Interaction) -> str | None:
    """The person's language, where Waymark speaks it."""
    return language_of(interaction.locale.value)


def _may_write(interaction: discord.Interaction) -> bool:
    """Whether a board can stand in the channel."""
    mine = interaction.app_permissions
    if isinstance(interaction.channel, discord.Thread):
        return mine.view_channel and mine.send_messages_in_threads
    return mine.view_channel and mine.send_messages


def _given(options: Any) -> tuple[str, dict[str, str]]:
    """The sub-command that was chosen, and every option as it was typed (promise 8.1)."""
    words = ""
    values: dict[str, str] = {}
    for each in options:
        if each["type"] == _SUB_COMMAND:
            words = each["name"]
            values |= _given(each.get("options", ()))[1]
        elif each["type"] != ATTACHMENT:
            values[each["name"]] = str(each["value"])
    return words, values


def _filled_in(components: Any) -> Iterator[tuple[str, str]]:
    """The fields of a form, wherever in it they stand."""
    for each in components:
        if "value" in each and "custom_id" in each:
            yield each["custom_id"], str(each["value"] or "")
        elif "values" in each and "custom_id" in each:
            yield each["custom_id"], " ".join(map(str, each["values"]))
        yield from _filled_in(each.get("components", ()))
        if isinstance(each.get("component"), Mapping):
            yield from _filled_in([each["component"]])


def _dm_channel(interaction: discord.Interaction) -> int | None:
    return interaction.channel_id if is_private(interaction) else None


def _common(interaction: discord.Interaction) -> dict[str, Any]:
    return {
        "id": str(DiscordEventId(interaction.id)),
        "origin": origin_of(interaction),
        "answer_with": interaction.token,
        "said_at": interaction.created_at,
    }


def origin_of(interaction: discord.Interaction) -> Origin:
    """Who it is, and where; in a channel the answer can be shown to them alone."""
    person, private = interaction.user, is_private(interaction)
    chat = DiscordChat(person.id if private else interaction.channel_id or 0, not private)
    return Origin(
        platform=PLATFORM,
        account=str(person.id),
        name=person.display_name,
        chat=str(chat),
        private=private,
        manages_chat=interaction.guild_id is not None and interaction.permissions.manage_channels,
        whispers=not private,
        discreet=not private,
        language=locale_of(interaction),
        zone=guess(interaction.locale.value),
        title=None if private else _title(interaction),
    )


def _title(interaction: discord.Interaction) -> str | None:
    """What the channel is called, as people write it."""
    name = getattr(interaction.channel, "name", None)
    return f"{CHANNEL}{name}" if name else None
