"""The gateway: a client with as few intents as will do, and its budget of sessions."""

import asyncio
import logging
import random
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from time import monotonic
from typing import Any, Final, Protocol

import discord
from discord.http import Route

from adapters.discord.addresses import way_back
from adapters.discord.inbound import PLATFORM
from adapters.discord.options import DiscordOptions
from bot.errors import named
from bot.ports.clock import Clock
from bot.ports.key_value import KeyValue

log: Final = logging.getLogger(__name__)

SESSIONS_MOST: Final = 950
SESSIONS_KEPT: Final = 50
SESSIONS_WITHIN: Final = timedelta(hours=24)
"""New sessions in so long, and those left to the host: at 1000 Discord resets the token."""

SLOT: Final = 5.0
"""Seconds between two new sessions."""

SAID: Final = frozenset({"INTERACTION_CREATE", "MESSAGE_CREATE"})
"""What somebody says comes as one of these."""

LIBRARY_WAITS_AT_MOST: Final = 30.0

NOISY: Final = ("discord.client", "discord.shard")
"""Where the library logs that it could not connect."""


class Listener(Protocol):
    """Who listens."""

    def interaction(self, interaction: discord.Interaction) -> None:
        """An interaction came in."""

    def message(self, message: discord.Message) -> None:
        """A message came in."""

    def began(self) -> None:
        """A new session has begun: it brings nothing of what happened before."""

    def gone(self, channels: Sequence[int]) -> None:
        """Channels are there no more."""

    def unread(self, id_: str, what: object, error: Exception) -> None:
        """Something was said that can never be read."""


class Client(discord.AutoShardedClient):
    """The library's client: it keeps nothing, and lives until it is told to end."""

    def __init__(self, options: DiscordOptions, budget: "Budget") -> None:
        discord.VoiceClient.warn_nacl = discord.VoiceClient.warn_dave = False
        intents = discord.Intents.none()
        intents.guilds = intents.dm_messages = True
        super().__init__(
            intents=intents,
            max_messages=None,
            member_cache_flags=discord.MemberCacheFlags.none(),
            chunk_guilds_at_startup=False,
            allowed_mentions=discord.AllowedMentions.none(),
            max_ratelimit_timeout=LIBRARY_WAITS_AT_MOST,
        )
        self._options = options
        self._budget = budget
        self._ends = False
        self._slot_at = 0.0
        parsers = self._connection.parsers
        ready = parsers["READY"]  # a gateway proxy may leave out which shard it is
        parsers["READY"] = lambda data: ready({"shard": [0, 1], **data})
        parsers.update({name: self._guarded(name, parse) for name, parse in parsers.items()})
        self.listener: Listener | None = None
        self._live: set[int] = set()
        for name in NOISY:
            logging.getLogger(name).addFilter(_in_one_line)

    @property
    def listens(self) -> bool:
        """Whether some session is up."""
        return bool(self._live)

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        """An interaction came in."""
        if self.listener is not None:
            self.listener.interaction(interaction)

    async def on_message(self, message: discord.Message) -> None:
        """A message came in."""
        if self.listener is not None:
            self.listener.message(message)

    async def on_guild_channel_delete(self, channel: discord.abc.GuildChannel) -> None:
        """A channel was deleted."""
        if self.listener is not None:
            self.listener.gone([channel.id])

    async def on_raw_thread_delete(self, thread: discord.RawThreadDeleteEvent) -> None:
        """A thread was deleted."""
        if self.listener is not None:
            self.listener.gone([thread.thread_id])

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        """The bot was removed from a server."""
        if self.listener is not None:
            self.listener.gone([each.id for each in (*guild.channels, *guild.threads)])

    async def on_shard_connect(self, shard_id: int) -> None:
        """A session has begun: it is resumed where the host wants it to be."""
        self._live.add(shard_id)
        if self.listener is not None and not shard_id:  # direct messages come by the first shard
            self.listener.began()
        shard = self.get_shard(shard_id)
        if shard is not None:
            socket = shard._parent.ws  # noqa: SLF001 -- the library shows it nowhere else
            socket.gateway = way_back(socket.gateway, self._options)

    async def on_shard_resumed(self, shard_id: int) -> None:
        """A session goes on."""
        self._live.add(shard_id)

    async def on_shard_disconnect(self, shard_id: int) -> None:
        """A session was cut off."""
        self._live.discard(shard_id)

    async def before_identify_hook(self, shard_id: int | None, *, initial: bool = False) -> None:
        """A new session is about to begin."""
        await self._budget.spend(self)
        least = 0.0 if initial else random.uniform(1.0, SLOT)  # noqa: S311 -- jitter
        await asyncio.sleep(max(least, self._slot_at - monotonic()))
        self._slot_at = monotonic() + SLOT

    async def close(self) -> None:
        """The library closes itself when the gateway refuses it; here that is told by us alone."""
        if self._ends:
            await super().close()
        else:
            await self.hang_up()

    async def end(self) -> None:
        """Close everything."""
        self._ends = True
        await self.close()

    async def hang_up(self) -> None:
        """Leave the gateway, and be ready to connect again."""
        self._live.clear()
        for shard in self.shards.values():
            await shard.disconnect()

    async def forget_session(self) -> None:
        """The library opens a new HTTP session with each login, and leaves the old one open."""
        await self.http.close()
        self.http.connector = discord.utils.MISSING

    async def limits(self) -> tuple[int, int, float]:
        """Shards that Discord wants, new sessions that are left, seconds until there are more."""
        found = await self.http.request(Route("GET", "/gateway/bot"))
        left = found.get("session_start_limit", {})
        remaining = int(left.get("remaining", SESSIONS_MOST))
        return int(found.get("shards", 1)), remaining, left.get("reset_after", 0) / 1000

    def _guarded(self, name: str, parse: Callable[[Any], object]) -> Callable[[Any], None]:
        """`parse`, so that one event which the library cannot read does not end the session."""

        def guarded(data: Any) -> None:
            try:
                parse(data)
            except Exception as error:  # noqa: BLE001 -- the library raises whatever is wrong with it
                log.warning("an event cannot be read: %s, %s", name, named(error))
                if name in SAID and self.listener is not None:
                    id_ = data.get("id") if isinstance(data, dict) else None
                    self.listener.unread(f"{name} {id_}", data, error)

        return guarded


def _in_one_line(record: logging.LogRecord) -> bool:
    """Let the library say what is wrong without a traceback for each time that it tries again."""
    error = record.exc_info[1] if record.exc_info else None
    if error is not None:
        record.msg, record.args = f"{record.getMessage()}: {named(error)}", ()
        record.exc_info = None
    return True


class Budget:
    """Counts new sessions, also over restarts."""

    def __init__(self, key_value: KeyValue, clock: Clock) -> None:
        self._key_value = key_value
        self._clock = clock

    async def spend(self, client: Client) -> None:
        """Wait until one more session may begin."""
        while (wait := await self._wait(client)) > 0:
            log.error("too many sessions were begun: the next one in %.0f s", wait)
            await asyncio.sleep(wait)
        began, count = await self._noted()
        await self._key_value.set(_NAME, f"{began.isoformat()} {count + 1}")

    async def _wait(self, client: Client) -> float:
        began, count = await self._noted()
        if count >= SESSIONS_MOST:
            return (began + SESSIONS_WITHIN - self._clock.now()).total_seconds() + 1
        try:
            _, left, until_reset = await client.limits()
        except Exception as error:  # noqa: BLE001 -- the library raises whatever a wrong answer makes it
            log.debug("Discord does not say how many sessions are left: %s", named(error))
            return 0.0
        return until_reset + 1 if left <= SESSIONS_KEPT else 0.0

    async def _noted(self) -> tuple[datetime, int]:
        """Since when how many sessions were begun."""
        now, noted = self._clock.now(), await self._key_value.get(_NAME)
        if noted is not None:
            began, count = noted.split()
            since = datetime.fromisoformat(began)
            if timedelta() <= now - since < SESSIONS_WITHIN:
                return since, int(count)
        return now, 0


_NAME: Final = f"{PLATFORM}:sessions"
