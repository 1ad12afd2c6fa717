"""Who manages a chat: asked when somebody wants what only they may do (promise 6.1)."""

from collections import OrderedDict
from time import monotonic
from typing import Final

from telegram import Bot, ChatMember
from telegram.error import BadRequest, Forbidden

ASK_AGAIN: Final = 30.0
"""Seconds for which an answer is kept; real, monotonic time (promise 1.5)."""

KEPT_MOST: Final = 1000

MANAGING: Final = frozenset({ChatMember.OWNER, ChatMember.ADMINISTRATOR})


class Managers:
    """Asks Telegram, and remembers the answer for a short while."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._known: OrderedDict[tuple[str, str], tuple[float, bool]] = OrderedDict()

    async def manages(self, chat: str, account: str) -> bool:
        """Whether somebody manages a chat. Raises TelegramError when Telegram cannot be asked."""
        until, found = self._known.pop((chat, account), (0.0, False))
        if until <= monotonic():
            until, found = monotonic() + ASK_AGAIN, await self._ask(int(chat), int(account))
        self._known[chat, account] = until, found
        if len(self._known) > KEPT_MOST:
            self._known.popitem(last=False)
        return found

    def forget(self, chat: str) -> None:
        """Something about the members of a chat has changed."""
        for key in [each for each in self._known if each[0] == chat]:
            del self._known[key]

    async def _ask(self, chat: int, account: int) -> bool:
        try:
            return (await self._bot.get_chat_member(chat, account)).status in MANAGING
        except (BadRequest, Forbidden):
            return await self._is_listed(chat, account)

    async def _is_listed(self, chat: int, account: int) -> bool:
        """The other way to know: Telegram need not tell a bot without rights about a member."""
        try:
            listed = await self._bot.get_chat_administrators(chat)
        except (BadRequest, Forbidden):
            return False
        return any(each.user.id == account for each in listed)
