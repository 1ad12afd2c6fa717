"""What is asked about links: codes on their way, and two learners who become one (promise 7.1)."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.learner import Learner
from bot.domain.linking import LinkRequest, Place


class Links(Protocol):
    """Links within one transaction."""

    async def ask(self, maker: Place, digest: str, expires_at: datetime) -> None:
        """A code was made, of which only a digest is kept; the maker's earlier ones end."""

    async def refused(self, platform: str, account: str, since: datetime) -> Sequence[datetime]:
        """When codes that an account tried since then were refused."""

    async def refuse(self, platform: str, account: str, now: datetime) -> None:
        """A code that an account tried was refused."""

    async def made(self, digest: str, now: datetime) -> LinkRequest | None:
        """The request behind a code that is still good, and that nobody redeemed."""

    async def take(self, request: LinkRequest, taker: Place, until: datetime) -> bool:
        """Redeem a code; False where somebody else was first."""

    async def request(self, request_id: int, now: datetime) -> LinkRequest | None:
        """A request that is still good."""

    async def agree(self, request: LinkRequest, now: datetime, until: datetime) -> None:
        """The taker said yes."""

    async def end(self, request: LinkRequest) -> None:
        """A request is over."""

    async def merge(self, maker: Learner, other: Learner, now: datetime) -> Learner:
        """Let two be one (`bot.domain.merging.merged`); the one that they are now."""

    async def part(
        self, learner: Learner, platform: str, account: str, since: datetime
    ) -> tuple[Learner, Learner] | None:
        """Undo a merge since then, that of the account if there is one: maker and other again."""

    async def leave(
        self, learner: Learner, platform: str, now: datetime
    ) -> tuple[Learner, Learner]:
        """Let the account of a platform be a new learner: who is left, and the new one."""
